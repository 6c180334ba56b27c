// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which a table element cannot do; the roles say what they are
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { classOf, featureClasses } from "#core/features/classes";
import type { ClassId } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { IconButton } from "#ui/controls/button.tsx";
import { useLanguage } from "#ui/language.tsx";
import { AREA, type Column, columnsOf, LENGTH, type Row, rowsOf, shownRows } from "#ui/table/rows";
import { useObservable } from "#ui/use-observable";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";

const ROW_PX = 26;

/** The attributes of a class, a row a feature: sorted, filtered, chosen by mouse and by key. */
export function AttributeTable({ shown }: { shown: ClassId }) {
  const bench = useBench();
  const { speak, numbers, word, lang } = useLanguage();
  const [filter, setFilter] = useState("");
  const [sort, setSort] = useState<{ column: number; descending: boolean }>();
  const columns = useMemo(() => columnsOf(shown), [shown]);
  const all = useDerived(
    useCallback((project: ProjectView) => rowsOf(project, shown, columns, lang), [shown, columns, lang]),
  );
  const rows = useMemo(() => shownRows(all, filter, sort, lang), [all, filter, sort, lang]);
  const pickerId = useId();
  const classes = useDerived(classesPresent);

  return (
    <section className="table" aria-label={speak("ui.table")}>
      <div className="table-head">
        <label className="unseen" htmlFor={pickerId}>
          {speak("ui.table.class")}
        </label>
        <select
          id={pickerId}
          className="select"
          value={shown}
          onChange={(event) => {
            setSort(undefined);
            bench.table.set(event.target.value as ClassId);
          }}
        >
          {[...new Set([shown, ...classes])].map((id) => (
            <option key={id} value={id}>
              {word(classOf(id).plural)}
            </option>
          ))}
        </select>
        <input
          className="input"
          type="search"
          aria-label={speak("ui.table.filter")}
          placeholder={speak("ui.table.filter")}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <span className="quiet small" role="status">
          {speak("ui.table.count", { shown: numbers.number(rows.length), all: numbers.number(all.length) })}
        </span>
        <IconButton icon={X} name={speak("ui.table.close")} onClick={() => bench.table.set(undefined)} side="left" />
      </div>
      <Grid columns={columns} rows={rows} sort={sort} onSort={setSort} />
    </section>
  );
}

function Grid(props: {
  columns: readonly Column[];
  rows: readonly Row[];
  sort: { column: number; descending: boolean } | undefined;
  onSort: (sort: { column: number; descending: boolean } | undefined) => void;
}) {
  const { columns, rows, sort } = props;
  const bench = useBench();
  const { speak, numbers, word } = useLanguage();
  const selection = useObservable(bench.session.selection);
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const gridId = useId();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });

  // A choice made on the map comes into view.
  useEffect(() => {
    const [only] = selection;
    if (selection.size !== 1 || only === undefined) return;
    const index = rows.findIndex((row) => row.id === only);
    if (index >= 0) {
      setActive(index);
      virtual.scrollToIndex(index, { align: "auto" });
    }
  }, [selection, rows, virtual]);

  const choose = (index: number, add: boolean) => {
    const row = rows[index];
    if (!row) return;
    setActive(index);
    virtual.scrollToIndex(index, { align: "auto" });
    if (add) bench.session.selection.toggle(row.id);
    else bench.session.selection.select([row.id]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = rows.length - 1;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_PX) - 2);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to !== undefined) choose(Math.max(0, Math.min(last, to)), false);
    else if (event.key === "Enter" && rows[active]) bench.show([rows[active].id]);
    else if (event.key === " ") choose(active, true);
    else return;
    event.preventDefault();
  };
  const heads = columns.map((column) => {
    const words = column.field ? word(column.field.label) : speak(`ui.column.${column.key}`);
    return column.field?.unit ? `${words} (${column.field.unit})` : words;
  });
  const rooms = columns.map(({ field }, index) =>
    Math.max(...[heads[index] ?? "", ...(field?.choices ?? []).map(({ label }) => word(label))].map(roomPx)),
  );
  const template = { gridTemplateColumns: rooms.map((room) => `minmax(${room}px, ${room}fr)`).join(" ") };
  const minWidth = rooms.reduce((sum, room) => sum + room, 0);

  return (
    <div
      ref={scroller}
      className="grid"
      role="grid"
      tabIndex={0}
      aria-label={speak("ui.table")}
      aria-rowcount={rows.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={rows[active] ? `${gridId}-${active}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="grid-head" style={{ minWidth }}>
        <div role="row" tabIndex={-1} className="grid-row" style={template}>
          {columns.map((column, index) => {
            const sorted = sort?.column === index;
            const Arrow = sort?.descending ? ArrowDown : ArrowUp;
            return (
              <div
                key={column.key}
                role="columnheader"
                tabIndex={-1}
                className={column.kind === "number" ? "grid-cell figure" : "grid-cell"}
                aria-sort={sorted ? (sort.descending ? "descending" : "ascending") : "none"}
              >
                <button
                  type="button"
                  onClick={() =>
                    props.onSort(
                      !sorted
                        ? { column: index, descending: false }
                        : sort.descending
                          ? undefined
                          : { ...sort, descending: true },
                    )
                  }
                >
                  {heads[index]}
                  {sorted ? <Arrow aria-hidden="true" size={12} /> : null}
                </button>
              </div>
            );
          })}
        </div>
      </div>
      {rows.length === 0 ? <p className="quiet grid-cell">{speak("ui.table.empty")}</p> : null}
      <div role="rowgroup" className="grid-body" style={{ height: virtual.getTotalSize(), minWidth }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys for all rows
            <div
              key={row.id}
              id={`${gridId}-${item.index}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={item.index + 2}
              aria-selected={selection.has(row.id)}
              className={item.index === active ? "grid-row active" : "grid-row"}
              style={{ ...template, transform: `translateY(${item.start}px)` }}
              onClick={(event) => choose(item.index, event.ctrlKey || event.metaKey || event.shiftKey)}
              onDoubleClick={() => bench.show([row.id])}
            >
              {columns.map((column, index) => (
                <div
                  key={column.key}
                  role="gridcell"
                  tabIndex={-1}
                  className={column.kind === "number" ? "grid-cell figure" : "grid-cell"}
                >
                  {cellWords(row.values[index], column, numbers.number)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function cellWords(
  value: string | number | undefined,
  column: Column,
  number: (value: number, decimals?: number) => string,
): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  return number(value, column.key === AREA ? 0 : column.key === LENGTH ? 1 : 2);
}

/** Room for the column's words, pixels. */
function roomPx(words: string): number {
  return Math.max(72, Math.round(words.length * 7.4) + 30);
}

function classesPresent(project: ProjectView): ClassId[] {
  return featureClasses.filter((declared) => project.countOf(declared.id) > 0).map((declared) => declared.id);
}
