import { BadgeCheck, CircleAlert, Info, TriangleAlert, Wrench } from "lucide-react";
import { useState } from "react";
import { fixingCommand } from "#core/commands/fixes";
import { reopenIssue } from "#core/commands/reopen-issue";
import { neverAccepted } from "#core/features/exception";
import type { Issue } from "#core/rules/issue";
import { AcceptDialog } from "#ui/checks/accept-dialog.tsx";
import { Button } from "#ui/controls/button.tsx";
import { notifyRefusal } from "#ui/controls/notices.tsx";
import { useLanguage } from "#ui/language.tsx";
import { useBench } from "#ui/workbench/bench-context.tsx";

const icons = { error: CircleAlert, warning: TriangleAlert, info: Info } as const;

/** One issue: a click shows its place; chosen, it offers what can be done about it. */
export function IssueLine(props: { issue: Issue; isChosen: boolean; isStop: boolean; onChoose: () => void }) {
  const { issue, isChosen, isStop, onChoose } = props;
  const { speak } = useLanguage();
  const Icon = icons[issue.severity];
  const words = speak(issue.message.code, issue.message.params);
  // The norm an issue falls short of: once it is looked at, where it comes from.
  const source = String(issue.message.params["source"] ?? "");
  return (
    <li className={isChosen ? "issue chosen" : "issue"}>
      <button
        type="button"
        className="list-button"
        data-mark="checks.issue"
        data-issue
        // One stop for the Tab key; arrows go from issue to issue.
        tabIndex={isStop ? 0 : -1}
        aria-current={isChosen ? "true" : undefined}
        onClick={onChoose}
      >
        <Icon aria-hidden="true" className={`severity-${issue.severity}`} />
        <span>
          {words}
          <span className="unseen">{speak(`ui.severity.${issue.severity}`)}</span>
          {issue.accepted ? (
            <span className="issue-reason">{speak("checks.accepted.reason", { reason: issue.accepted.reason })}</span>
          ) : null}
        </span>
      </button>
      {isChosen && source && !words.includes(source) ? (
        <p className="quiet small issue-acts">{speak("checks.source", { source })}</p>
      ) : null}
      {isChosen ? <IssueActs issue={issue} /> : null}
    </li>
  );
}

function IssueActs({ issue }: { issue: Issue }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const [isTrying, setTrying] = useState(false);
  const [isAccepting, setAccepting] = useState(false);
  const { fix, accepted } = issue;

  const mend = async () => {
    if (!fix) return;
    setTrying(true);
    const { version } = bench.session.snapshot();
    const refusal = await bench.watcher.ask<"try-fix">({ kind: "try-fix", issue });
    setTrying(false);
    if (refusal) notifyRefusal(refusal);
    // What was edited while the fix was tried has not been tried with it.
    else if (bench.session.snapshot().version === version) {
      bench.run(fixingCommand(fix.command), fix.input, { undoable: true });
    }
  };
  if (accepted) {
    return (
      <div className="issue-acts">
        <Button onClick={() => bench.run(reopenIssue, { id: accepted.id })}>{speak("checks.reopen")}</Button>
      </div>
    );
  }
  if (neverAccepted.has(issue.rule) && !fix)
    return <p className="quiet small issue-acts">{speak("checks.blocking")}</p>;
  return (
    <div className="issue-acts">
      {fix ? (
        <Button
          kind="primary"
          icon={Wrench}
          why={isTrying ? speak("checks.trying") : undefined}
          onClick={() => void mend()}
        >
          {speak("checks.fix")}
        </Button>
      ) : null}
      {neverAccepted.has(issue.rule) ? null : (
        <Button icon={BadgeCheck} onClick={() => setAccepting(true)}>
          {speak("checks.accept.open")}
        </Button>
      )}
      {fix ? <p className="quiet small">{speak(`command.${fix.command}.name`)}</p> : null}
      {isAccepting ? <AcceptDialog issue={issue} onClose={() => setAccepting(false)} /> : null}
    </div>
  );
}
