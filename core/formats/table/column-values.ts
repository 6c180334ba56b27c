import type { FieldValue } from "#core/model/feature";

/** How the cells of a column are read. */
export interface ColumnKind {
  readonly numbers: boolean;
  /** Sign of their decimals, where they have some. */
  readonly decimal?: "," | ".";
}

const WHOLE = /^-?(0|[1-9]\d{0,14})$/;
const DECIMAL = /^-?(0|[1-9]\d{0,14})?([.,])(\d+)$/;
const POWER = /^-?\d+(\.\d+)?[eE][-+]?\d{1,3}$/;
/** Thousands parted by blanks. */
const GROUPED = /^-?\d{1,3}([ \u00a0\u202f]\d{3})+(?=[.,]|$)/;

/**
 * Whether a column holds numbers, by all its cells. Codes stay text: what begins with 0, has over 15 digits, or would
 * lose a digit (`1.1`, `1.10`).
 */
export function columnKind(cells: Iterable<string>): ColumnKind {
  let decimal: "," | "." | undefined;
  let decimals: number | undefined;
  let uneven = false;
  let trailing = false;
  let some = false;
  for (const cell of cells) {
    const text = ungrouped(cell.trim());
    if (text === "") continue;
    some = true;
    if (WHOLE.test(text) || POWER.test(text)) continue;
    const [, , sign, digits] = DECIMAL.exec(text) ?? [];
    if (sign === undefined || digits === undefined) return { numbers: false };
    if (decimal !== undefined && decimal !== sign) return { numbers: false };
    decimal = sign as "," | ".";
    if (decimals !== undefined && decimals !== digits.length) uneven = true;
    decimals = digits.length;
    if (digits.endsWith("0")) trailing = true;
    if (uneven && trailing && digits.length < 3) return { numbers: false };
  }
  if (!some) return { numbers: false };
  return { numbers: true, ...(decimal ? { decimal } : {}) };
}

/** A cell as a value of its column; `undefined` for an empty one. */
export function cellValue(cell: string, { numbers }: ColumnKind): FieldValue | undefined {
  if (cell === "") return undefined;
  if (!numbers) return unescapedCell(cell);
  const number = cellNumber(cell);
  return number === undefined ? undefined : number;
}

/** A cell as a number, with either decimal sign; `undefined` for what is none. */
export function cellNumber(cell: string): number | undefined {
  const text = ungrouped(cell.trim().replace(/^\+/, "")).replace(",", ".");
  const number = text === "" ? Number.NaN : Number(text);
  return Number.isFinite(number) && /^-?[\d.]/.test(text) ? number : undefined;
}

function ungrouped(text: string): string {
  return GROUPED.test(text) ? text.replace(/[ \u00a0\u202f]/g, "") : text;
}

/** Text without the apostrophe that keeps spreadsheets from running it as a formula. @see `core/formats/csv.ts` */
function unescapedCell(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
