import { gunzipSync } from "node:zlib";
import { Bzip2Error, bunzip2 } from "#core/formats/bunzip2";
import type { OutsideFile } from "#core/formats/outside-source";
import { tarEntries } from "#core/formats/tar-entries";
import { RefusalError, refuse } from "#core/model/refusal";
import { zipFiles } from "#services/outside/zip-files";

/** Most a gzip or bzip2 file is opened to, in memory at once: gigabytes, and bytes. */
const MOST_GB = 0.35;
const MOST_BYTES = MOST_GB * 1024 ** 3;
/** Packed tighter than this, a file is a trap; small ones may be. */
const MOST_RATIO = 200;
const SMALL_BYTES = 1024 * 1024;

/**
 * The files in a pack: ZIP, tar, or one file in gzip or bzip2, which may be a tar again. `undefined` for what is none.
 *
 * @param format as `knownFormatOf` tells it
 * @throws RefusalError `zip.*`, with the entry at fault
 */
export function packFiles(format: string, bytes: Uint8Array, file: string): OutsideFile[] | undefined {
  if (isZip(bytes)) return zipFiles(bytes, file);
  if (format === "tar") return tarFiles(bytes, file);
  if (format !== "gzip" && format !== "bzip2") return undefined;
  const opened = format === "gzip" ? gunzipped(bytes, file) : bunzipped(bytes, file);
  if (String.fromCharCode(...opened.subarray(257, 262)) === "ustar") return tarFiles(opened, file);
  const name = file.replace(/^.*[/\\]/, "").replace(/\.(gz|bz2)$/i, "");
  return [{ name, bytes: () => opened }];
}

/** Whether bytes are those of a ZIP, whatever is packed in it. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

function tarFiles(bytes: Uint8Array, file: string): OutsideFile[] {
  const entries = tarEntries(bytes);
  if (!Array.isArray(entries)) throw new RefusalError(refuse("zip.damaged", { file, params: { byte: entries.badAt } }));
  return entries.map((entry) => {
    if (entry.name.startsWith("/") || entry.name.split("/").includes("..")) {
      throw new RefusalError(refuse("zip.leads-out", { file, feature: entry.name }));
    }
    return { name: entry.name, bytes: () => entry.bytes };
  });
}

function gunzipped(bytes: Uint8Array, file: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostOf(bytes) });
  } catch (thrown) {
    throw refusalOf((thrown as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE", bytes, file);
  }
}

function bunzipped(bytes: Uint8Array, file: string): Uint8Array {
  try {
    return bunzip2(bytes, mostOf(bytes));
  } catch (thrown) {
    if (!(thrown instanceof Bzip2Error)) throw thrown;
    throw refusalOf(thrown.why === "too-large", bytes, file);
  }
}

function mostOf(bytes: Uint8Array): number {
  return Math.min(MOST_BYTES, Math.max(SMALL_BYTES, bytes.length * MOST_RATIO));
}

function refusalOf(swells: boolean, bytes: Uint8Array, file: string): RefusalError {
  if (!swells) return new RefusalError(refuse("zip.damaged", { file, line: 1 }));
  const isLarge = mostOf(bytes) === MOST_BYTES;
  const code = isLarge ? "zip.too-large" : "zip.too-tight";
  return new RefusalError(refuse(code, { file, line: 1, params: { most: isLarge ? MOST_GB : MOST_RATIO } }));
}
