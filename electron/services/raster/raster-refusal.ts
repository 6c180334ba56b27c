import { BridgeError } from "#core/bridge/bridge-error";
import { RefusalError, refuse } from "#core/model/refusal";
import { diskFailure } from "#services/disk-failure";

/** A refusal of an outside picture or relief: `raster.<why>`, with its file. */
export function rasterRefusal(why: string, file: string, params: Record<string, string | number> = {}): RefusalError {
  return new RefusalError(refuse(`raster.${why}`, { file, params }));
}

/**
 * Runs a reader of an outside file. Whatever it trips over that is neither a refusal nor the disk's fault is damage in
 * the file: `raster.damaged`, with the reader's own words.
 */
export async function readingRaster<T>(file: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (thrown) {
    if (thrown instanceof RefusalError || thrown instanceof BridgeError) throw thrown;
    const failure = diskFailure(thrown, file);
    if (failure instanceof BridgeError) throw failure;
    const what = thrown instanceof Error ? thrown.message : String(thrown);
    throw rasterRefusal("damaged", file, { what: what.slice(0, 120) });
  }
}
