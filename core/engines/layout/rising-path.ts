// Paths whose first coordinate rises, as the streets of a zone do in its frame.

/** Value of a path (its first coordinate rising) at `s`. */
export function valueOn(path: readonly number[], s: number): number | undefined {
  for (let i = 0; i + 3 < path.length; i += 2) {
    const [as, at, bs, bt] = path.slice(i, i + 4) as [number, number, number, number];
    if (s >= as && s <= bs) return bs === as ? at : at + ((bt - at) * (s - as)) / (bs - as);
  }
  return undefined;
}

/** Where a path meets another, measured along the first one's axis. */
export function meetingsOf(path: readonly number[], other: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = 0; i + 3 < path.length; i += 2) {
    const [ax, ay, bx, by] = path.slice(i, i + 4) as [number, number, number, number];
    for (let k = 0; k + 3 < other.length; k += 2) {
      const [cx, cy, dx, dy] = other.slice(k, k + 4) as [number, number, number, number];
      const c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
      const d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
      const a = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
      const b = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
      if (a === b || c > 0 === d > 0 || a > 0 === b > 0) continue;
      out.push(ax + (a / (a - b)) * (bx - ax));
    }
  }
  return out;
}

/** The part of a path (its first coordinate rising) from one value of it to another. */
export function between(path: readonly number[], from: number, to: number): number[] {
  const out: number[] = [];
  const at = (s: number, i: number): number => {
    const [as, av, bs, bv] = path.slice(i, i + 4) as [number, number, number, number];
    return bs === as ? av : av + ((bv - av) * (s - as)) / (bs - as);
  };
  for (let i = 0; i + 3 < path.length; i += 2) {
    const a = path[i] as number;
    const b = path[i + 2] as number;
    if (b <= from || a >= to) continue;
    if (out.length === 0) out.push(Math.max(a, from), at(Math.max(a, from), i));
    out.push(Math.min(b, to), at(Math.min(b, to), i));
  }
  return out;
}
