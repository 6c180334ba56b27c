import { projectedCrs, projectionOf } from "#core/geometry/crs";

/** Door between longitude/latitude (degrees, WGS 84) and a CRS that maps and pictures come in, in its own units. */
export interface MapCrs {
  /** `EPSG:3857` */
  readonly code: string;
  /** Degrees or metres. */
  readonly unit: "degree" | "metre";
  fromLonLat(lon: number, lat: number): [x: number, y: number];
  toLonLat(x: number, y: number): [lon: number, lat: number];
}

/** Radius of the sphere of web maps, metres. @see EPSG method 1024 */
const WEB_RADIUS_M = 6_378_137;
const DEGREES = 180 / Math.PI;

/** Half the side of the square of web maps, metres. */
export const WEB_MERCATOR_HALF_M = Math.PI * WEB_RADIUS_M;

/** The CRS of a code that Maillage can place a picture in: web maps (3857), degrees (4326), or a projected one. */
export function mapCrs(code: string): MapCrs | undefined {
  const epsg = Number(/^(?:EPSG:)?(\d{4,5})$/i.exec(code.trim())?.[1]);
  if (epsg === 4326) {
    return { code: "EPSG:4326", unit: "degree", fromLonLat: (lon, lat) => [lon, lat], toLonLat: (x, y) => [x, y] };
  }
  if (epsg === 3857 || epsg === 900913) {
    return {
      code: "EPSG:3857",
      unit: "metre",
      fromLonLat: (lon, lat) => [
        (lon / DEGREES) * WEB_RADIUS_M,
        WEB_RADIUS_M * Math.log(Math.tan(Math.PI / 4 + lat / DEGREES / 2)),
      ],
      toLonLat: (x, y) => [
        (x / WEB_RADIUS_M) * DEGREES,
        (2 * Math.atan(Math.exp(y / WEB_RADIUS_M)) - Math.PI / 2) * DEGREES,
      ],
    };
  }
  const projected = projectedCrs(code);
  if (!projected) return undefined;
  const door = projectionOf(projected.code);
  return {
    code: projected.code,
    unit: "metre",
    fromLonLat(lon, lat) {
      const [x, y] = door.toGrid(lon, lat);
      return [x / 1000, y / 1000];
    },
    toLonLat: (x, y) => door.toLonLat(x * 1000, y * 1000),
  };
}
