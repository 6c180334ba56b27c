import { useState } from "react";
import { reopenPlan } from "#core/commands/reopen-plan";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { ActFields } from "#ui/acts/act-fields.tsx";
import { type ActWords, actOf, noActWords } from "#ui/acts/act-words";
import { Button } from "#ui/controls/button.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { RefusalLine } from "#ui/controls/refusal-line.tsx";
import { useLanguage } from "#ui/language.tsx";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Asks why a settled plan is to be reopened, and does so by an act of rectification. */
export function ReopenDialog({ onClose }: { onClose: () => void }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const [words, setWords] = useState<ActWords>(noActWords);
  const [refusal, setRefusal] = useState<Refusal>();
  const reopen = () => {
    const outcome = bench.session.run(reopenPlan, { act: {}, ...actOf(words) });
    if (isRefusal(outcome)) return setRefusal(outcome);
    bench.offerUndo();
    onClose();
  };
  return (
    <Modal
      title={speak("command.reopen-plan.name")}
      onClose={onClose}
      help="settle"
      foot={
        <>
          <Button onClick={onClose}>{speak("ui.cancel")}</Button>
          <Button
            kind="primary"
            why={words.reason.trim() === "" ? speak("scenarios.reopen.why") : undefined}
            onClick={reopen}
          >
            {speak("command.reopen-plan.name")}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{speak("scenarios.reopen.words")}</p>
        <ActFields words={words} onChange={setWords} />
        <RefusalLine refusal={refusal} />
      </div>
    </Modal>
  );
}
