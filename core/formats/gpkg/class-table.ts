import { classOf } from "#core/features/classes";
import type { FeatureClass, Field } from "#core/features/feature-class";
import type { Geometry } from "#core/geometry/geometry";
import { lengthM } from "#core/geometry/path";
import { planAreaM2 } from "#core/geometry/ring";
import type { FieldValue } from "#core/model/feature";

/** Name of the geometry column of every table. */
export const GEOMETRY_COLUMN = "geom";

/** A column of a class's table beside `fid`, `id` and the geometry. */
export interface ClassColumn {
  readonly name: string;
  readonly sqlType: "TEXT" | "INTEGER" | "REAL" | "BOOLEAN" | "DATE";
  /** The declared field it holds; none for a computed column. */
  readonly field?: Field;
}

const GEOMETRY_TYPES = {
  point: "POINT",
  line: "LINESTRING",
  polygon: "POLYGON",
  group: "MULTIPOLYGON",
  none: undefined,
} as const;

/** GeoPackage geometry type of a class's table. An îlot may hang together of several parts; an act has no geometry. */
export function geometryTypeName(id: FeatureClass["id"]): (typeof GEOMETRY_TYPES)[FeatureClass["geometry"]] {
  return GEOMETRY_TYPES[classOf(id).geometry];
}

/** Columns of a class's table: its declared fields, then what is computed from the shape, then the outside tags. */
export function classColumns(featureClass: FeatureClass): ClassColumn[] {
  const declared = featureClass.fields.map(
    (field): ClassColumn => ({ name: field.column, sqlType: SQL_TYPES[field.type], field }),
  );
  const { geometry } = featureClass;
  const computed: ClassColumn[] =
    geometry === "point" || geometry === "none"
      ? []
      : [{ name: geometry === "line" ? "longueur_m" : "surface_m2", sqlType: "REAL" }];
  return [...declared, ...computed, { name: "tags", sqlType: "TEXT" }];
}

const SQL_TYPES: Readonly<Record<Field["type"], ClassColumn["sqlType"]>> = {
  text: "TEXT",
  choice: "TEXT",
  integer: "INTEGER",
  number: "REAL",
  boolean: "BOOLEAN",
  date: "DATE",
};

/** Whether a column can hold a value and give back the very same one. What it cannot is kept beside. */
export function columnHolds(field: Field, value: FieldValue): boolean {
  if (field.type === "integer") return Number.isSafeInteger(value);
  if (field.type === "number") return typeof value === "number" && Number.isFinite(value);
  if (field.type === "boolean") return typeof value === "boolean";
  // SQLite keeps UTF-8: half a letter of two would come back as another.
  return typeof value === "string" && value !== "" && !value.includes("\0") && value.isWellFormed();
}

/** Plan area (m²) or length (m) of one shape, to the millimetre of a metre; `undefined` for a point. */
export function computedMeasure(geometries: readonly Geometry[]): number | undefined {
  let sum: number | undefined;
  for (const geometry of geometries) {
    if (geometry.kind === "point") continue;
    sum = (sum ?? 0) + (geometry.kind === "line" ? lengthM(geometry.path) : planAreaM2(geometry));
  }
  return sum === undefined ? undefined : Math.round(sum * 1000) / 1000;
}
