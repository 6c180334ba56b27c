import { useId, useMemo, useState } from "react";
import { updateMany } from "#core/commands/update-many";
import { fromTabbed } from "#core/derived/table/copy-block";
import { planPaste } from "#core/derived/table/paste-block";
import { Button } from "#ui/controls/button.tsx";
import { ChoiceInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { Note } from "#ui/controls/note.tsx";
import { codeSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { cellWords, headOf } from "#ui/table/cell-words";
import type { Columns } from "#ui/table/column-layout";
import type { TableLook } from "#ui/table/use-table";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Cells listed before the act, refusals first. */
const SHOWN = 60;

/** Pastes a block from a spreadsheet: shows every change and every refusal, then writes what can stand as one act. */
export function PasteDialog(props: {
  look: TableLook;
  columns: Columns;
  first: string;
  /** Line and column under the keys: where a block without names starts. */
  at: { readonly line: number; readonly column: number };
  onClose: () => void;
}) {
  const { look, columns, at, onClose } = props;
  const bench = useBench();
  const language = useLanguage();
  const { speak, numbers } = language;
  const [text, setText] = useState(props.first);
  const [keyedBy, setKeyedBy] = useState<"order" | "number">("order");
  const [start, setStart] = useState(columns.shown[at.column]?.key ?? columns.shown[0]?.key ?? "");
  const id = useId();
  const hasNumbers = columns.all.some(({ key }) => key === "number");
  const plan = useMemo(() => {
    const order = look.lines.subarray(at.line).filter((row) => row >= 0);
    const from = columns.shown.slice(columns.shown.findIndex(({ key }) => key === start));
    return planPaste(look.rows, fromTabbed(text), { order, from, columns: columns.all, keyedBy });
  }, [look, columns, at.line, start, text, keyedBy]);
  const listed = [...plan.cells]
    .filter(({ outcome }) => outcome !== "same")
    .sort((a, b) => Number(b.outcome === "refused") - Number(a.outcome === "refused"))
    .slice(0, SHOWN);
  const run = () => {
    if (!bench.run(updateMany, { values: plan.values }, { undoable: true })) onClose();
  };
  const shownFeature = (feature: string | undefined): string => {
    const fields = feature === undefined ? undefined : bench.session.project.get(feature)?.fields;
    if (!fields) return "";
    const { ilot, number, name } = fields;
    return number !== undefined ? (ilot !== undefined ? `${ilot}/${number}` : String(number)) : String(name ?? "");
  };
  return (
    <Modal
      help="table"
      wide
      title={speak("table.paste")}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{speak("ui.cancel")}</Button>
          <Button kind="primary" why={plan.changed === 0 ? speak("table.paste.none") : undefined} onClick={run}>
            {speak("table.paste.do", { count: plan.changed })}
          </Button>
        </>
      }
    >
      <div className="stack">
        <div className="field">
          <label htmlFor={id}>{speak("table.paste.block")}</label>
          <textarea
            id={id}
            className="input"
            rows={4}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <div className="two">
          <ChoiceInput
            label={speak("table.paste.rows")}
            value={keyedBy}
            choices={[
              { value: "order", words: speak("table.paste.order") },
              ...(hasNumbers ? [{ value: "number", words: speak("table.paste.number") }] : []),
            ]}
            onChange={(value) => setKeyedBy(value === "number" ? "number" : "order")}
          />
          {plan.headed ? (
            <p className="quiet">{speak("table.paste.headed")}</p>
          ) : (
            <ChoiceInput
              label={speak("table.paste.start")}
              value={start}
              choices={columns.shown.map((column) => ({ value: column.key, words: headOf(column, language) }))}
              onChange={setStart}
            />
          )}
        </div>
        <div role="status">
          {text.trim() === "" ? null : (
            <Note kind={plan.refused > 0 ? "warn" : "plain"}>
              {speak("table.paste.sum", {
                changed: numbers.number(plan.changed),
                same: numbers.number(plan.same),
                refused: numbers.number(plan.refused),
              })}
            </Note>
          )}
        </div>
        {listed.length > 0 ? (
          <table className="figures preview">
            <thead>
              <tr>
                <th scope="col">{speak("table.paste.line")}</th>
                <th scope="col">{speak("table.paste.feature")}</th>
                <th scope="col">{speak("table.field")}</th>
                <th scope="col">{speak("table.paste.cell")}</th>
              </tr>
            </thead>
            <tbody>
              {listed.map((cell) => (
                <tr key={`${cell.line} ${cell.place}`}>
                  <th scope="row">{numbers.number(cell.line)}</th>
                  <td>{shownFeature(cell.id)}</td>
                  <td>{cell.column ? headOf(cell.column, language) : ""}</td>
                  <td className={cell.refusal ? "severity-error" : ""}>
                    {cell.refusal ? (
                      codeSentence(speak, cell.refusal)
                    ) : (
                      <>
                        <del>{cell.column ? cellWords(cell.column, plain(cell.from), language) : ""}</del>{" "}
                        <ins>
                          {(cell.column ? cellWords(cell.column, plain(cell.to), language) : "") ||
                            speak("table.no-value")}
                        </ins>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
      </div>
    </Modal>
  );
}

function plain(value: string | number | boolean | null | undefined): string | number | undefined {
  return value === null ? undefined : typeof value === "boolean" ? String(value) : value;
}
