import { type ActInput, recordAct } from "#core/commands/record-act";
import { isOnlyPlanned } from "#core/features/parcel-states";
import type { Change } from "#core/model/change";
import type { CommandEnv } from "#core/model/command";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature } from "#core/model/feature";
import { isRefusal, type Refusal } from "#core/model/refusal";

/**
 * The change that reshapes faces. Parcels that are more than planned are reshaped by an act (rectification), which keeps
 * what they were; planned ones, and all other faces, just change.
 *
 * @returns refusals `act.*`
 */
export function rectified(
  coverage: CoverageIndex,
  reshaped: readonly (readonly [Feature, Feature])[],
  act: ActInput | undefined,
  env: CommandEnv,
): Change | Refusal {
  const stands = ([from]: readonly [Feature, Feature]): boolean => from.class === "parcel" && !isOnlyPlanned(from);
  const adjusted = reshaped.filter(stands);
  if (adjusted.length === 0) return { added: [], updated: reshaped, removed: [] };
  const recorded = recordAct(coverage, act ?? {}, { type: "rectification", adjusted }, env);
  if (isRefusal(recorded)) return recorded;
  const { added, removed } = recorded;
  return { added, updated: [...reshaped.filter((pair) => !stands(pair)), ...recorded.updated], removed };
}
