import { relayChange } from "#core/commands/relay-change";
import { coverageOf } from "#core/commands/reshape";
import { settledRefusal } from "#core/derived/settled-plan";
import type { NewLine } from "#core/engines/layout/layout-types";
import { type LayoutParams, layoutParamsSchema } from "#core/engines/layout/layout-types";
import { ilotsTarget, type RelayedIlots, relayIlots } from "#core/engines/layout/relay-ilots";
import { normsOf } from "#core/features/norms-of";
import type { Command } from "#core/model/command";
import { isRefusal } from "#core/model/refusal";

export interface RelayIlotsInput {
  /** Numbers of the îlots. */
  readonly ilots: readonly string[];
  /** What differs from the usual parameters of a maillage. */
  readonly params?: Partial<LayoutParams> | undefined;
  /** The faces as they were worked out before; worked out here when left out. */
  readonly made?: RelayedIlots | undefined;
  /** A street drawn through the îlots: its right-of-way is taken from their land. */
  readonly street?: NewLine | undefined;
}

/**
 * Lays îlots out anew within the streets around them: other plots of the plan are not touched. Locked faces, reserves
 * and parcels that are more than planned stay; parcels that go on keep their id, number, holder and rights.
 *
 * @returns refusals `relay.*`, `layout.*`, `act.*`
 */
export const relayIlotsCommand: Command<RelayIlotsInput> = {
  id: "relay-ilots",
  plan(project, { ilots, params, made, street }, env) {
    const settled = settledRefusal(project);
    if (settled) return settled;
    const asked = { ...layoutParamsSchema.parse({ lotsPerIlotRow: 60 }), ...params };
    const coverage = coverageOf(project, env);
    const target = ilotsTarget(project, coverage, ilots, asked, normsOf(project), street);
    if (isRefusal(target)) return target;
    const result = made ?? relayIlots(target, asked);
    if (isRefusal(result)) return result;
    const { faces, axes } = result;
    const { outline, drops } = target;
    const outcome = relayChange(
      project,
      coverage,
      { faces: target.faces, axes: [], outline, drops, newFaces: faces, newAxes: axes },
      env,
    );
    if (isRefusal(outcome)) return outcome;
    const { change, counts } = outcome;
    return {
      change,
      params: {
        ...counts,
        count: ilots.length,
        ilots: ilots.join(", "),
      },
    };
  },
};
