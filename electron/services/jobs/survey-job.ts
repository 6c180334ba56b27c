import { surveyOf } from "#core/formats/content-survey";
import type { FileSurvey, LayerSurvey } from "#core/formats/layer-survey";
import { type OsmData, type OsmKind, osmKinds, tableOf } from "#core/formats/osm/osm-data";
import { inspectOsm } from "#core/formats/osm/osm-report";
import { readOsm } from "#core/formats/osm/read-osm";
import type { Job, JobContext, NamedFile } from "#services/jobs/job";
import { isOsmFile, osmBytes } from "#services/outside/osm-file";
import { readOutsideContent } from "#services/outside/read-content";
import { toolsOf } from "#services/outside/reader-tools";
import { folderFiles } from "#services/outside/source-files";
import { isRaster } from "#services/raster/raster-sign";

/** What to survey; `temp` is a folder for copies. */
export interface SurveyInput extends NamedFile {
  readonly temp: string;
  /** Encoding of its texts, where the planner says it. */
  readonly encoding?: string | undefined;
}

/** Tells what an outside file holds, whatever its name says: the format is told by the content. */
export const surveyJob: Job<SurveyInput, FileSurvey & Record<string, unknown>> = async (
  { path, name, beside, temp, encoding },
  context,
) => {
  const isFolder = folderFiles(path) !== undefined;
  if (!isFolder && isRaster(path, name)) {
    const { surveyRaster } = await import("#services/raster/survey-raster");
    return { value: await surveyRaster(path, name, temp, (share) => context.progress({ stage: "read", share })) };
  }
  if (!isFolder && isOsmFile(path, name)) return { value: surveyOsm(osmBytes(path, name), name, context) };
  const onProgress = (share: number): void => context.progress({ stage: "read", share });
  const tools = toolsOf(context, temp);
  return { value: { ...surveyOf(await readOutsideContent({ path, name, beside }, { encoding, onProgress }, tools)) } };
};

function surveyOsm(bytes: Uint8Array, file: string, { progress }: JobContext): FileSurvey & Record<string, unknown> {
  const data = readOsm(bytes, { file, onProgress: progress });
  const report = inspectOsm(data, { onProgress: progress });
  const types: Readonly<Record<OsmKind, string>> = { node: "POINT", way: "LINESTRING", relation: "RELATION" };
  const layers = osmKinds.map((kind): LayerSurvey => {
    const { count } = tableOf(data, kind);
    return {
      name: kind,
      count,
      geometries: count > 0 ? { [types[kind]]: count } : {},
      withoutGeometry: 0,
      extent: kind === "node" && count > 0 ? report.extent : null,
      crs: "EPSG:4326",
      fields: tagKeys(data, kind).map((name) => ({ name, type: "String" })),
    };
  });
  const warnings = report.warnings.map(({ code, count, params }) => ({ code, count, ...(params ? { params } : {}) }));
  return {
    format: data.format,
    encoding: "UTF-8",
    layers,
    warnings,
    extent: report.extent,
    classes: report.counts,
    ignored: report.ignored,
    zones: report.crs,
    attributions: report.attributions,
  };
}

/** Tag keys of a kind, the most used first. */
function tagKeys(data: OsmData, kind: OsmKind): string[] {
  const { count, tagStart, tagPairs } = tableOf(data, kind);
  const uses = new Map<number, number>();
  for (let i = 0; i < (tagStart[count] ?? 0); i += 2) {
    const key = tagPairs[i] as number;
    uses.set(key, (uses.get(key) ?? 0) + 1);
  }
  return [...uses].sort((a, b) => b[1] - a[1]).map(([key]) => data.strings[key] as string);
}
