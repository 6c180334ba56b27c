import { withFields } from "#core/commands/with-fields";
import type { Command } from "#core/model/command";
import type { Feature, FieldValue } from "#core/model/feature";
import { isRefusal, refuse } from "#core/model/refusal";

/** Values of its own for each feature, in one act; `null` takes a value away. */
export interface UpdateManyInput {
  readonly values: readonly { readonly id: string; readonly fields: Readonly<Record<string, FieldValue | null>> }[];
}

/**
 * Writes fields of many features, each its own values: a pasted block, a find and replace. All or nothing.
 *
 * @returns refusals `feature.unknown`, `field.*`, with the feature at fault
 */
export const updateMany: Command<UpdateManyInput> = {
  id: "update-many",
  plan(project, { values }) {
    const updated = new Map<string, [Feature, Feature]>();
    for (const { id, fields } of values) {
      const before = project.get(id);
      if (!before) return refuse("feature.unknown", { ids: [id] });
      // The same feature named twice: the later value goes on from the earlier.
      const after = withFields(updated.get(id)?.[1] ?? before, fields);
      if (isRefusal(after)) return after;
      if (after !== before) updated.set(id, [before, after]);
    }
    return { change: { added: [], updated: [...updated.values()], removed: [] }, params: { count: updated.size } };
  },
};
