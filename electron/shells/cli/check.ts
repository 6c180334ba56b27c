import { classOf } from "#core/features/classes";
import { normsOf } from "#core/features/norms-of";
import { speaker } from "#core/messages/catalogue";
import { checkProject } from "#core/rules/check-project";
import type { Issue } from "#core/rules/issue";
import { normStatuses } from "#core/rules/norm-statuses";
import { goBy } from "#shells/cli/norms-option";
import { ProjectOnDisk } from "#shells/cli/project-on-disk";
import { textOption, type Verb } from "#shells/cli/verb";

/** `check P.gpkg`: every rule and every norm; issues with their place, metres in the project's CRS; those a planner accepted apart. */
export const checkVerb: Verb = {
  options: { norms: { type: "string" } },
  words: [1, 1],
  async run([path = ""], options, context) {
    const held = await ProjectOnDisk.open(path, context);
    goBy(textOption(options, "norms"), held);
    const { project, editedOutside } = held;
    const norms = normsOf(project);
    const { issues, accepted, counts } = checkProject(project, norms);
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
      referentiel: { id: norms.id, name: norms.name, version: norms.version },
      norms: normStatuses(project, norms, issues).map(({ key, norm, bound, verdict, found, ids }) => ({
        norm: key,
        name: speak(`norm.${key}`),
        value: norm.value,
        unit: norm.unit,
        ...(bound ? { bound } : {}),
        verdict,
        ...(found ? { found } : {}),
        mandatory: norm.mandatory ?? false,
        standing: norm.standing,
        source: norm.source,
        ids,
      })),
      editedOutside,
    };
  },
};
