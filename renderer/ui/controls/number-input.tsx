import { NumberField } from "@base-ui/react/number-field";
import { useId } from "react";
import { useLanguage } from "#ui/language.tsx";

/** A number with its unit, written as the language writes it. Arrow keys step it; empty gives `undefined`. */
export function NumberInput(props: {
  label: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  min?: number;
  max?: number;
  step?: number;
  decimals?: number;
  readOnly?: boolean;
  /** Said under the field: the norm, the range. */
  hint?: string | undefined;
}) {
  const { lang, speak } = useLanguage();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <NumberField.Root
        id={id}
        value={props.value ?? null}
        onValueChange={(value) => props.onChange(value ?? undefined)}
        {...(props.min === undefined ? {} : { min: props.min })}
        {...(props.max === undefined ? {} : { max: props.max })}
        step={props.step ?? 1}
        readOnly={props.readOnly ?? false}
        locale={lang === "fr" ? "fr-FR" : "en-GB"}
        format={{ maximumFractionDigits: props.decimals ?? 2, useGrouping: true }}
      >
        <NumberField.Group className="number">
          <NumberField.Input className="input" {...(props.hint ? { "aria-describedby": `${id}-hint` } : {})} />
          <NumberField.Decrement className="step" aria-label={speak("ui.less", { what: props.label })} tabIndex={-1}>
            −
          </NumberField.Decrement>
          <NumberField.Increment className="step" aria-label={speak("ui.more", { what: props.label })} tabIndex={-1}>
            +
          </NumberField.Increment>
        </NumberField.Group>
      </NumberField.Root>
      {props.hint ? (
        <span className="quiet small" id={`${id}-hint`}>
          {props.hint}
        </span>
      ) : null}
    </div>
  );
}
