import { asTakenIn } from "#core/formats/as-taken-in";
import { runsOfShape, surveyOf } from "#core/formats/content-survey";
import { guessCrs, MALI } from "#core/formats/guess-crs";
import type { LayerMapping, MappedLayer } from "#core/formats/import-mapping";
import { kindsOfLayer, type LayerSurvey } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideLayer } from "#core/formats/outside-content";
import type { OutsideFeature } from "#core/formats/outside-feature";
import { toGrid } from "#core/formats/to-grid";
import { type Box, emptyBox, growBox } from "#core/geometry/box";
import { type ControlFit, doorOfFit } from "#core/geometry/control-fit";
import type { Projection } from "#core/geometry/crs";
import { type CrsTransform, transformOf } from "#core/geometry/crs-transform";
import { type Refusal, RefusalError, refuse } from "#core/model/refusal";
import type { NamedFile } from "#services/jobs/job";
import { readOutsideContent } from "#services/outside/read-content";
import type { ReaderTools } from "#services/outside/reader-tools";

/** A layer that is to be taken. */
export interface LayerChoice {
  readonly mapping: LayerMapping;
  /** CRS its positions are in; what the file says, when absent. */
  readonly crs?: string | undefined;
}

/** How layers of a file are read. */
interface LayerReading {
  readonly tools: ReaderTools;
  readonly projection: Projection;
  /** Encoding of texts, where the planner says it. */
  readonly encoding?: string | undefined;
  /** Lays an old plan in a system of its own on the project's ground, whatever the file says of its CRS. */
  readonly control?: ControlFit | undefined;
  readonly onProgress: (share: number) => void;
  /** Chooses among the layers that are there; asking what they are costs a reading of some formats. */
  choose(layers: () => readonly MappedLayer[]): readonly LayerChoice[];
}

/** A layer that was read, on the project's grid. */
interface ReadLayer extends LayerChoice {
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
): Promise<{ layers: ReadLayer[] } & Pick<OutsideContent, "warnings" | "attributions">> {
  const { name } = file;
  const { encoding, onProgress, tools } = reading;
  const content = asTakenIn(await readOutsideContent(file, { encoding, onProgress }, tools));
  const chosen = reading.choose(() => surveyOf(content).layers.map(mappedLayer));
  const layers = chosen.map(({ mapping, crs }): ReadLayer => {
    const found = content.layers.find((layer) => layer.name === mapping.layer);
    if (!found) throw noSuchLayer(name, content.layers);
    const { control, projection } = reading;
    const door = control
      ? doorOfFit(control, projection)
      : doorOfLayer(found, crs, projection, { file: name, format: content.format });
    const left: Refusal[] = [];
    const features = toGrid(found, door, projection, name, (why) => left.push(why));
    // One stray position is no reason to refuse a file; a layer that is nowhere near is.
    const [first] = left;
    if (first && features.every(({ parts }) => parts.length === 0)) throw new RefusalError(first);
    return { mapping, crs, features };
  });
  return { layers, warnings: content.warnings, attributions: content.attributions ?? [] };
}

/** A surveyed layer as a mapping sees it. */
export function mappedLayer(survey: LayerSurvey): MappedLayer {
  return { name: survey.name, kinds: kindsOfLayer(survey), columns: survey.fields.map((field) => field.name) };
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
  { file, format }: { readonly file: string; readonly format: string },
): CrsTransform | undefined {
  const named = said ?? layer.crs ?? guessCrs(null, extentOf(layer), MALI, crs.code, format).crs;
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
