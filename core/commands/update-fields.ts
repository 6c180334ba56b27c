import { fieldRefusal } from "#core/commands/field-values";
import type { Command } from "#core/model/command";
import type { Feature, FieldValue } from "#core/model/feature";
import { refuse } from "#core/model/refusal";

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
      const after: Record<string, FieldValue> = { ...feature.fields };
      for (const [key, value] of Object.entries(fields)) {
        const refusal = fieldRefusal(feature.class, key, value);
        if (refusal) return { ...refusal, ids: [id] };
        const text = typeof value === "string" ? value.trim() : value;
        if (text === null || text === "") delete after[key];
        else after[key] = text;
      }
      const keys = new Set([...Object.keys(after), ...Object.keys(feature.fields)]);
      if ([...keys].some((key) => after[key] !== feature.fields[key]))
        updated.push([feature, { ...feature, fields: after }]);
    }
    return { change: { added: [], updated, removed: [] }, params: { count: updated.length } };
  },
};
