import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { runsOfShape, surveyOf } from "#core/formats/content-survey";
import { decodeUtf8 } from "#core/formats/decode-utf8";
import { quickGeoJson } from "#core/formats/geojson-quick";
import { readGeoJsonFeatures } from "#core/formats/geojson-read";
import { guessCrs, MALI } from "#core/formats/guess-crs";
import type { LayerMapping, MappedLayer } from "#core/formats/import-mapping";
import { kindsOfLayer, type LayerSurvey } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideLayer } from "#core/formats/outside-content";
import type { OutsideFeature } from "#core/formats/outside-feature";
import { toGrid } from "#core/formats/to-grid";
import { type Box, emptyBox, growBox } from "#core/geometry/box";
import type { Projection } from "#core/geometry/crs";
import { type CrsTransform, transformOf } from "#core/geometry/crs-transform";
import { RefusalError, refuse } from "#core/model/refusal";
import { readGpkgFeatures } from "#services/gpkg/read-features";
import { surveyGpkg } from "#services/gpkg/survey-gpkg";
import type { NamedFile } from "#services/jobs/job";
import { formatOfFile } from "#services/outside/format-of";
import { readOutsideContent } from "#services/outside/read-content";

/** A layer that is to be taken. */
export interface LayerChoice {
  readonly mapping: LayerMapping;
  /** CRS its positions are in; what the file says, when absent. */
  readonly crs?: string | undefined;
}

/** How layers of a file are read. */
export interface LayerReading {
  /** Folder for copies. */
  readonly temp: string;
  readonly projection: Projection;
  /** Encoding of texts, where the planner says it. */
  readonly encoding?: string | undefined;
  readonly onProgress: (share: number) => void;
  /** Chooses among the layers that are there; asking what they are costs a reading of some formats. */
  choose(layers: () => readonly MappedLayer[]): readonly LayerChoice[];
}

/** A layer that was read, on the project's grid. */
export interface ReadLayer extends LayerChoice {
  readonly features: readonly OutsideFeature[];
}

/**
 * Reads the layers one wants of an outside file that is no OpenStreetMap data.
 *
 * @throws RefusalError of the format's reader; `geojson.other-crs`, `geojson.outside`, `import.which-layer`
 */
export async function readLayers(
  file: NamedFile,
  reading: LayerReading,
): Promise<{ layers: ReadLayer[]; attributions: readonly string[] }> {
  const { path, name } = file;
  const format = formatOfFile(path, name);
  if (format === "GeoPackage") return { layers: readGeoPackage(file, reading), attributions: [] };
  const { encoding, onProgress } = reading;
  const content =
    format === "GeoJSON" ? geoJsonContent(path, name) : await readOutsideContent(file, { encoding, onProgress });
  if (typeof content === "string") return { layers: readStrictly(content, name, reading), attributions: [] };
  const chosen = reading.choose(() => surveyOf(content).layers.map(mappedLayer));
  const layers = chosen.map(({ mapping, crs }): ReadLayer => {
    const found = content.layers.find((layer) => layer.name === mapping.layer);
    if (!found) throw noSuchLayer(name, content.layers);
    const door = doorOfLayer(found, crs, reading.projection, name);
    return { mapping, crs, features: toGrid(found, door, reading.projection, name) };
  });
  return { layers, attributions: content.attributions ?? [] };
}

/** A surveyed layer as a mapping sees it. */
export function mappedLayer(survey: LayerSurvey): MappedLayer {
  return { name: survey.name, kinds: kindsOfLayer(survey), columns: survey.fields.map((field) => field.name) };
}

/** The one layer of a GeoJSON file; its text, when only the strict reader can read it. */
export function geoJsonContent(path: string, name: string): OutsideContent | string {
  const text = decodeUtf8(readFileSync(path), name, "format.not-utf8");
  const quick = quickGeoJson(text);
  if (!quick) return text;
  const layer = { ...quick, name: quick.name ?? layerNameOf(name) };
  return { format: "GeoJSON", encoding: "UTF-8", layers: [layer], warnings: [] };
}

/** The name of the one layer of a file that does not name it. */
export function layerNameOf(file: string): string {
  return basename(file, extname(file));
}

function readStrictly(text: string, name: string, { projection, choose }: LayerReading): ReadLayer[] {
  const read = readGeoJsonFeatures(text, name, projection);
  const layer = read.name ?? layerNameOf(name);
  const kinds: Partial<Record<"point" | "line" | "polygon", number>> = {};
  const columns = new Set<string>();
  for (const { parts, values } of read.features) {
    for (const { kind } of parts) kinds[kind] = (kinds[kind] ?? 0) + 1;
    for (const column of Object.keys(values)) columns.add(column);
  }
  const chosen = choose(() => [{ name: layer, kinds, columns: [...columns] }]);
  return chosen.map((choice) => ({ ...choice, features: read.features }));
}

function readGeoPackage({ path, name }: NamedFile, { temp, projection, choose }: LayerReading): ReadLayer[] {
  const chosen = choose(() => surveyGpkg(path, name, temp).layers.map(mappedLayer));
  return chosen.map((choice) => {
    const pick = (layers: readonly string[]): string | undefined => layers.find((one) => one === choice.mapping.layer);
    const reading = { path, name, temp, projection, pick, missing: "import.which-layer", crs: choice.crs };
    return { ...choice, features: readGpkgFeatures(reading).features };
  });
}

function noSuchLayer(file: string, layers: readonly { readonly name: string }[]): RefusalError {
  const params = { layers: layers.map((one) => one.name).join(", ") };
  return new RefusalError(refuse("import.which-layer", { file, params }));
}

/** Door of a layer's CRS, or of the one that was said; `undefined` when it is the project's. */
function doorOfLayer(
  layer: OutsideLayer,
  said: string | undefined,
  { crs }: Projection,
  file: string,
): CrsTransform | undefined {
  const named = said ?? layer.crs ?? guessCrs(null, extentOf(layer), MALI, crs.code).crs;
  if (named === crs.code) return undefined;
  const door = transformOf(named);
  if (door) return door;
  throw new RefusalError(
    refuse("geojson.other-crs", { file, layer: layer.name, params: { crs: named, project: crs.code } }),
  );
}

function extentOf({ objects }: OutsideLayer): Box | null {
  const box = emptyBox();
  for (const { shapes } of objects) for (const shape of shapes) for (const run of runsOfShape(shape)) growBox(box, run);
  return box[0] <= box[2] ? box : null;
}
