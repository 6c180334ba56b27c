import { useState } from "react";
import { updateFields } from "#core/commands/update-fields";
import { isEditable } from "#core/derived/table/columns";
import { readValue } from "#core/derived/table/read-value";
import { isRefusal } from "#core/model/refusal";
import { Button } from "#ui/controls/button.tsx";
import { ChoiceInput, TextInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { Note } from "#ui/controls/note.tsx";
import { codeSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { headOf } from "#ui/table/cell-words";
import type { Columns } from "#ui/table/column-layout";
import { likelyScope, rowsInScope } from "#ui/table/scope";
import { ScopeChoice } from "#ui/table/scope-choice.tsx";
import type { TableLook } from "#ui/table/use-table";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Gives one field the same value in many rows, as one act. */
export function SetValueDialog(props: { look: TableLook; columns: Columns; onClose: () => void }) {
  const { look, columns, onClose } = props;
  const bench = useBench();
  const language = useLanguage();
  const { speak, word } = language;
  const selection = bench.session.selection.get();
  const editable = columns.all.filter(isEditable);
  const [key, setKey] = useState(editable[0]?.key ?? "");
  const [text, setText] = useState("");
  const [scope, setScope] = useState(() => likelyScope(look, selection));
  const rows = rowsInScope(look, selection, scope);
  const field = editable.find((column) => column.key === key)?.field;
  const value = field ? readValue(field, text) : null;
  const run = () => {
    if (!field || isRefusal(value)) return;
    const ids = Array.from(rows, (row) => look.rows.feature(row).id);
    if (!bench.run(updateFields, { ids, fields: { [field.key]: value } }, { undoable: true })) onClose();
  };
  return (
    <Modal
      help="table"
      title={speak("table.set")}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{speak("ui.cancel")}</Button>
          <Button
            kind={value === null ? "danger" : "primary"}
            why={
              isRefusal(value) ? codeSentence(speak, value) : rows.length === 0 ? speak("ui.table.empty") : undefined
            }
            onClick={run}
          >
            {speak(value === null ? "table.set.clear" : "table.set.do", { count: rows.length })}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ChoiceInput
          label={speak("table.field")}
          value={key}
          choices={editable.map((column) => ({ value: column.key, words: headOf(column, language) }))}
          onChange={(next) => {
            setKey(next);
            setText("");
          }}
        />
        {field?.type === "choice" || field?.type === "boolean" ? (
          <ChoiceInput
            label={speak("table.value")}
            value={text}
            choices={[
              { value: "", words: speak("table.no-value") },
              ...(field.type === "boolean"
                ? ["true", "false"].map((each) => ({
                    value: each,
                    words: speak(each === "true" ? "table.yes" : "table.no"),
                  }))
                : (field.choices ?? []).map((choice) => ({ value: choice.value, words: word(choice.label) }))),
            ]}
            onChange={setText}
          />
        ) : (
          <TextInput
            label={speak("table.value")}
            type={field?.type === "date" ? "date" : "text"}
            value={text}
            onChange={setText}
          />
        )}
        {isRefusal(value) ? <Note kind="bad">{codeSentence(speak, value)}</Note> : null}
        <ScopeChoice
          scope={scope}
          counts={{
            selected: rowsInScope(look, selection, "selected").length,
            shown: look.order.length,
          }}
          onChange={setScope}
        />
      </div>
    </Modal>
  );
}
