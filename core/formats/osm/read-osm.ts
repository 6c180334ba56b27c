import type { OsmData } from "#core/formats/osm/osm-data";
import { readOsmPbf } from "#core/formats/osm/read-osm-pbf";
import { readOsmXml } from "#core/formats/osm/read-osm-xml";
import { readOverpassJson } from "#core/formats/osm/read-overpass-json";
import type { ReadOsmOptions } from "#core/formats/osm/reading";
import { RefusalError, refuse } from "#core/model/refusal";

/** First bytes of files that need unpacking first, and their names. */
const PACKED: readonly (readonly [name: string, ...bytes: number[]])[] = [
  ["gzip", 0x1f, 0x8b],
  ["zip", 0x50, 0x4b, 0x03, 0x04],
  ["bzip2", 0x42, 0x5a, 0x68],
  ["xz", 0xfd, 0x37, 0x7a, 0x58, 0x5a],
  ["7z", 0x37, 0x7a, 0xbc, 0xaf],
  ["Zstandard", 0x28, 0xb5, 0x2f, 0xfd],
];

/**
 * Reads an OpenStreetMap file: XML, PBF or Overpass JSON, told apart by content. About 20 bytes a byte of PBF are held
 * at the most, so 50 MB fit in 1 GB.
 *
 * @param bytes the whole file
 * @throws RefusalError with file and line (XML), byte (PBF, in `params.byte`) or element (JSON, in `feature`)
 */
export function readOsm(bytes: Uint8Array, options: ReadOsmOptions): OsmData {
  const { file } = options;
  if (bytes.length === 0) throw new RefusalError(refuse("import.empty", { file }));
  const packed = PACKED.find(([, ...magic]) => magic.every((byte, i) => bytes[i] === byte));
  if (packed) throw new RefusalError(refuse("import.packed", { file, params: { packing: packed[0] } }));
  if ((bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0xff && bytes[1] === 0xfe)) {
    throw new RefusalError(refuse("import.encoding", { file, line: 1, params: { encoding: "UTF-16" } }));
  }
  if (isPbf(bytes)) return readOsmPbf(bytes, options);
  const first = firstSign(bytes);
  if (first === "<") return readOsmXml(bytes, options);
  if (first === "{" || first === "[") return readOverpassJson(bytes, options);
  throw new RefusalError(refuse(first === "" ? "import.empty" : "import.not-osm", { file, line: 1 }));
}

/** A PBF starts with the length of a blob header (at most 64 KiB), then its type: 0x0a, length, `OSMHeader`. */
function isPbf(bytes: Uint8Array): boolean {
  const name = [..."OSMHeader"].map((sign) => sign.charCodeAt(0));
  return bytes[0] === 0 && bytes[1] === 0 && bytes[4] === 0x0a && name.every((byte, i) => bytes[6 + i] === byte);
}

/** The first sign that is not white space (or a UTF-8 byte-order mark); empty where there is none. */
function firstSign(bytes: Uint8Array): string {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length && [0x20, 0x09, 0x0a, 0x0d].includes(bytes[at] as number)) at++;
  return at < bytes.length ? String.fromCharCode(bytes[at] as number) : "";
}
