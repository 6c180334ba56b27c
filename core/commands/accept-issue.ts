import { shapeMark } from "#core/derived/shape-mark";
import { neverAccepted } from "#core/features/exception";
import { type Position, pointAt } from "#core/geometry/geometry";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { refuse } from "#core/model/refusal";

/** An issue of the check, and why it may stand. */
export interface AcceptIssueInput {
  readonly rule: string;
  readonly ids: readonly string[];
  /** Its place, millimetres. */
  readonly at: Position;
  readonly reason: string;
}

/** What is shorter says nothing. */
const LEAST_REASON = 4;

/**
 * Lets an issue of the check stand, with a reason: an exception at its place, which holds until one of the features
 * it is about changes its shape.
 *
 * @returns refusals `exception.needs-reason`, `exception.blocking`, `feature.unknown`
 */
export const acceptIssue: Command<AcceptIssueInput> = {
  id: "accept-issue",
  plan(project, { rule, ids, at, reason }, env) {
    if (neverAccepted.has(rule)) return refuse("exception.blocking", { at, ids });
    const text = reason.trim();
    if (text.length < LEAST_REASON) return refuse("exception.needs-reason", { at, ids });
    const missing = ids.find((id) => !project.get(id));
    if (missing !== undefined) return refuse("feature.unknown", { ids: [missing] });
    const exception: Feature = {
      id: env.newId(),
      class: "exception",
      geometry: pointAt(at[0], at[1]),
      fields: {
        reason: text,
        date: env.now.slice(0, 10),
        rule,
        about: ids.join(" "),
        mark: shapeMark(project, ids),
      },
    };
    return { change: { added: [exception], updated: [], removed: [] }, params: { reason: text } };
  },
};
