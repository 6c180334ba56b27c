import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { ProjectView } from "#core/model/project";
import { reportOf } from "#core/rules/check-project";
import type { Issue } from "#core/rules/issue";
import { ConflictsButton } from "#ui/checks/conflicts-button.tsx";
import { type IssueGroup, IssueList } from "#ui/checks/issue-list.tsx";
import { useLanguage } from "#ui/language.tsx";
import { NextStage, Panel } from "#ui/panels/panel.tsx";
import { SettleButton } from "#ui/scenarios/settle-button.tsx";
import { SettledNote } from "#ui/scenarios/settled-note.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";
import { holdsWork, isCadastre } from "#ui/workbench/stages";
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
  const hasPlan = useDerived(holdsLayout);
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
    <Panel
      stage="checks"
      foot={
        <>
          {hasPlan ? <SettleButton /> : null}
          <NextStage after="checks" />
        </>
      }
    >
      <SettledNote />
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

/** Whether there is a plan to settle: parcels in a perimeter. A cadastre came as it is. */
function holdsLayout(project: ProjectView): boolean {
  return project.countOf("parcel") > 0 && !isCadastre(project);
}
