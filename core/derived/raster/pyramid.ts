import type { Box } from "#core/geometry/box";
import type { Projection } from "#core/geometry/crs";
import { type MapCrs, mapCrs } from "#core/geometry/map-crs";

/**
 * From a pixel to the ground: `x = x0 + column·xc + row·xr`, `y = y0 + column·yc + row·yr`, in the picture's CRS. A
 * whole number is the edge of a pixel, its half the middle. The order is GDAL's: `[x0, xc, xr, y0, yc, yr]`.
 */
export type Affine = readonly [x0: number, xc: number, xr: number, y0: number, yc: number, yr: number];

/** One resolution of a picture, cut in tiles of equal size; those at the right and lower edge may be cut short. */
export interface RasterLevel {
  readonly columns: number;
  readonly rows: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly affine: Affine;
}

/** A picture on the ground at several resolutions, the finest first. */
export interface Pyramid {
  /** `EPSG:3857` */
  readonly crs: string;
  readonly levels: readonly RasterLevel[];
}

/** A rectangle of pixels, ends excluded. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Ground to pixel of a level. @throws RangeError when the level has no extent on the ground */
export function pixelAt({ affine }: RasterLevel): (x: number, y: number) => [column: number, row: number] {
  const [x0, xc, xr, y0, yc, yr] = affine;
  const determinant = xc * yr - xr * yc;
  if (!(Math.abs(determinant) > 0)) throw new RangeError("the picture has no extent on the ground");
  return (x, y) => [((x - x0) * yr - (y - y0) * xr) / determinant, ((y - y0) * xc - (x - x0) * yc) / determinant];
}

/** The ground a level covers, in the picture's CRS. */
export function groundOfLevel({ columns, rows, affine }: RasterLevel): Box {
  const [x0, xc, xr, y0, yc, yr] = affine;
  const corners = [0, columns].flatMap((column) =>
    [0, rows].map((row) => [x0 + column * xc + row * xr, y0 + column * yc + row * yr] as const),
  );
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** From a project's grid (millimetres) to the CRS of a picture. @throws RangeError for an unknown CRS */
export function groundDoor(projection: Projection, crs: string): (x: number, y: number) => [x: number, y: number] {
  const target: MapCrs | undefined = mapCrs(crs);
  if (!target) throw new RangeError(`unknown CRS ${crs}`);
  if (target.code === projection.crs.code) return (x, y) => [x / 1000, y / 1000];
  return (x, y) => target.fromLonLat(...projection.toLonLat(x, y));
}

/** Box, in a project's millimetres, of what a picture covers; its edges are followed, not only its corners. */
export function boxInProject(pyramid: Pyramid, projection: Projection): Box | undefined {
  const source = mapCrs(pyramid.crs);
  const finest = pyramid.levels[0];
  if (!source || !finest) return undefined;
  const [west, south, east, north] = groundOfLevel(finest);
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i <= 8; i++) {
    const x = west + ((east - west) * i) / 8;
    const y = south + ((north - south) * i) / 8;
    for (const [at, on] of [
      [x, south],
      [x, north],
      [west, y],
      [east, y],
    ] as const) {
      const [px, py] = projection.toGrid(...source.toLonLat(at, on));
      if (!Number.isFinite(px) || !Number.isFinite(py)) continue;
      box[0] = Math.min(box[0], px);
      box[1] = Math.min(box[1], py);
      box[2] = Math.max(box[2], px);
      box[3] = Math.max(box[3], py);
    }
  }
  return box[0] <= box[2] ? box : undefined;
}

/** How much coarser than the screen a level may be before a finer one is taken: a fifth cannot be seen. */
const COARSER = 1.2;

/**
 * The coarsest level that is still about as fine as the screen; the finest when none is.
 *
 * @param perPx ground of one screen pixel, in the picture's own units
 * @returns its index; the coarsest level when the screen is coarser still
 */
export function levelFor({ levels }: Pyramid, perPx: number): number {
  let chosen = 0;
  for (const [index, { affine }] of levels.entries()) {
    const [, xc, , , yc] = affine;
    if (Math.hypot(xc, yc) <= perPx * COARSER) chosen = index;
  }
  return chosen;
}
