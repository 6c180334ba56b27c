import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { updateFields } from "#core/commands/update-fields";
import { readValue } from "#core/derived/table/read-value";
import { classOf } from "#core/features/classes";
import type { Field } from "#core/features/feature-class";
import type { Feature, FieldValue } from "#core/model/feature";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { writtenDay } from "#ui/controls/written-day";
import { codeSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Value of the list that stands for several values. */
const MIXED = "\u0000";

/**
 * One declared field of one or several features of a class. What is typed becomes one command when the field is left
 * or Enter is pressed; what the declaration refuses stays, with its reason under the field.
 */
export function FieldInput({ features, field }: { features: readonly Feature[]; field: Field }) {
  const { word, speak } = useLanguage();
  const values = new Set(features.map(({ fields }) => fields[field.key]));
  const kept = values.size === 1 ? features[0]?.fields[field.key] : undefined;
  const mixed = values.size > 1;
  const unit = field.unit ? ` (${field.unit})` : "";
  const personal = field.personal ? ` · ${speak("ui.object.personal")}` : "";
  const shared = { features, field, kept, mixed, label: word(field.label) + unit + personal };
  if (field.readOnly) return <KeptValue {...shared} />;
  return field.type === "choice" || field.type === "boolean" ? <ListField {...shared} /> : <TypedField {...shared} />;
}

interface FieldProps {
  readonly features: readonly Feature[];
  readonly field: Field;
  /** The value all share; `undefined` when none has one, or when they differ (`mixed`). */
  readonly kept: FieldValue | undefined;
  readonly mixed: boolean;
  readonly label: string;
}

/** A number or a name that a command of its own gives: shown where there is one, with why it is not written here. */
function KeptValue({ features, field, kept, mixed, label }: FieldProps) {
  const { speak, word } = useLanguage();
  const [first] = features;
  if (!first || (kept === undefined && !mixed)) return null;
  const choice = field.choices?.find(({ value }) => value === kept);
  return (
    <div className="read-only">
      <span className="quiet small">{label}</span>
      <span className={mixed ? "quiet" : ""}>
        {mixed ? speak("table.mixed") : choice ? word(choice.label) : String(kept)}
      </span>
      {/* The archive as a whole says why it is not written. */}
      {classOf(first.class).archive ? null : (
        <span className="quiet small">{speak(`table.read-only.${field.key}`)}</span>
      )}
    </div>
  );
}

function ListField({ features, field, kept, mixed, label }: FieldProps) {
  const bench = useBench();
  const { speak, word } = useLanguage();
  const id = useId();
  const choices =
    field.type === "boolean"
      ? [
          { value: "true", words: speak("table.yes") },
          { value: "false", words: speak("table.no") },
        ]
      : (field.choices ?? []).map(({ value, label: words }) => ({ value, words: word(words) }));
  const now = mixed ? MIXED : kept === undefined ? "" : String(kept);
  const isOther = !mixed && now !== "" && !choices.some(({ value }) => value === now);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="select"
        value={now}
        onChange={({ target: { value } }) => {
          if (value === MIXED) return;
          const next = value === "" ? null : field.type === "boolean" ? value === "true" : value;
          bench.run(updateFields, { ids: features.map((feature) => feature.id), fields: { [field.key]: next } });
        }}
      >
        {mixed ? <option value={MIXED}>{speak("table.mixed")}</option> : null}
        <option value="">{speak("table.no-value")}</option>
        {isOther ? <option value={now}>{now}</option> : null}
        {choices.map(({ value, words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What is said under a field at the edge of its pane is brought into view. */
const intoView = (said: HTMLElement | null): void => said?.scrollIntoView({ block: "nearest" });

/** A value as it stands in its box. */
function writtenIn(field: Field, value: FieldValue): string {
  return field.type === "date" ? writtenDay(String(value)) : String(value);
}

function TypedField({ features, field, kept, mixed, label }: FieldProps) {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const id = useId();
  const first = kept === undefined ? "" : typeof kept === "number" ? numbers.number(kept, 3) : writtenIn(field, kept);
  const [text, setText] = useState(first);
  const [refusal, setRefusal] = useState<Refusal>();
  useEffect(() => {
    setText(first);
    setRefusal(undefined);
  }, [first]);

  const keep = () => {
    // Left as it stood: nothing to write, also where several values stand behind an empty field.
    if (text === first) return setRefusal(undefined);
    const value = readValue(field, text);
    if (isRefusal(value)) return setRefusal(value);
    setRefusal(undefined);
    if (!mixed && (value ?? undefined) === kept) return setText(first);
    const ids = features.map((feature) => feature.id);
    if (bench.run(updateFields, { ids, fields: { [field.key]: value } })) setText(first);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") keep();
    else if (event.key === "Escape") {
      setText(first);
      setRefusal(undefined);
    } else return;
    event.stopPropagation();
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={typeof kept === "number" ? "input figure" : "input"}
        inputMode={field.type === "number" || field.type === "integer" ? "decimal" : undefined}
        value={text}
        placeholder={mixed ? speak("table.mixed") : field.type === "date" ? speak("ui.date.form") : undefined}
        aria-invalid={refusal ? true : undefined}
        aria-describedby={refusal ? `${id}-why` : undefined}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={onKeyDown}
      />
      {refusal ? (
        <span id={`${id}-why`} className="message" role="alert" ref={intoView}>
          {codeSentence(speak, refusal)}
        </span>
      ) : null}
    </div>
  );
}
