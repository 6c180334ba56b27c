import { BadEntity, type Point3 } from "#core/formats/dxf/dxf-entity";
import { cross, unit } from "#core/formats/dxf/dxf-matrix";

/**
 * Greatest distance between a curve and its chords, drawing units: 0.3 mm where the drawing is in metres. A plot with
 * 40 m of curve then keeps its area to 0.01 m².
 */
const SAGITTA = 0.0003;
/** Widest angle of a chord, as GDAL's. */
const STEP = (4 * Math.PI) / 180;
/** Chords of a full turn at most. */
const MOST_CHORDS = 1440;

/** Into how many chords an arc is cut; a full turn has its four outermost points among them. */
export function chordsOf(sweep: number, radius: number): number {
  const fine = 2 * Math.acos(Math.max(0, 1 - SAGITTA / Math.max(radius, SAGITTA)));
  const step = Math.max(Math.min(STEP, fine), (2 * Math.PI) / MOST_CHORDS);
  const chords = Math.max(2, Math.ceil(Math.abs(sweep) / step - 1e-9));
  return Math.abs(sweep) > 6.283 ? 4 * Math.ceil(chords / 4) : chords;
}

/**
 * An ellipse or a part of one, both ends among its vertices.
 *
 * @param major from the centre to the end of the long axis
 * @param minor the same of the short one
 * @param from where it begins, radians from the long axis towards the short one; it goes on to `from + sweep`
 * @param scale by how much it will be enlarged
 * @returns flat x, y, z
 */
export function ellipseRun(
  centre: Point3,
  major: Point3,
  minor: Point3,
  from: number,
  sweep: number,
  scale: number,
): number[] {
  const chords = chordsOf(sweep, Math.max(Math.hypot(...major), Math.hypot(...minor)) * scale);
  const run: number[] = [];
  for (let i = 0; i <= chords; i++) {
    const angle = from + (sweep * i) / chords;
    // Quarter turns exactly: the outermost points are where they say.
    const cos = Math.abs(Math.cos(angle)) < 1e-15 ? 0 : Math.cos(angle);
    const sin = Math.abs(Math.sin(angle)) < 1e-15 ? 0 : Math.sin(angle);
    for (let k = 0; k < 3; k++) {
      run.push((centre[k] as number) + (major[k] as number) * cos + (minor[k] as number) * sin);
    }
  }
  return run;
}

/** An arc of a circle in the plane z = centre z, degrees, counter-clockwise from `from` to `to`. */
export function arcRun(centre: Point3, radius: number, from: number, to: number, scale: number): number[] {
  const sweep = ((((to - from) % 360) + 360) % 360 || 360) * RADIANS;
  return ellipseRun(centre, [radius, 0, 0], [0, radius, 0], from * RADIANS, sweep, scale);
}

export const RADIANS = Math.PI / 180;

/** The short axis of an ellipse from its long one, the normal of its plane and their ratio. */
export function minorAxis(major: Point3, normal: Point3, ratio: number): Point3 {
  const [x, y, z] = cross(unit(normal), major);
  return [x * ratio, y * ratio, z * ratio];
}

/**
 * Adds the arc of a bulge (the tangent of a quarter of its angle, above 0 counter-clockwise) between two positions:
 * its inner vertices only.
 */
export function addBulge(run: number[], a: Point3, b: Point3, bulge: number, scale: number): void {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const chord = Math.hypot(dx, dy);
  if (Math.abs(bulge) < 1e-9 || chord === 0) return;
  const side = (1 / bulge - bulge) / 4;
  const [cx, cy] = [(a[0] + b[0]) / 2 - dy * side, (a[1] + b[1]) / 2 + dx * side];
  const radius = Math.hypot(a[0] - cx, a[1] - cy);
  const sweep = 4 * Math.atan(bulge);
  // An arc flatter than a line can tell.
  if (!Number.isFinite(radius) || radius > chord * 1e9) return;
  const from = Math.atan2(a[1] - cy, a[0] - cx);
  const chords = chordsOf(sweep, radius * scale);
  for (let i = 1; i < chords; i++) {
    const angle = from + (sweep * i) / chords;
    run.push(cx + radius * Math.cos(angle), cy + radius * Math.sin(angle), a[2] + ((b[2] - a[2]) * i) / chords);
  }
}

export interface Spline {
  readonly degree: number;
  readonly knots: readonly number[];
  readonly control: readonly Point3[];
  readonly weights: readonly number[];
}

/** Chords each span of a spline is cut into. */
const SPAN_CHORDS = 12;
const MOST_SPLINE_VERTICES = 20_000;

/**
 * A B-spline, rational where it has weights, by de Boor's algorithm. Knots that do not fit the control points are
 * replaced by even ones.
 *
 * @throws BadEntity for a degree or control points that make no curve
 */
export function splineRun({ degree, knots: given, control, weights }: Spline): number[] {
  const count = control.length;
  if (degree < 1 || degree > 25 || count < 2 || count <= degree) throw new BadEntity("spline");
  const fits =
    given.length === count + degree + 1 && given.every((knot, i) => i === 0 || knot >= (given[i - 1] as number));
  const knots = fits ? given : evenKnots(count, degree);
  const run: number[] = [];
  const spans = count - degree;
  const chords = degree === 1 ? 1 : Math.max(2, Math.min(SPAN_CHORDS, Math.floor(MOST_SPLINE_VERTICES / spans)));
  for (let span = degree; span < count; span++) {
    const [from, to] = [knots[span] as number, knots[span + 1] as number];
    if (!(to > from)) continue;
    for (let i = run.length === 0 ? 0 : 1; i <= chords; i++) {
      run.push(...deBoor(span, from + ((to - from) * i) / chords, degree, knots, control, weights));
    }
  }
  return run;
}

function deBoor(
  span: number,
  at: number,
  degree: number,
  knots: readonly number[],
  control: readonly Point3[],
  weights: readonly number[],
): Point3 {
  const held: number[][] = [];
  for (let j = 0; j <= degree; j++) {
    const i = span - degree + j;
    const weight = weights[i] ?? 1;
    const [x, y, z] = control[i] as Point3;
    held.push([x * weight, y * weight, z * weight, weight]);
  }
  for (let round = 1; round <= degree; round++) {
    for (let j = degree; j >= round; j--) {
      const low = knots[span - degree + j] as number;
      const high = knots[span + 1 + j - round] as number;
      const share = high > low ? (at - low) / (high - low) : 0;
      const [before, own] = [held[j - 1] as number[], held[j] as number[]];
      for (let k = 0; k < 4; k++) own[k] = (before[k] as number) * (1 - share) + (own[k] as number) * share;
    }
  }
  const [x, y, z, weight] = held[degree] as [number, number, number, number];
  return [x / weight, y / weight, z / weight];
}

function evenKnots(count: number, degree: number): number[] {
  const inner = count - degree;
  return Array.from({ length: count + degree + 1 }, (_, i) => Math.max(0, Math.min(inner, i - degree)));
}
