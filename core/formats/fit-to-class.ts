import { folded } from "#core/derived/search";
import { readValue } from "#core/derived/table/read-value";
import type { FeatureClass, Field } from "#core/features/feature-class";
import { columnNamesPerson } from "#core/features/personal-names";
import type { OutsideFeature } from "#core/formats/outside-feature";
import type { Feature, FieldValue } from "#core/model/feature";
import { isRefusal } from "#core/model/refusal";

/** A remark on what came in or did not, `warning.<code>` in the locales. */
export interface FitWarning {
  readonly code: "import.other-shape" | "import.no-shape" | "import.collapsed" | "import.personal" | "import.value";
  readonly count: number;
  readonly params: Readonly<Record<string, string>>;
}

/** Objects of a file as features of one class; `sources[i]` is the place in the input that feature `i` came from. */
export interface Fitted {
  readonly features: Feature[];
  readonly sources: number[];
  readonly warnings: FitWarning[];
}

/**
 * Makes features of one class of outside objects. Columns go to the fields whose key, column, label or outside
 * spelling they bear (case and accents aside); the others are kept as tags, except those that name people: holders
 * have no place here (law 2013-015). Each part of a multiple shape becomes a feature. What is not taken is counted.
 */
export function fitToClass(
  outside: readonly OutsideFeature[],
  featureClass: FeatureClass,
  newId: () => string,
): Fitted {
  const names = namesOf(featureClass);
  const features: Feature[] = [];
  const sources: number[] = [];
  const tally = new Map<FitWarning["code"], { count: number; words: Set<string> }>();
  const warn = (code: FitWarning["code"], word: string, count = 1): void => {
    const held = tally.get(code) ?? { count: 0, words: new Set() };
    tally.set(code, held);
    held.count += count;
    held.words.add(word);
  };
  outside.forEach((one, source) => {
    const fields: Record<string, FieldValue> = {};
    const tags: Record<string, string> = {};
    for (const [column, value] of Object.entries(one.values)) {
      const field = names.get(folded(column));
      if (field?.personal || (!field && columnNamesPerson(column))) warn("import.personal", column);
      else {
        const fitted = field ? fittedValue(field, value) : undefined;
        if (field && fitted !== undefined && fields[field.key] === undefined) fields[field.key] = fitted;
        else {
          if (field && fitted === undefined) warn("import.value", `${column} = ${value}`);
          const text = { value: String(value), enumerable: true, configurable: true, writable: true };
          if (column !== "fid") Object.defineProperty(tags, column, text);
        }
      }
    }
    if (one.collapsed > 0) warn("import.collapsed", one.feature, one.collapsed);
    else if (one.parts.length === 0) warn("import.no-shape", one.feature);
    for (const geometry of one.parts) {
      if (geometry.kind !== featureClass.geometry) warn("import.other-shape", one.feature);
      else {
        const kept = Object.keys(tags).length > 0 ? { tags } : {};
        features.push({ id: newId(), class: featureClass.id, geometry, fields, ...kept });
        sources.push(source);
      }
    }
  });
  const warnings = [...tally].map(([code, { count, words }]): FitWarning => {
    const first = [...words].slice(0, MOST_WORDS).join(", ");
    return { code, count, params: { which: words.size > MOST_WORDS ? `${first}…` : first } };
  });
  return { features, sources, warnings };
}

/** Objects or columns named in a remark; more are only counted. */
const MOST_WORDS = 6;

/** Fields of a class by every name they may bear; the first declared wins. */
function namesOf(featureClass: FeatureClass): Map<string, Field> {
  const names = new Map<string, Field>();
  const spelled = featureClass.fields.map((field) => [field.column, field.key, ...(field.from ?? [])]);
  const labels = featureClass.fields.map(({ label }) => [label.fr, label.en]);
  for (const lists of [spelled, labels]) {
    lists.forEach((list, i) => {
      for (const name of list) {
        if (!names.has(folded(name))) names.set(folded(name), featureClass.fields[i] as Field);
      }
    });
  }
  return names;
}

function fittedValue(field: Field, value: FieldValue): FieldValue | undefined {
  if (typeof value === "number" && (field.type === "number" || (field.type === "integer" && Number.isInteger(value)))) {
    return value;
  }
  if (typeof value === "boolean" && field.type === "boolean") return value;
  const read = readValue(field, String(value));
  return read === null || isRefusal(read) ? undefined : read;
}
