import type { Column } from "#core/derived/table/columns";
import type { TableRows } from "#core/derived/table/table-rows";

/** Rows that share one value of a column. */
export interface RowGroup {
  /** The shared value; `undefined` for rows without one. */
  readonly value: string | number | undefined;
  /** Rows in the order they came. */
  readonly rows: Int32Array;
  /** Sum of the measured column (plan area or length), `undefined` where nothing is measured. */
  readonly sum: number | undefined;
}

/** Rows by the value of a column, groups in the order of the column, the group without value last. */
export function groupedRows(
  rows: TableRows,
  order: Int32Array,
  column: Column,
  measured: Column | undefined,
): RowGroup[] {
  const cells = rows.cells(column);
  const members = new Map<number, number[]>();
  for (const row of order) {
    const key = cells.kind === "number" ? (cells.values[row] as number) : (cells.codes[row] as number);
    const group = members.get(key);
    if (group) group.push(row);
    else members.set(key, [row]);
  }
  const sums = measured ? rows.cells(measured) : undefined;
  const ranks = cells.kind === "words" ? cells.ranks : undefined;
  const place = (key: number): number =>
    ranks ? (ranks[key] as number) || Infinity : Number.isNaN(key) ? Infinity : key;
  return [...members]
    .sort(([a], [b]) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0))
    .map(([key, list]) => {
      let sum: number | undefined;
      if (sums?.kind === "number") sum = list.reduce((total, row) => total + (sums.values[row] || 0), 0);
      const word = cells.kind === "words" ? cells.words[key] : Number.isNaN(key) ? undefined : key;
      return { value: word === "" ? undefined : word, rows: Int32Array.from(list), sum };
    });
}

/**
 * The lines a grouped table shows: a group as `~index` (below 0), and the rows of those that are open behind it.
 */
export function linesOf(groups: readonly RowGroup[], isOpen: (index: number) => boolean): Int32Array {
  let size = groups.length;
  groups.forEach((group, index) => {
    if (isOpen(index)) size += group.rows.length;
  });
  const lines = new Int32Array(size);
  let at = 0;
  groups.forEach((group, index) => {
    lines[at++] = ~index;
    if (!isOpen(index)) return;
    lines.set(group.rows, at);
    at += group.rows.length;
  });
  return lines;
}
