import type { ImportReport, ImportWarning } from "#core/bridge/bridge";
import { encodeFeatureLines } from "#core/formats/feature-lines";
import type { OsmData } from "#core/formats/osm/osm-data";
import { osmFeatures } from "#core/formats/osm/osm-features";
import { inspectOsm } from "#core/formats/osm/osm-report";
import { readOsm } from "#core/formats/osm/read-osm";
import { zoneShares } from "#core/formats/osm/zone-shares";
import { projectedCrs, projectionOf } from "#core/geometry/crs";
import { RefusalError, refuse } from "#core/model/refusal";
import { nativeInflate } from "#services/inflate";
import type { Job, JobContext, NamedFile } from "#services/jobs/job";
import { osmBytes } from "#services/outside/osm-file";

/** Counts what an OSM file would bring in. */
export const inspectOsmJob: Job<NamedFile, ImportReport> = async (file, context) => {
  const data = read(file, context);
  const { crs, ...report } = inspectOsm(data, { onProgress: context.progress });
  return {
    value: { format: data.format, ...report, crs: crs.map(({ code, name, share }) => ({ code, name, share })) },
  };
};

/**
 * Reads an OSM file into features of a CRS, or of the UTM zone that holds most of its data; bytes:
 * `encodeFeatureLines`.
 */
export const readOsmJob: Job<
  NamedFile & { readonly crs?: string | undefined },
  { count: number; crs: string; attributions: string[]; warnings: ImportWarning[] }
> = async ({ crs: asked, ...file }, context) => {
  if (asked !== undefined && !projectedCrs(asked)) {
    throw new RefusalError(refuse("project.unknown-crs", { params: { crs: asked } }));
  }
  const data = read(file, context);
  const crs = asked ?? zoneShares(data)[0]?.code;
  if (crs === undefined) throw new RefusalError(refuse("import.nothing", { file: data.file }));
  const { features, attributions, warnings } = osmFeatures(data, projectionOf(crs), { onProgress: context.progress });
  return {
    value: { count: features.length, crs, attributions, warnings: [...warnings] },
    bytes: encodeFeatureLines(features),
  };
};

function read({ path, name }: NamedFile, { progress }: JobContext): OsmData {
  return readOsm(osmBytes(path, name), { file: name, onProgress: progress, inflate: nativeInflate });
}
