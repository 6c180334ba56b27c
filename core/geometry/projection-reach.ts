import type { ProjectedCrs } from "#core/geometry/crs";

/** A UTM zone is 6° wide; twice that and lengths are off by more than 1 in 400, which no plan bears. */
const REACH_DEG = 6;
/** UTM is made for 80° S to 84° N. */
const MOST_LATITUDE_DEG = 84;

/** Whether a position (degrees, WGS 84) is near enough to a CRS's central meridian to be drawn in it. */
export function inReach(crs: ProjectedCrs, lon: number, lat: number): boolean {
  return reachOfCrs(crs)(lon, lat);
}

/** `inReach` for many positions of one CRS. */
export function reachOfCrs(crs: ProjectedCrs): (lon: number, lat: number) => boolean {
  const meridian = centralMeridian(crs.definition);
  return (lon, lat) => {
    const away = Math.abs(lon - (meridian ?? lon));
    return Math.min(away, Math.abs(360 - away)) <= REACH_DEG && Math.abs(lat) <= MOST_LATITUDE_DEG;
  };
}

/** Central meridian of a PROJ definition, degrees east; `undefined` where it has none. */
function centralMeridian(definition: string): number | undefined {
  const zone = /\+zone=(\d+)/.exec(definition)?.[1];
  if (zone) return Number(zone) * 6 - 183;
  const lon = /\+lon_0=(-?[\d.]+)/.exec(definition)?.[1];
  return lon === undefined ? undefined : Number(lon);
}
