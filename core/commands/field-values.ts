import { classOf } from "#core/features/classes";
import { type Field, fieldOf } from "#core/features/feature-class";
import type { ClassId, FieldValue } from "#core/model/feature";
import { type Refusal, refuse } from "#core/model/refusal";

/**
 * Why a value cannot stand in a field of a class: `field.unknown`, `field.read-only`, `field.wrong-type`,
 * `field.unknown-choice`. `null` takes the value away and is always of the right type.
 */
export function fieldRefusal(cls: ClassId, key: string, value: FieldValue | null): Refusal | undefined {
  const field = fieldOf(classOf(cls), key);
  if (!field) return refuse("field.unknown", { params: { key } });
  if (field.readOnly) return refuse("field.read-only", { params: { key: field.label.fr } });
  if (value === null) return undefined;
  if (!isOfType(field, value))
    return refuse("field.wrong-type", { params: { key: field.label.fr, value: String(value) } });
  if (field.type === "choice" && !field.choices?.some((choice) => choice.value === value)) {
    return refuse("field.unknown-choice", { params: { key: field.label.fr, value: String(value) } });
  }
  return undefined;
}

function isOfType(field: Field, value: FieldValue): boolean {
  switch (field.type) {
    case "text":
    case "choice":
      return typeof value === "string";
    case "integer":
      return Number.isInteger(value);
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "boolean":
      return typeof value === "boolean";
    case "date":
      return typeof value === "string" && isIsoDate(value);
  }
}

/** Whether a text is a day of the calendar, `2026-11-22`. */
export function isIsoDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
