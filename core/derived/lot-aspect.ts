import type { Ring } from "#core/geometry/geometry";

/** A side on a street shorter than this is no front, millimetres. */
const LEAST_FRONT_MM = 3000;

/**
 * Depth over frontage of a lot, 1 for one as deep as it is wide; of a lot on two streets, the street that gives a
 * shape nearest to `between`.
 *
 * @param fronts segments the lot shares with streets, four numbers each
 * @returns `undefined` for a lot without a front
 */
export function lotAspect(
  ring: Ring,
  fronts: readonly number[],
  between: readonly [least: number, most: number],
): number | undefined {
  let best: number | undefined;
  const off = (aspect: number): number => Math.max(between[0] / aspect, aspect / between[1]);
  for (let i = 0; i + 3 < fronts.length; i += 4) {
    const [ax, ay, bx, by] = fronts.slice(i, i + 4) as [number, number, number, number];
    const length = Math.hypot(bx - ax, by - ay);
    if (length < LEAST_FRONT_MM) continue;
    const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
    let [minU, maxU, minV, maxV] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let k = 0; k < ring.length; k += 2) {
      const [dx, dy] = [(ring[k] as number) - ax, (ring[k + 1] as number) - ay];
      const u = dx * ux + dy * uy;
      const v = dy * ux - dx * uy;
      [minU, maxU, minV, maxV] = [Math.min(minU, u), Math.max(maxU, u), Math.min(minV, v), Math.max(maxV, v)];
    }
    const aspect = (maxV - minV) / (maxU - minU);
    if (best === undefined || off(aspect) < off(best)) best = aspect;
  }
  return best;
}
