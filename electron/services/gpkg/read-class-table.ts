import type { DatabaseSync } from "node:sqlite";
import type { FeatureClass, Field } from "#core/features/feature-class";
import { classColumns, columnHolds, GEOMETRY_COLUMN } from "#core/formats/gpkg/class-table";
import { fitGeometry } from "#core/formats/gpkg/fit-geometry";
import { BlobError, readGeometryBlob } from "#core/formats/gpkg/read-blob";
import type { Geometry } from "#core/geometry/geometry";
import type { Feature, FieldValue } from "#core/model/feature";
import { RefusalError, refuse } from "#core/model/refusal";
import { quoted } from "#services/gpkg/schema";

type Row = Readonly<Record<string, unknown>>;

/** What readers of class tables share. */
export interface TableReading {
  /** Name of the file, for refusals. */
  readonly file: string;
  /** Fields no column could hold, by feature id. */
  readonly beside: ReadonlyMap<string, Readonly<Record<string, FieldValue>>>;
  /** Ids given so far, across all tables. */
  readonly ids: Set<string>;
  readonly newId: () => string;
}

/**
 * Reads the features of one class's table as they stand there. A row without an id, or with one that is taken, was
 * drawn elsewhere and gets a new one; each part of a multiple shape becomes a feature; columns that are none of
 * ours go to the tags.
 *
 * @throws RefusalError with file, layer and feature for a shape that is none of the class's
 */
export function readClassTable(
  database: DatabaseSync,
  featureClass: FeatureClass,
  columns: readonly string[],
  reading: TableReading,
): Feature[] {
  const { table } = featureClass;
  const own = classColumns(featureClass);
  const known = new Set(["fid", "id", GEOMETRY_COLUMN, ...own.map((column) => column.name)]);
  const others = columns.filter((column) => !known.has(column));
  const declared = own.filter((column) => column.field && columns.includes(column.name));
  const order = columns.includes("fid") ? " ORDER BY fid" : "";
  const select = database.prepare(`SELECT ${columns.map(quoted).join(", ")} FROM ${quoted(table)}${order}`);
  // Columns of others may hold whole numbers past what JavaScript counts (64-bit ids): those are kept as text.
  select.setReadBigInts(true);
  const features: Feature[] = [];
  let place = 0;
  for (const held of select.iterate()) {
    place++;
    const row: Row = Object.fromEntries(Object.entries(held).map(([key, value]) => [key, countable(value)]));
    const at = { file: reading.file, layer: table, feature: String(row["id"] ?? row["fid"] ?? place) };
    const fields: Record<string, FieldValue> = {};
    const tags = tagsOf(row["tags"]);
    for (const { name, field } of declared) {
      if (!field || row[name] === null || row[name] === "") continue;
      const value = fittedValue(field, row[name]);
      if (value !== undefined) fields[field.key] = value;
      else tags.kept[name] = String(row[name]);
    }
    for (const name of others) if (row[name] !== null) put(tags.kept, name, textOf(row[name]));
    const geometries = geometriesOf(featureClass, row[GEOMETRY_COLUMN], at);
    geometries.forEach((geometry, part) => {
      const given = row["id"];
      const free = part === 0 && typeof given === "string" && given !== "" && !reading.ids.has(given);
      const id = free ? given : reading.newId();
      reading.ids.add(id);
      features.push({
        id,
        class: featureClass.id,
        geometry,
        fields: { ...fields, ...reading.beside.get(id) },
        ...(tags.there || Object.keys(tags.kept).length > 0 ? { tags: { ...tags.kept } } : {}),
      });
    });
  }
  return features;
}

function geometriesOf(
  featureClass: FeatureClass,
  blob: unknown,
  at: { file: string; layer: string; feature: string },
): (Geometry | null)[] {
  // An îlot's outline follows from its faces; what the table shows is only for the eye.
  if (featureClass.geometry === "group" || blob === null || blob === undefined) return [null];
  if (!(blob instanceof Uint8Array)) throw new RefusalError(refuse("gpkg.bad-blob", at));
  try {
    const outside = readGeometryBlob(blob);
    if (!outside) return [null];
    const fitted = fitGeometry(outside, featureClass.geometry);
    if (typeof fitted === "string") throw new RefusalError(refuse(`gpkg.${fitted}`, at));
    return fitted;
  } catch (thrown) {
    if (thrown instanceof BlobError) throw new RefusalError(refuse(`gpkg.${thrown.why}`, at));
    throw thrown;
  }
}

/** The value of a declared column, made of its field's type where that loses nothing. */
function fittedValue(field: Field, value: unknown): FieldValue | undefined {
  if (field.type === "boolean") return value === 1 ? true : value === 0 ? false : undefined;
  if (field.type === "number" || field.type === "integer") {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof number === "number" && columnHolds(field, number) ? number : undefined;
  }
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && columnHolds(field, text) ? text : undefined;
}

function tagsOf(value: unknown): { there: boolean; kept: Record<string, string> } {
  if (typeof value !== "string") return { there: false, kept: {} };
  try {
    const read: unknown = JSON.parse(value);
    if (read !== null && typeof read === "object" && !Array.isArray(read)) {
      const kept = Object.fromEntries(Object.entries(read).map(([key, one]) => [key, textOf(one)]));
      return { there: true, kept };
    }
  } catch {
    // Written by hand: kept below as it stands.
  }
  return { there: true, kept: { tags: value } };
}

/** Sets a member, whatever its name: `__proto__` is one like any other. */
function put(kept: Record<string, string>, name: string, value: string): void {
  Object.defineProperty(kept, name, { value, enumerable: true, configurable: true, writable: true });
}

function countable(value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
