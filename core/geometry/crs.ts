import proj4 from "proj4";

/**
 * A projected CRS a project may pin, by its EPSG number. Doors (files, GPS) speak longitude/latitude on
 * WGS 84 in degrees; inside, positions are integer millimetres.
 */
export interface ProjectedCrs {
  /** `EPSG:32629` */
  readonly code: string;
  readonly epsg: number;
  /** `WGS 84 / UTM zone 29N` */
  readonly name: string;
  /** proj4 definition, as PROJ writes it. */
  readonly definition: string;
}

const OTHERS: readonly ProjectedCrs[] = [
  {
    code: "EPSG:2154",
    epsg: 2154,
    name: "RGF93 v1 / Lambert-93",
    definition:
      "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs",
  },
];

/**
 * The CRS of an EPSG code, or `undefined` when Maillage cannot work in it.
 * Known: WGS 84 / UTM north and south (32601–32660, 32701–32760) and a few national grids.
 *
 * @see EPSG dataset v11.022; Mali lies in 32628–32631
 */
export function projectedCrs(code: string): ProjectedCrs | undefined {
  const epsg = Number(/^(?:EPSG:)?(\d{4,5})$/i.exec(code.trim())?.[1]);
  const zone = epsg % 100;
  const south = Math.floor(epsg / 100) === 327;
  if ((south || Math.floor(epsg / 100) === 326) && zone >= 1 && zone <= 60) {
    return {
      code: `EPSG:${epsg}`,
      epsg,
      name: `WGS 84 / UTM zone ${zone}${south ? "S" : "N"}`,
      definition: `+proj=utm +zone=${zone}${south ? " +south" : ""} +datum=WGS84 +units=m +no_defs`,
    };
  }
  return OTHERS.find((crs) => crs.epsg === epsg);
}

/** The UTM zone (1–60) a longitude falls in, degrees. */
export function utmZone(lon: number): number {
  return Math.min(60, Math.floor((lon + 180) / 6) + 1);
}

/** The WGS 84 / UTM CRS that holds a position, degrees. */
export function utmCrsAt(lon: number, lat: number): ProjectedCrs {
  return projectedCrs(`EPSG:${(lat < 0 ? 32700 : 32600) + utmZone(lon)}`) as ProjectedCrs;
}

/** Radians in a degree, to the last bit as proj4js has it. */
const RADIANS = 0.017453292519943295;

/** Door between longitude/latitude (degrees, WGS 84) and the project grid (integer millimetres). */
export interface Projection {
  readonly crs: ProjectedCrs;
  /** Degrees to integer millimetres. Not finite where the projection has no value. */
  toGrid(lon: number, lat: number): [x: number, y: number];
  /** Millimetres to degrees. */
  toLonLat(x: number, y: number): [lon: number, lat: number];
}

/**
 * Opens the door of a CRS (proj4js: within 0.7 µm of PROJ on Mali's UTM zones).
 *
 * @throws RangeError for a CRS `projectedCrs` does not know
 */
export function projectionOf(code: string): Projection {
  const crs = projectedCrs(code);
  if (!crs) throw new RangeError(`unknown CRS ${code}`);
  const door = proj4("+proj=longlat +datum=WGS84 +no_defs", crs.definition);
  const isUtm = crs.definition.startsWith("+proj=utm");
  // From WGS 84 to a UTM zone on WGS 84 there is no datum to change: the projection alone gives the same bits, sooner.
  const utm = isUtm ? new proj4.Proj(crs.definition) : undefined;
  const metres = (lon: number, lat: number): { x: number; y: number } => {
    if (utm) return utm.forward({ x: lon * RADIANS, y: lat * RADIANS });
    const [x, y] = door.forward([lon, lat]);
    return { x, y };
  };
  return {
    crs,
    toGrid(lon, lat) {
      // proj4 throws on what is no number.
      if (!Number.isFinite(lon) || !Number.isFinite(lat)) return [Number.NaN, Number.NaN];
      const { x, y } = metres(lon, lat);
      return [Math.round(x * 1000), Math.round(y * 1000)];
    },
    toLonLat(x, y) {
      const [lon, lat] = door.inverse([x / 1000, y / 1000]);
      return [lon, lat];
    },
  };
}
