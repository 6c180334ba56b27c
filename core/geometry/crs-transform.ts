import proj4 from "proj4";
import { projectedCrs } from "#core/geometry/crs";

/** Door between positions of any CRS, in its own units, and longitude and latitude on WGS 84, degrees. */
export interface CrsTransform {
  /** Not finite where the CRS has no such position. */
  toLonLat(x: number, y: number): readonly [lon: number, lat: number];
  /** Not finite where the CRS has no value. */
  fromLonLat(lon: number, lat: number): readonly [x: number, y: number];
}

const DEGREES: CrsTransform = {
  toLonLat: (x, y) => [x, y],
  fromLonLat: (lon, lat) => [lon, lat],
};

const NOWHERE: readonly [number, number] = [Number.NaN, Number.NaN];

/** Finds the PROJ text of an `EPSG:…` code. */
type FindDefinition = (code: string) => string | undefined;

let findDefinition: FindDefinition = () => undefined;

/**
 * Tells `transformOf` where to look codes up. The main side has the whole EPSG list (`services/crs`); the window knows
 * the codes a project may have, and no others.
 */
export function lookUpCrsWith(find: FindDefinition): void {
  findDefinition = find;
}

/**
 * The door of a CRS given as `EPSG:4326`, as another EPSG code, or as PROJ text or WKT that proj4 understands;
 * `undefined` for any other.
 */
export function transformOf(definition: string): CrsTransform | undefined {
  if (/^(EPSG:4326|OGC:CRS84)$/i.test(definition)) return DEGREES;
  const known = projectedCrs(definition);
  if (known) {
    const door = proj4(WGS84, known.definition);
    return {
      toLonLat: (x, y) => guarded(door.inverse, x, y),
      fromLonLat: (lon, lat) => guarded(door.forward, lon, lat),
    };
  }
  const text = findDefinition(definition.toUpperCase()) ?? definition;
  if (!/^\s*(\+|[A-Z]{6,}\s*\[)/i.test(text)) return undefined;
  try {
    const door = proj4(WGS84, text);
    // Only PROJ's own word turns axes: the order a WKT tells is not the one its files keep.
    const turned = text.includes("+axis=");
    return {
      toLonLat: (x, y) => guarded((at) => door.inverse(at, turned), x, y),
      fromLonLat: (lon, lat) => guarded((at) => door.forward(at, turned), lon, lat),
    };
  } catch {
    return undefined;
  }
}

const WGS84 = "+proj=longlat +datum=WGS84 +no_defs";

/** proj4 throws on what is no number. */
function guarded(turn: (at: [number, number]) => [number, number], x: number, y: number): readonly [number, number] {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return NOWHERE;
  try {
    const [a, b] = turn([x, y]);
    return [a, b];
  } catch {
    return NOWHERE;
  }
}
