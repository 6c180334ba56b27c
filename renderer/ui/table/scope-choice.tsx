import { useId } from "react";
import { useLanguage } from "#ui/language.tsx";
import type { Scope } from "#ui/table/scope";

/** Asks which rows an act is for, and says how many they are. */
export function ScopeChoice(props: {
  scope: Scope;
  counts: Readonly<Record<Scope, number>>;
  onChange: (scope: Scope) => void;
}) {
  const { speak } = useLanguage();
  const name = useId();
  return (
    <fieldset className="stack">
      <legend className="field-label">{speak("table.scope")}</legend>
      {(["selected", "shown"] as const).map((scope) => (
        <label key={scope} className="check">
          <input
            type="radio"
            name={name}
            checked={props.scope === scope}
            disabled={props.counts[scope] === 0}
            onChange={() => props.onChange(scope)}
          />
          <span>{speak(`table.scope.${scope}`, { count: props.counts[scope] })}</span>
        </label>
      ))}
    </fieldset>
  );
}
