import type { Pad } from "#core/engines/layout/ground-types";
import type { LayoutInput } from "#core/engines/layout/layout-types";
import { PolygonFinder } from "#core/engines/layout/polygon-finder";
import { RegionIndex } from "#core/engines/layout/region-index";
import { withoutRepeats } from "#core/engines/layout/runs";
import { type Box, boxesMeet, emptyBox, growBox } from "#core/geometry/box";
import { differenceOf, grownBy, intersectionOf, type Region, surfacesOfRegion, unionOf } from "#core/geometry/clip";
import type { Position, Ring } from "#core/geometry/geometry";
import { innerPosition, oriented, signedAreaMm2 } from "#core/geometry/ring";

/**
 * Room between a house and a boundary, millimetres, and whether yards count as one with their houses. Where houses
 * stand so close that this makes them one place, less is enough; at last a boundary may cross a guessed yard.
 */
const CLEARANCES = [
  { houseMm: 600, yardMm: 600, yards: true },
  { houseMm: 300, yardMm: 0, yards: true },
  { houseMm: 150, yardMm: 0, yards: true },
  { houseMm: 150, yardMm: 0, yards: false },
] as const;
/** Houses and yards with less between them than this are built wall to wall, millimetres; from how many lots on. */
const ALLEY_MM = 6000;
const TIGHT = 10;
/** A place of this many lots is taken apart, if it can be. */
const LARGE = 1.3;

interface House {
  readonly id: string;
  readonly footprint: Region;
  /** A position of it inside the site. */
  readonly at: Position;
  readonly isKept: boolean;
  readonly isMovable: boolean;
}

/** Where houses are looked for, local millimetres. */
export interface PadGround {
  readonly local: (run: readonly number[]) => number[];
  readonly site: readonly Ring[];
  /** Land of plots that stay: their houses are none of the plan's. */
  readonly taken: Region;
  readonly around: Box;
}

/** The places no boundary may pass: houses and compounds with their clearance, those that touch made one. */
export function padsOf(input: LayoutInput, { local, site, taken, around }: PadGround): Pad[] {
  const sound = (run: readonly number[]): number[] | undefined => {
    const ring = withoutRepeats(local(run));
    const usable = ring.length >= 6 && ring.every(Number.isFinite) && boxesMeet(growBox(emptyBox(), ring), around);
    return usable ? ring : undefined;
  };
  const closed = new RegionIndex(taken);
  const houses = input.buildings.flatMap(({ id, rings, fate }): House[] => {
    const shell = fate === "a-deplacer" ? undefined : sound(rings[0] ?? []);
    if (!shell) return [];
    const footprint = unionOf(oriented([shell]));
    const inner = intersectionOf(footprint, site)[0];
    if (!inner || closed.contains(...innerPosition({ kind: "polygon", rings: [shell] }))) return [];
    const at: Position = [inner[0] as number, inner[1] as number];
    const isKept = fate === "garder" || fate === "limite";
    return [{ id, footprint, at, isKept, isMovable: fate === "deplacable" }];
  });
  const yards = (input.compounds ?? []).flatMap((compound) => {
    const ring = sound(compound);
    return ring ? [unionOf(oriented([ring]))] : [];
  });
  const lotMm2 = input.params.parcelAreaM2 * 1e6;
  return padsAt(0, houses, looseYards(houses, yards, TIGHT * lotMm2), taken, LARGE * lotMm2);
}

/** Yards but for those of a quarter built wall to wall: there guesses would leave no way between the houses. */
function looseYards(houses: readonly House[], yards: readonly Region[], tightMm2: number): Region[] {
  const near = (region: Region): Region => grownBy(region, ALLEY_MM / 2);
  const places = surfacesOfRegion(unionOf(...houses.map(({ footprint }) => near(footprint)), ...yards.map(near)));
  const finder = new PolygonFinder(places.map(([shell = []]) => [shell]));
  return yards.filter(([shell = []]) => {
    const place = places[finder.find(shell[0] as number, shell[1] as number)];
    return place === undefined || signedAreaMm2(place[0] as Ring) < tightMm2;
  });
}

function padsAt(
  level: number,
  houses: readonly House[],
  yards: readonly Region[],
  taken: Region,
  largeMm2: number,
): Pad[] {
  const clearance = CLEARANCES[level] as (typeof CLEARANCES)[number];
  const own = clearance.yards ? yards : [];
  const grown = [
    ...houses.flatMap(({ footprint }) => grownBy(footprint, clearance.houseMm)),
    ...own.flatMap((yard) => (clearance.yardMm > 0 ? grownBy(yard, clearance.yardMm) : yard)),
  ];
  const land = taken.length > 0 ? differenceOf(unionOf(grown), taken) : unionOf(grown);
  const surfaces = surfacesOfRegion(land);
  const finder = new PolygonFinder(surfaces.map(([shell = []]) => [shell]));
  const members: House[][] = surfaces.map(() => []);
  for (const house of houses) members[finder.find(...house.at)]?.push(house);
  const within: Region[][] = surfaces.map(() => []);
  for (const yard of own) {
    const [shell] = yard;
    if (shell) within[finder.find(shell[0] as number, shell[1] as number)]?.push(yard);
  }
  return surfaces.flatMap(([ring = []], s): Pad[] => {
    const held = members[s] as House[];
    if (held.length === 0) return [];
    const areaMm2 = signedAreaMm2(ring);
    if (level + 1 < CLEARANCES.length && held.length > 1 && areaMm2 > largeMm2)
      return padsAt(level + 1, held, within[s] as Region[], taken, largeMm2);
    const [minX, minY, maxX, maxY] = growBox(emptyBox(), ring);
    const center: Position = [(minX + maxX) / 2, (minY + maxY) / 2];
    const mustStay = held.some(({ isKept }) => isKept);
    const isMovable = held.every((house) => house.isMovable);
    return [{ ring, ids: held.map(({ id }) => id), mustStay, isMovable, areaMm2, center }];
  });
}
