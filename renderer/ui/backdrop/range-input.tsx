import { useId } from "react";
import { useLanguage } from "#ui/language.tsx";

/** A share from 0 to 1 on a slider, with its label and its value in per cent. Arrow keys move it by a twentieth. */
export function RangeInput(props: { label: string; value: number; onChange: (value: number) => void }) {
  const { numbers } = useLanguage();
  const id = useId();
  return (
    <div className="range">
      <label htmlFor={id} className="small">
        {props.label}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={5}
        value={Math.round(props.value * 100)}
        aria-valuetext={numbers.share(props.value)}
        onChange={(event) => props.onChange(Number(event.target.value) / 100)}
      />
      <output htmlFor={id} className="small quiet figure">
        {numbers.share(props.value)}
      </output>
    </div>
  );
}
