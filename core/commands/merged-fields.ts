import { fieldRefusal } from "#core/commands/field-values";
import { classOf } from "#core/features/classes";
import type { Field } from "#core/features/feature-class";
import { innerPosition } from "#core/geometry/ring";
import type { Feature, FieldValue } from "#core/model/feature";
import { type Refusal, refuse } from "#core/model/refusal";

/** Areas and counts: they add up where every part knows its own. */
const SUMS = new Set(["officialAreaM2", "declaredAreaM2", "surveyedAreaM2", "houses"]);

/** What belongs to one parcel alone: number, register and lineage. */
const OWN = new Set(["number", "ninacad", "parents", "openedBy", "validFrom"]);

/** How an area was surveyed: said of the whole when all parts were surveyed alike. */
const SURVEY = new Set(["surveyMethod", "surveyScale"]);

/** A field the parts disagree on. */
export interface FieldConflict {
  readonly field: Field;
  /** Each value once, with the parts that bear it. */
  readonly values: readonly { readonly value: FieldValue; readonly ids: readonly string[] }[];
}

/** The fields on which faces to be merged know different things and no rule decides. */
export function mergeConflicts(faces: readonly Feature[]): FieldConflict[] {
  const [first] = faces;
  if (!first) return [];
  return classOf(first.class).fields.flatMap((field): FieldConflict[] => {
    if (SUMS.has(field.key) || OWN.has(field.key) || SURVEY.has(field.key) || field.key === "note") return [];
    const ids = new Map<FieldValue, string[]>();
    for (const face of faces) {
      const value = face.fields[field.key];
      if (value !== undefined) ids.set(value, [...(ids.get(value) ?? []), face.id]);
    }
    if (ids.size < 2) return [];
    return [{ field, values: [...ids].map(([value, bearers]) => ({ value, ids: bearers })) }];
  });
}

/**
 * The fields of the whole that faces of one class make: equal values stay, one that only some parts know stays, areas
 * and houses add up, remarks join. What is left to decide is decided by `decided`.
 *
 * @returns refusals `merge.field-conflict` with the fields and values nobody decided on, `field.*`
 */
export function mergedFields(
  faces: readonly Feature[],
  decided: Readonly<Record<string, FieldValue | null>> = {},
): Record<string, FieldValue> | Refusal {
  const [first] = faces;
  const fields: Record<string, FieldValue> = {};
  if (!first) return fields;
  const open = mergeConflicts(faces).filter(({ field }) => decided[field.key] === undefined);
  if (open.length > 0) {
    const at = first.geometry?.kind === "polygon" ? { at: innerPosition(first.geometry) } : {};
    return refuse("merge.field-conflict", {
      ...at,
      ids: faces.map(({ id }) => id),
      params: { keys: open.map(({ field }) => field.key).join(", "), fields: open.map(conflictText).join(" ; ") },
    });
  }
  for (const key of new Set(faces.flatMap((face) => Object.keys(face.fields)))) {
    const values = faces.map((face) => face.fields[key]);
    const known = [...new Set(values.filter((value) => value !== undefined))];
    if (OWN.has(key)) continue;
    if (SUMS.has(key)) {
      const sum = values.reduce<number>((total, value) => total + Number(value ?? 0), 0);
      // An area that one part does not state is not stated of the whole.
      if (key === "houses" || !values.includes(undefined)) fields[key] = Math.round(sum * 100) / 100;
    } else if (SURVEY.has(key)) {
      if (known.length === 1 && values.every((value) => value !== undefined)) fields[key] = known[0] as FieldValue;
    } else if (key === "note") fields[key] = known.join(" ; ");
    else if (known.length === 1) fields[key] = known[0] as FieldValue;
  }
  for (const [key, value] of Object.entries(decided)) {
    const wrong = fieldRefusal(first.class, key, value);
    if (wrong) return wrong;
    if (value === null || value === "") delete fields[key];
    else fields[key] = value;
  }
  return fields;
}

/** `Usage (Habitation / Commerce)`; what names a person is not told. */
function conflictText({ field, values }: FieldConflict): string {
  if (field.personal) return field.label.fr;
  const said = values.map(({ value }) => field.choices?.find((choice) => choice.value === value)?.label.fr ?? value);
  return `${field.label.fr} (${said.join(" / ")})`;
}
