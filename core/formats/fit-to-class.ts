import { shapedClasses } from "#core/derived/class-named";
import { readNumber, readValue } from "#core/derived/table/read-value";
import { annexFor } from "#core/features/annex";
import { type FeatureClass, fieldOf } from "#core/features/feature-class";
import { columnNamesPerson } from "#core/features/personal-names";
import { type ColumnFate, guessFate, type LayerMapping } from "#core/formats/import-mapping";
import type { OutsideFeature } from "#core/formats/outside-feature";
import type { Feature, FieldValue } from "#core/model/feature";
import { isRefusal, type Refusal } from "#core/model/refusal";

/** A remark on what came in or did not, `warning.<code>` in the locales. */
export interface FitWarning {
  readonly code:
    | "import.other-shape"
    | "import.no-shape"
    | "import.outside"
    | "import.collapsed"
    | "import.personal"
    | "import.value"
    | "import.left-column"
    | "import.annexed";
  readonly count: number;
  readonly params: Readonly<Record<string, string>>;
}

/** A value that its field cannot hold; it is kept beside the fields as it stands. */
interface RefusedValue {
  /** Place of the object in the input. */
  readonly source: number;
  readonly column: string;
  readonly value: string;
  readonly why: Refusal;
}

/** Objects of a layer as features; `sources[i]` is the place in the input that feature `i` came from. */
export interface Fitted {
  readonly features: Feature[];
  readonly sources: number[];
  readonly warnings: FitWarning[];
  /** The first of the values that were refused. */
  readonly refused: RefusedValue[];
}

/** Where objects come from, for annexes. */
interface FitSource {
  readonly file: string;
  readonly layer: string;
}

/**
 * Makes features of the objects of a layer, as its mapping says. A column the mapping does not name goes where its
 * name says (`guessFate`). Each part of a multiple shape becomes a feature. What is not taken is counted, and kept as
 * annex where the mapping asks for it.
 */
export function fitToClass(
  outside: readonly OutsideFeature[],
  mapping: LayerMapping,
  source: FitSource,
  newId: () => string,
): Fitted {
  const featureClass = shapedClasses.find(({ id }) => id === mapping.as);
  const isAnnex = mapping.as === "annex";
  const features: Feature[] = [];
  const sources: number[] = [];
  const refused: RefusedValue[] = [];
  const tally = new Map<FitWarning["code"], { count: number; words: Set<string> }>();
  const warn = (code: FitWarning["code"], word: string, count = 1): void => {
    const held = tally.get(code) ?? { count: 0, words: new Set() };
    tally.set(code, held);
    held.count += count;
    held.words.add(word);
  };
  const guessed = new Map<string, ColumnFate>();
  const fateOf = (column: string): ColumnFate => {
    const said = Object.hasOwn(mapping.columns, column) ? mapping.columns[column] : guessed.get(column);
    if (said !== undefined) return said;
    const fate = guessFate(column, featureClass);
    guessed.set(column, fate);
    return fate;
  };
  const put = (feature: Omit<Feature, "id">, from: number): void => {
    features.push({ id: newId(), ...feature });
    sources.push(from);
  };
  outside.forEach((one, from) => {
    const { fields, tags } = fitValues(one, featureClass, fateOf, (left, column) => warn(left, column), {
      refuse: (column, value, why) => {
        warn("import.value", `${column} = ${value}`);
        if (refused.length < MOST_REFUSED) refused.push({ source: from, column, value, why });
      },
    });
    const annexed = (geometry: Feature["geometry"]): void => {
      if (!isAnnex) warn("import.annexed", one.feature);
      const words = { sourceFile: source.file, sourceLayer: source.layer };
      put(
        { class: annexFor(geometry).id, geometry, fields: words, ...tagsOf(keptTags(one, featureClass, fateOf)) },
        from,
      );
    };
    const keepsRest = isAnnex || mapping.rest;
    if (one.collapsed > 0) warn("import.collapsed", one.feature, one.collapsed);
    if (one.outside) warn("import.outside", one.feature, one.outside);
    else if (one.collapsed === 0 && one.parts.length === 0) {
      if (keepsRest) annexed(null);
      else warn("import.no-shape", one.feature);
    }
    for (const geometry of one.parts) {
      if (geometry.kind === featureClass?.geometry) {
        put({ class: featureClass.id, geometry, fields, ...tagsOf(tags) }, from);
      } else if (keepsRest) annexed(geometry);
      else warn("import.other-shape", one.feature);
    }
  });
  const warnings = [...tally].map(([code, { count, words }]): FitWarning => {
    const first = [...words].slice(0, MOST_WORDS).join(", ");
    return { code, count, params: { which: words.size > MOST_WORDS ? `${first}…` : first } };
  });
  return { features, sources, warnings, refused };
}

/** Objects or columns named in a remark; more are only counted. */
const MOST_WORDS = 6;
/** Refused values told one by one; more are only counted. */
const MOST_REFUSED = 500;

function fitValues(
  one: OutsideFeature,
  featureClass: FeatureClass | undefined,
  fateOf: (column: string) => ColumnFate,
  leave: (code: "import.personal" | "import.left-column", column: string) => void,
  { refuse }: { refuse: (column: string, value: string, why: Refusal) => void },
): { fields: Record<string, FieldValue>; tags: Record<string, string> } {
  const fields: Record<string, FieldValue> = {};
  const tags: Record<string, string> = {};
  for (const [column, value] of Object.entries(one.values)) {
    const fate = fateOf(column);
    if (fate === "leave") {
      if (isPersonal(column, featureClass)) leave("import.personal", column);
      else if (column !== "fid") leave("import.left-column", column);
      continue;
    }
    const field = fate !== "keep" && featureClass ? fieldOf(featureClass, fate.field) : undefined;
    if (fate === "keep" || !field) {
      putTag(tags, column, value);
      continue;
    }
    const fitted = fittedValue(field, value, fate);
    if (isRefusal(fitted)) refuse(column, String(value), fitted);
    // The first column that has a value gives it; what another says of the same field is kept beside.
    if (isRefusal(fitted) || fields[field.key] !== undefined) putTag(tags, column, value);
    else if (fitted !== null) fields[field.key] = fitted;
  }
  return { fields, tags };
}

/** The values of an annexed object: all that is not left out, nor meant for a field that names people. */
function keptTags(
  one: OutsideFeature,
  featureClass: FeatureClass | undefined,
  fateOf: (column: string) => ColumnFate,
): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const [column, value] of Object.entries(one.values)) {
    const fate = fateOf(column);
    const field = typeof fate === "object" && featureClass ? fieldOf(featureClass, fate.field) : undefined;
    if (fate !== "leave" && !field?.personal) putTag(tags, column, value);
  }
  return tags;
}

/** Whether a column names people, by its own name or by the field it stands for. */
function isPersonal(column: string, featureClass: FeatureClass | undefined): boolean {
  const fate = guessFate(column, featureClass);
  return columnNamesPerson(column) || (fate === "leave" && column !== "fid");
}

/** A column may be called `__proto__`. */
function putTag(tags: Record<string, string>, column: string, value: FieldValue): void {
  Object.defineProperty(tags, column, { value: String(value), enumerable: true, configurable: true, writable: true });
}

function tagsOf(tags: Record<string, string>): Pick<Feature, "tags"> {
  return Object.keys(tags).length > 0 ? { tags } : {};
}

function fittedValue(
  field: FeatureClass["fields"][number],
  value: FieldValue,
  { times = 1, values }: Exclude<ColumnFate, string>,
): FieldValue | null | Refusal {
  const text = String(value);
  const meant = values && Object.hasOwn(values, text) ? values[text] : undefined;
  if (meant !== undefined) return readValue(field, meant);
  if (typeof value === "boolean" && field.type === "boolean") return value;
  const isWhole = typeof value === "number" && Number.isInteger(value);
  const isRight = typeof value === "number" && (field.type === "number" || (field.type === "integer" && isWhole));
  const read = isRight ? value : readValue(field, text);
  // `7ha 60a` says its units itself.
  const isPlain = typeof value === "number" || readNumber(text) !== undefined;
  if (typeof read !== "number" || times === 1 || !isPlain) return read;
  // Twelve digits are more than any office writes; the product of 0,07 and 10 000 is 700 all the same.
  return Number((read * times).toPrecision(12));
}
