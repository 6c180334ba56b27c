import { CircleAlert, CircleCheck, Info, Printer, TriangleAlert } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { reportOf } from "#core/rules/check-project";
import type { Issue } from "#core/rules/issue";
import { type IssueGroup, IssueList } from "#ui/checks/issue-list.tsx";
import { Button } from "#ui/controls/button.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { failureSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { exportProject } from "#ui/panels/export";
import { NextStage, Panel } from "#ui/panels/panel.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";
import { holdsWork } from "#ui/workbench/stages";
import "../checks/checks.css";

const severities = [
  { id: "error", icon: CircleAlert },
  { id: "warning", icon: TriangleAlert },
  { id: "info", icon: Info },
] as const;

/** What the rules find in the project, live, grouped by rule; and what was accepted, apart. */
export function ChecksPanel() {
  const bench = useBench();
  const { speak } = useLanguage();
  const { issues: all, isCurrent, isKnown } = useObservable(bench.watcher.watched);
  const [only, setOnly] = useState<Issue["severity"]>();
  const editor = useObservable(bench.editor);
  const hasWork = useDerived(holdsWork);
  const { issues, accepted } = useMemo(() => reportOf(all), [all]);
  const countOf = (severity: Issue["severity"]) => issues.filter((issue) => issue.severity === severity).length;
  const shown = useMemo(() => {
    const chosen = issues.filter(({ severity }) => severity === only);
    return chosen.length > 0 ? chosen : issues;
  }, [issues, only]);

  useEffect(() => editor?.issues.set(shown), [editor, shown]);
  useEffect(() => () => editor?.issues.set([]), [editor]);

  const groups: IssueGroup[] = [...Map.groupBy(shown, (issue) => issue.rule)].map(([rule, members]) => ({
    id: rule,
    title: speak(`rule.${rule}`),
    issues: members,
    ...(rule === "servitude" ? { acts: <ConflictsButton /> } : {}),
  }));
  if (accepted.length > 0) groups.push({ id: "accepted", title: speak("checks.accepted"), issues: accepted });
  return (
    <Panel stage="checks" foot={<NextStage after="checks" />}>
      {!isKnown ? (
        <p className="quiet" role="status">
          {speak("ui.checks.working")}
        </p>
      ) : issues.length === 0 && !hasWork ? (
        <p className="quiet" role="status">
          {speak("ui.checks.nothing")}
        </p>
      ) : issues.length === 0 ? (
        <p className="row" role="status">
          <CircleCheck aria-hidden="true" className="severity-good" size={18} />
          {speak("ui.checks.none")}
        </p>
      ) : (
        <>
          <p className="quiet small" role="status">
            {isCurrent ? speak("ui.checks.found", { count: issues.length }) : speak("ui.checks.working")}
          </p>
          <fieldset className="severity-row">
            <legend className="unseen">{speak("checks.only")}</legend>
            {severities
              .filter(({ id }) => countOf(id) > 0)
              .map(({ id, icon: Icon }) => (
                <button
                  key={id}
                  type="button"
                  className="severity-choice"
                  aria-pressed={only === id}
                  onClick={() => setOnly(only === id ? undefined : id)}
                >
                  <Icon aria-hidden="true" className={`severity-${id}`} />
                  {speak(`checks.count.${id}`, { count: countOf(id) })}
                </button>
              ))}
          </fieldset>
        </>
      )}
      <IssueList groups={groups} />
    </Panel>
  );
}

/** Makes the printable list of servitude conflicts. */
function ConflictsButton() {
  const bench = useBench();
  const { speak, lang } = useLanguage();
  const [isMaking, setMaking] = useState(false);
  const make = async () => {
    setMaking(true);
    try {
      const date = new Date().toISOString().slice(0, 10);
      const name = await exportProject(bench, { format: "conflicts", lang, date });
      notify(speak("ui.export.done", { name }), { kind: "good", id: "export" });
    } catch (error) {
      notify(failureSentence(speak, error), { kind: "bad" });
    }
    setMaking(false);
  };
  return (
    <Button icon={Printer} wide why={isMaking ? speak("ui.export.making") : undefined} onClick={() => void make()}>
      {speak("checks.print-conflicts")}
    </Button>
  );
}
