import { shapedClasses } from "#core/derived/class-named";
import { folded } from "#core/derived/search";
import type { FeatureClass, Field } from "#core/features/feature-class";
import { columnNamesPerson } from "#core/features/personal-names";
import { sortedJson } from "#core/model/sorted-json";

/**
 * What becomes of a column: `keep` beside the fields as it stands, `leave` out, or a field of the class. `times`
 * brings a number to the field's unit; `values` says what a code of the file means.
 */
export type ColumnFate =
  | "keep"
  | "leave"
  | {
      readonly field: string;
      readonly times?: number | undefined;
      readonly values?: Readonly<Record<string, string>> | undefined;
    };

/**
 * What becomes of one layer of an outside file. The columns it lists are how a source is known again: the same office
 * sends the same columns.
 */
export interface LayerMapping {
  readonly layer: string;
  /** Id of a class; `annex` keeps the objects as they came, beside the plan; `none` leaves them out. */
  readonly as: string;
  readonly columns: Readonly<Record<string, ColumnFate>>;
  /** Whether objects that the class cannot take (another shape, none at all) are kept as annex. */
  readonly rest: boolean;
}

/** What is known of a layer when it is mapped. */
export interface MappedLayer {
  readonly name: string;
  readonly kinds: Readonly<Partial<Record<"point" | "line" | "polygon", number>>>;
  readonly columns: readonly string[];
}

/** A mapping for a layer that nobody has mapped before: the class its name or its columns point to, else annex. */
export function guessMapping(layer: MappedLayer): LayerMapping {
  const as = (classSaid(layer) ?? classOfColumns(layer))?.id ?? "annex";
  return { layer: layer.name, as, columns: guessColumns(as, layer.columns), rest: false };
}

/** What becomes of each column under a class (or `annex`, `none`), as its name says. */
export function guessColumns(as: string, columns: readonly string[]): Record<string, ColumnFate> {
  const featureClass = shapedClasses.find(({ id }) => id === as);
  return Object.fromEntries(columns.map((column) => [column, guessFate(column, featureClass)]));
}

/** What becomes of one column, as its name says: columns that name people are left out (law 2013-015). */
export function guessFate(column: string, featureClass: FeatureClass | undefined): ColumnFate {
  if (folded(column) === "fid") return "leave";
  const named = featureClass && fieldNamed(featureClass, column);
  if (named?.field.personal || (!named && columnNamesPerson(column))) return "leave";
  if (!named) return "keep";
  return { field: named.field.key, ...(named.times === 1 ? {} : { times: named.times }) };
}

/** Units a number may be written in for a field of a unit, and what brings it to that. */
export const columnUnits: Readonly<Record<string, readonly { readonly unit: string; readonly times: number }[]>> = {
  "m²": [
    { unit: "m²", times: 1 },
    { unit: "a", times: 100 },
    { unit: "ha", times: 10_000 },
    { unit: "km²", times: 1_000_000 },
  ],
  m: [
    { unit: "m", times: 1 },
    { unit: "cm", times: 0.01 },
    { unit: "mm", times: 0.001 },
    { unit: "km", times: 1000 },
  ],
};

/**
 * The mapping a source was given before: same columns, and the same name where several layers of the file bear those
 * columns or they were mapped in several ways. The most recent comes first in `known`.
 */
export function knownMapping(
  layer: MappedLayer,
  layers: readonly MappedLayer[],
  known: readonly LayerMapping[],
): LayerMapping | undefined {
  const columns = signature(layer.columns);
  const same = known.filter((mapping) => signature(Object.keys(mapping.columns)) === columns);
  const named = same.find((mapping) => folded(mapping.layer) === folded(layer.name));
  const ways = new Set(same.map(({ layer: _, ...way }) => sortedJson(way)));
  const isPlain = ways.size === 1 && isAlone(layer, layers) && layer.columns.length > 2;
  const found = named ?? (isPlain ? same[0] : undefined);
  return found && canTake(found.as, layer) ? { ...found, layer: layer.name } : undefined;
}

/** Most mappings that are remembered. */
const MOST_KNOWN = 200;

/** The mappings that are remembered once these were used; each takes the place of the one it renews. */
export function withMappings(known: readonly LayerMapping[], used: readonly LayerMapping[]): readonly LayerMapping[] {
  const key = ({ layer, columns }: LayerMapping): string => `${folded(layer)}\n${signature(Object.keys(columns))}`;
  const renewed = new Set(used.map(key));
  return [...used, ...known.filter((mapping) => !renewed.has(key(mapping)))].slice(0, MOST_KNOWN);
}

/** Classes that can take something of a layer. */
export function classesFor({ kinds }: Pick<MappedLayer, "kinds">): typeof shapedClasses {
  return shapedClasses.filter(({ geometry }) => (kinds[geometry] ?? 0) > 0);
}

function canTake(as: string, layer: MappedLayer): boolean {
  return as === "annex" || as === "none" || classesFor(layer).some(({ id }) => id === as);
}

function isAlone(layer: MappedLayer, layers: readonly MappedLayer[]): boolean {
  const columns = signature(layer.columns);
  return layers.filter((each) => signature(each.columns) === columns).length === 1;
}

function signature(columns: readonly string[]): string {
  return columns.toSorted().join("\n");
}

/** A field that a column names, and what brings its numbers to the field's unit. */
function fieldNamed({ fields }: FeatureClass, column: string): { field: Field; times: number } | undefined {
  // Words of a drawing come by the layer they stand on: `Text NUMEROS`.
  const name = folded(column).replace(/^text (.+?)s?$/, "$1");
  const [, stem, suffix] = /^(.+?)[_ (]+(ha|a|m2|km2|m|cm|mm|km)\)?$/.exec(name) ?? [];
  const unit = suffix?.replace("2", "²");
  const spelled = (field: Field): string[] => [field.column, field.key, ...(field.from ?? [])].map(folded);
  const labels = (field: Field): string[] => [field.label.fr, field.label.en].map(folded);
  for (const names of [spelled, labels]) {
    const field = fields.find((each) => names(each).includes(name));
    if (field) return { field, times: 1 };
  }
  for (const field of fields) {
    const times = columnUnits[field.unit ?? ""]?.find((each) => each.unit === unit)?.times;
    if (stem && times !== undefined && spelled(field).includes(stem)) return { field, times };
  }
  return undefined;
}

/** The class a layer's name says, whole or in one of its words. */
export function classSaid(layer: MappedLayer): FeatureClass | undefined {
  const name = ` ${words(layer.name)} `;
  const said = classesFor(layer).map((each) => {
    const found = namesOf(each).filter((one) => name.includes(` ${one} `));
    return { each, length: Math.max(0, ...found.map(({ length }) => length)) };
  });
  return said.filter(({ length }) => length > 0).sort((a, b) => b.length - a.length)[0]?.each;
}

/** The class most columns of a layer are fields of; one column alone says nothing: all have a name or a number. */
function classOfColumns(layer: MappedLayer): FeatureClass | undefined {
  const score = (each: FeatureClass): number =>
    layer.columns.filter((column) => typeof guessFate(column, each) === "object").length;
  const [best] = classesFor(layer)
    .map((each) => ({ each, score: score(each) }))
    .sort((a, b) => b.score - a.score || Number(b.each.id === "parcel") - Number(a.each.id === "parcel"));
  return best && best.score > 1 ? best.each : undefined;
}

function namesOf({ id, table, label, plural, from, dxf }: FeatureClass): string[] {
  return [id, table, label.fr, label.en, plural.fr, plural.en, dxf.layer, ...(from ?? [])].map(words);
}

/** A name as words in the singular, small letters without accents: `PARCELLES_2024` is `parcelle 2024`. */
function words(name: string): string {
  return folded(name)
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word))
    .join(" ")
    .trim();
}
