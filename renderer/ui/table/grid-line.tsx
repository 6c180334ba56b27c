// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which a table element cannot do; the roles say what they are
import { ChevronDown, ChevronRight } from "lucide-react";
import { memo } from "react";
import { updateFields } from "#core/commands/update-fields";
import type { Column } from "#core/derived/table/columns";
import type { RowGroup } from "#core/derived/table/group-rows";
import { useLanguage } from "#ui/language.tsx";
import { CellEditor, type EditEnd } from "#ui/table/cell-editor.tsx";
import { cellWords, editWords, headOf } from "#ui/table/cell-words";
import type { TableLook } from "#ui/table/use-table";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Height of a line, pixels. */
export const LINE_PX = 26;
/** Room a character may want, and what a cell leaves free on each side, pixels. */
const CHARACTER_PX = 9;
const CELL_PAD_PX = 8;

/** Behind what is out of sight on the left. */
const SECOND = { gridColumnStart: 2 };

interface LineProps {
  readonly gridId: string;
  readonly line: number;
  /** Column under the keys, -1 when the line is not. */
  readonly active: number;
}

/** One row of the table. Drawn again only when something of it changes. */
export const RowLine = memo(function RowLine(
  props: LineProps & {
    look: TableLook;
    /** Stands for the values of the row. */
    version: number;
    row: number;
    columns: readonly Column[];
    /** Of the columns, pixels. */
    widths: readonly number[];
    /** Columns in sight: the first, and the one behind the last. */
    from: number;
    to: number;
    /** Widths of what stands before the columns in sight, and of each of these. */
    template: string;
    selected: boolean;
    editing: boolean;
    onEditEnd: (end: EditEnd) => void;
  },
) {
  const bench = useBench();
  const language = useLanguage();
  const { look, row, columns, line, active } = props;
  const { id } = look.rows.feature(row);
  return (
    <div
      role="row"
      tabIndex={-1}
      data-feature={id}
      data-line={line}
      aria-rowindex={line + 2}
      aria-selected={props.selected}
      className={`grid-row${active >= 0 ? " active" : ""}${props.editing ? " written" : ""}`}
      style={{ gridTemplateColumns: props.template, transform: `translateY(${line * LINE_PX}px)` }}
    >
      {columns.slice(props.from, props.to).map((column, k) => {
        const at = props.from + k;
        const value = look.rows.value(column, row);
        const { field } = column;
        const isEdited = props.editing && at === active && field !== undefined;
        const words = cellWords(column, value, language);
        const isLong = words.length * CHARACTER_PX > (props.widths[at] ?? 0) - 2 * CELL_PAD_PX;
        const name = [
          "grid-cell",
          column.kind === "number" ? "figure" : "",
          isLong ? "long" : "",
          at === active ? "active" : "",
        ];
        return (
          <div
            key={column.key}
            // Named only where it is pointed at: what scrolls by changes nothing but its words.
            id={at === active ? `${props.gridId}-${line}-${at}` : undefined}
            role="gridcell"
            tabIndex={-1}
            aria-colindex={at + 1}
            aria-readonly={field === undefined || field.readOnly === true}
            className={isEdited ? `${name.join(" ")} edited` : name.join(" ")}
            style={k === 0 ? SECOND : undefined}
          >
            {isEdited ? (
              <CellEditor
                field={field}
                name={headOf(column, language)}
                first={editWords(value, language.lang)}
                onKeep={(kept) => bench.run(updateFields, { ids: [id], fields: { [field.key]: kept } })}
                onEnd={props.onEditEnd}
              />
            ) : (
              words
            )}
          </div>
        );
      })}
    </div>
  );
});

/** The line of a group: its value, how many rows it has, the sum of their areas or lengths. */
export function GroupLine(
  props: LineProps & { group: RowGroup; column: Column; span: number; open: boolean; measure: string | undefined },
) {
  const language = useLanguage();
  const { speak, numbers } = language;
  const { group, line } = props;
  const Arrow = props.open ? ChevronDown : ChevronRight;
  const words = cellWords(props.column, group.value, language) || speak("table.no-value");
  const sum =
    group.sum === undefined
      ? ""
      : props.measure === "lengthM"
        ? numbers.length(group.sum)
        : speak("table.group.area", { area: numbers.area(group.sum) });
  return (
    <div
      role="row"
      tabIndex={-1}
      data-line={line}
      aria-rowindex={line + 2}
      className={props.active >= 0 ? "grid-row grid-group active" : "grid-row grid-group"}
      style={{ transform: `translateY(${line * LINE_PX}px)` }}
    >
      <div
        id={`${props.gridId}-${line}-0`}
        role="gridcell"
        tabIndex={-1}
        aria-colindex={1}
        aria-colspan={props.span}
        aria-expanded={props.open}
        className="grid-cell"
      >
        <Arrow aria-hidden="true" size={14} />
        <strong>{words}</strong>
        <span className="quiet">{speak("table.group.rows", { count: group.rows.length })}</span>
        <span className="quiet">{sum}</span>
      </div>
    </div>
  );
}
