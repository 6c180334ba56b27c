import { readFile } from "node:fs/promises";
import type { ImportReport, ImportWarning } from "#core/bridge/bridge";
import type { OsmData } from "#core/formats/osm/osm-data";
import { osmFeatures } from "#core/formats/osm/osm-features";
import { inspectOsm } from "#core/formats/osm/osm-report";
import { readOsm } from "#core/formats/osm/read-osm";
import { projectedCrs, projectionOf } from "#core/geometry/crs";
import { RefusalError, refuse } from "#core/model/refusal";
import { onDisk } from "#services/disk-failure";
import { nativeInflate } from "#services/inflate";
import type { Job, JobContext, NamedFile } from "#services/jobs/job";

/** Counts what an OSM file would bring in. */
export const inspectOsmJob: Job<NamedFile, ImportReport> = async (file, context) => {
  const data = await read(file, context);
  const { crs, ...report } = inspectOsm(data, { onProgress: context.progress });
  return {
    value: { format: data.format, ...report, crs: crs.map(({ code, name, share }) => ({ code, name, share })) },
  };
};

/** Reads an OSM file into features of a CRS; bytes: UTF-8 JSON of `Feature[]`. */
export const readOsmJob: Job<
  NamedFile & { readonly crs: string },
  { count: number; attributions: string[]; warnings: ImportWarning[] }
> = async ({ crs, ...file }, context) => {
  if (!projectedCrs(crs)) throw new RefusalError(refuse("project.unknown-crs", { params: { crs } }));
  const data = await read(file, context);
  const { features, attributions, warnings } = osmFeatures(data, projectionOf(crs), { onProgress: context.progress });
  return {
    value: { count: features.length, attributions, warnings: [...warnings] },
    bytes: new TextEncoder().encode(JSON.stringify(features)),
  };
};

async function read({ path, name }: NamedFile, { progress }: JobContext): Promise<OsmData> {
  const bytes = await onDisk(path, () => readFile(path));
  return readOsm(bytes, { file: name, onProgress: progress, inflate: nativeInflate });
}
