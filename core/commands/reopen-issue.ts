import type { Command } from "#core/model/command";
import { refuse } from "#core/model/refusal";

/**
 * Takes an exception back: the issue it let stand is shown with the others again.
 *
 * @returns refusal `feature.unknown`
 */
export const reopenIssue: Command<{ readonly id: string }> = {
  id: "reopen-issue",
  plan(project, { id }) {
    const exception = project.get(id);
    if (exception?.class !== "exception") return refuse("feature.unknown", { ids: [id] });
    return { change: { added: [], updated: [], removed: [exception] } };
  },
};
