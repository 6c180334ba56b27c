import type { SurveyedField } from "#core/formats/layer-survey";
import type { FieldValue } from "#core/model/feature";
import { type Refusal, RefusalError, refuse } from "#core/model/refusal";

/** A column of a dBase table, as its head describes it. */
interface DbfColumn {
  readonly name: Uint8Array;
  readonly type: string;
  readonly start: number;
  readonly size: number;
  readonly decimals: number;
}

/** A dBase table opened: its columns, and its rows when they are asked for. */
export interface Dbf {
  /** Rows the file really holds, deleted ones among them. */
  readonly count: number;
  /** Rows the head promises. */
  readonly promised: number;
  /** Encoding by the language byte of the head; `undefined` where that says nothing. */
  readonly codePage: string | undefined;
  /** Names of columns whose content stands in another file (memo) and is not read. */
  readonly memos: (decode: (bytes: Uint8Array) => string) => string[];
  /** Bytes of all texts and names, to tell their encoding by. */
  readonly texts: () => Uint8Array;
  /** @param decode turns bytes into text */
  readonly table: (decode: (bytes: Uint8Array) => string) => DbfTable;
}

/** The rows of a dBase table as text and numbers. */
export interface DbfTable {
  readonly fields: readonly SurveyedField[];
  isDeleted(row: number): boolean;
  values(row: number): Record<string, FieldValue>;
  /** Values that could not be read so far, as what their column is. */
  readonly unreadable: { count: number; names: Set<string> };
}

/** Encodings by the language byte. @see dBASE language driver ids, as ESRI and GDAL take them */
const CODE_PAGES: Readonly<Record<number, string>> = {
  1: "CP437",
  2: "CP850",
  3: "Windows-1252",
  13: "CP437",
  14: "CP850",
  15: "CP437",
  16: "CP850",
  18: "CP850",
  20: "CP850",
  37: "CP850",
  38: "CP866",
  55: "CP850",
  87: "Windows-1252",
  88: "Windows-1252",
  89: "Windows-1252",
  101: "CP866",
  200: "Windows-1250",
  201: "Windows-1251",
  202: "Windows-1254",
  203: "Windows-1253",
};

/** Columns that are read; memo and picture columns point into another file. */
const READ = new Set(["C", "N", "F", "L", "D", "I", "O", "B", "@", "T", "Y", "+"]);

/**
 * Opens a dBase table (`.dbf`).
 *
 * @throws RefusalError `shapefile.bad-table`, with the column at fault
 * @see dBASE III to V, Visual FoxPro table structure
 */
export function openDbf(bytes: Uint8Array, file: string): Dbf {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bad = (more: Omit<Refusal, "refused" | "code">): never => {
    throw new RefusalError(refuse("shapefile.bad-table", { file, ...more }));
  };
  if (bytes.length < 33) return bad({ params: { byte: bytes.length } });
  const promised = view.getUint32(4, true);
  const headBytes = view.getUint16(8, true);
  const rowBytes = view.getUint16(10, true);
  if (headBytes < 33 || headBytes > bytes.length || rowBytes < 1) return bad({ params: { byte: 8 } });
  const columns: DbfColumn[] = [];
  let start = 1;
  for (let at = 32; at + 32 <= headBytes && bytes[at] !== 0x0d; at += 32) {
    const type = String.fromCharCode(bytes[at + 11] as number).toUpperCase();
    // Texts over 255 bytes keep the rest of their length where the decimals stand.
    const decimals = bytes[at + 17] as number;
    const size = (bytes[at + 16] as number) + (type === "C" ? decimals * 256 : 0);
    const name = bytes.subarray(at, at + 11);
    const end = name.indexOf(0);
    columns.push({ name: end < 0 ? name : name.subarray(0, end), type, start, size, decimals });
    start += size;
    if (start > rowBytes) return bad({ feature: "0", params: { byte: at } });
  }
  const count = Math.min(promised, Math.floor((bytes.length - headBytes) / rowBytes));
  const rowAt = (row: number): number => headBytes + row * rowBytes;
  return {
    count,
    promised,
    codePage: CODE_PAGES[bytes[29] as number],
    memos: (decode) => columns.filter(({ type }) => !READ.has(type)).map(({ name }) => decode(name).trim()),
    texts: () => {
      const texts = columns.filter(({ type }) => type === "C");
      const each = texts.reduce((sum, { size }) => sum + size, 0);
      const rows = Math.min(count, Math.floor(MOST_GUESS_BYTES / Math.max(1, each)));
      const out = new Uint8Array(rows * each + columns.length * 11);
      let to = 0;
      for (const { name } of columns) {
        out.set(name, to);
        to += name.length;
      }
      for (let row = 0; row < rows; row++) {
        for (const column of texts) {
          const from = rowAt(row) + column.start;
          out.set(bytes.subarray(from, from + column.size), to);
          to += column.size;
        }
      }
      return out.subarray(0, to);
    },
    table: (decode) => tableOf(bytes, view, columns, rowAt, decode),
  };
}

/** How much text is looked at to tell an encoding. */
const MOST_GUESS_BYTES = 4_000_000;

function tableOf(
  bytes: Uint8Array,
  view: DataView,
  columns: readonly DbfColumn[],
  rowAt: (row: number) => number,
  decode: (bytes: Uint8Array) => string,
): DbfTable {
  const unreadable: DbfTable["unreadable"] = { count: 0, names: new Set() };
  const taken = new Set<string>();
  const named = columns.flatMap((column) => {
    if (!READ.has(column.type)) return [];
    const given = decode(column.name).trim() || "colonne";
    let name = given;
    for (let i = 2; taken.has(name); i++) name = `${given}_${i}`;
    taken.add(name);
    return [{ ...column, name }];
  });
  const ascii = (at: number, size: number): string => {
    let text = "";
    for (let i = at; i < at + size; i++) text += String.fromCharCode(bytes[i] as number);
    return text;
  };
  const cellOf = ({ name, type, start, size }: (typeof named)[number], row: number): FieldValue | undefined => {
    const at = rowAt(row) + start;
    const lost = (): undefined => {
      unreadable.count++;
      unreadable.names.add(name);
      return undefined;
    };
    switch (type) {
      case "C": {
        let end = at + size;
        while (end > at && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--;
        // Texts padded with zeros after their end.
        const zero = bytes.subarray(at, end).indexOf(0);
        const text = decode(bytes.subarray(at, zero < 0 ? end : at + zero));
        return text === "" ? undefined : text;
      }
      case "N":
      case "F": {
        const text = ascii(at, size)
          .replace(/\0[\s\S]*$/, "")
          .trim();
        // Stars: a number that did not fit its column.
        if (text === "" || /^\*+$/.test(text)) return undefined;
        const number = Number(text.replace(",", "."));
        if (!Number.isFinite(number)) return lost();
        // Ids of more digits than a number holds keep them as text.
        return !/[.,eE]/.test(text) && !Number.isSafeInteger(number) ? text : number;
      }
      case "L": {
        const sign = String.fromCharCode(bytes[at] as number).toUpperCase();
        if (sign === "T" || sign === "Y") return true;
        return sign === "F" || sign === "N" ? false : undefined;
      }
      case "D": {
        const text = ascii(at, size).trim();
        if (text === "" || /^0+$/.test(text)) return undefined;
        const day = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
        return day ? `${day[1]}-${day[2]}-${day[3]}` : lost();
      }
      case "I":
      case "+":
        return size === 4 ? view.getInt32(at, true) : lost();
      case "O":
      case "B": {
        const number = size === 8 ? view.getFloat64(at, true) : Number.NaN;
        return Number.isFinite(number) ? number : lost();
      }
      case "Y":
        return size === 8 ? Number(view.getBigInt64(at, true)) / 10_000 : lost();
      default:
        return size === 8 ? momentOf(view.getInt32(at, true), view.getInt32(at + 4, true)) : lost();
    }
  };
  return {
    fields: named.map(({ name, type, size, decimals }) => ({ name, type: typeOf(type, size, decimals) })),
    unreadable,
    isDeleted: (row) => bytes[rowAt(row)] === 0x2a,
    values: (row) => {
      const values: Record<string, FieldValue> = {};
      for (const column of named) {
        const value = cellOf(column, row);
        if (value === undefined) continue;
        Object.defineProperty(values, column.name, { value, enumerable: true, configurable: true, writable: true });
      }
      return values;
    },
  };
}

/** A Julian day number and milliseconds, as ISO date and time; `undefined` for none. */
function momentOf(day: number, ms: number): string | undefined {
  if (day === 0) return undefined;
  const moment = new Date((day - 2_440_587.5) * 86_400_000 + ms - 43_200_000);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString().slice(0, 19);
}

function typeOf(type: string, size: number, decimals: number): SurveyedField["type"] {
  switch (type) {
    case "N":
      return decimals === 0 && size < 19 ? "Integer" : "Real";
    case "F":
      return decimals === 0 && size < 19 ? "Integer" : "Real";
    case "I":
    case "+":
      return "Integer";
    case "O":
    case "B":
    case "Y":
      return "Real";
    case "L":
      return "Boolean";
    case "D":
      return "Date";
    case "@":
    case "T":
      return "DateTime";
    default:
      return "String";
  }
}
