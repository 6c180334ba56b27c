import { railways } from "#core/features/annex";
import type { ClassId, Feature } from "#core/model/feature";

/** Waters a servitude runs along; a puddle or a wetland has none of its own. */
const WATERS: ReadonlySet<unknown> = new Set(["water", "river", "stream", "canal", "oxbow", "lake", "reservoir"]);
const COURSES: ReadonlySet<unknown> = new Set(["river", "stream", "canal"]);

/** Classes that servitudes run along. */
export const servitudeSources = [
  "water",
  "waterCourse",
  "powerLine",
  "annexLine",
] as const satisfies readonly ClassId[];

/** Norms of servitudes, keys of the référentiel. */
export const servitudeNorms = [
  "servitude.watercourse",
  "servitude.navigable",
  "servitude.hta",
  "servitude.htb",
  "servitude.rail",
] as const;

/**
 * Norm of the servitude that runs along a water or a line, a key of the référentiel; `undefined` where none does.
 *
 * @see décret 05-113/P-RM of 9 March 2005, art. 9–11
 */
export function servitudeNormOf({ class: id, fields, tags }: Feature): (typeof servitudeNorms)[number] | undefined {
  if (id === "water" || id === "waterCourse") {
    const kind = fields["kind"];
    if (kind !== undefined && !(id === "water" ? WATERS : COURSES).has(kind)) return undefined;
    return kind === "river" ? "servitude.navigable" : "servitude.watercourse";
  }
  if (id === "annexLine") return railways.has(tags?.["railway"]) ? "servitude.rail" : undefined;
  if (id !== "powerLine") return undefined;
  const level = fields["level"];
  return level === "HTA" ? "servitude.hta" : level === "HTB" ? "servitude.htb" : undefined;
}
