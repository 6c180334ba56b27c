// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which a table element cannot do; the roles say what they are
import {
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { type Column, isEditable } from "#core/derived/table/columns";
import { notify } from "#ui/controls/notices.tsx";
import { useLanguage } from "#ui/language.tsx";
import type { EditEnd } from "#ui/table/cell-editor.tsx";
import { headOf } from "#ui/table/cell-words";
import type { Columns } from "#ui/table/column-layout";
import { GridHead } from "#ui/table/grid-head.tsx";
import { GroupLine, LINE_PX, RowLine } from "#ui/table/grid-line.tsx";
import { gridMove } from "#ui/table/grid-move";
import type { TableLook, TableQuery } from "#ui/table/use-table";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Lines drawn beyond what is seen, on each side; pixels, for columns. */
const BEYOND = 8;
const BEYOND_PX = 160;

/**
 * The rows and columns. Only the cells in sight are drawn. Arrows walk the cells, Shift draws the choice along,
 * Enter shows on the map, F2 writes; the choice is the one of the map and the form.
 */
export function Grid(props: {
  look: TableLook;
  columns: Columns;
  query: TableQuery;
  onQuery: (query: TableQuery) => void;
  filtering: boolean;
  onCopy: () => void;
  onPaste: (text: string, at: { line: number; column: number }) => void;
}) {
  const { look, query, onQuery } = props;
  const { rows, lines } = look;
  const columns = props.columns.shown;
  const bench = useBench();
  const language = useLanguage();
  const { speak } = language;
  const selection = useObservable(bench.session.selection);
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ first: 0, count: 20, leftPx: 0, widthPx: 0 });
  // Line -1 is the head.
  const [active, setActive] = useState({ line: 0, at: 0 });
  const [editing, setEditing] = useState(false);
  const anchor = useRef(0);
  const gridId = useId();

  const rooms = useMemo(() => columns.map((column) => roomOf(column, language, rows.size)), [columns, language, rows]);
  const minWidth = columns.reduce((sum, { key }, at) => sum + (props.columns.widths[key] ?? rooms[at] ?? 0), 0);
  const widths = useMemo(
    () => widthsOf(columns, props.columns.widths, rooms, Math.max(minWidth, sight.widthPx)),
    [columns, props.columns.widths, rooms, minWidth, sight.widthPx],
  );
  const starts = useMemo(() => startsOf(widths), [widths]);
  const template = useMemo(() => trackList(widths), [widths]);
  const { leftPx, widthPx } = sight;
  const fromColumn = Math.max(
    0,
    starts.findLastIndex((px) => px <= leftPx - BEYOND_PX),
  );
  const beyond = starts.findIndex((px) => px >= leftPx + Math.max(1, widthPx) + BEYOND_PX);
  const toColumn = beyond < 0 ? columns.length : Math.min(columns.length, beyond);
  const cellTemplate = useMemo(
    () => trackList([starts[fromColumn] ?? 0, ...widths.slice(fromColumn, toColumn)]),
    [starts, widths, fromColumn, toColumn],
  );

  const see = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const first = Math.floor(box.scrollTop / LINE_PX);
    const count = Math.ceil(box.clientHeight / LINE_PX);
    const widthPx = box.clientWidth;
    // Columns come in well before they are seen: not every pixel sideways is a reason to draw.
    const leftPx = Math.floor(box.scrollLeft / (BEYOND_PX / 2)) * (BEYOND_PX / 2);
    setSight((now) =>
      now.first === first && now.count === count && now.widthPx === widthPx && now.leftPx === leftPx
        ? now
        : { first, count, leftPx, widthPx },
    );
  }, []);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const watch = new ResizeObserver(see);
    watch.observe(box);
    return () => watch.disconnect();
  }, [see]);

  const bring = useCallback(
    (line: number, at?: number) => {
      const box = scroller.current;
      if (!box) return;
      const room = box.clientHeight - (head.current?.offsetHeight ?? 0);
      const top = line * LINE_PX;
      if (line >= 0 && top < box.scrollTop) box.scrollTop = top;
      else if (line >= 0 && top + LINE_PX > box.scrollTop + room) box.scrollTop = top + LINE_PX - room;
      const start = at === undefined ? undefined : starts[at];
      if (start === undefined) return;
      const end = starts[(at as number) + 1] ?? start;
      if (start < box.scrollLeft) box.scrollLeft = start;
      else if (end > box.scrollLeft + box.clientWidth) box.scrollLeft = end - box.clientWidth;
    },
    [starts],
  );

  // A choice made on the map comes into view.
  useEffect(() => {
    const [only] = selection;
    if (selection.size !== 1 || only === undefined) return;
    const row = rows.rowOf(only);
    const line = row === undefined ? -1 : lines.indexOf(row);
    if (line < 0) return;
    setActive((now) => (now.line === line ? now : { ...now, line }));
    anchor.current = line;
    bring(line);
  }, [selection, rows, lines, bring]);

  const idOf = (line: number): string | undefined => {
    const row = lines[line];
    return row === undefined || row < 0 ? undefined : rows.feature(row).id;
  };
  const chooseRange = (from: number, to: number) => {
    const between = lines.subarray(Math.min(from, to), Math.max(from, to) + 1);
    bench.session.selection.select(
      Array.from(
        between.filter((row) => row >= 0),
        (row) => rows.feature(row).id,
      ),
    );
  };
  /** Goes to a cell. `how`: chooses its row alone, draws the choice along, or leaves the choice. */
  const go = (line: number, at: number, how: "alone" | "along" | "leave") => {
    setActive({ line, at });
    bring(line, at);
    if (how === "along") chooseRange(anchor.current, line);
    else if (line >= 0) anchor.current = line;
    const id = idOf(line);
    if (how === "alone" && id !== undefined) bench.session.selection.select([id]);
  };
  const toggleGroup = (line: number, open?: boolean) => {
    const group = look.groups[~(lines[line] ?? 0)];
    if (!group) return;
    const next = new Set(query.open);
    const isOpen = next.has(group.value);
    if (open ?? !isOpen) next.add(group.value);
    else next.delete(group.value);
    onQuery({ ...query, open: next });
  };
  const edit = () => {
    const column = columns[active.at];
    if (idOf(active.line) === undefined || !column) return;
    if (isEditable(column)) setEditing(true);
    else notify(speak(column.field ? "table.why.read-only" : "table.why.measured"), { id: "why" });
  };
  const sortBy = useCallback(
    (column: Column) => {
      const now = query.sort?.key === column.key ? query.sort : undefined;
      const sort = !now
        ? { key: column.key, descending: false }
        : now.descending
          ? undefined
          : { ...now, descending: true };
      onQuery({ ...query, sort });
    },
    [query, onQuery],
  );
  const widen = (column: Column, byPx: number) =>
    props.columns.setWidth(column.key, (widths[columns.indexOf(column)] ?? 0) + byPx);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current) return;
    const control = event.ctrlKey || event.metaKey;
    const isGroup = (lines[active.line] ?? 0) < 0;
    const column = columns[active.at];
    if (active.line === -1 && column && event.shiftKey && /^Arrow(Left|Right)$/.test(event.key))
      widen(column, event.key === "ArrowRight" ? 16 : -16);
    else if (isGroup && (event.key === "ArrowRight" || event.key === "ArrowLeft"))
      toggleGroup(active.line, event.key === "ArrowRight");
    else if (event.key === "Enter" && active.line === -1 && column) sortBy(column);
    else if (event.key === "Enter" && isGroup) toggleGroup(active.line);
    else if (event.key === "Enter") bench.show([idOf(active.line) ?? ""]);
    else if (event.key === "F2") edit();
    else if (event.key === " " && isGroup) {
      const members = look.groups[~(lines[active.line] ?? 0)]?.rows ?? [];
      bench.session.selection.select(Array.from(members, (row) => rows.feature(row).id));
    } else if (event.key === " ") {
      const id = idOf(active.line);
      if (id !== undefined) bench.session.selection.toggle(id);
    } else if (control && event.key.toLowerCase() === "a") chooseRange(0, lines.length - 1);
    else {
      const page = Math.max(1, sight.count - 3);
      const to = gridMove(event.key, control, active, { lines: lines.length, columns: columns.length, page });
      if (!to) return;
      const sideways = to.line === active.line;
      go(to.line, to.at, event.shiftKey && !sideways ? "along" : control || sideways ? "leave" : "alone");
    }
    event.preventDefault();
  };
  const placeOf = (event: MouseEvent) => {
    const cell = (event.target as HTMLElement).closest("[aria-colindex]");
    const row = cell?.closest<HTMLElement>("[data-line]");
    return cell && row
      ? { line: Number(row.dataset["line"]), at: Number(cell.getAttribute("aria-colindex")) - 1 }
      : undefined;
  };
  const onClick = (event: MouseEvent) => {
    const place = placeOf(event);
    if (!place || (event.target as HTMLElement).closest("input, select")) return;
    scroller.current?.focus({ preventScroll: true });
    if ((lines[place.line] ?? 0) < 0) {
      setActive(place);
      toggleGroup(place.line);
    } else if (event.shiftKey) go(place.line, place.at, "along");
    else if (event.ctrlKey || event.metaKey) {
      go(place.line, place.at, "leave");
      const id = idOf(place.line);
      if (id !== undefined) bench.session.selection.toggle(id);
    } else go(place.line, place.at, "alone");
  };
  const end = useRef<(end: EditEnd) => void>(() => undefined);
  end.current = (how) => {
    setEditing(false);
    scroller.current?.focus({ preventScroll: true });
    if (how === "down" && active.line + 1 < lines.length) go(active.line + 1, active.at, "alone");
    if (how === "next" && active.at + 1 < columns.length) go(active.line, active.at + 1, "leave");
  };
  const onEditEnd = useCallback((how: EditEnd) => end.current(how), []);

  const from = Math.max(0, sight.first - BEYOND);
  const to = Math.min(lines.length, sight.first + sight.count + BEYOND);
  // A line that leaves the sight gives its elements to one that comes in: nothing is made or thrown away.
  const places = sight.count + 2 * BEYOND;
  const lineInSight = active.line >= from && active.line < to;
  const columnInSight = isGroupAt(lines, active.line) || (active.at >= fromColumn && active.at < toColumn);
  const inSight = active.line === -1 || (lineInSight && columnInSight);
  const groupColumn = columns.find(({ key }) => key === query.group) ?? columns[0];
  const measure = columns.find((column) => column.measure === "planAreaM2" || column.measure === "lengthM")?.measure;
  return (
    <div
      ref={scroller}
      className="grid"
      role="grid"
      tabIndex={0}
      aria-label={speak("ui.table")}
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable="true"
      aria-activedescendant={
        inSight && lines.length > 0
          ? `${gridId}-${active.line}-${isGroupAt(lines, active.line) ? 0 : active.at}`
          : undefined
      }
      onKeyDown={onKeyDown}
      onScroll={see}
      onCopy={(event) => {
        if (event.target !== scroller.current) return;
        event.preventDefault();
        props.onCopy();
      }}
      onPaste={(event) => {
        if (event.target !== scroller.current) return;
        event.preventDefault();
        props.onPaste(event.clipboardData.getData("text/plain"), {
          line: Math.max(0, active.line),
          column: active.at,
        });
      }}
    >
      <GridHead
        ref={head}
        gridId={gridId}
        columns={props.columns}
        template={template}
        minWidth={minWidth}
        query={query}
        onQuery={onQuery}
        faults={look.faults}
        filtering={props.filtering}
        active={active.line === -1 ? active.at : -1}
        onSort={sortBy}
      />
      {lines.length === 0 ? <p className="quiet grid-cell">{speak("ui.table.empty")}</p> : null}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys for all rows */}
      <div
        role="rowgroup"
        className="grid-body"
        style={{ height: lines.length * LINE_PX, minWidth }}
        onClick={onClick}
        onDoubleClick={(event) => {
          const place = placeOf(event);
          const id = place ? idOf(place.line) : undefined;
          if (id !== undefined && !(event.target as HTMLElement).closest("input, select")) bench.show([id]);
        }}
      >
        {Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i).map((line) => {
          const row = lines[line] ?? 0;
          const at = line === active.line ? active.at : -1;
          if (row < 0) {
            const group = look.groups[~row];
            return group && groupColumn ? (
              <GroupLine
                gridId={gridId}
                key={`group ${line % places}`}
                line={line}
                active={at}
                group={group}
                column={groupColumn}
                span={columns.length}
                open={query.open.has(group.value)}
                measure={measure}
              />
            ) : null;
          }
          const { id } = rows.feature(row);
          return (
            <RowLine
              gridId={gridId}
              key={line % places}
              line={line}
              active={at}
              look={look}
              version={look.version}
              row={row}
              columns={columns}
              widths={widths}
              from={fromColumn}
              to={toColumn}
              template={cellTemplate}
              selected={selection.has(id)}
              editing={editing && at >= 0}
              onEditEnd={onEditEnd}
            />
          );
        })}
      </div>
    </div>
  );
}

function isGroupAt(lines: Int32Array, line: number): boolean {
  return line >= 0 && (lines[line] ?? 0) < 0;
}

/**
 * Widths of all columns, pixels: those chosen by hand as they are, the others share what is left by the room they
 * need. Worked out once, so that no line has to do it for itself.
 */
function widthsOf(
  columns: readonly Column[],
  chosen: Readonly<Record<string, number>>,
  rooms: readonly number[],
  allPx: number,
): number[] {
  let fixed = 0;
  let needed = 0;
  for (const [at, { key }] of columns.entries()) {
    fixed += chosen[key] ?? 0;
    if (chosen[key] === undefined) needed += rooms[at] ?? 0;
  }
  const stretch = needed > 0 ? Math.max(1, (allPx - fixed) / needed) : 1;
  return columns.map(({ key }, at) => chosen[key] ?? (rooms[at] ?? 0) * stretch);
}

/** Where each column begins, pixels; and behind the last, where it ends. */
function startsOf(widths: readonly number[]): number[] {
  const starts = [0];
  for (const px of widths) starts.push((starts.at(-1) ?? 0) + px);
  return starts;
}

function trackList(widths: readonly number[]): string {
  return widths.map((px) => `${px}px`).join(" ");
}

/** Room for a column's words, pixels. */
function roomOf(column: Column, language: ReturnType<typeof useLanguage>, rows: number): number {
  const words = [headOf(column, language), ...(column.field?.choices ?? []).map(({ label }) => language.word(label))];
  const widest = Math.max(...words.map((text) => Math.round(text.length * 7.2) + 30));
  // A number in a big table has more digits than its heading has letters.
  return Math.max(72, Math.min(220, widest), column.key === "number" && rows > 1e4 ? 84 : 0);
}
