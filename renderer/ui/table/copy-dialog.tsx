import { useState } from "react";
import { Button } from "#ui/controls/button.tsx";
import { CheckInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { useLanguage } from "#ui/language.tsx";
import { type Columns, guardCopies } from "#ui/table/column-layout";
import { copyRows } from "#ui/table/copy-rows";
import { likelyScope, rowsInScope } from "#ui/table/scope";
import { ScopeChoice } from "#ui/table/scope-choice.tsx";
import type { TableLook } from "#ui/table/use-table";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Copies rows for a spreadsheet; which rows, and whether text that looks like a formula is guarded. */
export function CopyDialog(props: { look: TableLook; columns: Columns; onClose: () => void }) {
  const { look, columns, onClose } = props;
  const bench = useBench();
  const language = useLanguage();
  const { speak } = language;
  const selection = bench.session.selection.get();
  const guard = useObservable(guardCopies);
  const [scope, setScope] = useState(() => likelyScope(look, selection));
  const rows = rowsInScope(look, selection, scope);
  return (
    <Modal
      help="table"
      title={speak("table.copy")}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{speak("ui.cancel")}</Button>
          <Button
            kind="primary"
            why={rows.length === 0 ? speak("ui.table.empty") : undefined}
            onClick={() => {
              copyRows(look, columns.shown, rows, language);
              onClose();
            }}
          >
            {speak("table.copy.do", { count: rows.length })}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ScopeChoice
          scope={scope}
          counts={{ selected: rowsInScope(look, selection, "selected").length, shown: look.order.length }}
          onChange={setScope}
        />
        <CheckInput checked={guard} onChange={(checked) => guardCopies.set(checked)}>
          {speak("table.copy.guard")}
        </CheckInput>
        <p className="quiet small">{speak("table.copy.guard-words")}</p>
      </div>
    </Modal>
  );
}
