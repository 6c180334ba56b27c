import type { PolygonFinder } from "#core/engines/layout/polygon-finder";
import { extended } from "#core/engines/layout/runs";
import type { Ring } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { perimeterMm, sideOfRing, signedAreaMm2 } from "#core/geometry/ring";

/** A zone cut where it bends. */
export interface RibbonParts {
  readonly parts: readonly (readonly Ring[])[];
  /** The cuts, flat segments. */
  readonly cuts: readonly number[];
}

/** A zone narrower than this, in depths of a lot, and longer than this, in its own breadths, is a ribbon. */
const NARROW = 3;
const LONG = 5;
/** A ribbon this narrow, in depths of a lot, has shallower and wider lots than asked for; narrower ones have none. */
const SHALLOW = 0.95;
const LEAST_DEPTH = 0.5;
/** Bends of less are none, bends of more are corners, degrees. */
const BEND_DEG = [10, 60] as const;
/** Vertices this near to the straight line make no bend, millimetres. */
const STRAIGHT_MM = 1500;
/** A cut longer than this, in breadths of the ribbon, is none. */
const LONGEST_CUT = 2;
/** A part shorter than this, in depths of a lot, stays with its neighbour. */
const LEAST_PART = 2;
/** A cut goes to a bend across that is at most so many times as far as the other side. */
const HARDLY_FARTHER = 1.3;
/** How far a cut is led over the outline, so that it meets it wherever noding moves it, millimetres. */
const OVERSHOOT_MM = 100;

/**
 * A ribbon of land (along a road, a river bank) cut across at its bends, so that each part is laid out in its own
 * direction; any other zone whole.
 *
 * @param houses a cut goes through none of them
 */
export function ribbonParts(rings: readonly Ring[], depthMm: number, houses: PolygonFinder): RibbonParts {
  const whole: RibbonParts = { parts: [rings], cuts: [] };
  const shell = rings[0];
  if (!shell || rings.length > 1) return whole;
  const outline = bendsOf(shell);
  const halfWay = perimeterMm(outline) / 2;
  const breadthMm = signedAreaMm2(shell) / halfWay;
  if (breadthMm > NARROW * depthMm || halfWay < LONG * breadthMm) return whole;
  let parts: Ring[] = [shell];
  const cuts: number[] = [];
  const least = LEAST_PART * depthMm;
  for (const [x, y] of reflexCorners(outline)) {
    const at = parts.findIndex((part) => vertexAt(part, x, y) >= 0);
    const part = parts[at];
    if (!part) continue;
    const made = cutAt(part, x, y, LONGEST_CUT * breadthMm, outline, houses);
    if (!made || made.some((one) => perimeterMm(one) / 2 < least + breadthMm)) continue;
    const [first, second] = made;
    parts = parts.toSpliced(at, 1, first, second);
    cuts.push(...extended([x, y, ...second.slice(-2)], OVERSHOOT_MM, OVERSHOOT_MM));
  }
  return cuts.length === 0 ? whole : { parts: parts.map((part) => [part]), cuts };
}

/** The depth of lots in a zone: what was asked for, or the breadth of a ribbon a little too narrow for that. */
export function lotDepthMm([shell = []]: readonly Ring[], depthMm: number): number {
  const outline = bendsOf(shell);
  const halfWay = perimeterMm(outline) / 2;
  const breadthMm = signedAreaMm2(shell) / halfWay;
  const isShallow = breadthMm < SHALLOW * depthMm && breadthMm > LEAST_DEPTH * depthMm;
  return isShallow && halfWay > LONG * breadthMm ? breadthMm : depthMm;
}

/** The vertices of a ring that make its bends (Douglas–Peucker from its two farthest corners). */
function bendsOf(ring: Ring): number[] {
  const n = ring.length / 2;
  const keep = new Uint8Array(n);
  const xAt = (i: number): number => ring[2 * (i % n)] as number;
  const yAt = (i: number): number => ring[2 * (i % n) + 1] as number;
  let far = 0;
  for (let i = 1; i < n; i++) {
    const distance = (k: number): number => Math.hypot(xAt(k) - xAt(0), yAt(k) - yAt(0));
    if (distance(i) > distance(far)) far = i;
  }
  const walk = (from: number, to: number): void => {
    let worst = STRAIGHT_MM;
    let at = -1;
    for (let i = from + 1; i < to; i++) {
      const { distanceMm } = footOnSegment(xAt(from), yAt(from), xAt(to), yAt(to), xAt(i), yAt(i));
      if (distanceMm > worst) [worst, at] = [distanceMm, i];
    }
    if (at < 0) return;
    keep[at % n] = 1;
    walk(from, at);
    walk(at, to);
  };
  keep[0] = 1;
  keep[far] = 1;
  walk(0, far);
  walk(far, n);
  return ring.filter((_, i) => keep[i >> 1] === 1);
}

/** Corners of a ring (counter-clockwise) that point inwards by a bend or more, the sharpest first. */
function reflexCorners(ring: Ring): [number, number][] {
  const corners: { at: [number, number]; turn: number }[] = [];
  const n = ring.length;
  for (let i = 0; i < n; i += 2) {
    const [ax, ay] = [ring[(i + n - 2) % n] as number, ring[(i + n - 1) % n] as number];
    const [bx, by] = [ring[i] as number, ring[i + 1] as number];
    const [cx, cy] = [ring[(i + 2) % n] as number, ring[(i + 3) % n] as number];
    const turn = Math.atan2(
      (bx - ax) * (cy - by) - (by - ay) * (cx - bx),
      (bx - ax) * (cx - bx) + (by - ay) * (cy - by),
    );
    const bendDeg = (-turn * 180) / Math.PI;
    if (bendDeg > BEND_DEG[0] && bendDeg < BEND_DEG[1]) corners.push({ at: [bx, by], turn });
  }
  return corners.sort((a, b) => a.turn - b.turn).map(({ at }) => at);
}

function vertexAt(ring: Ring, x: number, y: number): number {
  for (let i = 0; i < ring.length; i += 2) if (ring[i] === x && ring[i + 1] === y) return i;
  return -1;
}

/** A place on a ring: on the edge that begins at `i`, or at its beginning. */
interface Place {
  readonly i: number;
  readonly at: readonly [number, number];
  readonly distanceMm: number;
}

/** The bend across that is hardly farther from a corner than the nearest place across. */
function bendNear(ring: Ring, x: number, y: number, bends: Ring, nearest: Place): Place | undefined {
  let best: Place | undefined;
  for (let k = 0; k < bends.length; k += 2) {
    const [u, v] = [bends[k] as number, bends[k + 1] as number];
    const i = vertexAt(ring, u, v);
    const distanceMm = Math.hypot(u - x, v - y);
    if (i < 0 || distanceMm < 1 || distanceMm > HARDLY_FARTHER * nearest.distanceMm) continue;
    const isInside = [0.1, 0.5, 0.9].every((t) => sideOfRing(ring, x + t * (u - x), y + t * (v - y)) > 0);
    if (isInside && distanceMm < (best?.distanceMm ?? Infinity)) best = { i, at: [u, v], distanceMm };
  }
  return best;
}

/** A ring cut from a corner to the bend across, else to the nearest place there; the second part ends there. */
function cutAt(
  ring: Ring,
  x: number,
  y: number,
  longestMm: number,
  bends: Ring,
  houses: PolygonFinder,
): readonly [number[], number[]] | undefined {
  const n = ring.length;
  const corner = vertexAt(ring, x, y);
  let best: Place | undefined;
  for (let i = 0; i < n; i += 2) {
    if (i === corner || (i + 2) % n === corner) continue;
    const [ax, ay, bx, by] = [ring[i], ring[i + 1], ring[(i + 2) % n], ring[(i + 3) % n]] as [
      number,
      number,
      number,
      number,
    ];
    const foot = footOnSegment(ax, ay, bx, by, x, y);
    if (foot.distanceMm > (best?.distanceMm ?? longestMm)) continue;
    const at = [Math.round(foot.at[0]), Math.round(foot.at[1])] as const;
    const isInside = [0.1, 0.5, 0.9].every((t) => sideOfRing(ring, x + t * (at[0] - x), y + t * (at[1] - y)) > 0);
    if (isInside) best = { i, at, distanceMm: foot.distanceMm };
  }
  if (!best) return undefined;
  best = bendNear(ring, x, y, bends, best) ?? best;
  const [fx, fy] = best.at;
  for (let t = 0; t <= 1; t += 1000 / Math.max(1000, best.distanceMm))
    if (houses.find(Math.round(x + t * (fx - x)), Math.round(y + t * (fy - y))) >= 0) return undefined;
  const run = (from: number, to: number): number[] => {
    const out: number[] = [];
    for (let i = from; ; i = (i + 2) % n) {
      out.push(ring[i] as number, ring[i + 1] as number);
      if (i === to) return out;
    }
  };
  const first = run((best.i + 2) % n, corner);
  const second = run(corner, best.i);
  const isCorner = (part: number[], at: number): boolean => part[at] === fx && part[at + 1] === fy;
  if (!isCorner(first, 0)) first.unshift(fx, fy);
  if (!isCorner(second, second.length - 2)) second.push(fx, fy);
  return [first, second];
}
