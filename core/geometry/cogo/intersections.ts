import type { Position } from "#core/geometry/geometry";
import { wayOf } from "#core/geometry/polar";

/** Lines that cross at less than this give no place worth having, degrees. */
export const LEAST_CROSSING_DEG = 1;
/** Below this a small error of measure moves the place much, degrees: good intersections are near 90. */
export const WEAK_CROSSING_DEG = 20;

const LEAST_CROSSING = Math.sin((LEAST_CROSSING_DEG * Math.PI) / 180);

/**
 * The two positions at given distances from two known ones, the one to the left of a→b first; not rounded.
 * `undefined` when the distances do not reach each other, or the known positions are one.
 */
export function byTwoDistances(
  a: Position,
  fromAMm: number,
  b: Position,
  fromBMm: number,
): readonly [left: Position, right: Position] | undefined {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const base = Math.hypot(dx, dy);
  if (base === 0) return undefined;
  const along = (fromAMm * fromAMm - fromBMm * fromBMm + base * base) / (2 * base);
  const square = fromAMm * fromAMm - along * along;
  // Circles that only touch may miss by the last digit of the figures.
  if (square < -1) return undefined;
  const aside = Math.sqrt(Math.max(0, square));
  const [ux, uy] = [dx / base, dy / base];
  const foot: Position = [a[0] + ux * along, a[1] + uy * along];
  return [
    [foot[0] - uy * aside, foot[1] + ux * aside],
    [foot[0] + uy * aside, foot[1] - ux * aside],
  ];
}

/**
 * Where bearings from two known positions meet, ahead of both; not rounded. `undefined` when they meet behind, or at
 * less than 1°.
 */
export function byTwoBearings(a: Position, aDeg: number, b: Position, bDeg: number): Position | undefined {
  const [ux, uy] = wayOf(aDeg);
  const [vx, vy] = wayOf(bDeg);
  const cross = ux * vy - uy * vx;
  if (Math.abs(cross) < LEAST_CROSSING) return undefined;
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const s = (dx * vy - dy * vx) / cross;
  const t = (dx * uy - dy * ux) / cross;
  return s > 0 && t > 0 ? [a[0] + ux * s, a[1] + uy * s] : undefined;
}

/** The angle at which the lines from a and from b cross at a place, degrees from 0 (in line) to 90. */
export function crossingDeg(a: Position, at: Position, b: Position): number {
  const [ux, uy, vx, vy] = [a[0] - at[0], a[1] - at[1], b[0] - at[0], b[1] - at[1]];
  return (Math.atan2(Math.abs(ux * vy - uy * vx), Math.abs(ux * vx + uy * vy)) * 180) / Math.PI;
}
