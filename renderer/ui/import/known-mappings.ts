import { mappingFile } from "#core/bridge/outside";
import { type LayerMapping, withMappings } from "#core/formats/import-mapping";
import type { Observable } from "#store/observable";
import { remembered } from "#store/preferences";

const isMappings = (value: unknown): value is readonly LayerMapping[] =>
  mappingFile.safeParse({ maillage: "mapping", layers: value }).success;

/** The mappings used on this machine, the most recent first: a source that comes again is known by its columns. */
export const knownMappings: Observable<readonly LayerMapping[]> = remembered("mappings", [], isMappings);

/** Remembers mappings that were used. */
export function rememberMappings(used: readonly LayerMapping[]): void {
  knownMappings.update((known) => withMappings(known, used));
}

/** Mappings as a file for another machine, or for the command line (`--mapping`). */
export function mappingText(layers: readonly LayerMapping[]): string {
  return `${JSON.stringify({ maillage: "mapping", layers }, undefined, 2)}\n`;
}

/** Reads `mappingText` back; `undefined` when it is none. */
export function mappingsIn(text: string): readonly LayerMapping[] | undefined {
  try {
    return mappingFile.safeParse(JSON.parse(text)).data?.layers;
  } catch {
    return undefined;
  }
}
