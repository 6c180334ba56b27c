import type { Ground } from "#core/engines/layout/ground-types";
import { PolygonFinder } from "#core/engines/layout/polygon-finder";
import { RegionIndex } from "#core/engines/layout/region-index";
import { pathsInside } from "#core/engines/layout/runs";
import type { NewStreet } from "#core/engines/layout/zone-types";
import {
  bandAlong,
  differenceOf,
  grownBy,
  intersectionOf,
  type Region,
  regionAreaMm2,
  surfacesOfRegion,
  unionOf,
} from "#core/geometry/clip";
import type { Path, Position } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";

/** Where streets may be joined. */
export type JoiningGround = Pick<
  Ground,
  "siteIndex" | "site" | "rightOfWay" | "fixedStreets" | "pads" | "kept" | "barrier" | "taken"
>;

/** The farthest two streets are joined, the widest water or railway crossed, the distance of the places tried, millimetres. */
const FAR_MM = 150_000;
const WIDEST_BARRIER_MM = 45_000;
const APART_MM = 15_000;
const STEP_MM = 1000;
/** Half the breadth below which land joins no two streets, millimetres. */
const PINCH_MM = 1000;
/** A metre over water or a railway counts as so many on land. */
const BARRED_TIMES = 3;
/** A place in the middle of a street costs so much more than a dead end, which it would spare, millimetres. */
const OPEN_END_MM = 6000;
/** A street that cannot be as wide as asked between houses may be as narrow as this, millimetres. */
const NARROW_MM = 6000;

interface Joint {
  readonly from: number;
  readonly to: number;
  readonly path: number[];
  readonly overBarrier: boolean;
  readonly costMm: number;
  readonly widthMm: number;
}

/**
 * Short streets that tie the streets of a plan into one network, the cheapest first: from a dead end on, or across an
 * ilot to the next street. They may lie in servitudes, and cross water and railways where nothing else will do.
 *
 * @param streets new streets
 * @param widthMm width of an access street
 * @returns none where all streets hang together, or no way was found
 */
export function joiningStreets(streets: readonly NewStreet[], ground: JoiningGround, widthMm: number): NewStreet[] {
  const land = unionOf(ground.rightOfWay, ...streets.map(({ region }) => region));
  // Beside water two streets may touch by a corner: nobody passes there.
  const networks = surfacesOfRegion(ground.barrier.length > 0 ? grownBy(land, -PINCH_MM) : land);
  if (networks.length < 2) return [];
  const finder = new PolygonFinder(networks);
  const areas = networks.map(regionAreaMm2);
  const largest = areas.indexOf(Math.max(...areas));
  // Streets of a plan that stays hang together beyond what is seen of them.
  const standing = new RegionIndex(ground.fixedStreets);
  const isSource = networks.map(
    (rings, n) => n !== largest && !standing.contains(...innerPosition({ kind: "polygon", rings })),
  );
  const parent = networks.map((_, n) => n);
  const rootOf = (n: number): number => {
    let at = n;
    while (parent[at] !== at) at = parent[at] as number;
    return at;
  };
  const ways = new Ways(ground, finder);
  const paths = [
    ...streets.flatMap(({ path, region }) => pathsInside(path, new RegionIndex(region))),
    ...ground.kept.flatMap((street) => street.paths),
  ];
  const out: NewStreet[] = [];
  // Bridges and level crossings come last, where streets cannot be joined on land.
  const passes = [0, WIDEST_BARRIER_MM].flatMap((barredMm) =>
    [widthMm, Math.min(NARROW_MM, widthMm)].map((width) => ({ width, barredMm })),
  );
  for (const { width, barredMm } of passes) {
    const joints = paths.flatMap((path) => ways.from(path, width, barredMm, isSource));
    joints.sort((a, b) => a.costMm - b.costMm);
    for (const joint of joints) {
      const [a, b] = [rootOf(joint.from), rootOf(joint.to)];
      if (a === b) continue;
      parent[b] = a;
      out.push(streetOf(joint, ground));
    }
    if (networks.every((_, n) => rootOf(n) === rootOf(0))) break;
  }
  return out;
}

function streetOf({ path, widthMm, overBarrier }: Joint, { site, barrier }: JoiningGround): NewStreet {
  const land = intersectionOf(bandAlong(path, widthMm), site);
  const region = overBarrier ? land : largestOf(surfacesOfRegion(differenceOf(land, barrier)));
  return { path, rank: "access", widthMm, region };
}

/** Without what a bank cuts off. */
function largestOf(surfaces: readonly Region[]): Region {
  return surfaces.reduce((best, rings) => (regionAreaMm2(rings) > regionAreaMm2(best) ? rings : best), []);
}

/** Straight ways from one network of streets to another. */
class Ways {
  readonly #ground: JoiningGround;
  readonly #networks: PolygonFinder;
  readonly #pads: PolygonFinder;
  readonly #barrier: PolygonFinder;
  readonly #taken: PolygonFinder;

  constructor(ground: JoiningGround, networks: PolygonFinder) {
    this.#ground = ground;
    this.#networks = networks;
    this.#pads = new PolygonFinder(ground.pads.map(({ ring }) => [ring]));
    this.#barrier = new PolygonFinder(surfacesOfRegion(ground.barrier));
    this.#taken = new PolygonFinder(surfacesOfRegion(ground.taken));
  }

  /** From the ends of a street on, and from places along it to both sides. */
  from(path: Path, widthMm: number, mostBarredMm: number, isSource: readonly boolean[]): Joint[] {
    const out: Joint[] = [];
    const along = placesAlong(path, widthMm);
    const own = along.map(({ at }) => this.#networks.find(Math.round(at[0]), Math.round(at[1])));
    const inside = (k: number): boolean => (own[k] ?? -1) >= 0;
    along.forEach(({ at, way: [ux, uy] }, k) => {
      const network = own[k] as number;
      if (network < 0 || isSource[network] !== true) return;
      const [isFirst, isLast] = [!inside(k - 1), !inside(k + 1)];
      const penaltyMm = isFirst || isLast ? 0 : OPEN_END_MM;
      const tries: [number, number][] = [
        [-uy, ux],
        [uy, -ux],
      ];
      if (isFirst) tries.push([-ux, -uy]);
      if (isLast) tries.push([ux, uy]);
      for (const way of tries) {
        const joint = this.#walk(at, way, network, widthMm, mostBarredMm);
        if (joint) out.push({ ...joint, costMm: joint.costMm + penaltyMm });
      }
    });
    return out;
  }

  #walk([x, y]: Position, [ux, uy]: Position, from: number, widthMm: number, mostBarredMm: number): Joint | undefined {
    const { siteIndex } = this.#ground;
    let leftAt = -1;
    let barredMm = 0;
    for (let far = STEP_MM; far <= FAR_MM; far += STEP_MM) {
      const [px, py] = [Math.round(x + ux * far), Math.round(y + uy * far)];
      const network = this.#networks.find(px, py);
      if (network === from) {
        if (leftAt >= 0) return undefined;
        continue;
      }
      if (network >= 0) {
        if (leftAt < 0) return undefined;
        const path = [x, y, px + ux * STEP_MM, py + uy * STEP_MM];
        return {
          from,
          to: network,
          path: path.map(Math.round),
          overBarrier: barredMm > 0,
          costMm: far - leftAt + (BARRED_TIMES - 1) * barredMm,
          widthMm,
        };
      }
      if (leftAt < 0) leftAt = far;
      if (!siteIndex.contains(px, py) || this.#taken.find(px, py) >= 0) return undefined;
      if (this.#barrier.find(px, py) >= 0) barredMm += STEP_MM;
      if (barredMm > mostBarredMm) return undefined;
      for (const side of [-widthMm / 2, 0, widthMm / 2]) {
        const [sx, sy] = [Math.round(px - uy * side), Math.round(py + ux * side)];
        if (this.#pads.find(sx, sy) >= 0 || !siteIndex.contains(sx, sy)) return undefined;
      }
    }
    return undefined;
  }
}

/** Places along a path some metres apart, the outermost half a width from its ends, each with the direction there. */
function placesAlong(path: Path, widthMm: number): { at: Position; way: Position }[] {
  const out: { at: Position; way: Position }[] = [];
  for (let i = 0; i + 3 < path.length; i += 2) {
    const [ax, ay, bx, by] = path.slice(i, i + 4) as [number, number, number, number];
    const length = Math.hypot(bx - ax, by - ay);
    if (length < 1) continue;
    const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
    const from = i === 0 ? Math.min(widthMm / 2, length / 2) : 0;
    const to = length - (i + 4 === path.length ? Math.min(widthMm / 2, length / 2) : 0);
    const parts = Math.max(1, Math.ceil((to - from) / APART_MM));
    for (let k = 0; k <= parts; k++) {
      const s = from + ((to - from) * k) / parts;
      out.push({ at: [ax + ux * s, ay + uy * s], way: [ux, uy] });
    }
  }
  return out;
}
