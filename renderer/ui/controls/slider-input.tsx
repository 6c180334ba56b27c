import { useId } from "react";

/**
 * A number on a slider, with its label and its value in words. Arrow keys move it step by step.
 *
 * @param inline label, slider and value on one line
 */
export function SliderInput(props: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly words: string;
  readonly inline?: boolean;
  readonly onChange: (value: number) => void;
}) {
  const id = useId();
  return (
    <div className={props.inline ? "slider inline" : "slider"}>
      <label htmlFor={id} className="small">
        {props.label}
      </label>
      <input
        id={id}
        type="range"
        min={props.min}
        max={props.max}
        step={props.step}
        value={props.value}
        aria-valuetext={props.words}
        onChange={(event) => props.onChange(Number(event.target.value))}
      />
      <output htmlFor={id} className="small quiet figure">
        {props.words}
      </output>
    </div>
  );
}
