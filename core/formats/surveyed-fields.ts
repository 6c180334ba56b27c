import type { SurveyedField } from "#core/formats/layer-survey";
import type { FieldValue } from "#core/model/feature";

/** The fields of objects in the order they are first met, each with the narrowest type that holds all its values. */
export function surveyedFields(
  objects: Iterable<{ readonly values: Readonly<Record<string, FieldValue>> }>,
  first: Iterable<string> = [],
): SurveyedField[] {
  const types = new Map<string, SurveyedField["type"] | undefined>();
  for (const name of first) types.set(name, undefined);
  for (const { values } of objects) {
    for (const name in values) {
      const held = types.get(name);
      if (held === "String") continue;
      const type = typeOf(values[name] as FieldValue);
      types.set(name, held === undefined || held === type ? type : bothOf(held, type));
    }
  }
  return [...types].map(([name, type]) => ({ name, type: type ?? "String" }));
}

function typeOf(value: FieldValue): SurveyedField["type"] {
  if (typeof value === "number") return Number.isInteger(value) ? "Integer" : "Real";
  if (typeof value === "boolean") return "Boolean";
  if (value.length > 35 || !/^\d{4}-\d\d-\d\d/.test(value)) return "String";
  if (value.length === 10) return "Date";
  return /^.{10}[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[-+]\d\d:?\d\d)?$/.test(value) ? "DateTime" : "String";
}

function bothOf(a: SurveyedField["type"], b: SurveyedField["type"]): SurveyedField["type"] {
  const numbers = (a === "Integer" || a === "Real") && (b === "Integer" || b === "Real");
  if (numbers) return "Real";
  const dates = (a === "Date" || a === "DateTime") && (b === "Date" || b === "DateTime");
  return dates ? "DateTime" : "String";
}
