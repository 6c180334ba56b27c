import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { classNamed, shapedClasses } from "#core/derived/class-named";
import { type CleaningReport, cleanFeatures } from "#core/engines/cleaning/clean-features";
import type { CleaningOptions } from "#core/engines/cleaning/cleaning-types";
import type { FeatureClass } from "#core/features/feature-class";
import { runsOfShape } from "#core/formats/content-survey";
import { decodeUtf8 } from "#core/formats/decode-utf8";
import { type FitWarning, fitToClass } from "#core/formats/fit-to-class";
import { readGeoJsonFeatures } from "#core/formats/geojson-read";
import type { OutsideContent, OutsideLayer } from "#core/formats/outside-content";
import type { OutsideFeature } from "#core/formats/outside-feature";
import { toGrid } from "#core/formats/to-grid";
import { emptyBox, growBox } from "#core/geometry/box";
import { type Projection, projectedCrs, projectionOf } from "#core/geometry/crs";
import { type CrsTransform, transformOf } from "#core/geometry/crs-transform";
import { RefusalError, refuse } from "#core/model/refusal";
import { readGpkgFeatures } from "#services/gpkg/read-features";
import type { Job, JobContext, NamedFile } from "#services/jobs/job";
import { formatOfFile } from "#services/outside/format-of";
import { readOutsideContent } from "#services/outside/read-content";

/** What to take of files, as what. */
export interface OutsideInput {
  /** Sheets that belong together: what they hold is cleaned as one coverage. */
  readonly files: readonly NamedFile[];
  readonly temp: string;
  /** CRS of the project. */
  readonly crs: string;
  /** Table or id of the class; guessed from the layer's name when absent. */
  readonly as?: string | undefined;
  /** Layer of a GeoPackage; needed when it has several. */
  readonly layer?: string | undefined;
  /** Encoding of texts and CRS of positions, where the planner says them and the file does not. */
  readonly encoding?: string | undefined;
  readonly from?: string | undefined;
  readonly cleaning: CleaningOptions;
}

/**
 * Reads one layer of each GeoJSON file or GeoPackage into features of one class; a class of the coverage is cleaned
 * (`cleanFeatures`). Bytes: UTF-8 JSON of `Feature[]`.
 *
 * @throws RefusalError `geojson.*`, `gpkg.*`, `json.*`, `import.which-class`, `import.which-layer`
 */
export const readOutsideJob: Job<
  OutsideInput,
  { count: number; class: string; warnings: FitWarning[]; cleaning?: CleaningReport }
> = async (input, context) => {
  if (!projectedCrs(input.crs)) {
    throw new RefusalError(refuse("project.unknown-crs", { params: { crs: input.crs } }));
  }
  const projection = projectionOf(input.crs);
  const layers: { layer: string; features: readonly OutsideFeature[] }[] = [];
  for (const file of input.files) layers.push(await readLayer(file, input, projection, context));
  const classes = input.files.map(({ name }, i) => classFor(input.as ?? layers[i]?.layer ?? "", name));
  const [featureClass = classFor("", "")] = classes;
  const other = classes.findIndex((each) => each !== featureClass);
  if (other >= 0) throw new RefusalError(refuse("import.two-classes", { file: input.files[other]?.name ?? "" }));
  const outside = layers.flatMap(({ features: each }) => each);
  const { features, sources, warnings } = fitToClass(
    outside,
    { layer: layers[0]?.layer ?? "", as: featureClass.id, columns: {}, rest: false },
    { file: input.files[0]?.name ?? "", layer: layers[0]?.layer ?? "" },
    randomUUID,
  );
  const bytes = (kept: readonly unknown[]) => new TextEncoder().encode(JSON.stringify(kept));
  const value = { class: featureClass.table, warnings };
  if (!featureClass.coverage) return { value: { ...value, count: features.length }, bytes: bytes(features) };
  const nameOf = (source: number): string => (outside[source] as OutsideFeature).feature;
  const cleaned = cleanFeatures(features, sources, nameOf, input.cleaning, randomUUID);
  return {
    value: { ...value, count: cleaned.features.length, cleaning: cleaned.report },
    bytes: bytes(cleaned.features),
  };
};

async function readLayer(
  file: NamedFile,
  { temp, layer, encoding, from }: OutsideInput,
  projection: Projection,
  { progress }: JobContext,
): Promise<{ layer: string; features: readonly OutsideFeature[] }> {
  const { path, name } = file;
  const format = formatOfFile(path, name);
  if (format === "GeoPackage") {
    const pick = (layers: readonly string[]): string | undefined =>
      layers.find((one) => one === layer) ?? (layer === undefined && layers.length === 1 ? layers[0] : undefined);
    return readGpkgFeatures({ path, name, temp, projection, pick, missing: "import.which-layer" });
  }
  if (format === "GeoJSON") {
    const read = readGeoJsonFeatures(decodeUtf8(readFileSync(path), name, "format.not-utf8"), name, projection);
    return { layer: read.name ?? basename(name, extname(name)), features: read.features };
  }
  const content = await readOutsideContent(file, {
    encoding,
    onProgress: (share) => progress({ stage: "read", share }),
  });
  const found = pickedLayer(content, layer);
  if (!found) {
    const params = { layers: content.layers.map((one) => one.name).join(", ") };
    throw new RefusalError(refuse("import.which-layer", { file: name, params }));
  }
  const features = toGrid(found, doorOfLayer(found, from, projection, name), projection, name);
  return { layer: found.name, features };
}

/** The layer asked for, or the only one with shapes. */
function pickedLayer({ layers }: OutsideContent, asked: string | undefined): OutsideLayer | undefined {
  if (asked !== undefined) return layers.find(({ name }) => name === asked);
  const shaped = layers.filter(({ objects }) => objects.some(({ shapes }) => shapes.length > 0));
  return shaped.length === 1 ? shaped[0] : layers.length === 1 ? layers[0] : undefined;
}

/** Door of a layer's CRS, or of the one that was said; `undefined` when it is the project's. */
function doorOfLayer(
  layer: OutsideLayer,
  said: string | undefined,
  { crs }: Projection,
  file: string,
): CrsTransform | undefined {
  const named = said ?? layer.crs;
  if (named === crs.code) return undefined;
  // Nothing says: degrees where the numbers can be degrees, else the project's own metres.
  if (named === null) return isDegrees(layer) ? transformOf("EPSG:4326") : undefined;
  const door = transformOf(named);
  if (door) return door;
  throw new RefusalError(
    refuse("geojson.other-crs", { file, layer: layer.name, params: { crs: named, project: crs.code } }),
  );
}

function isDegrees({ objects }: OutsideLayer): boolean {
  const box = emptyBox();
  for (const { shapes } of objects) for (const shape of shapes) for (const run of runsOfShape(shape)) growBox(box, run);
  return box[0] >= -180 && box[1] >= -90 && box[2] <= 180 && box[3] <= 90;
}

/** The class that bears a name. @throws RefusalError `import.which-class` */
function classFor(named: string, file: string): FeatureClass {
  const found = classNamed(named);
  if (found) return found;
  const classes = shapedClasses.map(({ table }) => table).join(", ");
  throw new RefusalError(refuse("import.which-class", { file, layer: named, params: { classes } }));
}
