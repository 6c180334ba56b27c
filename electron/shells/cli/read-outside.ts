import { closeSync, openSync, readSync } from "node:fs";
import type { ImportWarning } from "#core/bridge/bridge";
import type { RefusedCell } from "#core/bridge/outside";
import type { CleaningReport } from "#core/engines/cleaning/clean-features";
import { maliReferentiel } from "#core/features/mali";
import { decodeFeatureLines } from "#core/formats/feature-lines";
import { guessCrs, MALI } from "#core/formats/guess-crs";
import type { LayerMapping } from "#core/formats/import-mapping";
import { suggestedCrs } from "#core/formats/layer-survey";
import type { Feature } from "#core/model/feature";
import { normValue } from "#core/model/referentiel";
import { RefusalError, refuse } from "#core/model/refusal";
// The zone a file lies in is told here too, whatever its system.
import "#services/crs/epsg-list";
import type { LayerRule, OutsideInput } from "#services/jobs/outside-job";
import { isOsmFile } from "#services/outside/osm-file";
import { runJob } from "#services/run-job";
import { inputPath, inputPathOrFolder, isFolder } from "#shells/cli/paths";
import { crsOfPhoto, isPhoto } from "#shells/cli/photos";
import { type CliContext, type OptionValues, textOption } from "#shells/cli/verb";

/** Outside data, ready for a project. */
export interface OutsideFeatures {
  readonly features: Feature[];
  readonly attributions: string[];
  /** `file`: the one a remark is about, where several were read together. */
  readonly warnings: (ImportWarning & { readonly file?: string; readonly layer?: string })[];
  /** How layers were mapped, and the values their fields could not hold. */
  readonly mappings?: readonly LayerMapping[];
  readonly refused?: readonly RefusedCell[];
  /** What cleaning did to faces of the coverage. */
  readonly cleaning?: CleaningReport;
}

/**
 * The CRS a new project takes from a file that is no OpenStreetMap data: that of its layers, or the UTM zone they lie in.
 *
 * @param from CRS of its positions, in place of what it says
 */
export async function crsOfFile(path: string, context: CliContext, from?: string): Promise<string> {
  if (isPhoto(path)) return crsOfPhoto(path);
  const { value } = await runJob("survey", { path, name: path, temp: context.temp }, { onProgress: context.progress });
  const layer = value.layers.find(({ extent }) => extent);
  return layer
    ? suggestedCrs({ ...layer, crs: from ?? guessCrs(layer.crs, layer.extent, MALI, undefined, value.format).crs })
    : "";
}

/** How an outside file that is not OpenStreetMap data is taken in. */
export type OutsideOptions = LayerRule & Pick<OutsideInput, "cleaning" | "control" | "wholeReport">;

/**
 * Reads an OpenStreetMap file through the class mappings, into a CRS or the UTM zone most of it lies in.
 *
 * @throws RefusalError `format.*`, `import.*`
 */
export async function readOsmFile(
  path: string,
  crs: string | undefined,
  context: CliContext,
): Promise<OutsideFeatures & { readonly crs: string }> {
  const { value, bytes } = await runJob("osm.read", { path, name: path, crs }, { onProgress: context.progress });
  return {
    features: [...decodeFeatureLines(bytes)],
    crs: value.crs,
    attributions: value.attributions,
    warnings: value.warnings,
  };
}

/** Reads outside files that are no OpenStreetMap data. @throws RefusalError of the readers, `import.*` */
export async function readOutside(
  paths: readonly string[],
  crs: string,
  { cleaning, control, wholeReport, ...rule }: OutsideOptions,
  context: CliContext,
): Promise<OutsideFeatures> {
  const files = paths.map((path) => ({ path: inputPathOrFolder(path), name: path }));
  const input = { files, temp: context.temp, crs, rule, control, cleaning, wholeReport };
  const { value, bytes } = await runJob("outside.read", input, { onProgress: context.progress });
  const { warnings, attributions, mappings, refused, cleaning: report } = value;
  const told = { attributions: [...attributions], warnings: [...warnings], mappings, refused };
  return { features: [...decodeFeatureLines(bytes)], ...told, ...(report ? { cleaning: report } : {}) };
}

/** Whether a file holds OpenStreetMap data, by its content. @throws RefusalError `format.*` */
export function isOsm(path: string): boolean {
  return !isFolder(path) && isOsmFile(inputPath(path), path);
}

/** How far cleaning may go: `--snap` and `--sliver` in metres, or what the référentiel says. */
export function cleaningOptions(options: OptionValues): OutsideInput["cleaning"] {
  const mm = (name: string, norm: string): number => {
    const text = textOption(options, name);
    const metres = text === undefined ? normValue(maliReferentiel, norm) : Number(text);
    if (!(metres >= 0 && metres <= MOST_CLEANING_M)) {
      const params = { option: `--${name}`, value: text ?? "", expected: `0–${MOST_CLEANING_M} (m)` };
      throw new RefusalError(refuse("cli.bad-option", { params }));
    }
    return Math.round(metres * 1000);
  };
  return { snapMm: mm("snap", "cleaning.snap"), sliverMm: mm("sliver", "cleaning.sliver") };
}

/** Beyond this, drawing together is no cleaning any more, metres. */
const MOST_CLEANING_M = 2;

/** Whether a file is a GeoPackage or another SQLite database, by its first bytes. */
export function isDatabase(path: string): boolean {
  const head = Buffer.alloc(15);
  const file = openSync(inputPath(path), "r");
  readSync(file, head, 0, 15, 0);
  closeSync(file);
  return head.toString("latin1") === "SQLite format 3";
}
