import { type ReactNode, useId } from "react";
import { DateBox } from "#ui/controls/date-box.tsx";

/** One line of text, or a day, with its label. */
export function TextInput(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  readOnly?: boolean;
  type?: "text" | "date";
  required?: boolean;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      {props.type === "date" ? (
        <DateBox
          id={id}
          value={props.value}
          required={props.required}
          onChange={props.onChange}
          onBlur={props.onBlur}
        />
      ) : (
        <input
          id={id}
          className="input"
          value={props.value}
          readOnly={props.readOnly}
          required={props.required}
          onChange={(event) => props.onChange(event.target.value)}
          onBlur={props.onBlur}
        />
      )}
    </div>
  );
}

/** One choice among few, with its label. Choices of a group stand together under its words. */
export function ChoiceInput(props: {
  label: string;
  value: string;
  choices: readonly { readonly value: string; readonly words: string; readonly group?: string }[];
  onChange: (value: string) => void;
  disabled?: boolean;
}) {
  const id = useId();
  const groups = Map.groupBy(props.choices, ({ group }) => group);
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        className="select"
        value={props.value}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.target.value)}
      >
        {[...groups].map(([group, choices]) => {
          const options = choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.words}
            </option>
          ));
          return group === undefined ? (
            options
          ) : (
            <optgroup key={group} label={group}>
              {options}
            </optgroup>
          );
        })}
      </select>
    </div>
  );
}

/** Yes or no. */
export function CheckInput(props: { checked: boolean; onChange: (checked: boolean) => void; children: ReactNode }) {
  return (
    <label className="check">
      <input type="checkbox" checked={props.checked} onChange={(event) => props.onChange(event.target.checked)} />
      <span>{props.children}</span>
    </label>
  );
}
