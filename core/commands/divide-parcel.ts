import { dividedFace } from "#core/commands/divided-face";
import type { ActInput } from "#core/commands/record-act";
import { coverageOf, faceOf } from "#core/commands/reshape";
import type { DivisionInput } from "#core/derived/divide/division-input";
import { planDivision } from "#core/derived/divide/plan-division";
import type { Command } from "#core/model/command";
import { isRefusal, refuse } from "#core/model/refusal";

/** How a parcel is to be divided, and what is known of the act. */
export type DivideParcelInput = DivisionInput & { readonly act?: ActInput };

/**
 * Divides a parcel (a reserve, an open space) after a method: equal parts, areas, widths, bands along a side, from a
 * position, along a line; all cuts in one act and one step of history.
 *
 * @returns refusals `divide.*`, `split.*`, each with its place, `act.*`
 */
export const divideParcel: Command<DivideParcelInput> = {
  id: "divide-parcel",
  plan(project, { act, ...input }, env) {
    const face = faceOf(project, input.id);
    if (!face) return refuse("feature.unknown", { ids: [input.id] });
    const coverage = coverageOf(project, env);
    const plan = planDivision(project, coverage, input);
    return isRefusal(plan) ? plan : dividedFace(project, coverage, face, plan, act, env);
  },
};
