import type { OsmData } from "#core/formats/osm/osm-data";
import { projectedCrs, utmZone } from "#core/geometry/crs";

/** A UTM CRS that part of the data lies in. */
export interface ZoneShare {
  /** `EPSG:32629` */
  readonly code: string;
  readonly name: string;
  /** Share of the positions, above 0 to 1. */
  readonly share: number;
}

/** The UTM zones that the positions of a file lie in, the fullest first. */
export function zoneShares(data: OsmData): ZoneShare[] {
  const counts = new Map<number, number>();
  const note = (lon: number, lat: number) => {
    const epsg = (lat < 0 ? 32700 : 32600) + utmZone(lon);
    counts.set(epsg, (counts.get(epsg) ?? 0) + 1);
  };
  const { lon, lat, count } = data.nodes;
  for (let i = 0; i < count; i++) note(lon[i] as number, lat[i] as number);
  for (const center of data.centers.values()) note(...center);
  const total = count + data.centers.size;
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || a - b)
    .map(([epsg, n]) => ({ code: `EPSG:${epsg}`, name: projectedCrs(`EPSG:${epsg}`)?.name ?? "", share: n / total }));
}
