import { folded } from "#core/derived/search";
import { featureClasses } from "#core/features/classes";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** Fewer letters would show half the register. */
const FEWEST_LETTERS = 3;

/** A feature found by a person it names. */
export interface PersonFound {
  readonly feature: Feature;
  /** The name as it is written there. */
  readonly person: string;
}

/**
 * The features that name a person so, in the order of the project. Names are personal data (law 2013-015): asked only
 * while the planner has them shown, and kept in no index.
 *
 * @param question three letters or more; accents and case are no matter
 */
export function findHolders(project: ProjectView, question: string, limit: number): PersonFound[] {
  const asked = folded(question).trim();
  const found: PersonFound[] = [];
  if (asked.replace(/[^\p{L}]/gu, "").length < FEWEST_LETTERS) return found;
  for (const { id, archive, fields } of featureClasses) {
    const named = fields.filter(({ personal, type }) => personal && type === "text");
    if (archive || named.length === 0) continue;
    for (const feature of project.ofClass(id)) {
      const person = named.map(({ key }) => feature.fields[key]).find((name) => isAsked(name, asked));
      if (person !== undefined) found.push({ feature, person: String(person) });
      if (found.length >= limit) return found;
    }
  }
  return found;
}

function isAsked(name: unknown, asked: string): boolean {
  return typeof name === "string" && folded(name).includes(asked);
}
