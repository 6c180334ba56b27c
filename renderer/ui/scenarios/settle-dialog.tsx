import { CircleAlert } from "lucide-react";
import { useMemo, useState } from "react";
import { settlePlan } from "#core/commands/settle-plan";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { blockingIssues } from "#core/rules/blocking-issues";
import { type Issue, issueKey } from "#core/rules/issue";
import { brokenMandatory, type NormStatus } from "#core/rules/norm-status";
import { ActFields } from "#ui/acts/act-fields.tsx";
import { type ActWords, actOf, noActWords } from "#ui/acts/act-words";
import { ConflictsButton } from "#ui/checks/conflicts-button.tsx";
import { Button } from "#ui/controls/button.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { Note } from "#ui/controls/note.tsx";
import { RefusalLine } from "#ui/controls/refusal-line.tsx";
import { useLanguage } from "#ui/language.tsx";
import { StatusLine } from "#ui/norms/norms-tab.tsx";
import { useObservable } from "#ui/use-observable";
import { useAnswer, useBench, useNorms } from "#ui/workbench/bench-context.tsx";

/** So many issues are listed; the checks hold them all. */
const MOST = 100;

/** Settles the plan by an act; while something stands against it, says what, and leads there. */
export function SettleDialog({ onClose }: { onClose: () => void }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const norms = useNorms();
  const { issues } = useObservable(bench.watcher.watched);
  const blocking = useMemo(() => blockingIssues(issues), [issues]);
  const broken = brokenMandatory(useAnswer("norms") ?? []);
  const [words, setWords] = useState<ActWords>(noActWords);
  const [refusal, setRefusal] = useState<Refusal>();
  const settle = () => {
    const outcome = bench.session.run(settlePlan, { ...actOf(words), norms });
    if (isRefusal(outcome)) return setRefusal(outcome);
    bench.offerUndo();
    onClose();
  };
  const isBlocked = blocking.length + broken.length > 0;
  return (
    <Modal
      title={speak("command.settle-plan.name")}
      onClose={onClose}
      help="settle"
      foot={
        <>
          <Button onClick={onClose}>{speak(isBlocked ? "ui.close" : "ui.cancel")}</Button>
          {isBlocked ? null : (
            <Button kind="primary" onClick={settle}>
              {speak("command.settle-plan.name")}
            </Button>
          )}
        </>
      }
    >
      {isBlocked ? (
        <Blocked issues={blocking} broken={broken} onLook={onClose} />
      ) : (
        <div className="stack">
          <p>{speak("scenarios.settle.words")}</p>
          <ActFields words={words} onChange={setWords} />
          <RefusalLine refusal={refusal} />
        </div>
      )}
    </Modal>
  );
}

interface BlockedProps {
  readonly issues: readonly Issue[];
  readonly broken: readonly NormStatus[];
  readonly onLook: () => void;
}

/** What stands against the plan: each line leads to its place. */
function Blocked({ issues, broken, onLook }: BlockedProps) {
  const bench = useBench();
  const { speak } = useLanguage();
  const look = (issue: Issue) => {
    onLook();
    bench.session.selection.select(issue.ids.filter((id) => bench.session.project.get(id)));
    bench.lookAt(issue.at);
  };
  return (
    <div className="stack">
      <Note kind="bad">{speak("refusal.settle.blocked", { count: issues.length + broken.length })}</Note>
      <ul className="lines settle-blocked">
        {broken.map((status) => (
          <li key={status.key}>
            <StatusLine status={status} onLook={onLook} />
          </li>
        ))}
        {issues.slice(0, MOST).map((issue) => (
          <li key={issueKey(issue)}>
            <button type="button" className="list-button" onClick={() => look(issue)}>
              <CircleAlert aria-hidden="true" className="severity-error" />
              <span>{speak(issue.message.code, issue.message.params)}</span>
            </button>
          </li>
        ))}
      </ul>
      {issues.some(({ rule }) => rule === "servitude") ? <ConflictsButton /> : null}
    </div>
  );
}
