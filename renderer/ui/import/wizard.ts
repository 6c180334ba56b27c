import type { FileLook, LayerLook } from "#core/bridge/outside";
import { classOf } from "#core/features/classes";
import { type CrsGuess, type DegreeBox, degreesOf, guessCrs } from "#core/formats/guess-crs";
import { guessMapping, knownMapping, type LayerMapping, type MappedLayer } from "#core/formats/import-mapping";
import { suggestedCrs } from "#core/formats/layer-survey";
import { type Box, emptyBox, growBox } from "#core/geometry/box";
import { projectedCrs, projectionOf } from "#core/geometry/crs";
import type { ClassId } from "#core/model/feature";

/** A file in the wizard: where it lies on the main side, and what was found in it. */
export interface WizardFile {
  readonly name: string;
  readonly handle: string;
  readonly beside: readonly string[];
  /** Encoding the planner chose. */
  readonly encoding?: string | undefined;
  readonly look?: FileLook;
  /** Why it cannot be read. */
  readonly failure?: unknown;
}

/** A layer in the wizard: what it holds, and what is to become of it. */
export interface WizardLayer {
  /** Place of its file in the list. */
  readonly file: number;
  readonly look: LayerLook;
  readonly taken: boolean;
  readonly crs: CrsGuess | { readonly crs: string; readonly why: "chosen" };
  readonly mapping: LayerMapping;
  /** Whether its mapping is that of an earlier import. */
  readonly known: boolean;
}

/** What a layer looks like to a mapping. */
export function mappedLayer({ name, kinds, columns }: LayerLook): MappedLayer {
  return { name, kinds, columns: columns.map((column) => column.name) };
}

/** Whether a layer holds anything that can be taken. */
export function hasObjects({ kinds, withoutShape }: LayerLook): boolean {
  return withoutShape > 0 || Object.values(kinds).some((count) => count > 0);
}

/** The layers of a file as they are proposed: by an earlier import of the same source, else by their names. */
export function proposedLayers(
  file: number,
  look: FileLook,
  known: readonly LayerMapping[],
  near: DegreeBox | undefined,
  projectCrs: string | undefined,
): WizardLayer[] {
  const layers = look.layers.map(mappedLayer);
  const guesses = layers.map(guessMapping);
  const anyPlaced = guesses.some(({ as }) => as !== "annex");
  const proposed = look.layers.map((layer, i): WizardLayer => {
    const mapped = layers[i] as MappedLayer;
    const guess = guesses[i] as LayerMapping;
    const before = knownMapping(mapped, layers, known);
    const mapping = before ?? guess;
    // What nothing points to is offered, and taken only where the file holds nothing else; tables on request.
    const isWanted = before ? before.as !== "none" : guess.as !== "annex" || !anyPlaced;
    return {
      file,
      look: layer,
      taken: isWanted && (before ? hasObjects(layer) : Object.keys(layer.kinds).length > 0),
      crs: guessCrs(layer.crs, layer.extent, near, projectCrs, look.format),
      mapping: mapping.as === "none" ? { ...mapping, as: "annex" } : mapping,
      known: before !== undefined,
    };
  });
  // A cadastre has thirty layers, three of which are wanted: those stand first.
  return [...proposed.filter(({ taken }) => taken), ...proposed.filter(({ taken }) => !taken)];
}

/** The CRS a new project takes: that of the first layer taken that has a place, or its UTM zone; "" without any. */
export function projectCrsOf(layers: readonly WizardLayer[]): string {
  const placed = layers.find(({ taken, look }) => taken && look.extent);
  const crs = placed ? suggestedCrs({ crs: placed.crs.crs, extent: placed.look.extent }) : "";
  return projectedCrs(crs)?.code ?? "";
}

/** The box of a layer in degrees; `undefined` when its CRS does not fit its numbers. */
export function degreesOfLayer({ look, crs }: WizardLayer): DegreeBox | undefined {
  return look.extent ? degreesOf(look.extent, crs.crs) : undefined;
}

/** A box of degrees on the grid of a CRS, millimetres; `undefined` where it does not reach. */
export function boxOnGrid([west, south, east, north]: DegreeBox, crs: string): Box | undefined {
  const { toGrid } = projectionOf(crs);
  const box = emptyBox();
  for (const [lon, lat] of [
    [west, south],
    [west, north],
    [east, south],
    [east, north],
  ] as const) {
    const at = toGrid(lon, lat);
    if (!at.every(Number.isFinite)) return undefined;
    growBox(box, at);
  }
  return box;
}

/** Objects of a layer that its class cannot take: of another shape, or without one. */
export function restOf({ look, mapping }: WizardLayer): number {
  if (mapping.as === "annex") return 0;
  const { geometry } = classOf(mapping.as as ClassId);
  const others = Object.entries(look.kinds).filter(([kind]) => kind !== geometry);
  return others.reduce((sum, [, count]) => sum + count, look.withoutShape);
}
