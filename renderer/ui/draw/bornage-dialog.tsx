import { Stamp } from "lucide-react";
import { useMemo, useState } from "react";
import { setBorneState } from "#core/commands/set-borne-state";
import { borneStates } from "#core/features/borne";
import { ActFields } from "#ui/acts/act-fields.tsx";
import { actOf, noActWords } from "#ui/acts/act-words";
import { Button } from "#ui/controls/button.tsx";
import { CheckInput, ChoiceInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { bornageOf } from "#ui/draw/bornage-draft";
import { useLanguage } from "#ui/language.tsx";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Notes the chosen bornes by an act: the procès-verbal de bornage of parcels that are more than planned. */
export function BornageDialog({ state: asked }: { state: string }) {
  const bench = useBench();
  const { speak, word } = useLanguage();
  const [state, setState] = useState(asked);
  const [words, setWords] = useState(noActWords);
  const [marks, setMarks] = useState(true);
  const { ids, standing, complete } = useMemo(() => bornageOf(bench.session, state), [bench, state]);
  const close = () => bench.dialog.set(undefined);
  const numbers = (parcels: typeof complete) => parcels.map(({ fields }) => String(fields["number"] ?? "—")).join(", ");
  const keep = () => {
    if (!bench.run(setBorneState, { ids, state, marks, ...actOf(words) }, { undoable: true })) close();
  };
  return (
    <Modal
      title={speak("draw.bornage", { count: ids.length })}
      onClose={close}
      help="drawing"
      foot={
        <>
          <Button onClick={close}>{speak("ui.cancel")}</Button>
          <Button icon={Stamp} kind="primary" onClick={keep}>
            {speak("draw.bornage.keep")}
          </Button>
        </>
      }
    >
      <div className="draw-form">
        <p>{speak("draw.bornage.words", { count: standing.length, numbers: numbers(standing) })}</p>
        <ChoiceInput
          label={speak("draw.points.state")}
          value={state}
          choices={borneStates
            .filter(({ value }) => value !== "a-poser")
            .map(({ value, label }) => ({ value, words: word(label) }))}
          onChange={setState}
        />
        <ActFields words={words} onChange={setWords} />
        {complete.length > 0 ? (
          <CheckInput checked={marks} onChange={setMarks}>
            {speak("draw.bornage.marks", { count: complete.length, numbers: numbers(complete) })}
          </CheckInput>
        ) : null}
      </div>
    </Modal>
  );
}
