import Flatbush from "flatbush";
import type {
  LayoutAxis,
  LayoutBuilding,
  LayoutFace,
  LayoutParams,
  LayoutScore,
} from "#core/engines/layout/layout-types";
import { PolygonFinder } from "#core/engines/layout/polygon-finder";
import { RegionIndex } from "#core/engines/layout/region-index";
import { clippedToBox, intersectionOf, type Region, regionAreaMm2, unionOf } from "#core/geometry/clip";
import { EdgeSet } from "#core/geometry/edge-set";
import { smallestRectangleMm2 } from "#core/geometry/enclosing-rectangle";
import type { Position, Ring } from "#core/geometry/geometry";
import { lengthM } from "#core/geometry/path";
import { innerPosition, oriented, signedAreaMm2 } from "#core/geometry/ring";

/** What is measured: a plan as it stands, whoever made it. Integer millimetres in the project CRS. */
export interface ScoredPlan {
  readonly site: readonly Ring[];
  readonly faces: readonly LayoutFace[];
  readonly axes: readonly LayoutAxis[];
  readonly buildings: readonly LayoutBuilding[];
  readonly params: LayoutParams;
  /** Least street frontage of a parcel, metres. */
  readonly leastFrontageM: number;
}

/** Overlap of a house and a face below this is rounding, square millimetres. */
const ROUNDING_MM2 = 10_000;

/** Measures a plan from its faces alone; houses are tested against the borders, never against flags. */
export function scoreLayout(plan: ScoredPlan): LayoutScore {
  const siteMm2 = areaMm2(plan.site);
  const sums = { street: 0, reserve: 0, green: 0, all: 0 };
  for (const face of plan.faces) {
    const area = areaMm2(face.rings);
    sums.all += area;
    if (face.class === "street") sums.street += area;
    if (face.class === "reserve") sums.reserve += area;
    if (face.class === "openSpace" && (face.use === "espace-vert" || face.use === undefined)) sums.green += area;
  }
  const fronts = frontagesMm(plan.faces);
  const houses = housesAgainst(plan);
  const wanted = plan.params.parcelAreaM2;
  let served = 0;
  let filled = 0;
  const every = { lots: 0, near: 0, deviation: 0 };
  const free = { lots: 0, near: 0, deviation: 0 };
  for (const [f, face] of plan.faces.entries()) {
    if (face.class !== "parcel") continue;
    const area = areaMm2(face.rings);
    const off = Math.abs(area / 1e6 - wanted) / wanted;
    if ((fronts[f] as number) >= plan.leastFrontageM * 1000 - 1) served++;
    filled += area / smallestRectangleMm2(face.rings[0] as Ring);
    for (const sum of houses.built.has(f) ? [every] : [every, free]) {
      sum.lots++;
      if (off <= 0.1) sum.near++;
      sum.deviation += off;
    }
  }
  const { lots } = every;
  const share = (part: number, all: number): number => (all === 0 ? 1 : part / all);
  const streetM = plan.axes.reduce((sum, axis) => sum + lengthM(axis.path), 0);
  const ilots = new Set(plan.faces.map((face) => face.ilot).filter((ilot) => ilot !== undefined));
  return {
    siteAreaM2: siteMm2 / 1e6,
    lots,
    ilots: ilots.size,
    reserves: plan.faces.filter((face) => face.class === "reserve").length,
    streetAccess: share(served, lots),
    withinTenPercent: share(every.near, lots),
    meanAreaDeviation: every.deviation / Math.max(1, lots),
    freeLots: free.lots,
    freeWithinTenPercent: share(free.near, free.lots),
    freeMeanAreaDeviation: free.deviation / Math.max(1, free.lots),
    rectangularity: share(filled, lots),
    streetShare: sums.street / siteMm2,
    publicShare: (sums.reserve + sums.green) / siteMm2,
    streetPerParcelM: streetM / Math.max(1, lots),
    streetPerParcelRatio: streetM / Math.max(1, lots) / identityM(plan.params),
    housesTotal: houses.total,
    housesCut: houses.cut,
    housesTouched: houses.touched,
    housesUntouched: houses.untouched,
    housesToMove: houses.toMove,
    peopleNow: houses.people,
    peopleAffected: houses.affected,
    moveCost: houses.cost,
    areaErrorM2: Math.abs(sums.all - siteMm2) / 1e6,
  };
}

/** Street length a lot of an endless grid takes: half the way round the middle of the streets of its îlot. */
function identityM({ parcelAreaM2, frontageM, lotsPerIlotRow, streetWidthM }: LayoutParams): number {
  const depthM = parcelAreaM2 / frontageM;
  return (lotsPerIlotRow * frontageM + 2 * depthM + 2 * streetWidthM.access) / (2 * lotsPerIlotRow);
}

function areaMm2(rings: readonly Ring[]): number {
  return rings.reduce((sum, ring, i) => sum + (i === 0 ? 1 : -1) * Math.abs(signedAreaMm2(ring)), 0);
}

function eachEdge(rings: readonly Ring[], visit: (ax: number, ay: number, bx: number, by: number) => void): void {
  for (const ring of oriented(rings)) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      visit(ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number);
    }
  }
}

/** Length each face shares with streets, millimetres; 0 for streets themselves. */
export function frontagesMm(faces: readonly LayoutFace[]): number[] {
  const streetEdges = new EdgeSet();
  for (const face of faces) {
    if (face.class === "street") eachEdge(face.rings, (ax, ay, bx, by) => streetEdges.add(ax, ay, bx, by));
  }
  return faces.map((face) => {
    let sum = 0;
    if (face.class === "street") return sum;
    eachEdge(face.rings, (ax, ay, bx, by) => {
      if (streetEdges.has(bx, by, ax, ay)) sum += Math.hypot(bx - ax, by - ay);
    });
    return sum;
  });
}

/** What becomes of the houses in the site. */
interface HouseCount {
  total: number;
  /** Those a border passes through, and those with a part in a public face. */
  cut: number;
  touched: number;
  /** Neither. */
  untouched: number;
  /** Those to be moved whatever the plan: they are neither cut nor touched. */
  toMove: number;
  people: number;
  /** People of the houses cut, touched or to be moved, and what moving these costs. */
  affected: number;
  cost: number;
  /** The faces that houses stand on. */
  readonly built: Set<number>;
}

function housesAgainst(plan: ScoredPlan): HouseCount {
  const counts: HouseCount = {
    total: 0,
    cut: 0,
    touched: 0,
    untouched: 0,
    toMove: 0,
    people: 0,
    affected: 0,
    cost: 0,
    built: new Set(),
  };
  for (const { building, crossed, faces } of housesOn(plan)) {
    const { fate, people = 0, moveCost = 0 } = building;
    counts.total++;
    counts.people += people;
    if (fate === "a-deplacer") {
      counts.toMove++;
      counts.affected += people;
      counts.cost += moveCost;
      continue;
    }
    if (crossed) counts.cut++;
    for (const face of faces) counts.built.add(face);
    const touched = faces.some((face) => plan.faces[face]?.class !== "parcel");
    if (touched) counts.touched++;
    if (!crossed && !touched) {
      counts.untouched++;
      continue;
    }
    counts.affected += people;
    counts.cost += moveCost;
  }
  return counts;
}

/** Where a house of the site stands. */
export interface HouseOnPlan {
  readonly building: LayoutBuilding;
  /** A border of the plan passes through it. */
  readonly crossed: boolean;
  /** Numbers of the faces it stands on. */
  readonly faces: readonly number[];
}

/** The houses of a site on the faces of its plan, whole or in part. */
export function housesOn(plan: Pick<ScoredPlan, "site" | "faces" | "buildings">): HouseOnPlan[] {
  const origin = plan.site[0] as Ring;
  const [ox, oy] = [origin[0] as number, origin[1] as number];
  const local = (ring: Ring): number[] => ring.map((value, i) => value - (i % 2 === 0 ? ox : oy));
  const site = plan.site.map(local);
  const siteIndex = new RegionIndex(site);
  const faces = plan.faces.map((face) => face.rings.map(local));
  const finder = new PolygonFinder(faces);

  // Borders between faces; the site's own border is not the plan's doing.
  const seen = new EdgeSet();
  const borders: [number, number, number, number][] = [];
  for (const rings of faces) {
    eachEdge(rings, (ax, ay, bx, by) => {
      if (seen.has(bx, by, ax, ay)) borders.push([ax, ay, bx, by]);
      else seen.add(ax, ay, bx, by);
    });
  }
  const index = new Flatbush(Math.max(1, borders.length));
  if (borders.length === 0) index.add(Infinity, Infinity, Infinity, Infinity);
  for (const [ax, ay, bx, by] of borders) {
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  index.finish();

  const houses: HouseOnPlan[] = [];
  for (const building of plan.buildings) {
    const shell = building.rings[0];
    if (!shell || shell.length < 6) continue;
    const house = unionOf(oriented([local(shell)]));
    const ring = house[0];
    if (!ring) continue;
    const box = boxOf(ring);
    const nearby = finder.near(...box);
    const inside = siteIndex.contains((box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
    if (!inside && regionAreaMm2(intersectionOf(house, site)) < ROUNDING_MM2) continue;
    const crossed = index
      .search(...box)
      .some((e) => passesThrough(ring, borders[e] as [number, number, number, number]));
    // A house that no border passes through lies in one face; one that is cut, in every face it overlaps.
    const held = crossed
      ? nearby.filter((face) => {
          const part = clippedToBox(oriented(faces[face] as Ring[]), box);
          return regionAreaMm2(intersectionOf(house, part)) > ROUNDING_MM2;
        })
      : [finder.find(...partIn(house, site))];
    houses.push({ building, crossed, faces: held });
  }
  return houses;
}

/** A position of a house inside the site. */
function partIn(house: Region, site: readonly Ring[]): Position {
  const part = intersectionOf(house, site);
  return innerPosition({ kind: "polygon", rings: [part[0] ?? (house[0] as Ring)] });
}

function boxOf(ring: Ring): [number, number, number, number] {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    minX = Math.min(minX, ring[i] as number);
    maxX = Math.max(maxX, ring[i] as number);
    minY = Math.min(minY, ring[i + 1] as number);
    maxY = Math.max(maxY, ring[i + 1] as number);
  }
  return [minX, minY, maxX, maxY];
}

/** Whether a segment runs through the inside of a ring (touching its border does not count). */
function passesThrough(ring: Ring, [ax, ay, bx, by]: readonly [number, number, number, number]): boolean {
  const shares = [0, 1];
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [cx, cy, dx, dy] = [ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number];
    const c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    const d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
    const a = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
    const b = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
    if (a === b || c > 0 === d > 0) continue;
    const share = a / (a - b);
    if (share > 0 && share < 1) shares.push(share);
  }
  shares.sort((p, q) => p - q);
  const length = Math.hypot(bx - ax, by - ay);
  const region = new RegionIndex([ring]);
  for (let k = 0; k + 1 < shares.length; k++) {
    const from = shares[k] as number;
    const to = shares[k + 1] as number;
    if ((to - from) * length < 2) continue;
    const middle = (from + to) / 2;
    if (region.contains(ax + middle * (bx - ax), ay + middle * (by - ay))) return true;
  }
  return false;
}
