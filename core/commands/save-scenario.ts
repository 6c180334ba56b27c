import type { AcceptedPlan } from "#core/commands/accept-layout";
import { scenarioName } from "#core/commands/scenario-name";
import { shapeMark } from "#core/derived/shape-mark";
import type { LayoutParams } from "#core/engines/layout/layout-types";
import { packPlan } from "#core/engines/layout/packed-plan";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { isRefusal, refuse } from "#core/model/refusal";

/** A maillage that was worked out, and what to call it. */
export interface SaveScenarioInput {
  readonly name: string;
  readonly params: LayoutParams;
  readonly result: AcceptedPlan;
}

/**
 * Keeps a maillage under a name, beside the plan as it stands: nothing of the plan changes.
 *
 * @returns refusals `scenario.no-name`, `scenario.name-taken`, `layout.empty`, `layout.no-site`
 */
export const saveScenario: Command<SaveScenarioInput> = {
  id: "save-scenario",
  plan(project, { name: given, params, result }, env) {
    const name = scenarioName(project, given);
    if (isRefusal(name)) return name;
    if (result.faces.length === 0) return refuse("layout.empty");
    const perimeters = [...project.ofClass("perimeter")].map(({ id }) => id);
    if (perimeters.length === 0) return refuse("layout.no-site");
    const scenario: Feature = {
      id: env.newId(),
      class: "scenario",
      geometry: null,
      fields: {
        name,
        date: env.now.slice(0, 10),
        params: JSON.stringify(params),
        score: JSON.stringify(result.score),
        plan: packPlan(result),
        site: shapeMark(project, perimeters),
      },
    };
    return { change: { added: [scenario], updated: [], removed: [] }, params: { name } };
  },
};
