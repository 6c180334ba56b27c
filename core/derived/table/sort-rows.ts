import type { Column } from "#core/derived/table/columns";
import type { TableRows } from "#core/derived/table/table-rows";

export interface Sort {
  readonly column: Column;
  readonly descending: boolean;
}

/**
 * Rows in the order of a column: numbers by value, words as people count, choices in the order they are declared in.
 * What is not known comes last, whichever way; equals keep the order they had.
 */
export function sortedRows(rows: TableRows, order: Int32Array, { column, descending }: Sort): Int32Array {
  const cells = rows.cells(column);
  const turn = descending ? -1 : 1;
  const keys = new Float64Array(rows.size);
  if (cells.kind === "number") {
    for (const row of order) {
      const value = cells.values[row] as number;
      keys[row] = Number.isNaN(value) ? Infinity : turn * value;
    }
  } else {
    const choices = column.field?.choices;
    const place = choices ? new Map(choices.map(({ value }, i) => [value, i - choices.length])) : undefined;
    const ranks = Array.from(cells.ranks, (rank, code) =>
      rank === 0 ? Infinity : turn * (place?.get(cells.words[code] as string) ?? rank),
    );
    for (const row of order) keys[row] = ranks[cells.codes[row] as number] as number;
  }
  // Places, not rows, are sorted: a tie is then broken by the order the rows came in.
  const places = Int32Array.from(order, (_, place) => place);
  places.sort((a, b) => {
    const one = keys[order[a] as number] as number;
    const other = keys[order[b] as number] as number;
    return one < other ? -1 : one > other ? 1 : a - b;
  });
  return places.map((place) => order[place] as number);
}
