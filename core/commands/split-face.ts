import { dividedFace } from "#core/commands/divided-face";
import type { ActInput } from "#core/commands/record-act";
import { coverageOf, faceOf } from "#core/commands/reshape";
import { planDivision } from "#core/derived/divide/plan-division";
import type { Path } from "#core/geometry/geometry";
import type { Command } from "#core/model/command";
import { isRefusal, refuse } from "#core/model/refusal";

/** A face and the line that cuts it. */
export interface SplitFaceInput {
  readonly id: string;
  /** Flat, millimetres; its ends lie outside the face, on its boundary, or within half a metre of it. */
  readonly path: Path;
  /** What is known of the act when the face is a parcel. */
  readonly act?: ActInput;
}

/**
 * Splits a parcel, a reserve or an open space along a line drawn by hand, which may go where it will, through houses
 * too: the largest part first.
 *
 * @returns refusals `split.*`, each with its place, `act.*`
 */
export const splitFace: Command<SplitFaceInput> = {
  id: "split-face",
  plan(project, { id, path, act }, env) {
    const face = faceOf(project, id);
    if (!face) return refuse("feature.unknown", { ids: [id] });
    const coverage = coverageOf(project, env);
    const plan = planDivision(project, coverage, { id, method: "line", path, houses: "allow" });
    return isRefusal(plan) ? plan : dividedFace(project, coverage, face, plan, act, env);
  },
};
