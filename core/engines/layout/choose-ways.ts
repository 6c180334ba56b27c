import Flatbush from "flatbush";
import { PolygonFinder } from "#core/engines/layout/polygon-finder";
import { RegionIndex } from "#core/engines/layout/region-index";
import { arrange, surfacesOf } from "#core/geometry/arrangement";
import { emptyBox, growBox } from "#core/geometry/box";
import type { Path, Position, Ring } from "#core/geometry/geometry";
import { footOnSegment, lengthM } from "#core/geometry/path";
import { signedAreaMm2 } from "#core/geometry/ring";

/** A way that exists, local millimetres. */
export interface Way {
  readonly path: Path;
  /** Whether it may be given up: an access way without a name. */
  readonly loose: boolean;
}

export interface WayRules {
  readonly site: readonly Ring[];
  /** Middles of the houses. */
  readonly houses: readonly Position[];
  /** Area of an ilot with half the streets around it, square millimetres. */
  readonly blockMm2: number;
}

/** A house this near to a way lives on it, millimetres. */
const BESIDE_MM = 22_000;
/** A way with a house for each of these lengths is a street, metres. */
const HOUSE_EACH_M = 40;
/** Two pieces of land become one when the way between them goes, up to this many ilots. */
const MOST_MERGED = 1.3;

/** A stretch of a way between two junctions. */
interface Stretch {
  readonly way: number;
  readonly run: number[];
  readonly lengthM: number;
  readonly houses: number;
  readonly ends: readonly [string, string];
  kept: boolean;
}

/**
 * The ways that become streets. Access ways with hardly a house on them are given up where they end in the open, or
 * where they part land too small for an ilot of its own; what remains hangs together as before.
 *
 * @returns for each way the runs kept, whole ways as they came
 */
export function chooseWays(ways: readonly Way[], rules: WayRules): Path[][] {
  if (!ways.some(({ loose }) => loose)) return ways.map(({ path }) => [path]);
  const stretches = stretchesOf(ways, rules.houses);
  const inside = new RegionIndex(rules.site);
  const loose = (stretch: Stretch): boolean =>
    stretch.kept &&
    (ways[stretch.way] as Way).loose &&
    stretch.houses * HOUSE_EACH_M < stretch.lengthM &&
    within(stretch.run, inside);
  dropEnds(stretches, loose);
  dropBetween(stretches, loose, rules);
  dropEnds(stretches, loose);
  return ways.map(({ path }, w) => {
    const own = stretches.filter(({ way }) => way === w);
    return own.every(({ kept }) => kept) ? [path] : joined(own);
  });
}

function within(run: readonly number[], inside: RegionIndex): boolean {
  for (let i = 0; i < run.length; i += 2) if (!inside.contains(run[i] as number, run[i + 1] as number)) return false;
  return true;
}

function keyAt(run: ArrayLike<number>, i: number): string {
  return `${run[i]} ${run[i + 1]}`;
}

/** Ways cut where three or more branches meet. */
function stretchesOf(ways: readonly Way[], houses: readonly Position[]): Stretch[] {
  const degree = new Map<string, number>();
  for (const { path } of ways) {
    for (let i = 0; i < path.length; i += 2) {
      const branches = i === 0 || i === path.length - 2 ? 1 : 2;
      degree.set(keyAt(path, i), (degree.get(keyAt(path, i)) ?? 0) + branches);
    }
  }
  const index = new Flatbush(Math.max(1, houses.length));
  if (houses.length === 0) index.add(Infinity, Infinity, Infinity, Infinity);
  for (const [x, y] of houses) index.add(x, y, x, y);
  index.finish();
  const out: Stretch[] = [];
  ways.forEach(({ path }, way) => {
    let from = 0;
    for (let i = 2; i < path.length; i += 2) {
      if (i < path.length - 2 && (degree.get(keyAt(path, i)) ?? 0) < 3) continue;
      const run = path.slice(from, i + 2);
      const ends = [keyAt(path, from), keyAt(path, i)] as const;
      out.push({ way, run, lengthM: lengthM(run), houses: housesAlong(run, houses, index), ends, kept: true });
      from = i;
    }
  });
  return out;
}

function housesAlong(run: readonly number[], houses: readonly Position[], index: Flatbush): number {
  const [minX, minY, maxX, maxY] = growBox(emptyBox(), run);
  const near = index.search(minX - BESIDE_MM, minY - BESIDE_MM, maxX + BESIDE_MM, maxY + BESIDE_MM);
  return near.filter((h) => {
    const [x, y] = houses[h] ?? [Infinity, Infinity];
    for (let i = 0; i + 3 < run.length; i += 2) {
      const [ax, ay, bx, by] = run.slice(i, i + 4) as [number, number, number, number];
      if (footOnSegment(ax, ay, bx, by, x, y).distanceMm < BESIDE_MM) return true;
    }
    return false;
  }).length;
}

/** Drops stretches that end in the open, from their ends. */
function dropEnds(stretches: readonly Stretch[], loose: (stretch: Stretch) => boolean): void {
  for (let dropped = true; dropped; ) {
    dropped = false;
    const degree = new Map<string, number>();
    for (const { kept, ends } of stretches) {
      if (kept) for (const end of ends) degree.set(end, (degree.get(end) ?? 0) + 1);
    }
    for (const stretch of stretches) {
      if (!loose(stretch) || stretch.ends.every((end) => (degree.get(end) ?? 0) > 1)) continue;
      stretch.kept = false;
      dropped = true;
    }
  }
}

/** Drops stretches between two pieces of land that make one ilot together, those with the fewest houses first. */
function dropBetween(
  stretches: readonly Stretch[],
  loose: (stretch: Stretch) => boolean,
  { site, blockMm2 }: WayRules,
): void {
  const segments: number[] = [];
  const push = (ax = 0, ay = 0, bx = 0, by = 0): void => {
    segments.push(ax, ay, bx, by);
  };
  for (const ring of site)
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
      push(ring[j], ring[j + 1], ring[i], ring[i + 1]);
  for (const { kept, run } of stretches)
    if (kept) for (let i = 0; i + 3 < run.length; i += 2) push(run[i], run[i + 1], run[i + 2], run[i + 3]);
  const graph = arrange(segments);
  const surfaces = surfacesOf(
    graph,
    Int32Array.from({ length: graph.faceCount }, (_, i) => i),
  );
  const finder = new PolygonFinder(surfaces.map(({ rings }) => rings));
  const parent = surfaces.map((_, i) => i);
  const area = surfaces.map(({ rings }) => rings.reduce((sum, ring) => sum + signedAreaMm2(ring), 0));
  const rootOf = (face: number): number => {
    let at = face;
    while (parent[at] !== at) at = parent[at] as number;
    return at;
  };
  const order = stretches
    .filter(loose)
    .sort((a, b) => a.houses / a.lengthM - b.houses / b.lengthM || b.lengthM - a.lengthM);
  for (const stretch of order) {
    const [left, right] = facesBeside(stretch.run, finder);
    if (left < 0 || right < 0) continue;
    const [a, b] = [rootOf(left), rootOf(right)];
    const merged = (area[a] as number) + (area[b] as number);
    if (a === b || merged > MOST_MERGED * blockMm2) continue;
    parent[b] = a;
    area[a] = merged;
    stretch.kept = false;
  }
}

/** The faces on both sides of the middle of a run's longest segment. */
function facesBeside(run: readonly number[], finder: PolygonFinder): [number, number] {
  let longest = -1;
  let at = 0;
  for (let i = 0; i + 3 < run.length; i += 2) {
    const [ax, ay, bx, by] = run.slice(i, i + 4) as [number, number, number, number];
    const length = Math.hypot(bx - ax, by - ay);
    if (length > longest) [longest, at] = [length, i];
  }
  const [ax, ay, bx, by] = run.slice(at, at + 4) as [number, number, number, number];
  const [x, y] = [(ax + bx) / 2, (ay + by) / 2];
  const [nx, ny] = [(-500 * (by - ay)) / (longest || 1), (500 * (bx - ax)) / (longest || 1)];
  return [finder.find(x + nx, y + ny), finder.find(x - nx, y - ny)];
}

/** Stretches of one way that follow each other, joined. */
function joined(stretches: readonly Stretch[]): Path[] {
  const out: number[][] = [];
  let last: Stretch | undefined;
  for (const stretch of stretches) {
    if (stretch.kept) {
      const run = out.at(-1);
      if (last?.kept && run) run.push(...stretch.run.slice(2));
      else out.push([...stretch.run]);
    }
    last = stretch;
  }
  return out;
}
