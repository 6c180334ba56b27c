import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { folded } from "#core/derived/search";
import type { Column } from "#core/derived/table/columns";
import { type Condition, readCondition } from "#core/derived/table/conditions";
import { readExpression } from "#core/derived/table/expression";
import { filteredRows } from "#core/derived/table/filter-rows";
import { groupedRows, linesOf, type RowGroup } from "#core/derived/table/group-rows";
import { sortedRows } from "#core/derived/table/sort-rows";
import { TableRows } from "#core/derived/table/table-rows";
import type { ClassId } from "#core/model/feature";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** What the planner asks of the table: words, conditions over columns, an expression, an order, groups. */
export interface TableQuery {
  readonly text: string;
  /** What was typed over a column, by its key. */
  readonly filters: Readonly<Record<string, string>>;
  readonly expression: string;
  readonly sort?: { readonly key: string; readonly descending: boolean } | undefined;
  readonly group?: string | undefined;
  /** Values of the groups that are open. */
  readonly open: ReadonlySet<string | number | undefined>;
}

export const emptyQuery: TableQuery = { text: "", filters: {}, expression: "", open: new Set() };

/** The table as it stands: its rows, those the filter lets through in their order, and the lines shown. */
export interface TableLook {
  readonly rows: TableRows;
  /** A new number each time rows or values changed. */
  readonly version: number;
  readonly order: Int32Array;
  readonly groups: readonly RowGroup[];
  /** A row, or `~group` below 0. */
  readonly lines: Int32Array;
  /** Why what was typed over a column is no condition. */
  readonly faults: Readonly<Record<string, Refusal>>;
  readonly expressionFault: Refusal | undefined;
}

/** Follows the rows of a class through a query. A part of the query that cannot be read filters nothing. */
export function useTable(id: ClassId, columns: readonly Column[]) {
  const [query, setQuery] = useState<TableQuery>(emptyQuery);
  const { rows, version } = useRows(id);

  const filter = useMemo(() => {
    const conditions: { column: Column; condition: Condition }[] = [];
    const faults: Record<string, Refusal> = {};
    for (const column of columns) {
      const condition = readCondition(column, query.filters[column.key] ?? "");
      if (isRefusal(condition)) faults[column.key] = condition;
      else if (condition) conditions.push({ column, condition });
    }
    const expression = readExpression(query.expression, columns);
    return {
      conditions,
      faults,
      text: folded(query.text),
      expression: isRefusal(expression) ? undefined : expression,
      expressionFault: isRefusal(expression) ? expression : undefined,
    };
  }, [columns, query.filters, query.expression, query.text]);

  // Sorted once, filtered as it is typed: a letter costs no sorting.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the rows' mutable values
  const sorted = useMemo(() => {
    const all = Int32Array.from({ length: rows.size }, (_, row) => row);
    const column = columns.find(({ key }) => key === query.sort?.key);
    return column && query.sort ? sortedRows(rows, all, { column, descending: query.sort.descending }) : all;
  }, [rows, version, columns, query.sort]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the rows' mutable values
  const order = useMemo(() => filteredRows(rows, columns, filter, sorted), [rows, version, columns, filter, sorted]);
  useWarmth(rows, columns);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the rows' mutable values
  const groups = useMemo(() => {
    const column = columns.find(({ key }) => key === query.group);
    const measured = columns.find(({ measure }) => measure === "planAreaM2" || measure === "lengthM");
    return column ? groupedRows(rows, order, column, measured) : undefined;
  }, [rows, version, order, columns, query.group]);

  const lines = useMemo(
    () => (groups ? linesOf(groups, (index) => query.open.has(groups[index]?.value)) : order),
    [groups, order, query.open],
  );
  const { faults, expressionFault } = filter;
  const look: TableLook = useMemo(
    () => ({ rows, version, order, groups: groups ?? [], lines, faults, expressionFault }),
    [rows, version, order, groups, lines, faults, expressionFault],
  );
  return { look, query, setQuery };
}

function useRows(id: ClassId): { readonly rows: TableRows; readonly version: number } {
  const { session } = useBench();
  const store = useMemo(() => {
    const rows = new TableRows(session.project, id);
    let look = { rows, version: 0 };
    let stale = false;
    return {
      get: () => look,
      subscribe: (tell: () => void) =>
        session.onChange((change, isPart) => {
          if (rows.follow(change) !== "nothing") stale = true;
          if (!stale || isPart) return;
          stale = false;
          look = { rows, version: look.version + 1 };
          tell();
        }),
    };
  }, [session, id]);
  return useSyncExternalStore(store.subscribe, store.get);
}

/** Makes the columns one by one while the hand rests, so that the first letter of a filter does not wait for them. */
function useWarmth(rows: TableRows, columns: readonly Column[]): void {
  useEffect(() => {
    const cold = columns.filter(({ measure }) => measure !== "groundAreaM2");
    let timer = setTimeout(function warm() {
      const column = cold.shift();
      if (!column) return;
      rows.cells(column);
      timer = setTimeout(warm, 30);
    }, 200);
    return () => clearTimeout(timer);
  }, [rows, columns]);
}
