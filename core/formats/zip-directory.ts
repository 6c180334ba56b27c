import { RefusalError, refuse } from "#core/model/refusal";

/** A file packed in a ZIP, as its directory tells. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: 0 | 8;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its packed bytes begin in the file. */
  readonly start: number;
}

/** Most files in one pack. */
const MOST_ENTRIES = 65_535;
/** Most bytes unpacked of one pack. */
const MOST_BYTES = 2 * 1024 ** 3;
/** Packed tighter than this, a file is a trap; small ones may be. */
const MOST_RATIO = 200;
const SMALL_BYTES = 1024 * 1024;

const END_SIGN = 0x06054b50;
const ENTRY_SIGN = 0x02014b50;
const LOCAL_SIGN = 0x04034b50;
const FAR = 0xffffffff;

/**
 * The files of a ZIP by its directory, folders left out. Everything a pack may do harm with is refused: names that lead
 * out of it, files encrypted, too many, too large or packed tighter than honest data is.
 *
 * @throws RefusalError `zip.*`, with the entry at fault
 * @see PKWARE APPNOTE 6.3.10
 */
export function zipEntries(bytes: Uint8Array, file: string): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === undefined) throw new RefusalError(refuse("zip.damaged", { file, params: { byte: bytes.length } }));
  const count = view.getUint16(end + 10, true);
  if (count === MOST_ENTRIES)
    throw new RefusalError(refuse("zip.too-many", { file, params: { most: MOST_ENTRIES, byte: end } }));
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let total = 0;
  let at = view.getUint32(end + 16, true);
  const decoder = new TextDecoder("utf-8");
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY_SIGN) {
      throw new RefusalError(refuse("zip.damaged", { file, feature: String(i + 1), params: { byte: at } }));
    }
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const name = decoder.decode(bytes.subarray(at + 46, at + 46 + nameBytes)).replaceAll("\\", "/");
    const crc32 = view.getUint32(at + 16, true);
    const [unpacked, packedBytes, local] = farSizes(view, at, at + 46 + nameBytes, extraBytes);
    const entry = at;
    const fail = (code: string, params: Readonly<Record<string, string | number>> = {}): never => {
      throw new RefusalError(refuse(code, { file, feature: name, params: { byte: entry, ...params } }));
    };
    at += 46 + nameBytes + extraBytes + view.getUint16(at + 32, true);
    if (leadsOut(name)) fail("zip.leads-out");
    if (name.endsWith("/")) continue;
    // The same name twice means two things, by who reads it.
    if (names.has(name)) fail("zip.double-name");
    names.add(name);
    if (flags & 1) fail("zip.encrypted");
    if (method !== 0 && method !== 8) fail("zip.unknown-packing", { method });
    if (local + 30 > view.byteLength || view.getUint32(local, true) !== LOCAL_SIGN) fail("zip.damaged");
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (start + packedBytes > view.byteLength) fail("zip.damaged");
    total += unpacked;
    if (total > MOST_BYTES) fail("zip.too-large", { most: MOST_BYTES / 1024 ** 3 });
    if (unpacked > SMALL_BYTES && unpacked > packedBytes * MOST_RATIO) fail("zip.too-tight", { most: MOST_RATIO });
    entries.push({ name, method: method as 0 | 8, crc32, packedBytes, bytes: unpacked, start });
  }
  return entries;
}

/** The end record, looked for behind a comment of at most 64 KiB. */
function endOf(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--) {
    if (view.getUint32(at, true) === END_SIGN && view.getUint32(at + 16, true) <= at) return at;
  }
  return undefined;
}

/** Unpacked bytes, packed bytes and place of an entry; from its extra field where they stand there. */
function farSizes(view: DataView, at: number, extra: number, extraBytes: number): [number, number, number] {
  const sizes: [number, number, number] = [
    view.getUint32(at + 24, true),
    view.getUint32(at + 20, true),
    view.getUint32(at + 42, true),
  ];
  const stop = Math.min(extra + extraBytes, view.byteLength);
  for (let from = extra; from + 4 <= stop; ) {
    const bytes = view.getUint16(from + 2, true);
    if (view.getUint16(from, true) === 1) {
      let value = from + 4;
      for (const i of [0, 1, 2] as const) {
        if (sizes[i] !== FAR || value + 8 > Math.min(from + 4 + bytes, stop)) continue;
        sizes[i] = Number(view.getBigUint64(value, true));
        value += 8;
      }
    }
    from += 4 + bytes;
  }
  return sizes;
}

/** Whether a name would lie outside the folder it is unpacked in. */
function leadsOut(name: string): boolean {
  return name === "" || /^\/|^[a-z]:|\0/i.test(name) || name.split("/").includes("..");
}
