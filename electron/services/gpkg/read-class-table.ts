import type { DatabaseSync } from "node:sqlite";
import type { FeatureClass, Field } from "#core/features/feature-class";
import { classColumns, columnHolds, GEOMETRY_COLUMN } from "#core/formats/gpkg/class-table";
import { fitGeometry } from "#core/formats/gpkg/fit-geometry";
import { readPlainPolygon } from "#core/formats/gpkg/read-plain-polygon";
import { BlobError, readShapesBlob } from "#core/formats/gpkg/read-shapes";
import type { Geometry } from "#core/geometry/geometry";
import type { Feature, FieldValue } from "#core/model/feature";
import { RefusalError, refuse } from "#core/model/refusal";
import { quoted } from "#services/gpkg/schema";

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
  const declared = own.flatMap(({ name, field }) => (field && columns.includes(name) ? [{ name, field }] : []));
  const fixed = ["id", "fid", GEOMETRY_COLUMN, "tags"];
  // What is computed from the shape is not read: it is computed again.
  const wanted = [...fixed, ...declared.map(({ name }) => name), ...others];
  const terms = wanted.map((name) => (columns.includes(name) ? quoted(name) : "NULL"));
  const order = columns.includes("fid") ? " ORDER BY fid" : "";
  const select = database.prepare(`SELECT ${terms.join(", ")} FROM ${quoted(table)}${order}`);
  // Columns of others may hold whole numbers past what JavaScript counts (64-bit ids): those are kept as text.
  select.setReadBigInts(true);
  select.setReturnArrays(true);
  const features: Feature[] = [];
  let place = 0;
  for (const row of select.iterate() as Iterable<unknown>) {
    const cells = row as readonly unknown[];
    const [given, fid, blob, told] = cells;
    place++;
    const at = (): Place => ({ file: reading.file, layer: table, feature: String(given ?? fid ?? place) });
    const fields: Record<string, FieldValue> = {};
    let tags = told === null ? undefined : tagsOf(countable(told));
    for (let d = 0; d < declared.length; d++) {
      const cell = cells[fixed.length + d];
      if (cell === null || cell === "") continue;
      const { name, field } = declared[d] as (typeof declared)[number];
      const value = fittedValue(field, countable(cell));
      if (value !== undefined) fields[field.key] = value;
      else tags = withTag(tags, name, String(cell));
    }
    for (let o = 0; o < others.length; o++) {
      const cell = cells[fixed.length + declared.length + o];
      if (cell !== null) tags = withTag(tags, others[o] as string, textOf(countable(cell)));
    }
    const geometries = geometriesOf(featureClass, blob, at);
    for (let part = 0; part < geometries.length; part++) {
      const free = part === 0 && typeof given === "string" && given !== "" && !reading.ids.has(given);
      const id = free ? given : reading.newId();
      reading.ids.add(id);
      const beside = reading.beside.get(id);
      features.push({
        id,
        class: featureClass.id,
        geometry: geometries[part] as Geometry | null,
        fields: beside || part > 0 ? { ...fields, ...beside } : fields,
        ...(tags ? { tags: part > 0 ? { ...tags } : tags } : {}),
      });
    }
  }
  return features;
}

/** Where in an outside file something is wrong. */
interface Place {
  readonly file: string;
  readonly layer: string;
  readonly feature: string;
}

function geometriesOf(featureClass: FeatureClass, blob: unknown, at: () => Place): (Geometry | null)[] {
  // An îlot's outline follows from its faces; what the table shows is only for the eye.
  if (featureClass.geometry === "group" || featureClass.geometry === "none") return [null];
  if (blob === null || blob === undefined) return [null];
  if (!(blob instanceof Uint8Array)) throw new RefusalError(refuse("gpkg.bad-blob", at()));
  const plain = featureClass.geometry === "polygon" ? readPlainPolygon(blob) : undefined;
  if (plain) return [plain];
  try {
    const { shapes } = readShapesBlob(blob);
    if (shapes.length === 0) return [null];
    const fitted = fitGeometry(shapes, featureClass.geometry);
    if (typeof fitted === "string") throw new RefusalError(refuse(`gpkg.${fitted}`, at()));
    return fitted;
  } catch (thrown) {
    if (thrown instanceof BlobError) throw new RefusalError(refuse(`gpkg.${thrown.why}`, at()));
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

/** The tags a column holds. Words that are none were written by hand: kept as they stand; anything else is dropped. */
function tagsOf(value: unknown): Record<string, string> | undefined {
  if (typeof value !== "string") return undefined;
  try {
    const read: unknown = JSON.parse(value);
    if (read !== null && typeof read === "object" && !Array.isArray(read)) {
      return Object.fromEntries(Object.entries(read).map(([key, one]) => [key, textOf(one)]));
    }
  } catch {
    // As it stands, below.
  }
  return { tags: value };
}

/** Puts a tag to others, whatever its name: `__proto__` is one like any other. */
function withTag(tags: Record<string, string> = {}, name: string, value: string): Record<string, string> {
  return Object.defineProperty(tags, name, { value, enumerable: true, configurable: true, writable: true });
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
