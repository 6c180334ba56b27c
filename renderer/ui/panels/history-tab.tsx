import type { Step } from "#core/model/journal";
import { notifyRefusal } from "#ui/controls/notices.tsx";
import { useLanguage } from "#ui/language.tsx";
import { CompareButton } from "#ui/look/compare-button.tsx";
import { stepWords } from "#ui/step-words";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";

/** Everything that was done, newest on top; a click goes back (or forth) to that point. */
export function HistoryTab() {
  const { session } = useBench();
  const { speak } = useLanguage();
  const { history } = useSnapshot();
  const { done, undone } = history;
  const goTo = (seq: number) => {
    void session.backTo(seq).then((refusal) => (refusal ? notifyRefusal(refusal) : undefined));
  };
  return (
    <div className="stack">
      <p className="quiet small">{speak("ui.history.words")}</p>
      <ol className="history">
        {undone.map((step) => (
          <Line key={step.seq} step={step} state="undone" onClick={() => goTo(step.seq)} />
        ))}
        {[...done].reverse().map((step, index) => (
          <Line key={step.seq} step={step} state={index === 0 ? "now" : "done"} onClick={() => goTo(step.seq)} />
        ))}
        <li>
          <button type="button" aria-current={done.length === 0 ? "step" : undefined} onClick={() => goTo(0)}>
            <span>{speak("ui.history.start")}</span>
          </button>
          {done.length > 0 ? <CompareButton seq={0} /> : null}
        </li>
      </ol>
    </div>
  );
}

function Line({
  step,
  state,
  onClick,
}: {
  step: Pick<Step, "seq" | "time" | "command" | "params">;
  state: "done" | "undone" | "now";
  onClick: () => void;
}) {
  const language = useLanguage();
  const { speak, numbers } = language;
  return (
    <li className={state}>
      <button type="button" aria-current={state === "now" ? "step" : undefined} onClick={onClick}>
        <span>{stepWords(language, step)}</span>
        <time dateTime={step.time} className="quiet small">
          {numbers.hour(step.time)}
        </time>
        {state === "undone" ? <span className="unseen">{speak("ui.history.undone")}</span> : null}
      </button>
      {state === "done" ? <CompareButton seq={step.seq} /> : null}
    </li>
  );
}
