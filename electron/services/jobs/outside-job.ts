import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import type { LayerWarning, RefusedCell } from "#core/bridge/outside";
import { classNamed, shapedClasses } from "#core/derived/class-named";
import { type CleaningReport, cleanFeatures, MOST_SHOWN } from "#core/engines/cleaning/clean-features";
import type { CleaningOptions } from "#core/engines/cleaning/cleaning-types";
import { classOf } from "#core/features/classes";
import { encodeFeatureLines } from "#core/formats/feature-lines";
import { fitToClass } from "#core/formats/fit-to-class";
import {
  classSaid,
  guessColumns,
  knownMapping,
  type LayerMapping,
  type MappedLayer,
} from "#core/formats/import-mapping";
import type { ControlFit } from "#core/geometry/control-fit";
import { projectedCrs, projectionOf } from "#core/geometry/crs";
import type { Feature } from "#core/model/feature";
import { RefusalError, refuse } from "#core/model/refusal";
import type { Job, JobContext, NamedFile } from "#services/jobs/job";
import { type LayerChoice, readLayers } from "#services/outside/read-layers";
import { toolsOf } from "#services/outside/reader-tools";

/** An outside file and, where the planner has said it, what is taken of it. */
interface TakenFile extends NamedFile {
  readonly encoding?: string | undefined;
  readonly layers?: readonly LayerChoice[] | undefined;
}

/** What to take of files, as what. */
export interface OutsideInput {
  /** Sheets that belong together: their faces are cleaned as one coverage. */
  readonly files: readonly TakenFile[];
  readonly temp: string;
  /** CRS of the project. */
  readonly crs: string;
  /** Which layers are taken, as what, of files that do not say it themselves. */
  readonly rule?: LayerRule | undefined;
  /** Lays an old plan in a system of its own on the project's ground. */
  readonly control?: ControlFit | undefined;
  readonly cleaning: CleaningOptions;
  /** Whether every finding of cleaning is told; the first of them otherwise. */
  readonly wholeReport?: boolean | undefined;
}

/** How layers are chosen without anybody looking. */
export interface LayerRule {
  /** Table or id of the class of all. */
  readonly as?: string | undefined;
  /** Only layers of this name. */
  readonly layer?: string | undefined;
  /** CRS of the positions, in place of what the files say. */
  readonly from?: string | undefined;
  /** Mappings that were made before; layers they do not know are not taken. */
  readonly mappings?: readonly LayerMapping[] | undefined;
  /** Whether all that no class takes is kept as annex. */
  readonly annex?: boolean | undefined;
}

/** What was read, for people. */
export interface OutsideReport {
  /** Features by class id. */
  readonly counts: Readonly<Record<string, number>>;
  readonly warnings: readonly LayerWarning[];
  readonly refused: readonly RefusedCell[];
  readonly attributions: readonly string[];
  /** The mappings that were used. */
  readonly mappings: readonly LayerMapping[];
  readonly cleaning?: CleaningReport;
}

/** Refused values told one by one; more are only counted. */
const MOST_REFUSED = 500;

/**
 * Reads layers of outside files into features, as their mappings say; faces of the plan are cleaned together
 * (`cleanFeatures`). Bytes: `encodeFeatureLines`.
 *
 * @throws RefusalError of the formats' readers; `import.which-class`, `import.which-layer`, `import.no-mapping`
 */
export const readOutsideJob: Job<OutsideInput, OutsideReport> = async (input, context) => {
  const taken = await takenOf(input, context);
  const { names, features, sources, ...told } = taken;
  const most = input.wholeReport ? Number.POSITIVE_INFINITY : MOST_SHOWN;
  const nameOf = (source: number): string => names[source] ?? "";
  const cleaned = cleanedFaces(features, sources, nameOf, input.cleaning, most);
  const counts: Record<string, number> = {};
  for (const feature of cleaned.features) counts[feature.class] = (counts[feature.class] ?? 0) + 1;
  const value = { ...told, counts, attributions: [...told.attributions] };
  return {
    value: { ...value, ...(cleaned.report ? { cleaning: cleaned.report } : {}) },
    bytes: encodeFeatureLines(cleaned.features),
  };
};

/** What was taken of files, not cleaned yet. */
interface Taken {
  readonly features: Feature[];
  /** Place in `names` of the object each feature came from. */
  readonly sources: number[];
  readonly names: string[];
  readonly warnings: LayerWarning[];
  readonly refused: RefusedCell[];
  readonly attributions: ReadonlySet<string>;
  readonly mappings: LayerMapping[];
}

/** Reads and fits all files. What was read is let go of with this function: cleaning wants the room. */
async function takenOf({ files, temp, crs, rule = {}, control }: OutsideInput, context: JobContext): Promise<Taken> {
  if (!projectedCrs(crs)) throw new RefusalError(refuse("project.unknown-crs", { params: { crs } }));
  const projection = projectionOf(crs);
  const tools = toolsOf(context, temp);
  const warnings: LayerWarning[] = [];
  const refused: RefusedCell[] = [];
  const attributions = new Set<string>();
  const mappings: LayerMapping[] = [];
  const features: Feature[] = [];
  const sources: number[] = [];
  const names: string[] = [];
  for (const [i, file] of files.entries()) {
    const onProgress = (share: number): void => context.progress({ stage: "read", share: (i + share) / files.length });
    const left: LayerWarning[] = [];
    const choose = (layers: () => readonly MappedLayer[]): readonly LayerChoice[] =>
      file.layers ?? chosenBy(rule, layers(), file.name, (layer) => left.push(leftLayer(file.name, layer)));
    const read = await readLayers(file, { tools, projection, control, encoding: file.encoding, onProgress, choose });
    // The wizard has told them when it looked at the file.
    if (!file.layers) warnings.push(...read.warnings.map((warning) => ({ ...warning, file: file.name, layer: "" })));
    warnings.push(...left);
    for (const source of read.attributions ?? []) attributions.add(source);
    for (const { mapping, features: outside } of read.layers) {
      const at = { file: file.name, layer: mapping.layer };
      const fitted = fitToClass(outside, mapping, { file: basename(file.name), layer: mapping.layer }, randomUUID);
      const idOf = new Map(fitted.sources.map((source, k) => [source, fitted.features[k]?.id]));
      for (const { source, column, value, why } of fitted.refused) {
        if (refused.length >= MOST_REFUSED) break;
        const id = idOf.get(source);
        refused.push({
          ...at,
          ...(id ? { id } : {}),
          object: outside[source]?.feature ?? "",
          column,
          value,
          why: why.code,
        });
      }
      warnings.push(...fitted.warnings.map((warning) => ({ ...warning, ...at })));
      mappings.push(mapping);
      for (const source of fitted.sources) sources.push(names.length + source);
      for (const feature of fitted.features) features.push(feature);
      for (const one of outside) names.push(one.feature);
    }
    onProgress(1);
  }
  return { features, sources, names, warnings, refused, attributions, mappings };
}

/** Cleans the faces of the plan as one coverage; the others stay as they are. */
function cleanedFaces(
  features: readonly Feature[],
  sources: readonly number[],
  nameOf: (source: number) => string,
  options: CleaningOptions,
  most: number,
): { features: readonly Feature[]; report?: CleaningReport } {
  const isFace = features.map((feature) => classOf(feature.class).coverage !== undefined);
  if (!isFace.includes(true)) return { features };
  const faces = features.filter((_, i) => isFace[i]);
  const ofFaces = sources.filter((_, i) => isFace[i]);
  const { features: kept, report } = cleanFeatures(faces, ofFaces, nameOf, options, randomUUID, most);
  return { features: [...kept, ...features.filter((_, i) => !isFace[i])], report };
}

/** The layers a rule takes of a file; the others are told. @throws RefusalError `import.*` */
function chosenBy(
  { as, layer, from, mappings, annex = false }: LayerRule,
  found: readonly MappedLayer[],
  file: string,
  leave: (layer: MappedLayer) => void,
): LayerChoice[] {
  const asked = found.filter(({ name }) => layer === undefined || name === layer);
  if (asked.length === 0) {
    throw new RefusalError(
      refuse("import.which-layer", { file, params: { layers: found.map(nameOfLayer).join(", ") } }),
    );
  }
  const mapped = asked.map((one): LayerMapping | undefined => {
    const said = as === undefined ? classSaid(one)?.id : classFor(as, one, file);
    const named =
      said && !mappings
        ? { layer: one.name, as: said, columns: guessColumns(said, one.columns), rest: false }
        : undefined;
    const placed = mappings ? knownMapping(one, found, mappings) : named;
    if (placed) return { ...placed, rest: annex || placed.rest };
    return annex
      ? { layer: one.name, as: "annex", columns: guessColumns("annex", one.columns), rest: true }
      : undefined;
  });
  if (mapped.every((one) => one === undefined)) {
    const [first] = asked;
    if (mappings) throw new RefusalError(refuse("import.no-mapping", { file, layer: first?.name ?? "" }));
    throw whichClass(first?.name ?? "", file);
  }
  return mapped.flatMap((mapping, i): LayerChoice[] => {
    const one = asked[i] as MappedLayer;
    if (mapping && mapping.as !== "none") return [{ mapping, crs: from }];
    leave(one);
    return [];
  });
}

function leftLayer(file: string, { name, kinds }: MappedLayer): LayerWarning {
  const count = Object.values(kinds).reduce((sum, each) => sum + each, 0);
  return { code: "import.left-layer", count: Math.max(1, count), params: { which: name }, file, layer: name };
}

function nameOfLayer({ name }: MappedLayer): string {
  return name;
}

/** Id of the class that bears a name. @throws RefusalError `import.which-class` */
function classFor(named: string, { name }: MappedLayer, file: string): string {
  const found = classNamed(named);
  if (!found) throw whichClass(name, file);
  return found.id;
}

function whichClass(layer: string, file: string): RefusalError {
  const classes = shapedClasses.map(({ table }) => table).join(", ");
  return new RefusalError(refuse("import.which-class", { file, layer, params: { classes } }));
}
