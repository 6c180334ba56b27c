import { acceptLayout } from "#core/commands/accept-layout";
import { type ActInput, recordAct } from "#core/commands/record-act";
import { coverageOf } from "#core/commands/reshape";
import { shapeMark } from "#core/derived/shape-mark";
import { readScenario } from "#core/engines/layout/read-scenario";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { isRefusal, refuse } from "#core/model/refusal";

/** The scenario that is adopted, and what is known of the decision; its reason is the scenario's name when left out. */
export interface AdoptScenarioInput {
  readonly id: string;
  readonly act?: ActInput | undefined;
}

/**
 * Makes a scenario the plan of the project, as accepting its maillage would, and records the decision as an act.
 *
 * @returns refusals `feature.unknown`, `scenario.damaged`, `scenario.other-perimeter`, `layout.*`, `act.*`
 */
export const adoptScenario: Command<AdoptScenarioInput> = {
  id: "adopt-scenario",
  plan(project, { id, act }, env) {
    const scenario = project.get(id);
    if (scenario?.class !== "scenario") return refuse("feature.unknown", { ids: [id] });
    const read = readScenario(scenario);
    const name = String(scenario.fields["name"]);
    if (!read) return refuse("scenario.damaged", { ids: [id], params: { name } });
    const perimeters = [...project.ofClass("perimeter")];
    const site = perimeters[0]?.geometry;
    const mark = shapeMark(
      project,
      perimeters.map((perimeter) => perimeter.id),
    );
    if (site?.kind !== "polygon" || mark !== scenario.fields["site"]) {
      return refuse("scenario.other-perimeter", { ids: [id], params: { name } });
    }
    const { plan, params, score } = read;
    const accepted = acceptLayout.plan(project, { result: { ...plan, score }, site: site.rings, params }, env);
    if (isRefusal(accepted)) return accepted;
    const reason = act?.reason?.trim() || name;
    const recorded = recordAct(coverageOf(project, env), { ...act, reason }, { type: "adoption" }, env);
    if (isRefusal(recorded)) return recorded;
    const { added, updated } = accepted.change;
    // Where parcels with rights change by it, accepting is an act already: the decision is that very act.
    const own = added.find((feature) => feature.class === "act");
    const decision: Feature = own
      ? { ...own, fields: { ...recorded.act.fields, date: own.fields["date"] ?? env.now.slice(0, 10) } }
      : recorded.act;
    const adopted = { ...scenario, fields: { ...scenario.fields, adoptedBy: decision.id } };
    return {
      change: {
        ...accepted.change,
        added: [...added.filter((feature) => feature !== own), decision],
        updated: [...updated, [scenario, adopted]],
      },
      params: { name, lots: score.lots, number: String(decision.fields["number"]) },
    };
  },
};
