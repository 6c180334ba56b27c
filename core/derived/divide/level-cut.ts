import { type Frame, toFrame } from "#core/geometry/frame";
import type { PolygonGeometry, Ring } from "#core/geometry/geometry";

/** A run of boundary in a frame whose positions carry a length: frontage. Flat `[au, bu, length, …]`. */
export type Stretches = readonly number[];

/** Steps after which halving has used up every digit of a double. */
const MOST_STEPS = 200;

/**
 * Where a line `u = at` stands across a polygon so that a given area lies before it. Worked out from the polygon's
 * first vertex and edge by edge, so that the worst relative error stays below 1e-9 at UTM coordinates and for edges
 * that stand as good as across.
 */
export class LevelCut {
  readonly frame: Frame;
  /** The polygon in the frame, from its first vertex. */
  readonly turned: readonly Ring[];
  readonly from: number;
  readonly to: number;
  readonly totalMm2: number;
  readonly #origin: readonly [number, number];

  constructor(polygon: PolygonGeometry, frame: Frame) {
    const shell = polygon.rings[0] as Ring;
    this.frame = frame;
    this.#origin = [shell[0] as number, shell[1] as number];
    this.turned = polygon.rings.map((ring) => this.inFrame(ring));
    let [from, to] = [Infinity, -Infinity];
    const outer = this.turned[0] as Ring;
    for (let i = 0; i < outer.length; i += 2) {
      from = Math.min(from, outer[i] as number);
      to = Math.max(to, outer[i] as number);
    }
    [this.from, this.to] = [from, to];
    this.totalMm2 = this.areaBefore(to);
  }

  /** Flat positions in the project's millimetres, into the frame. */
  inFrame(run: ArrayLike<number>): number[] {
    const local: number[] = [];
    for (let i = 0; i < run.length; i += 2) {
      local.push((run[i] as number) - this.#origin[0], (run[i + 1] as number) - this.#origin[1]);
    }
    return toFrame(this.frame, local);
  }

  /** Flat positions of the frame, as the project's millimetres; not rounded. */
  outOfFrame(run: ArrayLike<number>): number[] {
    const { cos, sin } = this.frame;
    const out: number[] = [];
    for (let i = 0; i < run.length; i += 2) {
      const [u, v] = [run[i] as number, run[i + 1] as number];
      out.push(u * cos - v * sin + this.#origin[0], u * sin + v * cos + this.#origin[1]);
    }
    return out;
  }

  /** Area before the line `u = at`, square millimetres. */
  areaBefore(at: number): number {
    let sum = 0;
    for (const ring of this.turned) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const [au, av, bu, bv] = [ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number];
        if (au >= at && bu >= at) continue;
        if (au <= at && bu <= at) sum -= ((bu - au) * (av + bv)) / 2;
        else {
          const v = av + ((bv - av) * (at - au)) / (bu - au);
          sum -= au < at ? ((at - au) * (av + v)) / 2 : ((bu - at) * (v + bv)) / 2;
        }
      }
    }
    return sum;
  }

  /** Where the area before the line reaches `mm2`, which lies between 0 and the whole. */
  whereArea(mm2: number): number {
    return solved(mm2, this.from, this.to, (at) => this.areaBefore(at));
  }
}

/** Length of stretches before the line `u = at`. */
export function lengthBefore(stretches: Stretches, at: number): number {
  let sum = 0;
  for (let i = 0; i + 2 < stretches.length; i += 3) {
    const [a, b, length] = [stretches[i] as number, stretches[i + 1] as number, stretches[i + 2] as number];
    const [low, high] = a < b ? [a, b] : [b, a];
    if (high <= at) sum += length;
    else if (low < at) sum += (length * (at - low)) / (high - low);
  }
  return sum;
}

/** Where the length before the line reaches `mm`. */
export function whereLength(stretches: Stretches, mm: number): number {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i + 2 < stretches.length; i += 3) {
    low = Math.min(low, stretches[i] as number, stretches[i + 1] as number);
    high = Math.max(high, stretches[i] as number, stretches[i + 1] as number);
  }
  return solved(mm, low, high, (at) => lengthBefore(stretches, at));
}

/** Where a function that never falls reaches a value: false position kept in its bracket, halving when it crawls. */
function solved(value: number, from: number, to: number, of: (at: number) => number): number {
  let [low, high] = [from, to];
  let [atLow, atHigh] = [of(low) - value, of(high) - value];
  if (atLow >= 0) return low;
  if (atHigh <= 0) return high;
  for (let step = 0; step < MOST_STEPS; step++) {
    const share = step % 3 === 2 ? 0.5 : Math.min(1, Math.max(0, atLow / (atLow - atHigh)));
    const middle = low + (high - low) * share;
    if (middle <= low || middle >= high) {
      const half = (low + high) / 2;
      if (half <= low || half >= high) break;
    }
    const at = middle > low && middle < high ? middle : (low + high) / 2;
    const off = of(at) - value;
    if (off === 0) return at;
    if (off < 0) [low, atLow] = [at, off];
    else [high, atHigh] = [at, off];
  }
  return -atLow < atHigh ? low : high;
}
