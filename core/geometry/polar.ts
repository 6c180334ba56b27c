import type { Position } from "#core/geometry/geometry";

/** Grades (gon) in a degree. */
export const GON_PER_DEGREE = 10 / 9;

/** Bearing from one position to another, degrees clockwise from the grid's north, 0 up to below 360. */
export function gridBearingDeg(from: Position, to: Position): number {
  const deg = (Math.atan2(to[0] - from[0], to[1] - from[1]) * 180) / Math.PI;
  return deg < 0 ? deg + 360 : deg;
}

/** The position a distance away on a bearing (degrees clockwise from the grid's north); not rounded. */
export function polarFrom([x, y]: Position, bearingDeg: number, distanceMm: number): Position {
  const [dx, dy] = wayOf(bearingDeg);
  return [x + dx * distanceMm, y + dy * distanceMm];
}

/** The step of length 1 on a bearing in degrees; exact on the four axes. */
export function wayOf(bearingDeg: number): Position {
  const turn = ((bearingDeg % 360) + 360) % 360;
  const axis = AXES.get(turn);
  if (axis) return axis;
  const radians = (turn * Math.PI) / 180;
  return [Math.sin(radians), Math.cos(radians)];
}

const AXES: ReadonlyMap<number, Position> = new Map([
  [0, [0, 1]],
  [90, [1, 0]],
  [180, [0, -1]],
  [270, [-1, 0]],
]);

/** An angle in degrees between -180 (left out) and 180. */
export function turnedWithin180(angleDeg: number): number {
  const turn = ((angleDeg % 360) + 360) % 360;
  return turn > 180 ? turn - 360 : turn;
}
