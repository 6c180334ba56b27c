import { CheckInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { useLanguage } from "#ui/language.tsx";
import { headOf } from "#ui/table/cell-words";
import type { Columns } from "#ui/table/column-layout";
import { PersonalSwitch } from "#ui/table/personal-switch.tsx";

/** Which columns are shown. */
export function ColumnsDialog({ columns, onClose }: { columns: Columns; onClose: () => void }) {
  const language = useLanguage();
  const { speak } = language;
  return (
    <Modal help="table" title={speak("table.columns")} onClose={onClose}>
      <div className="stack">
        {columns.all.map((column) => (
          <CheckInput
            key={column.key}
            checked={!columns.isHidden(column.key)}
            onChange={(checked) => {
              // The last column stays: an empty table could not be asked for another.
              if (checked || columns.shown.length > 1) columns.setHidden(column.key, !checked);
            }}
          >
            {headOf(column, language)}
          </CheckInput>
        ))}
        <PersonalSwitch />
        <p className="quiet small">{speak("table.columns.width")}</p>
      </div>
    </Modal>
  );
}
