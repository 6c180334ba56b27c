import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { basename, extname } from "node:path";
import { decodeUtf8 } from "#core/formats/decode-utf8";
import { surveyGeoJson } from "#core/formats/geojson-survey";
import { knownFormatOf } from "#core/formats/known-formats";
import type { FileSurvey, LayerSurvey } from "#core/formats/layer-survey";
import { type OsmData, type OsmKind, osmKinds, tableOf } from "#core/formats/osm/osm-data";
import { inspectOsm } from "#core/formats/osm/osm-report";
import { readOsm } from "#core/formats/osm/read-osm";
import { RefusalError, refuse } from "#core/model/refusal";
import { hasSqliteHead } from "#services/gpkg/open-outside";
import { surveyGpkg } from "#services/gpkg/survey-gpkg";
import type { Job, JobContext, NamedFile } from "#services/jobs/job";
import { isRaster } from "#services/raster/raster-sign";

/** Formats that can be read, as people know them. */
export const READABLE = "GeoPackage, GeoJSON, OSM XML, OSM PBF, Overpass JSON";

/** Tells what an outside file holds, whatever its name says: the format is told by the content. */
export const surveyJob: Job<NamedFile & { readonly temp: string }, FileSurvey & Record<string, unknown>> = async (
  { path, name, temp },
  context,
) => {
  if (isRaster(path, name)) {
    const { surveyRaster } = await import("#services/raster/survey-raster");
    return { value: await surveyRaster(path, name, temp, (share) => context.progress({ stage: "read", share })) };
  }
  if (hasSqliteHead(path)) return { value: { ...surveyGpkg(path, name, temp) } };
  const kind = formatOf(path, name);
  if (kind === "geojson") {
    const text = decodeUtf8(readFileSync(path), name, "format.not-utf8");
    return { value: { ...surveyGeoJson(text, name, basename(name, extname(name))) } };
  }
  return { value: surveyOsm(readFileSync(path), name, context) };
};

/** Bytes a format is told by. */
const HEAD_BYTES = 65_536;

/**
 * What a file is, by its content: `geojson` or `osm`. A format that is not read is named.
 *
 * @throws RefusalError `format.empty`, `format.not-yet`, `format.unknown`
 */
export function formatOf(path: string, name: string): "geojson" | "osm" {
  const bytes = headOf(path);
  if (bytes.length === 0) throw new RefusalError(refuse("format.empty", { file: name, line: 1 }));
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  if (bytes.subarray(0, 16).includes("OSMHeader")) return "osm";
  if (/^\s*(<\?xml[^>]*\?>)?\s*(<!--[\s\S]*?-->\s*)*<(osm|osmChange)[\s>]/.test(text)) return "osm";
  const format = knownFormatOf({ bytes, text, extension: extname(name).toLowerCase() });
  if (format) {
    throw new RefusalError(refuse("format.not-yet", { file: name, line: 1, params: { format, readable: READABLE } }));
  }
  if (/^\s*[[{]/.test(text)) return /"elements"\s*:/.test(text) && !/"features"\s*:/.test(text) ? "osm" : "geojson";
  // XML of another kind, a DTD perhaps: the OSM reader says what it found, and on which line.
  if (/^\s*</.test(text)) return "osm";
  // A name that promises a format we read: its reader says best what is wrong, and where.
  if (/\.(geo)?json$/i.test(name)) return "geojson";
  if (/\.(osm|pbf)$/i.test(name)) return "osm";
  throw new RefusalError(refuse("format.unknown", { file: name, line: 1, params: { readable: READABLE } }));
}

/** The first bytes of a file, by which its format is told. */
export function headOf(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    return head.subarray(0, readSync(file, head, 0, head.length, 0));
  } finally {
    closeSync(file);
  }
}

function surveyOsm(bytes: Buffer, file: string, { progress }: JobContext): FileSurvey & Record<string, unknown> {
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
