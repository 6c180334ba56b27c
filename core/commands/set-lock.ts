import { isLocked, lockableClasses } from "#core/features/locks";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { refuse } from "#core/model/refusal";

export interface SetLockInput {
  readonly ids: readonly string[];
  readonly locked: boolean;
}

/**
 * Locks features of the plan, or unlocks them: what is locked stays as it is, to the byte, when the maillage is laid
 * out anew. An îlot holds all its faces.
 *
 * @returns refusals `feature.unknown`, `lock.not-of-plan`
 */
export const setLock: Command<SetLockInput> = {
  id: "set-lock",
  plan(project, { ids, locked }) {
    const updated = new Map<string, readonly [Feature, Feature]>();
    for (const id of ids) {
      const feature = project.get(id);
      if (!feature) return refuse("feature.unknown", { ids: [id] });
      if (!lockableClasses.has(feature.class)) return refuse("lock.not-of-plan", { ids: [id] });
      if (isLocked(feature) === locked) continue;
      const { locked: _was, ...rest } = feature.fields;
      updated.set(id, [feature, { ...feature, fields: locked ? { ...rest, locked: true } : rest }]);
    }
    return {
      change: { added: [], updated: [...updated.values()], removed: [] },
      params: { count: updated.size, context: locked ? "on" : "off" },
    };
  },
};
