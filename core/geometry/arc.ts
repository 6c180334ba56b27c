import type { Position } from "#core/geometry/geometry";

/** The circle through three positions; `undefined` when they lie on a line. Not rounded. */
export function circleThrough(
  a: Position,
  b: Position,
  c: Position,
): { readonly centre: Position; readonly radiusMm: number } | undefined {
  const [bx, by] = [b[0] - a[0], b[1] - a[1]];
  const [cx, cy] = [c[0] - a[0], c[1] - a[1]];
  const twice = 2 * (bx * cy - by * cx);
  if (Math.abs(twice) < 1) return undefined;
  const b2 = bx * bx + by * by;
  const c2 = cx * cx + cy * cy;
  const [ux, uy] = [(cy * b2 - by * c2) / twice, (bx * c2 - cx * b2) / twice];
  return { centre: [a[0] + ux, a[1] + uy], radiusMm: Math.hypot(ux, uy) };
}

/** Chords an arc is cut into at most: 1 mm on a full circle of 1 km. */
const CHORDS_MAX = 4000;

/**
 * The arc from a through b to c as chords that leave it by the tolerance at most (and by the half millimetre of the
 * grid): its vertices after a, flat, on the grid, c the last. Positions on a line give that line.
 *
 * @param toleranceMm greatest distance between chord and arc, above 0
 */
export function flattenArc(a: Position, b: Position, c: Position, toleranceMm: number): number[] {
  const circle = circleThrough(a, b, c);
  if (!circle) return [...b.map(Math.round), ...c.map(Math.round)];
  const { centre, radiusMm } = circle;
  const angle = ([x, y]: Position): number => Math.atan2(y - centre[1], x - centre[0]);
  const from = angle(a);
  const forward = (to: number): number => (((to - from) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
  const toC = forward(angle(c));
  const sweep = forward(angle(b)) <= toC ? toC : toC - 2 * Math.PI;
  // Sagitta of a chord over the angle s: r (1 − cos s/2).
  const step = 2 * Math.acos(Math.max(-1, 1 - Math.min(toleranceMm / radiusMm, 1)));
  const chords = Math.min(CHORDS_MAX, Math.max(2, Math.ceil(Math.abs(sweep) / step - 1e-9)));
  const run: number[] = [];
  for (let i = 1; i < chords; i++) {
    const at = from + (sweep * i) / chords;
    run.push(Math.round(centre[0] + radiusMm * Math.cos(at)), Math.round(centre[1] + radiusMm * Math.sin(at)));
  }
  run.push(Math.round(c[0]), Math.round(c[1]));
  return run;
}
