import { featureClasses } from "#core/features/classes";
import type { OsmData, OsmWarning } from "#core/formats/osm/osm-data";
import { osmFeatures } from "#core/formats/osm/osm-features";
import type { ReadOsmOptions } from "#core/formats/osm/reading";
import { type ZoneShare, zoneShares } from "#core/formats/osm/zone-shares";
import { emptyBox, growBox } from "#core/geometry/box";
import { projectionOf } from "#core/geometry/crs";
import { RefusalError, refuse } from "#core/model/refusal";

/** What an OSM file would bring in, told before anything is accepted. */
export interface OsmReport {
  /** Features by class, in drawing order; classes that get none are left out. */
  readonly counts: { class: string; count: number }[];
  /** OSM objects with tags that no class takes. */
  readonly ignored: number;
  /** `[west, south, east, north]`, degrees. */
  readonly extent: [west: number, south: number, east: number, north: number];
  /** UTM CRS the data lies in, the one that holds most first. */
  readonly crs: ZoneShare[];
  readonly attributions: string[];
  readonly warnings: OsmWarning[];
}

/**
 * Counts what `osmFeatures` would give in the UTM zone that holds most of the data.
 *
 * @throws RefusalError as `osmFeatures`
 */
export function inspectOsm(data: OsmData, options: Omit<ReadOsmOptions, "file"> = {}): OsmReport {
  const crs = zoneShares(data);
  const [fullest] = crs;
  if (!fullest) throw new RefusalError(refuse("import.nothing", { file: data.file }));
  const { features, attributions, warnings, ignored } = osmFeatures(data, projectionOf(fullest.code), options);
  const counted = Map.groupBy(features, (feature) => feature.class);
  const extent = emptyBox();
  const { lon, lat, count } = data.nodes;
  for (let i = 0; i < count; i++) growBox(extent, [lon[i] as number, lat[i] as number]);
  for (const center of data.centers.values()) growBox(extent, center);
  return {
    counts: featureClasses.flatMap(({ id }) => {
      const found = counted.get(id)?.length ?? 0;
      return found > 0 ? [{ class: id, count: found }] : [];
    }),
    ignored,
    extent,
    crs,
    attributions,
    warnings,
  };
}
