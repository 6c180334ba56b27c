import type { Ring } from "#core/geometry/geometry";

/** A turned view of the plan: `u` runs along the streets, `v` to the left of them. Same unit, same origin. */
export interface Frame {
  readonly cos: number;
  readonly sin: number;
}

/** The frame whose `u` axis points `angleRad` counter-clockwise from east. */
export function frameAt(angleRad: number): Frame {
  return { cos: Math.cos(angleRad), sin: Math.sin(angleRad) };
}

/** Flat positions into the frame. */
export function toFrame(frame: Frame, run: ArrayLike<number>): number[] {
  const out: number[] = [];
  for (let i = 0; i < run.length; i += 2) {
    const x = run[i] as number;
    const y = run[i + 1] as number;
    out.push(x * frame.cos + y * frame.sin, y * frame.cos - x * frame.sin);
  }
  return out;
}

/** Flat positions out of the frame; not rounded. */
export function fromFrame(frame: Frame, run: ArrayLike<number>): number[] {
  const out: number[] = [];
  for (let i = 0; i < run.length; i += 2) {
    const u = run[i] as number;
    const v = run[i + 1] as number;
    out.push(u * frame.cos - v * frame.sin, u * frame.sin + v * frame.cos);
  }
  return out;
}

/** Where a line `u = at` runs inside rings (even-odd): sorted values of `v`, in pairs, with the edge each lies on. */
export interface Crossing {
  readonly v: number;
  /** Number of the edge, counted through all rings. */
  readonly edge: number;
}

/** Crossings of the line `u = at` with rings given in the frame, sorted by `v`; an even count. */
export function crossingsAt(rings: readonly Ring[], at: number): Crossing[] {
  const out: Crossing[] = [];
  let edge = 0;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2, edge++) {
      const a = ring[j] as number;
      const b = ring[i] as number;
      if (a > at === b > at) continue;
      const av = ring[j + 1] as number;
      out.push({ v: av + (((ring[i + 1] as number) - av) * (at - a)) / (b - a), edge });
    }
  }
  return out.sort((a, b) => a.v - b.v);
}

/** The same rings with the axes exchanged, so that `crossingsAt` cuts along `u`. */
export function swapped(rings: readonly Ring[]): number[][] {
  return rings.map((ring) => {
    const out: number[] = [];
    for (let i = 0; i < ring.length; i += 2) out.push(ring[i + 1] as number, ring[i] as number);
    return out;
  });
}

/** Sorted intervals `[from, to, from, to, …]` common to two such lists. */
export function commonIntervals(a: readonly number[], b: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = 0, j = 0; i + 1 < a.length && j + 1 < b.length; ) {
    const from = Math.max(a[i] as number, b[j] as number);
    const to = Math.min(a[i + 1] as number, b[j + 1] as number);
    if (to > from) out.push(from, to);
    if ((a[i + 1] as number) < (b[j + 1] as number)) i += 2;
    else j += 2;
  }
  return out;
}
