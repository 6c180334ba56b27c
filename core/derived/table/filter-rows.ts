import type { Column } from "#core/derived/table/columns";
import { type Condition, meets } from "#core/derived/table/conditions";
import { type Expression, fulfils } from "#core/derived/table/expression";
import type { TableRows } from "#core/derived/table/table-rows";

/** What rows are asked for: words anywhere in a row, conditions on columns, an expression; all of them must hold. */
export interface RowFilter {
  /** Folded (no accents, small letters). */
  readonly text?: string;
  readonly conditions: readonly { readonly column: Column; readonly condition: Condition }[];
  readonly expression?: Expression | undefined;
}

/**
 * The rows a filter lets through.
 *
 * @param columns those the text is looked for in
 * @param order the rows to look at, in the order wanted; all of them in their own order when not given
 */
export function filteredRows(
  rows: TableRows,
  columns: readonly Column[],
  filter: RowFilter,
  order?: Int32Array,
): Int32Array {
  const tests = filter.conditions.map(({ column, condition }) => meets(rows.cells(column), column, condition));
  if (filter.expression) tests.push(fulfils(rows, filter.expression));
  const wanted = filter.text?.split(/\s+/).filter((word) => word !== "") ?? [];
  for (const text of wanted) {
    // Every word must stand somewhere in the row; numbers are found by their beginning.
    const anywhere = columns
      .filter(({ measure }) => !measure)
      .map((column): ((row: number) => boolean) => {
        const cells = rows.cells(column);
        if (cells.kind === "words") return meets(cells, column, { is: "contains", text });
        return (row) => String(cells.values[row]).startsWith(text.replace(",", "."));
      });
    tests.push((row) => anywhere.some((test) => test(row)));
  }
  if (tests.length === 0) return order ?? Int32Array.from({ length: rows.size }, (_, row) => row);
  const size = order ? order.length : rows.size;
  const kept = new Int32Array(size);
  let count = 0;
  for (let at = 0; at < size; at++) {
    const row = order ? (order[at] as number) : at;
    if (tests.every((test) => test(row))) kept[count++] = row;
  }
  return kept.subarray(0, count);
}
