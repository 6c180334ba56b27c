import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

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
