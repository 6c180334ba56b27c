import { folded } from "#core/derived/search";
import { classOf } from "#core/features/classes";
import type { Field } from "#core/features/feature-class";
import type { ClassId } from "#core/model/feature";

/** What the table measures on the shape itself. Plan: on the grid of the project CRS; ground: on the ellipsoid. */
export type Measure = "planAreaM2" | "groundAreaM2" | "lengthM";

/** Column of the attribute table: a declared field, or something measured on the shape. */
export interface Column {
  /** Key of the field, or the name of the measure. */
  readonly key: string;
  readonly kind: "text" | "number" | "choice" | "boolean" | "date";
  readonly field?: Field;
  readonly measure?: Measure;
}

/**
 * The columns of a class: its fields in their order, what is measured right behind the numbers that name a thing.
 *
 * @param personal whether fields that name persons (law 2013-015) are among them
 */
export function columnsOf(id: ClassId, personal: boolean): Column[] {
  const declared = classOf(id);
  const columns: Column[] = declared.fields
    .filter((field) => personal || !field.personal)
    .map((field) => ({ key: field.key, field, kind: kindOf(field) }));
  const named = columns.filter(({ key }) => key === "number" || key === "ilot").length;
  const measured: Measure[] =
    declared.geometry === "polygon" ? ["planAreaM2", "groundAreaM2"] : declared.geometry === "line" ? ["lengthM"] : [];
  columns.splice(named, 0, ...measured.map((measure): Column => ({ key: measure, kind: "number", measure })));
  return columns;
}

/** Whether a cell of the column can be written by hand. */
export function isEditable(column: Column): column is Column & { readonly field: Field } {
  return column.field !== undefined && !column.field.readOnly;
}

/** Names a measure answers to in an expression or at the head of a pasted block. */
const MEASURE_NAMES: Readonly<Record<Measure, readonly string[]>> = {
  planAreaM2: ["surface", "surface plan", "surface_m2", "area", "plan area"],
  groundAreaM2: ["surface terrain", "surface sol", "ground area"],
  lengthM: ["longueur", "longueur plan", "length", "plan length"],
};

/** The column of a name as people write it: label in either language, outside column, key. Accents do not count. */
export function columnNamed(columns: readonly Column[], name: string): Column | undefined {
  const wanted = bare(name);
  return wanted === "" ? undefined : columns.find((column) => namesOf(column).some((each) => bare(each) === wanted));
}

function namesOf(column: Column): readonly string[] {
  const { field, measure } = column;
  const names = field ? [field.label.fr, field.label.en, field.column] : [];
  return [...names, ...(measure ? MEASURE_NAMES[measure] : []), column.key];
}

/** A heading without its unit: `Surface plan (m²)` → `surface plan`. */
function bare(name: string): string {
  return folded(name)
    .replace(/\(.*\)/, "")
    .replace(/[’`]/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}

function kindOf(field: Field): Column["kind"] {
  return field.type === "integer" ? "number" : field.type;
}
