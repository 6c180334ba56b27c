import type { Issue } from "#core/rules/issue";

/** The issues that a plan cannot be settled with: errors that nobody accepted. Servitudes are among them. */
export function blockingIssues(issues: readonly Issue[]): Issue[] {
  return issues.filter(({ severity, accepted }) => severity === "error" && !accepted);
}
