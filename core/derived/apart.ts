import { type FacilityPlace, gapMm, nearAmong, type Placed } from "#core/derived/facility-places";
import { type ApartNorm, apartNorms } from "#core/features/facility-norms";
import type { Referentiel } from "#core/model/referentiel";

/** What the rules of distance look at. */
export interface ApartGround {
  readonly facilities: readonly FacilityPlace[];
  /** Houses that stand. */
  readonly houses: readonly Placed[];
  /** Beds of water, by surface or by line. */
  readonly waters: readonly Placed[];
}

/** A rule of distance held against a plan. */
export interface ApartFinding {
  readonly norm: ApartNorm;
  /** Nearest two, millimetres; Infinity when none is nearer than the rule asks. */
  readonly leastMm: number;
  /** The facilities at fault, each with the nearest it is too near to. */
  readonly faults: readonly { readonly id: string; readonly other: string; readonly mm: number }[];
}

/** Holds the rules of distance against a plan; those that speak of what is not there are left out. */
export function apartFindings(ground: ApartGround, norms: Referentiel): ApartFinding[] {
  const amongHouses = nearAmong(ground.houses);
  return apartNorms(norms).flatMap((norm): ApartFinding[] => {
    const own = ground.facilities.filter(({ kind }) => kind === norm.kind);
    const others = othersOf(ground, norm);
    if (own.length === 0 || others.length === 0) return [];
    const near = norm.from === "housing" ? amongHouses : nearAmong(others);
    const faults = own.flatMap(({ id, geometry }) => {
      let nearest: { id: string; other: string; mm: number } | undefined;
      for (const other of near(geometry, norm.leastMm)) {
        const mm = gapMm(geometry, other.geometry);
        if (mm < norm.leastMm && (!nearest || mm < nearest.mm)) nearest = { id, other: other.id, mm };
      }
      return nearest ? [nearest] : [];
    });
    return [{ norm, leastMm: faults.reduce((least, { mm }) => Math.min(least, mm), Infinity), faults }];
  });
}

function othersOf({ facilities, houses, waters }: ApartGround, { from }: ApartNorm): readonly Placed[] {
  if (from === "housing") return houses;
  const places = facilities.filter(({ kind }) => kind === from);
  return from === "water" ? [...places, ...waters] : places;
}
