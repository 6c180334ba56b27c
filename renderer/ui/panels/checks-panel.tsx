import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { maliReferentiel } from "#core/features/mali";
import type { ProjectView } from "#core/model/project";
import { checkProject } from "#core/rules/check-project";
import type { Issue } from "#core/rules/issue";
import { useLanguage } from "#ui/language.tsx";
import { Group, NextStage, Panel } from "#ui/panels/panel.tsx";
import { useBench, useDerivedLater } from "#ui/workbench/bench-context.tsx";

const icons = { error: CircleAlert, warning: TriangleAlert, info: Info } as const;
/** So many issues of one rule are listed; the rest are counted. */
const MOST = 40;

/** What the rules find in the project, grouped by rule; a click shows the place. */
export function ChecksPanel() {
  const bench = useBench();
  const { speak } = useLanguage();
  const found = useDerivedLater(issuesOf);
  const issues = found ?? [];
  const groups = [...Map.groupBy(issues, (issue) => issue.rule)];
  const look = (issue: Issue) => {
    bench.session.selection.select(issue.ids.filter((id) => bench.session.project.get(id)));
    bench.lookAt(issue.at);
  };
  return (
    <Panel stage="checks" foot={<NextStage after="checks" />}>
      {!found ? (
        <p className="quiet" role="status">
          {speak("ui.checks.working")}
        </p>
      ) : issues.length === 0 ? (
        <p className="row">
          <CircleCheck aria-hidden="true" className="severity-good" size={18} />
          {speak("ui.checks.none")}
        </p>
      ) : (
        <p className="quiet">{speak("ui.checks.found", { count: issues.length })}</p>
      )}
      {groups.map(([rule, members]) => (
        <Group key={rule} title={speak(`rule.${rule}`)} aside={<span className="badge">{members.length}</span>}>
          <ul className="lines">
            {members.slice(0, MOST).map((issue, index) => {
              const Icon = icons[issue.severity];
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: issues have no names, and come anew with each check
                <li key={index}>
                  <button type="button" className="list-button" data-mark="checks.issue" onClick={() => look(issue)}>
                    <Icon aria-hidden="true" className={`severity-${issue.severity}`} />
                    <span>
                      {speak(issue.message.code, issue.message.params)}
                      <span className="unseen">{speak(`ui.severity.${issue.severity}`)}</span>
                    </span>
                  </button>
                </li>
              );
            })}
          </ul>
          {members.length > MOST ? (
            <p className="quiet small">{speak("ui.checks.more", { count: members.length - MOST })}</p>
          ) : null}
        </Group>
      ))}
    </Panel>
  );
}

function issuesOf(project: ProjectView): readonly Issue[] {
  return checkProject(project, maliReferentiel).issues;
}
