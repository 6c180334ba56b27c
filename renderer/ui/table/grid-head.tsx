// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which a table element cannot do; the roles say what they are
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, type PointerEvent, type Ref, useState } from "react";
import type { Column } from "#core/derived/table/columns";
import type { Refusal } from "#core/model/refusal";
import { codeSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { headOf } from "#ui/table/cell-words";
import type { Columns } from "#ui/table/column-layout";
import type { TableQuery } from "#ui/table/use-table";

/** The head of the grid: names that sort, edges that widen, and the filters over the columns. Scrolling leaves it be. */
export const GridHead = memo(function GridHead(props: {
  ref: Ref<HTMLDivElement>;
  gridId: string;
  columns: Columns;
  template: string;
  minWidth: number;
  query: TableQuery;
  onQuery: (query: TableQuery) => void;
  faults: Readonly<Record<string, Refusal>>;
  filtering: boolean;
  /** Column under the keys, -1 when the head is not. */
  active: number;
  onSort: (column: Column) => void;
}) {
  const language = useLanguage();
  const { query } = props;
  return (
    <div ref={props.ref} role="rowgroup" className="grid-head" style={{ minWidth: props.minWidth }}>
      <div
        role="row"
        tabIndex={-1}
        aria-rowindex={1}
        className="grid-row"
        style={{ gridTemplateColumns: props.template }}
      >
        {props.columns.shown.map((column, at) => {
          const sort = query.sort?.key === column.key ? query.sort : undefined;
          const Arrow = sort?.descending ? ArrowDown : ArrowUp;
          const name = ["grid-cell", column.kind === "number" ? "figure" : "", at === props.active ? "active" : ""];
          return (
            <div
              key={column.key}
              id={`${props.gridId}--1-${at}`}
              role="columnheader"
              tabIndex={-1}
              aria-colindex={at + 1}
              className={name.join(" ")}
              aria-sort={sort ? (sort.descending ? "descending" : "ascending") : "none"}
            >
              {/* Keys reach it through the grid: up from the first row, then Enter. */}
              <button type="button" tabIndex={-1} onClick={() => props.onSort(column)}>
                {headOf(column, language)}
                {sort ? <Arrow aria-hidden="true" size={12} /> : null}
              </button>
              <Edge columns={props.columns} column={column} />
            </div>
          );
        })}
      </div>
      {props.filtering ? (
        <div role="row" tabIndex={-1} className="grid-row grid-filters" style={{ gridTemplateColumns: props.template }}>
          {props.columns.shown.map((column) => (
            <div key={column.key} role="gridcell" tabIndex={-1} className="grid-cell">
              <ColumnFilter
                column={column}
                typed={query.filters[column.key] ?? ""}
                fault={props.faults[column.key]}
                onChange={(typed) => props.onQuery({ ...query, filters: { ...query.filters, [column.key]: typed } })}
              />
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
});

function ColumnFilter(props: {
  column: Column;
  typed: string;
  fault: Refusal | undefined;
  onChange: (typed: string) => void;
}) {
  const language = useLanguage();
  const { speak, word } = language;
  const { column } = props;
  const name = speak("table.filter.of", { column: headOf(column, language) });
  if (column.kind === "choice" || column.kind === "boolean") {
    const choices =
      column.kind === "boolean"
        ? [
            { value: "true", words: speak("table.yes") },
            { value: "false", words: speak("table.no") },
          ]
        : (column.field?.choices ?? []).map(({ value, label }) => ({ value, words: word(label) }));
    return (
      <select
        className="cell-input"
        aria-label={name}
        value={props.typed}
        onChange={(event) => props.onChange(event.target.value)}
      >
        <option value="">{speak("table.filter.any")}</option>
        <option value="vide">{speak("table.no-value")}</option>
        {choices.map(({ value, words }) => (
          <option key={value} value={`=${value}`}>
            {words}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      className="cell-input"
      type="text"
      aria-label={name}
      aria-invalid={props.fault ? true : undefined}
      title={props.fault ? codeSentence(speak, props.fault) : undefined}
      placeholder={speak(column.kind === "text" ? "table.filter.text" : "table.filter.number")}
      value={props.typed}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}

/** The right edge of a heading: drawn, it widens the column. Keys do it from the heading (Shift and arrows). */
function Edge({ columns, column }: { columns: Columns; column: Column }) {
  const [start, setStart] = useState<{ x: number; widthPx: number }>();
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setStart({ x: event.clientX, widthPx: event.currentTarget.parentElement?.offsetWidth ?? 100 });
  };
  return (
    <i
      className="grid-edge"
      aria-hidden="true"
      onPointerDown={onPointerDown}
      onPointerMove={(event) => {
        if (start) columns.setWidth(column.key, start.widthPx + event.clientX - start.x);
      }}
      onPointerUp={() => setStart(undefined)}
    />
  );
}
