import { type KeyboardEvent, useEffect, useState } from "react";
import { updateFields } from "#core/commands/update-fields";
import type { Field } from "#core/features/feature-class";
import type { Feature, FieldValue } from "#core/model/feature";
import { CheckInput, ChoiceInput, TextInput } from "#ui/controls/fields.tsx";
import { NumberInput } from "#ui/controls/number-input.tsx";
import { useLanguage } from "#ui/language.tsx";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** One declared field of a feature. What is typed becomes one command when the field is left or Enter is pressed. */
export function FieldInput({ feature, field }: { feature: Feature; field: Field }) {
  const bench = useBench();
  const { speak, word } = useLanguage();
  const kept = feature.fields[field.key];
  const [draft, setDraft] = useState(kept);
  useEffect(() => setDraft(kept), [kept]);

  const keep = (value: FieldValue | undefined) => {
    if (value === kept || (value === "" && kept === undefined)) return;
    const refusal = bench.run(updateFields, { ids: [feature.id], fields: { [field.key]: value ?? null } });
    if (refusal) setDraft(kept);
  };
  const unit = field.unit ? ` (${field.unit})` : "";
  const personal = field.personal ? ` · ${speak("ui.object.personal")}` : "";
  const label = word(field.label) + unit + personal;

  if (field.readOnly) {
    // A number or a name that a command of its own gives: shown only where there is one.
    return kept === undefined ? null : (
      <p className="spread">
        <span className="quiet small">{label}</span>
        <span>{String(kept)}</span>
      </p>
    );
  }
  if (field.type === "choice") {
    const choices = (field.choices ?? []).map(({ value, label: words }) => ({ value, words: word(words) }));
    const isOther = typeof kept === "string" && !choices.some(({ value }) => value === kept);
    return (
      <ChoiceInput
        label={label}
        value={typeof kept === "string" ? kept : ""}
        choices={[{ value: "", words: "–" }, ...(isOther ? [{ value: kept, words: kept }] : []), ...choices]}
        onChange={(value) => keep(value === "" ? undefined : value)}
      />
    );
  }
  if (field.type === "boolean") {
    return (
      <CheckInput checked={kept === true} onChange={keep}>
        {label}
      </CheckInput>
    );
  }
  const onEnter = (event: KeyboardEvent) => {
    if (event.key === "Enter") keep(draft);
    else if (event.key === "Escape") setDraft(kept);
    else return;
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter and leaving the field keep what was typed
    <div onBlur={() => keep(draft)} onKeyDown={onEnter}>
      {field.type === "number" || field.type === "integer" ? (
        <NumberInput
          label={label}
          value={typeof draft === "number" ? draft : undefined}
          decimals={field.type === "integer" ? 0 : 2}
          onChange={setDraft}
        />
      ) : (
        <TextInput
          label={label}
          type={field.type === "date" ? "date" : "text"}
          value={draft === undefined ? "" : String(draft)}
          onChange={setDraft}
        />
      )}
    </div>
  );
}
