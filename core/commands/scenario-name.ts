import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/** Longest name of a scenario, signs: it heads a column of a table. */
const LONGEST = 60;

/**
 * A name for a scenario as it is kept, unlike that of every other.
 *
 * @param except id of the scenario that is being named anew
 * @returns refusals `scenario.no-name`, `scenario.name-too-long`, `scenario.name-taken`
 */
export function scenarioName(project: ProjectView, given: string, except?: string): string | Refusal {
  const name = given.trim().replaceAll(/\s+/g, " ");
  if (name === "") return refuse("scenario.no-name");
  if (name.length > LONGEST) return refuse("scenario.name-too-long", { params: { most: LONGEST } });
  for (const { id, fields } of project.ofClass("scenario")) {
    if (id !== except && String(fields["name"]).toLowerCase() === name.toLowerCase()) {
      return refuse("scenario.name-taken", { ids: [id], params: { name } });
    }
  }
  return name;
}

/** A name that no scenario bears yet: the one wished for, or the first of `Nom 2`, `Nom 3`… that is free. */
export function freeName(project: ProjectView, wished: string): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wished : `${wished} ${n}`;
    const fit = scenarioName(project, name);
    if (!isRefusal(fit) || fit.code !== "scenario.name-taken") return name;
  }
}
