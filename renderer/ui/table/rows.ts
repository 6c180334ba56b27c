import { folded } from "#core/derived/search";
import { classOf } from "#core/features/classes";
import type { Field } from "#core/features/feature-class";
import { lengthM } from "#core/geometry/path";
import { planAreaM2 } from "#core/geometry/ring";
import type { Lang } from "#core/messages/catalogue";
import type { ClassId, Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** Column of the attribute table: a declared field, or something measured on the shape. */
export interface Column {
  readonly key: string;
  readonly field?: Field;
  readonly kind: "text" | "number";
}

export interface Row {
  readonly id: string;
  readonly values: readonly (string | number | undefined)[];
  /** What the text filter looks through: shown values, folded. */
  readonly text: string;
}

/** Computed columns' keys; their words stand under `ui.column.<key>`. */
export const AREA = "planAreaM2";
export const LENGTH = "lengthM";

/** The columns of a class: its fields in their order, its plan area or length behind the numbers. */
export function columnsOf(id: ClassId): Column[] {
  const declared = classOf(id);
  const columns: Column[] = declared.fields.map((field) => ({
    key: field.key,
    field,
    kind: field.type === "number" || field.type === "integer" ? "number" : "text",
  }));
  // What is measured stands right behind the numbers that name a thing.
  const named = columns.filter(({ key }) => key === "number" || key === "ilot").length;
  if (declared.geometry === "polygon") columns.splice(named, 0, { key: AREA, kind: "number" });
  if (declared.geometry === "line") columns.splice(named, 0, { key: LENGTH, kind: "number" });
  return columns;
}

/** One row a feature, with the words of choices in the language. */
export function rowsOf(project: ProjectView, id: ClassId, columns: readonly Column[], lang: Lang): Row[] {
  const rows: Row[] = [];
  for (const feature of project.ofClass(id)) {
    const values = columns.map((column) => cellOf(feature, column, lang));
    rows.push({ id: feature.id, values, text: folded(values.filter((value) => value !== undefined).join(" ")) });
  }
  // Îlot by îlot, number by number, as a planner reads a plan.
  const ilot = columns.findIndex(({ key }) => key === "ilot");
  const number = columns.findIndex(({ key }) => key === "number");
  if (number < 0) return rows;
  const { compare } = new Intl.Collator(lang, { numeric: true });
  const text = (row: Row, column: number): string => String(row.values[column] ?? "");
  return rows.sort(
    (a, b) => (ilot < 0 ? 0 : compare(text(a, ilot), text(b, ilot))) || compare(text(a, number), text(b, number)),
  );
}

/** Rows that hold the typed text, in the order of a column (numbers by value, texts as people count). */
export function shownRows(
  rows: readonly Row[],
  filter: string,
  sort: { readonly column: number; readonly descending: boolean } | undefined,
  lang: Lang,
): readonly Row[] {
  const wanted = folded(filter.trim());
  const kept = wanted ? rows.filter((row) => row.text.includes(wanted)) : rows;
  if (!sort) return kept;
  const { compare } = new Intl.Collator(lang, { numeric: true });
  const turn = sort.descending ? -1 : 1;
  return [...kept].sort((one, other) => {
    const a = one.values[sort.column];
    const b = other.values[sort.column];
    // What is not known comes last, whichever way the column is sorted.
    if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
    return turn * (typeof a === "number" && typeof b === "number" ? a - b : compare(String(a), String(b)));
  });
}

function cellOf(feature: Feature, column: Column, lang: Lang): string | number | undefined {
  if (column.key === AREA) return feature.geometry?.kind === "polygon" ? planAreaM2(feature.geometry) : undefined;
  if (column.key === LENGTH) return feature.geometry?.kind === "line" ? lengthM(feature.geometry.path) : undefined;
  const value = feature.fields[column.key];
  if (value === undefined) return undefined;
  const choice = column.field?.choices?.find((each) => each.value === value);
  return choice ? choice.label[lang] : typeof value === "boolean" ? (value ? "✓" : "–") : value;
}
