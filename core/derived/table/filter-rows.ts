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

/** The rows a filter lets through, in their order. `columns` are those the text is looked for in. */
export function filteredRows(rows: TableRows, columns: readonly Column[], filter: RowFilter): Int32Array {
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
  const kept = new Int32Array(rows.size);
  let count = 0;
  for (let row = 0; row < rows.size; row++) if (tests.every((test) => test(row))) kept[count++] = row;
  return kept.subarray(0, count);
}
