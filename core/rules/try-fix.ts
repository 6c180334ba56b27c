import type { Change } from "#core/model/change";
import { inverted } from "#core/model/change";
import type { Command, CommandEnv } from "#core/model/command";
import type { Project } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";
import type { FollowedIssues } from "#core/rules/followed-issues";
import { type Issue, issueKey } from "#core/rules/issue";

/**
 * Tries a fix out on a project: plans it, looks at what the rules say then, and takes it back. A fix stands when the
 * issue is gone and no error has come up that was not there before.
 *
 * @param project a copy that follows the true one; left as it was
 * @returns why the fix does not stand: the command's own refusal, `fix.still-there` or `fix.new-errors`
 */
export function tryFix(
  project: Project,
  followed: FollowedIssues,
  issue: Issue,
  command: Command<unknown>,
  env: CommandEnv,
): Refusal | undefined {
  const edit = command.plan(project, issue.fix?.input, { ...env, coverage: followed.coverage });
  if (isRefusal(edit)) return edit;
  const step = (change: Change) => {
    project.apply(change);
    return followed.follow(change);
  };
  const { come } = step(edit.change);
  const stays = followed.has(issueKey(issue));
  const worse = come.filter(({ severity, accepted }) => severity === "error" && !accepted);
  step(inverted(edit.change));
  if (stays) return refuse("fix.still-there", { at: issue.at, ids: issue.ids });
  const [first] = worse;
  if (first) return refuse("fix.new-errors", { at: first.at, ids: first.ids, params: { count: worse.length } });
  return undefined;
}
