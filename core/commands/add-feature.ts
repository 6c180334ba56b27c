import { fieldRefusal } from "#core/commands/field-values";
import { onGrid, shapeRefusal } from "#core/commands/runs";
import { classOf } from "#core/features/classes";
import type { Geometry } from "#core/geometry/geometry";
import type { Command } from "#core/model/command";
import type { ClassId, FieldValue } from "#core/model/feature";
import { refuse } from "#core/model/refusal";

/** A feature drawn by hand. */
export interface AddFeatureInput {
  readonly class: ClassId;
  readonly geometry: Geometry;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/**
 * Adds one feature that stands apart from the plan. Faces of the plan are made by the layout and by splitting.
 *
 * @returns refusals `add.archive`, `add.coverage`, `add.perimeter`, `add.wrong-geometry`, `shape.*`, `field.*`
 */
export const addFeature: Command<AddFeatureInput> = {
  id: "add-feature",
  plan(_project, input, env) {
    const featureClass = classOf(input.class);
    if (featureClass.archive) return refuse("add.archive");
    if (featureClass.coverage || featureClass.geometry === "group") return refuse("add.coverage");
    if (input.class === "perimeter") return refuse("add.perimeter");
    if (featureClass.geometry !== input.geometry.kind) return refuse("add.wrong-geometry");
    const geometry = onGrid(input.geometry);
    const shape = shapeRefusal("shape", geometry);
    if (shape) return shape;
    for (const [key, value] of Object.entries(input.fields)) {
      const refusal = fieldRefusal(input.class, key, value);
      if (refusal) return refusal;
    }
    const feature = { id: env.newId(), class: input.class, geometry, fields: { ...input.fields } };
    const kind = input.fields["kind"] ?? input.fields["level"];
    const params = { class: input.class, ...(typeof kind === "string" ? { kind } : {}) };
    return { change: { added: [feature], updated: [], removed: [] }, params };
  },
};
