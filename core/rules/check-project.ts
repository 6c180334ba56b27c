import type { ProjectView } from "#core/model/project";
import type { Referentiel } from "#core/model/referentiel";
import { buildingIssues } from "#core/rules/building-rule";
import { checkContext } from "#core/rules/check-context";
import { coverageIssues } from "#core/rules/coverage-rule";
import type { Issue } from "#core/rules/issue";
import { networkIssues } from "#core/rules/network-rule";
import { numberIssues } from "#core/rules/number-rule";
import { parcelIssues } from "#core/rules/parcel-rule";
import { ringIssues } from "#core/rules/ring-rule";
import { servitudeIssues } from "#core/rules/servitude-rule";

/** What a check found. */
export interface CheckReport {
  /** Errors first, then warnings; within, by rule and place. */
  readonly issues: readonly Issue[];
  /** Issues by rule, and by severity. */
  readonly counts: Readonly<Record<string, number>>;
}

const ORDER = { error: 0, warning: 1, info: 2 } as const;

/**
 * Holds a project against every rule: topology, numbers, norms, houses, servitudes, networks.
 *
 * @param norms needs `parcel.area.min`, `parcel.frontage.min` and the `servitude.*` keys
 */
export function checkProject(project: ProjectView, norms: Referentiel): CheckReport {
  const context = checkContext(project, norms);
  const issues = [
    ...coverageIssues(context),
    ...ringIssues(context),
    ...numberIssues(context),
    ...parcelIssues(context),
    ...buildingIssues(context),
    ...servitudeIssues(context),
    ...networkIssues(context),
  ].sort(
    (a, b) =>
      ORDER[a.severity] - ORDER[b.severity] ||
      (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) ||
      b.at[1] - a.at[1] ||
      a.at[0] - b.at[0],
  );
  const counts: Record<string, number> = { error: 0, warning: 0, info: 0 };
  for (const { rule, severity } of issues) {
    counts[rule] = (counts[rule] ?? 0) + 1;
    counts[severity] = (counts[severity] ?? 0) + 1;
  }
  return { issues, counts };
}
