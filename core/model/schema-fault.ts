import type { z } from "zod";

/** What is wrong with a value from outside: the place in it, the key of the words for it, and what these name. */
export type SchemaFault = Readonly<Record<string, string | number>> & {
  /** Dotted path in the value; the given word at its root. */
  readonly where: string;
  /** `fault.*` in the catalogue: sentences set it in with `$t({{why}})`. */
  readonly why: string;
};

/**
 * The first fault a schema finds, for the params of a refusal: core speaks no sentence, and zod's are in English.
 *
 * @param root what the place is called when the fault is the value itself
 */
export function schemaFault(value: unknown, error: z.ZodError, root: string): SchemaFault {
  const [first] = error.issues;
  if (!first) return { where: root, why: "fault.other" };
  const { issue, path } = innermost(first, []);
  return { where: path.map(String).join(".") || root, ...faultOf(issue, at(value, path)) };
}

/** Of a value that may be one thing or another: the fault of the branch that took its type, else of the first. */
function innermost(
  issue: z.core.$ZodIssue,
  outside: readonly PropertyKey[],
): { issue: z.core.$ZodIssue; path: PropertyKey[] } {
  const path = [...outside, ...issue.path];
  if (issue.code !== "invalid_union") return { issue, path };
  const branches = issue.errors.flatMap(([first]) => first ?? []);
  const taken = branches.find((each) => each.path.length > 0) ?? branches.find(({ code }) => code !== "invalid_type");
  return taken ? innermost(taken, path) : { issue, path };
}

function faultOf(issue: z.core.$ZodIssue, found: unknown): Readonly<Record<string, string | number>> & { why: string } {
  if (issue.code === "unrecognized_keys") return { why: "fault.unknown-key", unknown: issue.keys.join(", ") };
  if (found === undefined) return { why: "fault.missing" };
  if (issue.code === "too_small") {
    return { why: isSized(found) ? "fault.too-short" : "fault.too-small", least: Number(issue.minimum) };
  }
  if (issue.code === "too_big") {
    return { why: isSized(found) ? "fault.too-long" : "fault.too-large", most: Number(issue.maximum) };
  }
  if (issue.code === "invalid_value") return { why: "fault.not-one-of", options: issue.values.map(String).join(", ") };
  if (issue.code === "invalid_type") return { why: TYPES.get(issue.expected) ?? "fault.other" };
  return { why: "fault.other" };
}

/** Of a text or a list it is the length that is too small or too large. */
const isSized = (value: unknown): boolean => typeof value === "string" || Array.isArray(value);

const TYPES: ReadonlyMap<string, string> = new Map([
  ["number", "fault.not-a-number"],
  ["int", "fault.not-an-integer"],
  ["string", "fault.not-a-text"],
  ["array", "fault.not-a-list"],
  ["object", "fault.not-an-object"],
  ["record", "fault.not-an-object"],
  ["boolean", "fault.not-a-boolean"],
]);

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let held = value;
  for (const key of path) {
    if (typeof held !== "object" || held === null || !Object.hasOwn(held, key)) return undefined;
    held = (held as Record<PropertyKey, unknown>)[key];
  }
  return held;
}
