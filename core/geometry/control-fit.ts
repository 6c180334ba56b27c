import type { Projection } from "#core/geometry/crs";
import type { CrsTransform } from "#core/geometry/crs-transform";
import type { Position } from "#core/geometry/geometry";

/** A point known in both: where it stands in the old plan, and on the ground (metres). */
export interface ControlPoint {
  /** Any unit, y upwards: pixels of a scan counted down are given as `[column, -row]`. */
  readonly from: Position;
  readonly to: Position;
}

/**
 * How the old plan is laid on the ground: `helmert` turns, scales and moves it and keeps its angles (4 parameters, what
 * a plan drawn to scale asks); `affine` also takes up a paper that has shrunk more one way than the other (6).
 */
export type ControlMethod = "helmert" | "affine";

/** What is fewest for each method. Residuals say nothing until there is one more. */
export const LEAST_POINTS: Readonly<Record<ControlMethod, number>> = { helmert: 2, affine: 3 };

/** A fit by least squares: `X = x0 + x·xx + y·xy`, `Y = y0 + x·yx + y·yy`. */
export interface ControlFit {
  readonly method: ControlMethod;
  readonly x0: number;
  readonly xx: number;
  readonly xy: number;
  readonly y0: number;
  readonly yx: number;
  readonly yy: number;
  /** How far each point lies from where it should, metres, in their order. */
  readonly residualsM: readonly number[];
  /** Root of the mean square of the residuals, metres. */
  readonly rmsM: number;
}

/** Points nearer a line than this share of their spread lie on it. */
const FLAT = 1e-6;

/**
 * Lays an old plan on the ground by control points, by least squares; computed about the middle of the points, so that
 * coordinates of millions of metres lose nothing.
 *
 * @returns `"too-few"` points for the method, or `"flat"`: they coincide or, for `affine`, lie on one line
 * @see Wolf, Ghilani, *Adjustment Computations*, coordinate transformations
 */
export function fitControl(points: readonly ControlPoint[], method: ControlMethod): ControlFit | "too-few" | "flat" {
  const n = points.length;
  if (n < LEAST_POINTS[method]) return "too-few";
  const mean = (of: (point: ControlPoint) => number): number => points.reduce((sum, point) => sum + of(point), 0) / n;
  const [mx, my] = [mean(({ from }) => from[0]), mean(({ from }) => from[1])];
  const [mX, mY] = [mean(({ to }) => to[0]), mean(({ to }) => to[1])];
  let [sxx, sxy, syy, sxX, syX, sxY, syY] = [0, 0, 0, 0, 0, 0, 0];
  for (const { from, to } of points) {
    const [x, y, X, Y] = [from[0] - mx, from[1] - my, to[0] - mX, to[1] - mY];
    sxx += x * x;
    sxy += x * y;
    syy += y * y;
    sxX += x * X;
    syX += y * X;
    sxY += x * Y;
    syY += y * Y;
  }
  const spread = sxx + syy;
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  if (method === "helmert") {
    if (!(spread > 0)) return "flat";
    const along = (sxX + syY) / spread;
    const across = (sxY - syX) / spread;
    [xx, xy, yx, yy] = [along, -across, across, along];
  } else {
    const determinant = sxx * syy - sxy * sxy;
    if (!(determinant > FLAT * FLAT * spread * spread)) return "flat";
    [xx, xy] = [(sxX * syy - syX * sxy) / determinant, (syX * sxx - sxX * sxy) / determinant];
    [yx, yy] = [(sxY * syy - syY * sxy) / determinant, (syY * sxx - sxY * sxy) / determinant];
  }
  // A plan that would be laid out as a line, or as a point.
  if (!(Math.abs(xx * yy - xy * yx) > 0)) return "flat";
  const [x0, y0] = [mX - mx * xx - my * xy, mY - mx * yx - my * yy];
  const residualsM = points.map(({ from, to }) => {
    const [x, y] = [from[0] - mx, from[1] - my];
    return Math.hypot(x * xx + y * xy - (to[0] - mX), x * yx + y * yy - (to[1] - mY));
  });
  const rmsM = Math.sqrt(residualsM.reduce((sum, each) => sum + each * each, 0) / n);
  return { method, x0, xx, xy, y0, yx, yy, residualsM, rmsM };
}

/** How many metres a unit of the old plan is, one way and the other on average. */
export function scaleOfFit({ xx, xy, yx, yy }: ControlFit): number {
  return Math.sqrt(Math.abs(xx * yy - xy * yx));
}

/** By how much the old plan is turned, degrees clockwise, -180 to 180. */
export function turnOfFit({ xx, yx }: ControlFit): number {
  return (-Math.atan2(yx, xx) * 180) / Math.PI;
}

/** The door of an old plan that a fit lays on the ground of a projected CRS. */
export function doorOfFit({ x0, xx, xy, y0, yx, yy }: ControlFit, projection: Projection): CrsTransform {
  const determinant = xx * yy - xy * yx;
  return {
    toLonLat: (x, y) => projection.toLonLat((x0 + x * xx + y * xy) * 1000, (y0 + x * yx + y * yy) * 1000),
    fromLonLat(lon, lat) {
      const [east, north] = projection.toGrid(lon, lat);
      const [dx, dy] = [east / 1000 - x0, north / 1000 - y0];
      return [(dx * yy - dy * xy) / determinant, (dy * xx - dx * yx) / determinant];
    },
  };
}
