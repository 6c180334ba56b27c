import { crc32, inflateRawSync } from "node:zlib";
import type { OutsideFile } from "#core/formats/outside-source";
import { zipEntries } from "#core/formats/zip-directory";
import { RefusalError, refuse } from "#core/model/refusal";

/**
 * The files packed in a ZIP, each unpacked when it is asked for, in memory: nothing is written to the disk. Entries of
 * macOS beside the real ones are left out.
 *
 * @throws RefusalError `zip.*`, at once or when a file is unpacked, with the entry at fault
 */
export function zipFiles(bytes: Uint8Array, file: string): OutsideFile[] {
  return zipEntries(bytes, file).flatMap((entry): OutsideFile[] => {
    if (/(^|\/)(__MACOSX\/|\.[^/]*$)/.test(entry.name)) return [];
    const damaged = (): RefusalError => new RefusalError(refuse("zip.damaged", { file, feature: entry.name }));
    const unpack = (): Uint8Array => {
      const packed = bytes.subarray(entry.start, entry.start + entry.packedBytes);
      let out: Uint8Array;
      try {
        out = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.bytes) });
      } catch {
        throw damaged();
      }
      if (out.length !== entry.bytes || crc32(out) !== entry.crc32) throw damaged();
      return out;
    };
    return [{ name: entry.name, bytes: unpack }];
  });
}
