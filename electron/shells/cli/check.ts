import { classOf } from "#core/features/classes";
import { normsOf } from "#core/features/norms-of";
import { speaker } from "#core/messages/catalogue";
import { checkProject } from "#core/rules/check-project";
import type { Issue } from "#core/rules/issue";
import { ProjectOnDisk } from "#shells/cli/project-on-disk";
import type { Verb } from "#shells/cli/verb";

/** `check P.gpkg`: every rule; issues with their place, metres in the project's CRS; those a planner accepted apart. */
export const checkVerb: Verb = {
  options: {},
  words: [1, 1],
  async run([path = ""], _options, context) {
    const { project, editedOutside } = await ProjectOnDisk.open(path, context);
    const { issues, accepted, counts } = checkProject(project, normsOf(project));
    const speak = speaker(context.lang);
    const told = (issue: Issue) => ({
      rule: issue.rule,
      severity: issue.severity,
      class: classOf(issue.class).table,
      ids: issue.ids,
      at: [issue.at[0] / 1000, issue.at[1] / 1000],
      message: speak(issue.message.code, issue.message.params),
      ...(issue.accepted ? { reason: issue.accepted.reason } : {}),
    });
    return {
      issues: issues.map(told),
      accepted: accepted.map(told),
      counts,
      editedOutside,
    };
  },
};
