import { RefusalError, refuse } from "#core/model/refusal";

/** What every OSM reader is told beside the bytes. */
export interface ReadOsmOptions {
  /** Name of the file, for refusals. */
  readonly file: string;
  /** Stage codes are `progress.<stage>` in the locales; shares go from 0 to 1. */
  readonly onProgress?: ((progress: { stage: string; share: number }) => void) | undefined;
  /** Asked now and then; once true, the work ends with the refusal `import.cancelled`. */
  readonly aborted?: (() => boolean) | undefined;
  /** Opens a zlib stream into no more than so many bytes, or throws. Absent: done in JavaScript, three times slower. */
  readonly inflate?: ((zlib: Uint8Array, most: number) => Uint8Array) | undefined;
}

/** Tells how far a stage is and gives up where that was asked. Call it every few milliseconds of work. */
export function breathe(options: ReadOsmOptions, stage: string, share: number): void {
  if (options.aborted?.()) throw new RefusalError(refuse("import.cancelled", { file: options.file }));
  options.onProgress?.({ stage, share });
}

/** Whether degrees lie on the globe. */
export function onGlobe(lon: number, lat: number): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

/** Outside words fit for a message: short, on one line. */
export function shown(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

/** Stands for a vertex that the file does not hold. No object of OSM has this id. */
export const NO_NODE = 0;

/** Ids for vertices that came without one (Overpass `out geom`): the same place gets the same id. */
export class PlaceIds {
  readonly #ids = new Map<string, number>();

  /** Far below any id in use. */
  idAt(lon: number, lat: number): number {
    const key = `${lon} ${lat}`;
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = -(2 ** 52) - this.#ids.size;
      this.#ids.set(key, id);
    }
    return id;
  }
}
