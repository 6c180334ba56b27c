/** What a photo says of itself that a planner needs. Whoever owns the camera, its number and name are never read. */
export interface PhotoFacts {
  /** `2026-03-01 10:22:05`, by the camera's clock. */
  readonly takenAt?: string;
  /** Degrees, WGS 84. */
  readonly lon?: number;
  readonly lat?: number;
  /** Where the camera looked, degrees from north, clockwise, 0 to below 360. */
  readonly bearingDeg?: number;
  /** How the picture lies, 1 to 8; 1 is upright. */
  readonly orientation?: number;
}

/**
 * Reads the EXIF block of a JPEG, PNG or WebP. Whatever is wrong with it is left out: damaged or hostile bytes give
 * fewer facts, never an error, and the work is bounded by the number of entries (256 a table, three tables).
 *
 * @param bytes the file, or its first part as far as the block reaches (cameras put it in the first 64 KiB)
 * @see CIPA DC-008 (EXIF 2.32), §4.6
 */
export function readExif(bytes: Uint8Array): PhotoFacts {
  const block = exifBlock(bytes);
  return block ? factsOf(new Tiff(block)) : {};
}

/** The EXIF block, starting at its TIFF header. */
function exifBlock(bytes: Uint8Array): DataView | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.byteLength < 16) return undefined;
  if (view.getUint16(0) === 0xffd8) return inJpeg(view);
  if (view.getUint32(0) === 0x89504e47) return inChunks(view, 8, 12, EXIF_OF_PNG, false);
  if (view.getUint32(0) === RIFF) return inChunks(view, 12, 8, EXIF_OF_WEBP, true);
  return undefined;
}

const RIFF = 0x52494646;
/** `eXIf` */
const EXIF_OF_PNG = 0x65584966;
/** `EXIF` */
const EXIF_OF_WEBP = 0x45584946;
const MOST_SEGMENTS = 500;

function inJpeg(view: DataView): DataView | undefined {
  let at = 2;
  for (let n = 0; n < MOST_SEGMENTS && at + 10 <= view.byteLength; n++) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    // Padding, then the picture itself: nothing is told behind its start.
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return undefined;
    const length = view.getUint16(at + 2);
    if (length < 2) return undefined;
    // `Exif\0\0`
    const isExif = marker === 0xe1 && view.getUint32(at + 4) === 0x45786966 && view.getUint16(at + 8) === 0;
    if (isExif) return part(view, at + 10, length - 8);
    at += 2 + length;
  }
  return undefined;
}

/** PNG: length, name, data, checksum. RIFF: name, length (little-endian), data padded to two bytes. */
function inChunks(view: DataView, from: number, over: 8 | 12, wanted: number, riff: boolean): DataView | undefined {
  let at = from;
  for (let n = 0; n < MOST_SEGMENTS && at + 8 <= view.byteLength; n++) {
    const length = view.getUint32(riff ? at + 4 : at, riff);
    if (view.getUint32(riff ? at : at + 4) === wanted) {
      // Some writers of WebP keep the sign of JPEG before the block.
      const signed = length > 6 && at + 14 <= view.byteLength && view.getUint32(at + 8) === 0x45786966;
      return part(view, at + 8 + (signed ? 6 : 0), length - (signed ? 6 : 0));
    }
    at += over + length + (riff ? length % 2 : 0);
  }
  return undefined;
}

function part(view: DataView, at: number, length: number): DataView | undefined {
  const size = Math.min(length, view.byteLength - at);
  return size >= 8 ? new DataView(view.buffer, view.byteOffset + at, size) : undefined;
}

const MOST_ENTRIES = 256;
/** Bytes of one value by its type: byte, ASCII, short, long, rational, and their signed kin. */
const TYPE_BYTES: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

/** Where the values of a tag stand. */
interface Entry {
  readonly type: number;
  readonly count: number;
  readonly at: number;
}

type Table = ReadonlyMap<number, Entry>;

/** The TIFF structure of an EXIF block: tables of entries, read with bounds. */
class Tiff {
  readonly #view: DataView;
  readonly #little: boolean;
  readonly first: Table;

  constructor(view: DataView) {
    this.#view = view;
    const order = view.getUint16(0);
    this.#little = order === 0x4949;
    const known = (this.#little || order === 0x4d4d) && view.getUint16(2, this.#little) === 42;
    this.first = known ? this.#table(view.getUint32(4, this.#little)) : new Map();
  }

  /** The table an entry points to. */
  under(table: Table, tag: number): Table {
    const at = this.number(table, tag);
    return at === undefined ? new Map() : this.#table(at);
  }

  /** A whole number. */
  number(table: Table, tag: number): number | undefined {
    const entry = table.get(tag);
    if (entry?.type === 3) return this.#view.getUint16(entry.at, this.#little);
    return entry?.type === 4 ? this.#view.getUint32(entry.at, this.#little) : undefined;
  }

  /** Fractions, as many as are asked for; a part of 0/0 or n/0 is none. */
  rationals(table: Table, tag: number, wanted: number): readonly number[] | undefined {
    const entry = table.get(tag);
    if (entry?.type !== 5 || entry.count < wanted) return undefined;
    const values: number[] = [];
    for (let i = 0; i < wanted; i++) {
      const above = this.#view.getUint32(entry.at + i * 8, this.#little);
      const below = this.#view.getUint32(entry.at + i * 8 + 4, this.#little);
      if (below === 0) return undefined;
      values.push(above / below);
    }
    return values;
  }

  /** ASCII words, at most 64 letters. */
  text(table: Table, tag: number): string | undefined {
    const entry = table.get(tag);
    if (entry?.type !== 2) return undefined;
    let text = "";
    for (let i = 0; i < Math.min(entry.count, 64); i++) {
      const code = this.#view.getUint8(entry.at + i);
      if (code === 0) break;
      text += String.fromCharCode(code);
    }
    return text;
  }

  #table(at: number): Table {
    const table = new Map<number, Entry>();
    const view = this.#view;
    if (at < 8 || at + 2 > view.byteLength) return table;
    const count = Math.min(view.getUint16(at, this.#little), MOST_ENTRIES);
    for (let i = 0; i < count; i++) {
      const entry = at + 2 + i * 12;
      if (entry + 12 > view.byteLength) break;
      const type = view.getUint16(entry + 2, this.#little);
      const values = view.getUint32(entry + 4, this.#little);
      const size = (TYPE_BYTES[type] ?? 0) * values;
      if (size === 0) continue;
      const where = size <= 4 ? entry + 8 : view.getUint32(entry + 8, this.#little);
      if (where + size > view.byteLength) continue;
      const tag = view.getUint16(entry, this.#little);
      if (!table.has(tag)) table.set(tag, { type, count: values, at: where });
    }
    return table;
  }
}

function factsOf(tiff: Tiff): PhotoFacts {
  const exif = tiff.under(tiff.first, 0x8769);
  const gps = tiff.under(tiff.first, 0x8825);
  const orientation = tiff.number(tiff.first, 0x0112);
  const takenAt = momentOf(tiff.text(exif, 0x9003) ?? tiff.text(exif, 0x9004) ?? tiff.text(tiff.first, 0x0132));
  const lat = degreesOf(tiff.rationals(gps, 2, 3), tiff.text(gps, 1), "N", "S", 90);
  const lon = degreesOf(tiff.rationals(gps, 4, 3), tiff.text(gps, 3), "E", "W", 180);
  const [direction] = tiff.rationals(gps, 17, 1) ?? [];
  // A camera without a fix writes zeros: the sea off Ghana, where no Sahelian village lies.
  const placed = lat !== undefined && lon !== undefined && (lat !== 0 || lon !== 0);
  return {
    ...(takenAt ? { takenAt } : {}),
    ...(placed ? { lon, lat } : {}),
    ...(direction !== undefined && direction <= 360 ? { bearingDeg: Math.round((direction % 360) * 10) / 10 } : {}),
    ...(orientation !== undefined && orientation >= 1 && orientation <= 8 ? { orientation } : {}),
  };
}

/** `2026:03:01 10:22:05` → `2026-03-01 10:22:05`; nothing for a moment that no calendar has. */
function momentOf(text: string | undefined): string | undefined {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/.exec(text ?? "");
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!real || hour > 23 || minute > 59 || second > 60) return undefined;
  return `${parts[1]}-${parts[2]}-${parts[3]} ${parts[4]}:${parts[5]}:${parts[6]}`;
}

function degreesOf(
  parts: readonly number[] | undefined,
  side: string | undefined,
  plus: string,
  minus: string,
  most: number,
): number | undefined {
  if (!parts || (side !== plus && side !== minus)) return undefined;
  const [degrees, minutes, seconds] = parts as [number, number, number];
  const value = degrees + minutes / 60 + seconds / 3600;
  if (!Number.isFinite(value) || value > most) return undefined;
  return side === minus ? -value : value;
}
