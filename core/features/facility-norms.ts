import { type FacilityKind, facilityKindNames } from "#core/features/facility-kinds";
import type { Norm, Referentiel } from "#core/model/referentiel";

/** What a facility keeps its distance from: another kind of facility (`water` with every bed and point of it), or houses. */
export type Neighbour = FacilityKind | "housing";

/** Two that must not lie near each other, from `apart.<kind>.<neighbour>`. */
export interface ApartNorm {
  readonly key: string;
  readonly kind: FacilityKind;
  readonly from: Neighbour;
  readonly leastMm: number;
  readonly norm: Norm;
}

/** The rules of distance of a référentiel; those of 0 m are none. */
export function apartNorms({ norms }: Referentiel): ApartNorm[] {
  return Object.entries(norms).flatMap(([key, norm]): ApartNorm[] => {
    const [head, kind = "", from = "", ...more] = key.split(".");
    if (head !== "apart" || more.length > 0 || norm.value === 0) return [];
    if (!isKind(kind) || !(isKind(from) || from === "housing")) return [];
    return [{ key, kind, from, leastMm: norm.value * 1000, norm }];
  });
}

/** Kinds that must lie along a primary or secondary street, from `along.<kind>.street`. */
export function alongNorms({ norms }: Referentiel): { readonly key: string; readonly kind: FacilityKind }[] {
  return Object.entries(norms).flatMap(([key, norm]) => {
    const [head, kind = "", tail] = key.split(".");
    return head === "along" && tail === "street" && isKind(kind) && norm.value > 0 ? [{ key, kind }] : [];
  });
}

/** Kinds of which the référentiel says how many people one serves, and how far they walk to it. */
export const servedKinds = ["water", "school", "health"] as const satisfies readonly FacilityKind[];

/** Facilities that are put far from where people live, not near. */
export const shunned: ReadonlySet<FacilityKind> = new Set(["cemetery", "waste", "industry"]);

function isKind(word: string): word is FacilityKind {
  return (facilityKindNames as readonly string[]).includes(word);
}
