import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { readValue } from "#core/derived/table/read-value";
import type { Field } from "#core/features/feature-class";
import type { FieldValue } from "#core/model/feature";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { writtenDay } from "#ui/controls/written-day";
import { codeSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";

/** Where the hand goes once a cell is written. */
export type EditEnd = "down" | "next" | "stay";

/**
 * The editor of one cell. Enter writes and goes down, Tab writes and goes on, Escape leaves no trace, leaving it
 * writes. What the declaration refuses stays open and says why.
 */
export function CellEditor(props: {
  field: Field;
  name: string;
  first: string;
  onKeep: (value: FieldValue | null) => void;
  onEnd: (end: EditEnd) => void;
}) {
  const language = useLanguage();
  const { speak, word } = language;
  const { field } = props;
  const first = field.type === "date" ? writtenDay(props.first) : props.first;
  const [text, setText] = useState(first);
  const [refusal, setRefusal] = useState<Refusal>();
  const control = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const ended = useRef(false);
  useEffect(() => {
    control.current?.focus();
    if (field.type !== "choice" && field.type !== "boolean") control.current?.select();
  }, [field.type]);

  const finish = (end: EditEnd, keep: boolean) => {
    if (ended.current) return;
    const value = keep && text !== first ? readValue(field, text) : undefined;
    if (isRefusal(value)) {
      setRefusal(value);
      return;
    }
    ended.current = true;
    if (value !== undefined) props.onKeep(value);
    props.onEnd(end);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys of the editor are not keys of the grid.
    event.stopPropagation();
    if (event.key === "Enter") finish("down", true);
    else if (event.key === "Tab" && !event.shiftKey) finish("next", true);
    else if (event.key === "Escape") finish("stay", false);
    else return;
    event.preventDefault();
  };
  const shared = {
    ref: control,
    "aria-label": props.name,
    "aria-invalid": refusal ? true : undefined,
    value: text,
    onKeyDown,
    onBlur: () => {
      // The hand went elsewhere: what cannot stand is dropped, since its message would be far from it.
      const value = readValue(field, text);
      finish("stay", !isRefusal(value));
    },
  };
  return (
    <>
      {field.type === "choice" || field.type === "boolean" ? (
        <select {...shared} className="cell-input" onChange={(event) => setText(event.target.value)}>
          <option value="">{speak("table.no-value")}</option>
          {field.type === "boolean"
            ? [true, false].map((value) => (
                <option key={String(value)} value={String(value)}>
                  {speak(value ? "table.yes" : "table.no")}
                </option>
              ))
            : field.choices?.map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {word(choice.label)}
                </option>
              ))}
        </select>
      ) : (
        <input
          {...shared}
          className="cell-input"
          placeholder={field.type === "date" ? speak("ui.date.form") : undefined}
          inputMode={field.type === "number" || field.type === "integer" ? "decimal" : undefined}
          onChange={(event) => {
            setText(event.target.value);
            setRefusal(undefined);
          }}
        />
      )}
      {refusal ? (
        <span className="cell-fault" role="alert">
          {codeSentence(speak, refusal)}
        </span>
      ) : null}
    </>
  );
}
