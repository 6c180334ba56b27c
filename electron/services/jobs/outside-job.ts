import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { classNamed, shapedClasses } from "#core/derived/class-named";
import { type CleaningReport, cleanFeatures } from "#core/engines/cleaning/clean-features";
import type { CleaningOptions } from "#core/engines/cleaning/cleaning-types";
import type { FeatureClass } from "#core/features/feature-class";
import { decodeUtf8 } from "#core/formats/decode-utf8";
import { type FitWarning, fitToClass } from "#core/formats/fit-to-class";
import { readGeoJsonFeatures } from "#core/formats/geojson-read";
import type { OutsideFeature } from "#core/formats/outside-feature";
import { type Projection, projectedCrs, projectionOf } from "#core/geometry/crs";
import { RefusalError, refuse } from "#core/model/refusal";
import { hasSqliteHead } from "#services/gpkg/open-outside";
import { readGpkgFeatures } from "#services/gpkg/read-features";
import type { Job, NamedFile } from "#services/jobs/job";

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
> = (input) => {
  if (!projectedCrs(input.crs)) {
    throw new RefusalError(refuse("project.unknown-crs", { params: { crs: input.crs } }));
  }
  const projection = projectionOf(input.crs);
  const layers = input.files.map((file) => readLayer(file, input, projection));
  const classes = input.files.map(({ name }, i) => classFor(input.as ?? layers[i]?.layer ?? "", name));
  const [featureClass = classFor("", "")] = classes;
  const other = classes.findIndex((each) => each !== featureClass);
  if (other >= 0) throw new RefusalError(refuse("import.two-classes", { file: input.files[other]?.name ?? "" }));
  const outside = layers.flatMap(({ features: each }) => each);
  const { features, sources, warnings } = fitToClass(outside, featureClass, randomUUID);
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

function readLayer(
  { path, name }: NamedFile,
  { temp, layer }: OutsideInput,
  projection: Projection,
): { layer: string; features: readonly OutsideFeature[] } {
  if (hasSqliteHead(path)) {
    const pick = (layers: readonly string[]): string | undefined =>
      layers.find((one) => one === layer) ?? (layer === undefined && layers.length === 1 ? layers[0] : undefined);
    return readGpkgFeatures({ path, name, temp, projection, pick, missing: "import.which-layer" });
  }
  const read = readGeoJsonFeatures(decodeUtf8(readFileSync(path), name, "format.not-utf8"), name, projection);
  return { layer: read.name ?? basename(name, extname(name)), features: read.features };
}

/** The class that bears a name. @throws RefusalError `import.which-class` */
function classFor(named: string, file: string): FeatureClass {
  const found = classNamed(named);
  if (found) return found;
  const classes = shapedClasses.map(({ table }) => table).join(", ");
  throw new RefusalError(refuse("import.which-class", { file, layer: named, params: { classes } }));
}
