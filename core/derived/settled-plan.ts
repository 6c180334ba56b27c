import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { type Refusal, refuse } from "#core/model/refusal";

/** The act that settled the plan and holds: the latest, unless the plan was reopened. `undefined` while it is open. */
export function settledPlan(project: ProjectView): Feature | undefined {
  let settled: Feature | undefined;
  for (const act of project.ofClass("act")) {
    const { type, state, date } = act.fields;
    if (type !== "arrete" || state === "annule") continue;
    if (!settled || String(date) >= String(settled.fields["date"])) settled = act;
  }
  return settled;
}

/** Why no other plan may take the place of this one: it is settled. `layout.plan-settled`; nothing while it is open. */
export function settledRefusal(project: ProjectView): Refusal | undefined {
  const settled = settledPlan(project);
  if (!settled) return undefined;
  const { number, date } = settled.fields;
  return refuse("layout.plan-settled", { ids: [settled.id], params: { number: String(number), date: String(date) } });
}
