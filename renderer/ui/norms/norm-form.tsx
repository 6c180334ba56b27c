import { useId } from "react";
import { maliReferentiel } from "#core/features/mali";
import { normRefusal } from "#core/features/norm-limits";
import { type Referentiel, type Standing, standings } from "#core/model/referentiel";
import { heldNorms } from "#core/rules/norm-statuses";
import { CheckInput, ChoiceInput, TextInput } from "#ui/controls/fields.tsx";
import { Note } from "#ui/controls/note.tsx";
import { NumberInput } from "#ui/controls/number-input.tsx";
import { codeSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { quantityWords } from "#ui/norms/norm-words";
import { withNorm } from "#ui/norms/referentiel-draft";

/** One norm: value, unit, how sure it is, source, whether a plan must keep it. Without `onChange` it is only read. */
export function NormForm(props: {
  referentiel: Referentiel;
  norm: string;
  onChange: ((next: Referentiel) => void) | undefined;
}) {
  const { speak, numbers } = useLanguage();
  const { referentiel, norm: key, onChange } = props;
  const sourceId = useId();
  const norm = referentiel.norms[key];
  if (!norm) return null;
  const shipped = maliReferentiel.norms[key];
  const set = (change: Partial<typeof norm>) => onChange?.(withNorm(referentiel, key, change));
  const fault = normRefusal(key, norm);
  const isHeld = heldNorms(referentiel).has(key);
  return (
    <section className="referentiel-form" aria-label={speak(`norm.${key}`)}>
      <h3>
        {speak(`norm.${key}`)} <span className="quiet small">{key}</span>
      </h3>
      {fault ? <Note kind="bad">{codeSentence(speak, fault)}</Note> : null}
      <div className="two">
        <NumberInput
          label={speak("norms.value")}
          value={norm.value}
          decimals={4}
          readOnly={!onChange}
          hint={
            onChange && shipped
              ? speak("norms.shipped-value", { value: quantityWords(key, shipped, speak, numbers) })
              : undefined
          }
          onChange={(value) => value !== undefined && set({ value })}
        />
        <TextInput
          label={speak("norms.unit")}
          value={norm.unit}
          readOnly={!onChange || shipped !== undefined}
          onChange={(unit) => set({ unit })}
        />
      </div>
      <ChoiceInput
        label={speak("norms.standing")}
        value={norm.standing}
        disabled={!onChange}
        choices={standings.map((value) => ({ value, words: speak(`norms.standing.${value}`) }))}
        onChange={(value) => set({ standing: value as Standing })}
      />
      <div className="field">
        <label htmlFor={sourceId}>{speak("norms.source")}</label>
        <textarea
          id={sourceId}
          className="input"
          value={norm.source}
          readOnly={!onChange}
          onChange={(event) => set({ source: event.target.value })}
        />
      </div>
      {isHeld ? (
        onChange ? (
          <CheckInput checked={norm.mandatory ?? false} onChange={(mandatory) => set({ mandatory })}>
            {speak("norms.mandatory-long")}
          </CheckInput>
        ) : (
          <p className="small">{speak(norm.mandatory ? "norms.is-mandatory" : "norms.is-not-mandatory")}</p>
        )
      ) : (
        <p className="quiet small">{speak("norms.not-held")}</p>
      )}
    </section>
  );
}
