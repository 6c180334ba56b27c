import { type Geometry, runsOf } from "#core/geometry/geometry";

/** Axis-parallel box `[minX, minY, maxX, maxY]`, millimetres; empty while `minX > maxX`. */
export type Box = [minX: number, minY: number, maxX: number, maxY: number];

/** A box that holds nothing yet. */
export function emptyBox(): Box {
  return [Infinity, Infinity, -Infinity, -Infinity];
}

/** Widens `box` in place so that it holds a flat run of positions. */
export function growBox(box: Box, run: ArrayLike<number>): Box {
  for (let i = 0; i < run.length; i += 2) {
    const x = run[i] as number;
    const y = run[i + 1] as number;
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
}

/** The smallest box around a geometry. */
export function boxOf(geometry: Geometry): Box {
  const box = emptyBox();
  for (const run of runsOf(geometry)) growBox(box, run);
  return box;
}

/** Whether two boxes share at least one position (touching counts). */
export function boxesMeet(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}
