import { utmCrsAt } from "#core/geometry/crs";
import { transformOf } from "#core/geometry/crs-transform";

/** A box in degrees, `[west, south, east, north]`. */
export type DegreeBox = readonly [west: number, south: number, east: number, north: number];

/**
 * The CRS a layer is taken to be in, and why:
 * - `said`: the file names it;
 * - `degrees`: nothing says, and the numbers can be longitudes and latitudes;
 * - `near`: nothing says, and this one puts the layer on the ground at hand, or nearest to it;
 * - `none`: nothing says, and no CRS tried puts it anywhere near.
 */
export interface CrsGuess {
  readonly crs: string;
  readonly why: "said" | "degrees" | "near" | "none";
}

/** The land a layer without a word of its CRS is looked for on when no project says better: Mali. */
export const MALI: DegreeBox = [-12.3, 10.1, 4.3, 25];

/** UTM zones of Mali, the two most lived in first. */
export const MALI_ZONES = ["EPSG:32629", "EPSG:32630", "EPSG:32628", "EPSG:32631"] as const;

/**
 * Guesses the CRS of a layer.
 *
 * @param crs what the file names, or `null`
 * @param extent box of its positions as they stand in the file, or `null`
 * @param near ground at hand: the project's box; Mali where there is none
 * @param projectCrs CRS of the project, tried first
 * @param format of the file: drawings and networks are never in degrees
 */
export function guessCrs(
  crs: string | null,
  extent: readonly [number, number, number, number] | null,
  near: DegreeBox = MALI,
  projectCrs?: string,
  format = "",
): CrsGuess {
  if (crs !== null) return { crs, why: "said" };
  if (!extent) return { crs: projectCrs ?? "EPSG:4326", why: "none" };
  const [minX, minY, maxX, maxY] = extent;
  if (!METRES.test(format) && minX >= -180 && maxX <= 180 && minY >= -90 && maxY <= 90)
    return { crs: "EPSG:4326", why: "degrees" };
  const middle = utmCrsAt((near[0] + near[2]) / 2, (near[1] + near[3]) / 2).code;
  const tried = [...new Set([...(projectCrs ? [projectCrs] : []), ...(near === MALI ? [] : [middle]), ...MALI_ZONES])];
  const away = (code: string): number => {
    const box = degreesOf(extent, code);
    return box ? gapDeg(box, near) : Infinity;
  };
  const best = tried.map((code) => ({ code, gap: away(code) })).sort((a, b) => a.gap - b.gap)[0];
  if (best && best.gap < NEAR_DEG) return { crs: best.code, why: "near" };
  return { crs: projectCrs ?? MALI_ZONES[0], why: "none" };
}

/** Formats whose numbers are metres, be it of a sheet of paper. */
const METRES = /^(DXF|EPANET|LandXML)/;

/** Farther from the ground at hand than this and a guess is none, degrees (about 100 km). */
const NEAR_DEG = 1;

/** A box of a CRS in degrees, as its corners and middles say; `undefined` where the CRS is unknown or does not reach. */
export function degreesOf(
  [minX, minY, maxX, maxY]: readonly [number, number, number, number],
  crs: string,
): DegreeBox | undefined {
  const door = transformOf(crs);
  if (!door) return undefined;
  const xs = [minX, (minX + maxX) / 2, maxX];
  const ys = [minY, (minY + maxY) / 2, maxY];
  const at = xs.flatMap((x) => ys.map((y) => door.toLonLat(x, y)));
  if (at.some(([lon, lat]) => !Number.isFinite(lon) || !Number.isFinite(lat) || Math.abs(lat) > 90)) return undefined;
  if (at.some(([lon]) => Math.abs(lon) > 180)) return undefined;
  const lons = at.map(([lon]) => lon);
  const lats = at.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** How far two boxes are apart, degrees; 0 when they meet. */
export function gapDeg(a: DegreeBox, b: DegreeBox): number {
  const x = Math.max(0, b[0] - a[2], a[0] - b[2]);
  const y = Math.max(0, b[1] - a[3], a[1] - b[3]);
  return Math.hypot(x, y);
}
