import { scenarioName } from "#core/commands/scenario-name";
import type { Command } from "#core/model/command";
import { isRefusal, refuse } from "#core/model/refusal";

/**
 * Calls a scenario otherwise.
 *
 * @returns refusals `feature.unknown`, `scenario.*`
 */
export const renameScenario: Command<{ readonly id: string; readonly name: string }> = {
  id: "rename-scenario",
  plan(project, { id, name: given }) {
    const scenario = project.get(id);
    if (scenario?.class !== "scenario") return refuse("feature.unknown", { ids: [id] });
    const name = scenarioName(project, given, id);
    if (isRefusal(name)) return name;
    const before = String(scenario.fields["name"]);
    if (name === before) return refuse("command.nothing-to-do");
    const renamed = { ...scenario, fields: { ...scenario.fields, name } };
    return { change: { added: [], updated: [[scenario, renamed]], removed: [] }, params: { before, name } };
  },
};
