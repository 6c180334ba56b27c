import type { Position } from "#core/geometry/geometry";

/** A piece of boundary from a to b, millimetres. */
export type Segment = readonly [ax: number, ay: number, bx: number, by: number];

/** The endless line through a and b. */
export type LineThrough = Segment;

/** Lines that turn by less than this (sine) count as parallel: 0.06°. */
const PARALLEL = 1e-3;

/** Where two endless lines meet, not rounded; `undefined` when they run the same way. */
export function crossingOfLines(a: LineThrough, b: LineThrough): Position | undefined {
  const [ax, ay] = a;
  const dx = a[2] - ax;
  const dy = a[3] - ay;
  const ex = b[2] - b[0];
  const ey = b[3] - b[1];
  const cross = dx * ey - dy * ex;
  if (Math.abs(cross) <= PARALLEL * Math.hypot(dx, dy) * Math.hypot(ex, ey)) return undefined;
  const t = ((b[0] - ax) * ey - (b[1] - ay) * ex) / cross;
  return [ax + t * dx, ay + t * dy];
}

/** Whether two segments run the same way. */
export function sameWay(a: Segment, b: Segment): boolean {
  const cross = (a[2] - a[0]) * (b[3] - b[1]) - (a[3] - a[1]) * (b[2] - b[0]);
  const product = Math.hypot(a[2] - a[0], a[3] - a[1]) * Math.hypot(b[2] - b[0], b[3] - b[1]);
  return Math.abs(cross) <= PARALLEL * product;
}
