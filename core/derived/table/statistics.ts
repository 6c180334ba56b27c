import type { Column } from "#core/derived/table/columns";
import type { TableRows } from "#core/derived/table/table-rows";

/** What a column holds. Numbers are in the column's unit. */
export interface ColumnStatistics {
  readonly count: number;
  readonly empty: number;
  /** Of a number column with at least one value. */
  readonly numbers?: {
    readonly sum: number;
    readonly mean: number;
    readonly min: number;
    readonly max: number;
    readonly median: number;
  };
  /** Of a column of words: the values that occur, most frequent first. */
  readonly values?: readonly { readonly value: string; readonly count: number }[];
}

/** The statistics of a column over some rows. */
export function statisticsOf(rows: TableRows, column: Column, of: Int32Array): ColumnStatistics {
  const cells = rows.cells(column);
  if (cells.kind === "words") {
    const counts = new Uint32Array(cells.words.length);
    for (const row of of) {
      const code = cells.codes[row] as number;
      counts[code] = (counts[code] as number) + 1;
    }
    const { ranks } = cells;
    const codes = Array.from(counts.keys()).filter((code) => code > 0 && (counts[code] as number) > 0);
    codes.sort((a, b) => (counts[b] as number) - (counts[a] as number) || (ranks[a] as number) - (ranks[b] as number));
    const values = codes.map((code) => ({ value: cells.words[code] as string, count: counts[code] as number }));
    return { count: of.length, empty: counts[0] ?? 0, values };
  }
  const known = new Float64Array(of.length);
  let size = 0;
  let sum = 0;
  for (const row of of) {
    const value = cells.values[row] as number;
    if (Number.isNaN(value)) continue;
    known[size++] = value;
    sum += value;
  }
  const empty = of.length - size;
  if (size === 0) return { count: of.length, empty };
  const sorted = known.subarray(0, size).sort();
  const half = size >> 1;
  const upper = sorted[half] as number;
  const median = size % 2 === 1 ? upper : (upper + (sorted[half - 1] as number)) / 2;
  const [min, max] = [sorted[0] as number, sorted[size - 1] as number];
  return { count: of.length, empty, numbers: { sum, mean: sum / size, min, max, median } };
}
