import type { Command } from "#core/model/command";
import { refuse } from "#core/model/refusal";

/**
 * Drops a scenario; the plan, and the act that adopted it if there is one, stay.
 *
 * @returns refusal `feature.unknown`
 */
export const deleteScenario: Command<{ readonly id: string }> = {
  id: "delete-scenario",
  plan(project, { id }) {
    const scenario = project.get(id);
    if (scenario?.class !== "scenario") return refuse("feature.unknown", { ids: [id] });
    const name = String(scenario.fields["name"]);
    return { change: { added: [], updated: [], removed: [scenario] }, params: { name } };
  },
};
