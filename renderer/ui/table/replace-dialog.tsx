import { useMemo, useState } from "react";
import { updateMany } from "#core/commands/update-many";
import { isEditable } from "#core/derived/table/columns";
import { replacements } from "#core/derived/table/replace-text";
import { Button } from "#ui/controls/button.tsx";
import { CheckInput, ChoiceInput, TextInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { useLanguage } from "#ui/language.tsx";
import { headOf } from "#ui/table/cell-words";
import type { Columns } from "#ui/table/column-layout";
import { likelyScope, rowsInScope } from "#ui/table/scope";
import { ScopeChoice } from "#ui/table/scope-choice.tsx";
import type { TableLook } from "#ui/table/use-table";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Cells shown before the act. */
const SHOWN = 8;

/** Finds and replaces in a text column; shows what would change before it does. */
export function ReplaceDialog(props: { look: TableLook; columns: Columns; onClose: () => void }) {
  const { look, columns, onClose } = props;
  const bench = useBench();
  const language = useLanguage();
  const { speak } = language;
  const selection = bench.session.selection.get();
  const texts = columns.all.filter((column) => column.kind === "text").filter(isEditable);
  const [key, setKey] = useState(texts[0]?.key ?? "");
  const [find, setFind] = useState("");
  const [replace, setReplace] = useState("");
  const [whole, setWhole] = useState(false);
  const [capitals, setCapitals] = useState(false);
  const [scope, setScope] = useState(() => likelyScope(look, selection));
  const column = texts.find((each) => each.key === key);
  const found = useMemo(
    () =>
      column
        ? replacements(look.rows, column, rowsInScope(look, selection, scope), find, replace, { whole, capitals })
        : [],
    [look, column, selection, scope, find, replace, whole, capitals],
  );
  const run = () => {
    const values = found.map(({ id, to }) => ({ id, fields: { [key]: to === "" ? null : to } }));
    if (!bench.run(updateMany, { values }, { undoable: true })) onClose();
  };
  return (
    <Modal
      help="table"
      title={speak("table.replace")}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{speak("ui.cancel")}</Button>
          <Button kind="primary" why={found.length === 0 ? speak("table.replace.none") : undefined} onClick={run}>
            {speak("table.replace.do", { count: found.length })}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ChoiceInput
          label={speak("table.field")}
          value={key}
          choices={texts.map((each) => ({ value: each.key, words: headOf(each, language) }))}
          onChange={setKey}
        />
        <div className="two">
          <TextInput label={speak("table.replace.find")} value={find} onChange={setFind} />
          <TextInput label={speak("table.replace.by")} value={replace} onChange={setReplace} />
        </div>
        <div className="row wrap">
          <CheckInput checked={whole} onChange={setWhole}>
            {speak("table.replace.whole")}
          </CheckInput>
          <CheckInput checked={capitals} onChange={setCapitals}>
            {speak("table.replace.capitals")}
          </CheckInput>
        </div>
        <ScopeChoice
          scope={scope}
          counts={{ selected: rowsInScope(look, selection, "selected").length, shown: look.order.length }}
          onChange={setScope}
        />
        <p role="status">{speak("table.replace.found", { count: found.length })}</p>
        {found.length > 0 ? (
          <ul className="changes small">
            {found.slice(0, SHOWN).map(({ id, from, to }) => (
              <li key={id}>
                <del>{from}</del> <ins>{to === "" ? speak("table.no-value") : to}</ins>
              </li>
            ))}
            {found.length > SHOWN ? (
              <li className="quiet">{speak("table.more", { count: found.length - SHOWN })}</li>
            ) : null}
          </ul>
        ) : null}
      </div>
    </Modal>
  );
}
