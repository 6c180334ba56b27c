import { useMemo, useState } from "react";
import { type FieldConflict, mergeConflicts } from "#core/commands/merged-fields";
import type { FieldValue } from "#core/model/feature";
import { mergeSelected } from "#ui/acts/merge-selected";
import { Button } from "#ui/controls/button.tsx";
import { ChoiceInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { useLanguage } from "#ui/language.tsx";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Value of the list that leaves the field empty. */
const NONE = "none";

/** Asks what holds for a merged parcel where its parts say different things; nothing else. */
export function MergeDialog() {
  const bench = useBench();
  const { speak, word } = useLanguage();
  const { session, dialog } = bench;
  const conflicts = useMemo(
    () => mergeConflicts([...session.selection.get()].flatMap((id) => session.project.get(id) ?? [])),
    [session],
  );
  /** By field: the place of the value among those the parts bear. */
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const close = () => dialog.set(undefined);
  const merge = () => {
    const decided = conflicts.map(({ field, values }): [string, FieldValue | null] => [
      field.key,
      values[Number(chosen[field.key] ?? 0)]?.value ?? null,
    ]);
    mergeSelected(bench, Object.fromEntries(decided));
  };
  return (
    <Modal
      help="divide"
      title={speak("acts.merge.title")}
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{speak("ui.cancel")}</Button>
          <Button kind="primary" onClick={merge}>
            {speak("ui.action.merge")}
          </Button>
        </>
      }
    >
      <p>{speak("acts.merge.words")}</p>
      <div className="group">
        {conflicts.map((conflict) => (
          <ChoiceInput
            key={conflict.field.key}
            label={word(conflict.field.label)}
            value={chosen[conflict.field.key] ?? "0"}
            choices={[...choicesOf(conflict), { value: NONE, words: speak("table.no-value") }]}
            onChange={(value) => setChosen({ ...chosen, [conflict.field.key]: value })}
          />
        ))}
      </div>
    </Modal>
  );

  function choicesOf({ field, values }: FieldConflict) {
    return values.map(({ value, ids }, i) => {
      const numbers = ids.map((id) => session.project.get(id)?.fields["number"] ?? "—").join(", ");
      const words = field.choices?.find((choice) => choice.value === value);
      const said = words ? word(words.label) : String(value);
      // What names a person is chosen by the parcel that bears it.
      const shown = field.personal
        ? speak("acts.merge.of", { numbers })
        : speak("acts.merge.value", { value: said, numbers });
      return { value: String(i), words: shown };
    });
  }
}
