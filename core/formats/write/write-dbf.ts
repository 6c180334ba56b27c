import type { OutsideObject } from "#core/formats/outside-content";
import type { ByteSink } from "#core/formats/write/byte-sink";
import { type Column, textOf } from "#core/formats/write/columns";
import { cutBytes } from "#core/formats/write/unique-names";
import { RefusalError, refuse } from "#core/model/refusal";

/** A column of a dBase table. */
export interface DbfField {
  readonly column: Column;
  /** At most 10 bytes. */
  readonly name: string;
  readonly type: "C" | "N" | "L" | "D";
  readonly width: number;
  readonly decimals: number;
}

/** Widest text a dBase III table holds, bytes. */
const MOST_BYTES = 254;

/** Fits columns into a dBase table: as wide as their widest value. */
export function dbfFields(
  columns: readonly Column[],
  names: readonly string[],
  objects: readonly OutsideObject[],
): DbfField[] {
  return columns.map((column, i): DbfField => {
    const name = names[i] as string;
    const of = (type: DbfField["type"], width: number, decimals = 0): DbfField => ({
      column,
      name,
      type,
      width,
      decimals,
    });
    // GDAL reads up to 9 digits as a number of 32 bits, up to 18 as one of 64, more as no whole number at all.
    if (column.type === "integer" && column.letters <= 18)
      return of("N", Math.max(column.letters, column.letters <= 9 ? 9 : 18));
    if (column.type === "boolean") return of("L", 1);
    if (column.type === "date") return of("D", 8);
    if (column.type === "real") {
      const { width, decimals } = realField(column.name, objects);
      return of("N", width, decimals);
    }
    return of("C", Math.max(1, widestText(column, objects)));
  });
}

/** Widest number GDAL itself writes. */
const REAL_WIDTH = 24;

/** As many decimals as the values have, as far as the widest number leaves room. */
function realField(name: string, objects: readonly OutsideObject[]): { width: number; decimals: number } {
  let decimals = 1;
  let largest = 1;
  for (const { values } of objects) {
    const value = values[name];
    if (typeof value !== "number") continue;
    if (Math.abs(value) > largest) largest = Math.abs(value);
    while (decimals < 15 && Number(value.toFixed(decimals)) !== value) decimals++;
  }
  const whole = Math.floor(Math.log10(largest)) + 1;
  const room = Math.max(1, REAL_WIDTH - 2 - whole);
  return { width: Math.min(REAL_WIDTH, whole + 2 + decimals), decimals: Math.min(decimals, room) };
}

function widestText({ name, letters }: Column, objects: readonly OutsideObject[]): number {
  // A letter takes one byte to three: only those between need be counted.
  if (letters * 3 <= 10) return letters * 3;
  let widest = 0;
  for (const { values } of objects) {
    const value = values[name];
    if (value === undefined) continue;
    const text = textOf(value);
    if (text.length > widest || text.length * 3 > widest) widest = Math.max(widest, ENCODER.encode(text).length);
    if (widest >= MOST_BYTES) return MOST_BYTES;
  }
  return widest;
}

/**
 * Writes a dBase III table in UTF-8 (a `.cpg` beside it must say so). One row an object; a table without a column
 * gets a row number, since most programs refuse one.
 *
 * @returns how many texts were cut because they are longer than 254 bytes
 * @throws RefusalError `write.too-many-columns`
 * @see dBase III file structure; ESRI Shapefile Technical Description, July 1998
 */
export function writeDbf(
  sink: ByteSink,
  fields: readonly DbfField[],
  objects: readonly OutsideObject[],
  time: string,
): number {
  const held = fields.length > 0 ? fields : [ROW_NUMBER];
  const rowBytes = 1 + held.reduce((sum, { width }) => sum + width, 0);
  if (held.length > 255 || rowBytes > 65_535) {
    throw new RefusalError(refuse("write.too-many-columns", { params: { columns: held.length, most: 255 } }));
  }
  const [year = 2000, month = 1, day = 1] = time.slice(0, 10).split("-").map(Number);
  sink.byte(3);
  for (const part of [year - 1900, month, day]) sink.byte(part);
  sink.int32(objects.length);
  sink.int16(33 + 32 * held.length);
  sink.int16(rowBytes);
  sink.bytes(new Uint8Array(20));
  for (const { name, type, width, decimals } of held) {
    const head = new Uint8Array(32);
    head.set(ENCODER.encode(name).subarray(0, 10));
    head[11] = type.charCodeAt(0);
    head[16] = width;
    head[17] = decimals;
    sink.bytes(head);
  }
  sink.byte(0x0d);
  let cut = 0;
  const row = new Uint8Array(rowBytes);
  objects.forEach((object, i) => {
    row.fill(0x20);
    let at = 1;
    for (const field of held) {
      const value = field === ROW_NUMBER ? i + 1 : object.values[field.column.name];
      if (value !== undefined) cut += putCell(row, at, field, value);
      at += field.width;
    }
    sink.bytes(row);
  });
  sink.byte(0x1a);
  return cut;
}

const ENCODER = new TextEncoder();

const ROW_NUMBER: DbfField = {
  column: { name: "FID", type: "integer", letters: 9, huge: false },
  name: "FID",
  type: "N",
  width: 9,
  decimals: 0,
};

/** @returns 1 when the value had to be cut */
function putCell(
  row: Uint8Array,
  at: number,
  { type, width, decimals }: DbfField,
  value: string | number | boolean,
): 0 | 1 {
  let text: string;
  let cut: 0 | 1 = 0;
  if (type === "L") text = value === true ? "T" : "F";
  else if (type === "D") text = String(value).replaceAll("-", "");
  else if (type === "C") {
    text = textOf(value);
    const kept = cutBytes(text, width);
    if (kept.length < text.length) cut = 1;
    text = kept;
  } else text = typeof value === "number" && decimals > 0 ? realText(value, width, decimals) : String(value);
  const start = type === "N" ? at + Math.max(0, width - text.length) : at;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) {
      row.set(ENCODER.encode(text), start);
      return cut;
    }
    row[start + i] = code;
  }
  return cut;
}

function realText(value: number, width: number, decimals: number): string {
  const plain = value.toFixed(decimals);
  return plain.length <= width && Math.abs(value) < 1e21 ? plain : value.toExponential(15).slice(0, width);
}
