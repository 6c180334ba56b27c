import { CalendarDays } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { readDate } from "#core/derived/table/read-value";
import { writtenDay } from "#ui/controls/written-day";
import { useLanguage } from "#ui/language.tsx";

/**
 * A day, written as people write it here (`22/11/2026`, ISO is read too) whatever the language of the browser; the
 * browser's calendar beside it. What is no day is not handed on, and goes when the box is left.
 *
 * @param props.value ISO day, or "" for none
 */
export function DateBox(props: {
  id?: string;
  /** Its name where no label stands by. */
  name?: string;
  value: string;
  max?: string;
  required?: boolean | undefined;
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
}) {
  const { speak } = useLanguage();
  const { value, max, onChange } = props;
  const [text, setText] = useState(writtenDay(value));
  const calendar = useRef<HTMLInputElement>(null);
  useEffect(() => setText((now) => (dayOf(now) === value ? now : writtenDay(value))), [value]);
  const day = dayOf(text);
  const isDay = day !== undefined && (max === undefined || day <= max);
  return (
    <span className="date-box">
      <input
        id={props.id}
        className="input"
        aria-label={props.name}
        aria-invalid={isDay ? undefined : true}
        required={props.required}
        placeholder={speak("ui.date.form")}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          const typed = dayOf(target.value);
          if (typed !== undefined && (max === undefined || typed <= max)) onChange(typed);
        }}
        onBlur={() => {
          if (!isDay) setText(writtenDay(value));
          props.onBlur?.();
        }}
      />
      {/* The calendar itself is the browser's; the box beside it says the same to screen readers. */}
      <button
        type="button"
        className="icon-button"
        aria-label={speak("ui.date.calendar")}
        onClick={() => calendar.current?.showPicker()}
      >
        <CalendarDays aria-hidden="true" size={16} />
      </button>
      <input
        ref={calendar}
        type="date"
        className="date-picker"
        tabIndex={-1}
        aria-hidden="true"
        value={value}
        max={max}
        onChange={({ target }) => onChange(target.value)}
      />
    </span>
  );
}

/** The ISO day of what was typed; "" for nothing, `undefined` for what is no day. */
function dayOf(text: string): string | undefined {
  return text.trim() === "" ? "" : readDate(text.trim());
}
