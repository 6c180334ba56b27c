import {
  ChevronsDownUp,
  ChevronsUpDown,
  ClipboardPaste,
  Columns3,
  Copy,
  ListFilter,
  PenLine,
  Replace,
  Sigma,
  X,
} from "lucide-react";
import { useId, useState } from "react";
import { isEditable } from "#core/derived/table/columns";
import { classOf, featureClasses } from "#core/features/classes";
import type { ClassId } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { IconButton } from "#ui/controls/button.tsx";
import { codeSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { headOf } from "#ui/table/cell-words";
import { type Columns, useColumns } from "#ui/table/column-layout";
import { ColumnsDialog } from "#ui/table/columns-dialog.tsx";
import { CopyDialog } from "#ui/table/copy-dialog.tsx";
import { copyRows } from "#ui/table/copy-rows";
import { Grid } from "#ui/table/grid.tsx";
import { PasteDialog } from "#ui/table/paste-dialog.tsx";
import { ReplaceDialog } from "#ui/table/replace-dialog.tsx";
import { rowsInScope } from "#ui/table/scope";
import { SetValueDialog } from "#ui/table/set-value-dialog.tsx";
import { StatisticsPane } from "#ui/table/statistics-pane.tsx";
import { type TableLook, type TableQuery, useTable } from "#ui/table/use-table";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";
import "#ui/table/table.css";

type Asked =
  | { readonly kind: "columns" | "set" | "replace" | "copy" }
  | { readonly kind: "paste"; readonly text: string; readonly at: { readonly line: number; readonly column: number } };

/** The attributes of a class, a row a feature: sorted, filtered, grouped, chosen and written by mouse and by key. */
export function AttributeTable({ shown }: { shown: ClassId }) {
  // A class of its own state: filters of one say nothing to another.
  return <ClassTable key={shown} shown={shown} />;
}

function ClassTable({ shown }: { shown: ClassId }) {
  const bench = useBench();
  const language = useLanguage();
  const { speak, numbers } = language;
  const columns = useColumns(shown);
  const { look, query, setQuery } = useTable(shown, columns.all);
  const [filtering, setFiltering] = useState(false);
  const [counting, setCounting] = useState(false);
  const [tall, setTall] = useState(false);
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const editable = columns.all.some(isEditable);
  const texts = columns.all.some((column) => column.kind === "text" && isEditable(column));
  const copy = () => {
    const rows = rowsInScope(look, bench.session.selection.get(), "selected");
    if (rows.length > 0) copyRows(look, columns.shown, rows, language);
    else setAsked({ kind: "copy" });
  };

  return (
    <section className={tall ? "table tall" : "table"} aria-label={speak("ui.table")} data-help="table">
      <div className="table-head">
        <ClassPicker shown={shown} />
        <input
          className="input"
          type="search"
          aria-label={speak("ui.table.filter")}
          placeholder={speak("ui.table.filter")}
          value={query.text}
          onChange={(event) => setQuery({ ...query, text: event.target.value })}
        />
        <GroupPicker columns={columns} query={query} onQuery={setQuery} />
        <div className="row table-acts">
          <IconButton
            icon={ListFilter}
            name={speak("table.filter")}
            pressed={filtering}
            onClick={() => {
              if (filtering) setQuery({ ...query, filters: {}, expression: "" });
              setFiltering(!filtering);
            }}
          />
          <IconButton
            icon={Sigma}
            name={speak("table.statistics")}
            pressed={counting}
            onClick={() => setCounting(!counting)}
          />
          <IconButton icon={Columns3} name={speak("table.columns")} onClick={() => setAsked({ kind: "columns" })} />
          <IconButton
            icon={PenLine}
            name={speak("table.set")}
            why={editable ? undefined : speak("table.why.read-only")}
            onClick={() => setAsked({ kind: "set" })}
          />
          <IconButton
            icon={Replace}
            name={speak("table.replace")}
            why={texts ? undefined : speak("table.why.no-text")}
            onClick={() => setAsked({ kind: "replace" })}
          />
          <IconButton icon={Copy} name={speak("table.copy")} onClick={() => setAsked({ kind: "copy" })} />
          <IconButton
            icon={ClipboardPaste}
            name={speak("table.paste")}
            why={editable ? undefined : speak("table.why.read-only")}
            onClick={() => setAsked({ kind: "paste", text: "", at: { line: 0, column: 0 } })}
          />
          <IconButton
            icon={tall ? ChevronsDownUp : ChevronsUpDown}
            name={speak("table.tall")}
            pressed={tall}
            onClick={() => setTall(!tall)}
          />
          <IconButton icon={X} name={speak("ui.table.close")} onClick={() => bench.table.set(undefined)} side="left" />
        </div>
      </div>
      {filtering ? <ExpressionLine look={look} query={query} onQuery={setQuery} /> : null}
      <div className="table-body">
        <Grid
          look={look}
          columns={columns}
          query={query}
          onQuery={setQuery}
          filtering={filtering}
          onCopy={copy}
          onPaste={(text, at) => setAsked({ kind: "paste", text, at })}
        />
        {counting ? <StatisticsPane look={look} columns={columns} /> : null}
      </div>
      <div className="row small table-foot">
        <span role="status">
          {speak("table.count", { shown: numbers.number(look.order.length), all: numbers.number(look.rows.size) })}
        </span>
        <span className="quiet table-hint">{speak("table.hint")}</span>
      </div>
      {asked?.kind === "columns" ? <ColumnsDialog columns={columns} onClose={close} /> : null}
      {asked?.kind === "set" ? <SetValueDialog look={look} columns={columns} onClose={close} /> : null}
      {asked?.kind === "replace" ? <ReplaceDialog look={look} columns={columns} onClose={close} /> : null}
      {asked?.kind === "copy" ? <CopyDialog look={look} columns={columns} onClose={close} /> : null}
      {asked?.kind === "paste" ? (
        <PasteDialog look={look} columns={columns} first={asked.text} at={asked.at} onClose={close} />
      ) : null}
    </section>
  );
}

function ClassPicker({ shown }: { shown: ClassId }) {
  const bench = useBench();
  const { speak, word } = useLanguage();
  const classes = useDerived(classesPresent);
  const id = useId();
  return (
    <>
      <label className="unseen" htmlFor={id}>
        {speak("ui.table.class")}
      </label>
      <select
        id={id}
        className="select"
        value={shown}
        onChange={(event) => {
          const next = featureClasses.find((declared) => declared.id === event.target.value);
          if (next) bench.table.set(next.id);
        }}
      >
        {[...new Set([shown, ...classes])].map((each) => (
          <option key={each} value={each}>
            {word(classOf(each).plural)}
          </option>
        ))}
      </select>
    </>
  );
}

function GroupPicker(props: { columns: Columns; query: TableQuery; onQuery: (query: TableQuery) => void }) {
  const language = useLanguage();
  const { speak } = language;
  return (
    <select
      className="select"
      aria-label={speak("table.group")}
      value={props.query.group ?? ""}
      onChange={(event) => props.onQuery({ ...props.query, group: event.target.value || undefined, open: new Set() })}
    >
      <option value="">{speak("table.group.none")}</option>
      {props.columns.shown
        .filter(({ measure }) => !measure)
        .map((column) => (
          <option key={column.key} value={column.key}>
            {speak("table.group.by", { column: inSentence(headOf(column, language)) })}
          </option>
        ))}
    </select>
  );
}

function ExpressionLine(props: { look: TableLook; query: TableQuery; onQuery: (query: TableQuery) => void }) {
  const { speak } = useLanguage();
  const { expressionFault, faults } = props.look;
  const fault = expressionFault ?? Object.values(faults)[0];
  const id = useId();
  return (
    <div className="table-expression">
      <label className="field-label" htmlFor={id}>
        {speak("table.expression")}
      </label>
      <input
        id={id}
        className="input"
        spellCheck={false}
        placeholder={speak("table.expression.example")}
        aria-invalid={expressionFault ? true : undefined}
        aria-describedby={`${id}-fault`}
        value={props.query.expression}
        onChange={(event) => props.onQuery({ ...props.query, expression: event.target.value })}
      />
      <span id={`${id}-fault`} className="severity-error small" role="status">
        {fault ? codeSentence(speak, fault) : ""}
      </span>
    </div>
  );
}

function classesPresent(project: ProjectView): ClassId[] {
  return featureClasses.filter((declared) => project.countOf(declared.id) > 0).map((declared) => declared.id);
}

/** A heading within a sentence: small at its beginning, but for names in capitals (`NINACAD`). */
function inSentence(words: string): string {
  const [first = "", second = ""] = words;
  return second === second.toLocaleUpperCase() && /\p{L}/u.test(second)
    ? words
    : first.toLocaleLowerCase() + words.slice(1);
}
