import { withFields } from "#core/commands/with-fields";
import type { Command } from "#core/model/command";
import type { Feature, FieldValue } from "#core/model/feature";
import { isRefusal, refuse } from "#core/model/refusal";

/** Values for the fields of one or many features; `null` takes the value away. */
export interface UpdateFieldsInput {
  readonly ids: readonly string[];
  readonly fields: Readonly<Record<string, FieldValue | null>>;
}

/**
 * Writes fields. Every value is held against the declaration of the class; nothing is worked out or overwritten
 * beside what was asked.
 *
 * @returns refusals `feature.unknown`, `field.*`
 */
export const updateFields: Command<UpdateFieldsInput> = {
  id: "update-fields",
  plan(project, { ids, fields }) {
    const updated: [Feature, Feature][] = [];
    for (const id of new Set(ids)) {
      const feature = project.get(id);
      if (!feature) return refuse("feature.unknown", { ids: [id] });
      const after = withFields(feature, fields);
      if (isRefusal(after)) return after;
      if (after !== feature) updated.push([feature, after]);
    }
    return { change: { added: [], updated, removed: [] }, params: { count: updated.length } };
  },
};
