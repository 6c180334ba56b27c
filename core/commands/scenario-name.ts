import type { ProjectView } from "#core/model/project";
import { type Refusal, refuse } from "#core/model/refusal";

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
