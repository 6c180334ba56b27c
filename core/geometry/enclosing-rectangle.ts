import { orient2d } from "robust-predicates";
import type { Ring } from "#core/geometry/geometry";

/** Convex hull of a flat run of positions, counter-clockwise, no three in a line. */
export function hullOf(run: ArrayLike<number>): number[] {
  const order = Array.from({ length: run.length / 2 }, (_, i) => i).sort(
    (a, b) =>
      (run[2 * a] as number) - (run[2 * b] as number) || (run[2 * a + 1] as number) - (run[2 * b + 1] as number),
  );
  const half = (indices: readonly number[]): number[] => {
    const out: number[] = [];
    for (const i of indices) {
      const x = run[2 * i] as number;
      const y = run[2 * i + 1] as number;
      while (out.length >= 4) {
        const n = out.length;
        // robust-predicates: below 0 when the turn is counter-clockwise.
        const turn = orient2d(
          out[n - 4] as number,
          out[n - 3] as number,
          out[n - 2] as number,
          out[n - 1] as number,
          x,
          y,
        );
        if (turn < 0) break;
        out.length = n - 2;
      }
      out.push(x, y);
    }
    out.length -= 2;
    return out;
  };
  if (order.length < 3) return Array.from(run);
  return [...half(order), ...half(order.reverse())];
}

/** Area of the smallest rectangle (any direction) around a ring, square millimetres. */
export function smallestRectangleMm2(ring: Ring): number {
  const hull = hullOf(ring);
  let least = Infinity;
  for (let i = 0, j = hull.length - 2; i < hull.length; j = i, i += 2) {
    const ux = (hull[i] as number) - (hull[j] as number);
    const uy = (hull[i + 1] as number) - (hull[j + 1] as number);
    const length = Math.hypot(ux, uy);
    if (length === 0) continue;
    let [minU, maxU, maxV] = [Infinity, -Infinity, -Infinity];
    for (let k = 0; k < hull.length; k += 2) {
      const x = (hull[k] as number) - (hull[j] as number);
      const y = (hull[k + 1] as number) - (hull[j + 1] as number);
      const u = (x * ux + y * uy) / length;
      const v = (y * ux - x * uy) / length;
      minU = Math.min(minU, u);
      maxU = Math.max(maxU, u);
      maxV = Math.max(maxV, v);
    }
    least = Math.min(least, (maxU - minU) * maxV);
  }
  return least;
}
