import type { FeatureClass, Field } from "#core/features/feature-class";
import { tagNamesPerson } from "#core/features/personal-names";
import type { OsmTags } from "#core/formats/osm/osm-data";
import type { Fields, FieldValue } from "#core/model/feature";

/**
 * Fields of a class from OSM tags: what its rule gave, and for every other declared field the first of its outside
 * spellings (`Field.from`) that holds something readable.
 */
export function fieldsOfTags(featureClass: FeatureClass, given: Fields, tags: OsmTags): Fields {
  const fields: Record<string, FieldValue> = { ...given };
  for (const field of featureClass.fields) {
    if (fields[field.key] !== undefined) continue;
    for (const key of field.from ?? []) {
      const text = Object.hasOwn(tags, key) ? tags[key]?.trim() : undefined;
      const value = text ? valueOfText(field, text) : undefined;
      if (value === undefined) continue;
      fields[field.key] = value;
      break;
    }
  }
  return fields;
}

/** The value a text gives a field, `undefined` where it cannot be one (the text then stays in the tags). */
export function valueOfText(field: Field, text: string): FieldValue | undefined {
  switch (field.type) {
    case "text":
      return text;
    case "number":
      return numberOfText(text, field.unit);
    case "integer": {
      const number = numberOfText(text, field.unit);
      return Number.isSafeInteger(number) ? number : undefined;
    }
    case "boolean":
      return text === "yes" || text === "true" ? true : text === "no" || text === "false" ? false : undefined;
    case "date":
      return /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text) ? text : undefined;
    case "choice":
      return field.choices?.find((choice) => choice.value === text)?.value;
  }
}

/** Lengths in metres. OSM writes metres where it names no unit. */
const METRES: Readonly<Record<string, number>> = {
  m: 1,
  metre: 1,
  metres: 1,
  meters: 1,
  km: 1000,
  cm: 0.01,
  mm: 0.001,
  ft: 0.3048,
  "'": 0.3048,
};

/**
 * A number as people write it: `3.5`, `3,5 m`, `110 mm`, `12'`. Given in `unit`; a length is converted.
 * `undefined` for lists, ranges and unknown units.
 */
export function numberOfText(text: string, unit?: string): number | undefined {
  const parts = /^([-+]?\d+(?:[.,]\d+)?)\s*([^\d\s.,;-][^\d;]*)?$/.exec(text.trim());
  if (!parts) return undefined;
  const number = Number(parts[1]?.replace(",", "."));
  const written = parts[2]?.trim().toLowerCase();
  if (!written || written === unit?.toLowerCase()) return number;
  const from = Object.hasOwn(METRES, written) ? METRES[written] : undefined;
  const to = unit !== undefined && Object.hasOwn(METRES, unit) ? METRES[unit] : undefined;
  if (from === undefined || to === undefined) return undefined;
  return Math.round(((number * from) / to) * 1e6) / 1e6;
}

/** The tags without what is personal. */
export function keptTags(tags: OsmTags): OsmTags {
  let personal = false;
  for (const key in tags) {
    if (kindOfKey(key) !== "personal") continue;
    personal = true;
    break;
  }
  return personal ? Object.fromEntries(Object.entries(tags).filter(([key]) => kindOfKey(key) !== "personal")) : tags;
}

const ASIDE = /^(created_by|source|note|fixme|attribution|import|type|area)(:|$)/i;

/** Whether tags say what a thing is, not only where the data came from. */
export function saySomething(tags: OsmTags): boolean {
  for (const key in tags) if (!ASIDE.test(key)) return true;
  return false;
}

type KeyKind = "personal" | "plain";

/** What was found of keys before: a file has thousands of tags and a few hundred keys. */
const known = new Map<string, KeyKind>();
const MOST_KNOWN = 10_000;

function kindOfKey(key: string): KeyKind {
  const held = known.get(key);
  if (held) return held;
  const kind = tagNamesPerson(key) ? "personal" : "plain";
  if (known.size < MOST_KNOWN) known.set(key, kind);
  return kind;
}
