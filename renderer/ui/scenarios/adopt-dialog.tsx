import { useState } from "react";
import { adoptScenario } from "#core/commands/adopt-scenario";
import { programmeOf } from "#core/engines/layout/programme";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { ActFields } from "#ui/acts/act-fields.tsx";
import { type ActWords, actOf, noActWords } from "#ui/acts/act-words";
import { Button } from "#ui/controls/button.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { RefusalLine } from "#ui/controls/refusal-line.tsx";
import { useLanguage } from "#ui/language.tsx";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Asks what is known of the decision, and makes a scenario the plan of the project by an act. */
export function AdoptDialog(props: { scenario: { readonly id: string; readonly name: string }; onClose: () => void }) {
  const { scenario, onClose } = props;
  const bench = useBench();
  const { speak } = useLanguage();
  const [words, setWords] = useState<ActWords>({ ...noActWords, reason: scenario.name });
  const [refusal, setRefusal] = useState<Refusal>();
  const adopt = () => {
    const outcome = bench.session.run(adoptScenario, { id: scenario.id, ...actOf(words) });
    if (isRefusal(outcome)) return setRefusal(outcome);
    bench.draft.discard();
    bench.draft.params.set(programmeOf(bench.session.project));
    bench.offerUndo();
    onClose();
  };
  return (
    <Modal
      title={speak("scenarios.adopt.title", { name: scenario.name })}
      onClose={onClose}
      help="scenarios"
      foot={
        <>
          <Button onClick={onClose}>{speak("ui.cancel")}</Button>
          <Button kind="primary" onClick={adopt}>
            {speak("scenarios.adopt.do")}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{speak("scenarios.adopt.words")}</p>
        <ActFields words={words} onChange={setWords} />
        <RefusalLine refusal={refusal} />
      </div>
    </Modal>
  );
}
