import type { ProjectView } from "#core/model/project";
import type { Referentiel } from "#core/model/referentiel";
import { FollowedIssues } from "#core/rules/followed-issues";
import type { Issue } from "#core/rules/issue";

/** What a check found. */
export interface CheckReport {
  /** What stands to be mended: errors first, then warnings; within, by rule and place. */
  readonly issues: readonly Issue[];
  /** What a planner let stand, with the reason. */
  readonly accepted: readonly Issue[];
  /** Issues by rule, and by severity; those accepted not among them. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Holds a project against every rule once. `FollowedIssues` goes on from there. */
export function checkProject(project: ProjectView, norms: Referentiel): CheckReport {
  return reportOf(FollowedIssues.build(project, norms).issues);
}

/** Parts and counts issues. */
export function reportOf(all: readonly Issue[]): CheckReport {
  const issues = all.filter(({ accepted }) => !accepted);
  const counts: Record<string, number> = { error: 0, warning: 0, info: 0 };
  for (const { rule, severity } of issues) {
    counts[rule] = (counts[rule] ?? 0) + 1;
    counts[severity] = (counts[severity] ?? 0) + 1;
  }
  return { issues, accepted: all.filter(({ accepted }) => accepted), counts };
}
