import { folded } from "#core/derived/search";
import { type Column, columnNamed, isEditable } from "#core/derived/table/columns";
import { readValue } from "#core/derived/table/read-value";
import type { TableRows } from "#core/derived/table/table-rows";
import type { Feature, FieldValue } from "#core/model/feature";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/** One pasted cell: what it would do, or why it cannot. */
export interface PastedCell {
  /** Line and place in the pasted block, from 1, as a spreadsheet counts. */
  readonly line: number;
  readonly place: number;
  readonly typed: string;
  /** Absent when no feature answers to the line. */
  readonly id?: string;
  readonly column?: Column;
  readonly outcome: "change" | "same" | "refused";
  readonly from?: FieldValue | undefined;
  readonly to?: FieldValue | null;
  readonly refusal?: Refusal;
}

/** What a pasted block would do. */
export interface PastePlan {
  readonly cells: readonly PastedCell[];
  /** Values by feature, for one act. */
  readonly values: readonly { readonly id: string; readonly fields: Readonly<Record<string, FieldValue | null>> }[];
  /** Whether the first line was taken for names of columns. */
  readonly headed: boolean;
  readonly changed: number;
  readonly same: number;
  readonly refused: number;
}

export interface PasteTarget {
  /** Rows in the order shown, from the one the block starts at. */
  readonly order: Int32Array;
  /** Columns in the order shown, from the one the block starts at; used when the block has no names. */
  readonly from: readonly Column[];
  /** Every column a name may mean. */
  readonly columns: readonly Column[];
  /** How lines find their row: one after the other, or by the numbers that stand in the block. */
  readonly keyedBy: "order" | "number";
}

/**
 * Plans a block from a spreadsheet: which cell changes, stays, or is refused and why. Names of columns in the first
 * line are known by themselves; without them, columns follow one another. Keyed by number, the columns Numéro and
 * Îlot (or, without names, the first column: `12/5` or `5`) say which row a line means, and are not written.
 */
export function planPaste(rows: TableRows, block: readonly (readonly string[])[], target: PasteTarget): PastePlan {
  const first = block[0] ?? [];
  const named = first.map((name) => columnNamed(target.columns, name));
  const headed = first.length > 0 && named.every((column, i) => column !== undefined || (first[i] ?? "").trim() === "");
  const keyFirst = target.keyedBy === "number" && !headed;
  const columns = headed ? named : keyFirst ? [undefined, ...target.from] : target.from;
  const lines = headed ? block.slice(1) : block;
  const isKey = (column: Column | undefined): boolean =>
    target.keyedBy === "number" && (column?.key === "number" || column?.key === "ilot");
  const byNumber = target.keyedBy === "number" ? numbersOf(rows) : undefined;
  const keyOf = (line: readonly string[]): string => {
    if (!headed) return keyText(line[0] ?? "");
    const at = (key: string): string => line[columns.findIndex((column) => column?.key === key)] ?? "";
    return at("ilot").trim() ? `${keyText(at("ilot"))}/${keyText(at("number"))}` : keyText(at("number"));
  };

  const cells: PastedCell[] = [];
  const values = new Map<string, Record<string, FieldValue | null>>();
  const firstWritten = columns.findIndex((column) => column && !isKey(column));
  lines.forEach((line, index) => {
    const found = byNumber ? byNumber.get(keyOf(line)) : target.order[index];
    const isKnown = found !== undefined && found !== AMBIGUOUS;
    const start = { line: index + (headed ? 2 : 1), typed: "" };
    if (!isKnown) {
      const code = byNumber
        ? found === AMBIGUOUS
          ? "paste.ambiguous-number"
          : "paste.unknown-number"
        : "paste.no-row";
      const refusal = refuse(code, { params: byNumber ? { value: keyOf(line) } : {} });
      const typed = line[firstWritten] ?? "";
      cells.push({ ...start, place: firstWritten + 1, typed, outcome: "refused", refusal });
      return;
    }
    const feature = rows.feature(found);
    line.forEach((typed, place) => {
      const column = columns[place];
      const isName = isKey(column) || (keyFirst && place === 0) || (headed && (first[place] ?? "").trim() === "");
      const cell = isName ? undefined : cellOf(feature, column, typed, values.get(feature.id));
      if (!cell) return;
      cells.push({ ...start, place: place + 1, typed, id: feature.id, ...(column ? { column } : {}), ...cell });
      if (cell.outcome !== "change" || !column) return;
      values.set(feature.id, { ...values.get(feature.id), [column.key]: cell.to ?? null });
    });
  });
  const count = (outcome: PastedCell["outcome"]): number => cells.filter((cell) => cell.outcome === outcome).length;
  return {
    cells,
    values: [...values].map(([id, fields]) => ({ id, fields })),
    headed,
    changed: count("change"),
    same: count("same"),
    refused: count("refused"),
  };
}

/** What one pasted cell does to a feature; `undefined` when it asks for nothing. */
function cellOf(
  feature: Feature,
  column: Column | undefined,
  typed: string,
  written: Readonly<Record<string, FieldValue | null>> | undefined,
): Pick<PastedCell, "outcome" | "from" | "to" | "refusal"> | undefined {
  const no = (refusal: Refusal) => ({ outcome: "refused", refusal }) as const;
  if (!column) return typed.trim() === "" ? undefined : no(refuse("paste.beyond-last-column"));
  const from = feature.fields[column.key];
  if (!isEditable(column)) {
    // What a copy brought along unchanged is no wish to change it; measures are brought along rounded.
    const isKept =
      column.measure !== undefined || (from !== undefined && folded(String(from)) === folded(typed.trim()));
    return typed.trim() === "" || isKept ? undefined : no(refuse("paste.read-only"));
  }
  const to = readValue(column.field, typed);
  if (isRefusal(to)) return no(to);
  if ((to ?? undefined) === from) return { outcome: "same", from };
  return written && column.key in written ? no(refuse("paste.twice")) : { outcome: "change", from, to };
}

const AMBIGUOUS = -1;

/** Rows by `îlot/number`, and by number alone; a number that several rows bear alone is ambiguous. */
function numbersOf(rows: TableRows): ReadonlyMap<string, number> {
  const byNumber = new Map<string, number>();
  const put = (key: string, row: number): void => {
    byNumber.set(key, byNumber.has(key) ? AMBIGUOUS : row);
  };
  for (let row = 0; row < rows.size; row++) {
    const { number, ilot } = rows.feature(row).fields;
    if (number === undefined) continue;
    if (ilot !== undefined) put(`${keyText(String(ilot))}/${keyText(String(number))}`, row);
    put(keyText(String(number)), row);
  }
  return byNumber;
}

/** A number as it identifies: `012 / 5` is `12/5`. */
function keyText(typed: string): string {
  return folded(typed)
    .replace(/\s+/g, "")
    .replace(/(^|\/)0+(?=\d)/g, "$1");
}
