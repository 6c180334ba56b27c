import type { OutsideContent } from "#core/formats/outside-content";

/** One file at hand: on the disk, dropped in the window, or packed with others. */
export interface OutsideFile {
  /** Its name, without folders of the machine: `bati.shp`; with those of its pack: `donnees/bati.shp`. */
  readonly name: string;
  /** Where it lies on this machine; none for a packed one. */
  readonly path?: string;
  readonly bytes: () => Uint8Array;
}

/** A file to be read and the files that came with it, among which its reader finds its companions. */
export interface OutsideSource {
  /** Name of what the planner chose, for messages; of a pack, with the member's: `donnees.zip/bati.shp`. */
  readonly file: string;
  readonly main: OutsideFile;
  /** The files beside it, itself not among them. */
  readonly beside: readonly OutsideFile[];
}

/** What the planner said where a file does not. */
export interface ReadOptions {
  /** Encoding of texts, as people know it: "Windows-1252", "CP850". */
  readonly encoding?: string | undefined;
  /** How far the reader is, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Reads a file whose format is told already. @throws RefusalError with file and place */
export type OutsideReader = (source: OutsideSource, options: ReadOptions) => OutsideContent | Promise<OutsideContent>;

/** A name less its ending: `donnees/bati` of `donnees/bati.shp`. */
export function stemOf(name: string): string {
  return name.replace(/\.[^./]*$/, "");
}

/** The ending of a name, lower case, with its dot; "" when it has none. */
export function endingOf(name: string): string {
  return (/\.[^./]*$/.exec(name)?.[0] ?? "").toLowerCase();
}

/** The file beside the main one that has its name with another ending (`.dbf`), whatever the case. */
export function companionOf({ main, beside }: OutsideSource, ending: string): OutsideFile | undefined {
  const stem = stemOf(main.name).toLowerCase();
  const named = (name: string): boolean => name.toLowerCase() === `${stem}${ending}`;
  return named(main.name) ? main : beside.find(({ name }) => named(name));
}

/** The CRS a `.prj` beside the file says, as well-known text; `null` without one. */
export function crsBeside(source: OutsideSource): string | null {
  const prj = companionOf(source, ".prj");
  if (!prj) return null;
  return new TextDecoder("utf-8").decode(prj.bytes()).replaceAll("\0", "").trim() || null;
}
