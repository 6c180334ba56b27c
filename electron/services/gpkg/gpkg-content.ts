import type { DatabaseSync } from "node:sqlite";
import { BlobError, readShapesBlob } from "#core/formats/gpkg/read-shapes";
import type { SurveyedField, SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideLayer, OutsideObject } from "#core/formats/outside-content";
import type { FieldValue } from "#core/model/feature";
import { RefusalError, refuse } from "#core/model/refusal";
import { tableColumns, withOutsideDatabase } from "#services/gpkg/open-outside";
import { quoted } from "#services/gpkg/schema";

/** What to read of a GeoPackage. */
export interface GpkgSource {
  readonly path: string;
  /** Its name, for refusals. */
  readonly name: string;
  /** Folder for the copy that is read. */
  readonly temp: string;
}

/**
 * Reads the feature and attribute tables of any GeoPackage. The file is not changed.
 *
 * @throws RefusalError `gpkg.*`, with layer and feature
 */
export function readGpkgContent({ path, name, temp }: GpkgSource): OutsideContent {
  return withOutsideDatabase(path, name, temp, (database) => {
    if (!tableColumns(database, "gpkg_contents")) {
      throw new RefusalError(
        refuse("gpkg.no-contents", { file: name, layer: "gpkg_contents", ...otherShapes(database) }),
      );
    }
    const warnings: SurveyWarning[] = [];
    const layers: OutsideLayer[] = [];
    let others = 0;
    let listsAttributes = false;
    for (const row of database.prepare("SELECT table_name, data_type FROM gpkg_contents ORDER BY rowid").all()) {
      const table = String(row["table_name"]);
      const type = String(row["data_type"]);
      if (OF_PROGRAMS.test(table)) continue;
      if (type === "attributes" || type === "aspatial") listsAttributes = true;
      if (type !== "features" && type !== "attributes" && type !== "aspatial") others++;
      else if (!database.prepare("SELECT 1 FROM sqlite_master WHERE lower(name) = lower(?)").get(table)) {
        warnings.push({ code: "gpkg.missing-table", count: 1, params: { layer: table } });
      } else if (!tableColumns(database, table)) {
        warnings.push({ code: "gpkg.not-a-table", count: 1, params: { layer: table } });
      } else layers.push(readTable(database, table, type === "features", name, warnings));
    }
    // As GDAL does: a file that lists none of its plain tables may have some all the same.
    if (!listsAttributes) {
      for (const table of unlistedTables(database)) layers.push(readTable(database, table, false, name, warnings));
    }
    if (layers.length === 0) throw new RefusalError(refuse("gpkg.nothing-to-read", { file: name, params: { others } }));
    if (others > 0) warnings.push({ code: "gpkg.other-tables", count: others });
    return { format: "GeoPackage", encoding: "UTF-8", layers, warnings };
  });
}

/** Tables that programs keep for themselves: styles, projects, an index, the mark of a file without layers. */
const OF_PROGRAMS = /^(layer_styles|qgis_projects|ogr_empty_table|(gpkg|rtree|sqlite|maillage)_.*)$/i;

/** Tables with rows that the list of contents leaves out. */
function unlistedTables(database: DatabaseSync): string[] {
  const rows = database
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND lower(name) NOT IN (SELECT lower(table_name) FROM gpkg_contents) ORDER BY rowid",
    )
    .all();
  return rows.map((row) => String(row["name"])).filter((table) => !OF_PROGRAMS.test(table));
}

/** Where a database that is no GeoPackage keeps its shapes, as SpatiaLite does; nothing for one that only pretends. */
function otherShapes(database: DatabaseSync): { params: { shapes: string } } | undefined {
  const pretends = database.prepare("SELECT 1 FROM sqlite_master WHERE lower(name) = 'gpkg_contents'").get();
  return !pretends && tableColumns(database, OTHER_SHAPES) ? { params: { shapes: OTHER_SHAPES } } : undefined;
}

const OTHER_SHAPES = "geometry_columns";

function readTable(
  database: DatabaseSync,
  table: string,
  spatial: boolean,
  file: string,
  warnings: SurveyWarning[],
): OutsideLayer {
  const columns = database.prepare("SELECT name, type, pk FROM pragma_table_xinfo(?) WHERE hidden = 0").all(table);
  const named = spatial ? geometryColumn(database, table) : undefined;
  const shape = columns.some((column) => column["name"] === named?.name) ? named : undefined;
  if (spatial && !shape) warnings.push({ code: "gpkg.no-geometry-column", count: 1, params: { layer: table } });
  const keys = columns.filter((column) => Number(column["pk"]) > 0);
  const key = keys[0]?.["name"];
  // A key that is more than a row's number is a column like others.
  const isNumber = keys.length === 1 && /INT/i.test(String(keys[0]?.["type"]));
  const plain = columns.filter((column) => column["name"] !== shape?.name && !(isNumber && column["name"] === key));
  const fields = plain.map((column) => ({ name: String(column["name"]), type: fieldType(String(column["type"])) }));
  const select = database.prepare(
    `SELECT ${[key === undefined ? "NULL" : quoted(String(key)), shape ? quoted(shape.name) : "NULL", ...fields.map((field) => quoted(field.name))].join(", ")} FROM ${quoted(table)}${key === undefined ? "" : ` ORDER BY ${quoted(String(key))}`}`,
  );
  // Whole numbers past what JavaScript counts (64-bit ids) are kept as text.
  select.setReadBigInts(true);
  select.setReturnArrays(true);
  const objects: OutsideObject[] = [];
  const damaged: string[] = [];
  const binary = new Map<string, number>();
  for (const row of select.iterate() as Iterable<unknown> as Iterable<readonly unknown[]>) {
    const [id, blob, ...cells] = row;
    const feature = id === null || id === undefined ? String(objects.length + 1) : String(id);
    const values: Record<string, FieldValue> = {};
    for (const [i, cell] of cells.entries()) {
      const value = plainValue(cell, fields[i]?.type);
      const name = fields[i]?.name as string;
      if (cell instanceof Uint8Array) binary.set(name, (binary.get(name) ?? 0) + 1);
      if (value === undefined) continue;
      if (name === "__proto__") Object.defineProperty(values, name, { value, enumerable: true });
      else values[name] = value;
    }
    if (!(blob instanceof Uint8Array)) {
      if (blob !== null) damaged.push(feature);
      objects.push({ feature, values, shapes: [] });
      continue;
    }
    try {
      const { geometry, shapes } = readShapesBlob(blob);
      objects.push({ feature, values, geometry, shapes });
    } catch (thrown) {
      if (!(thrown instanceof BlobError)) throw thrown;
      if (thrown.why === "curved") throw new RefusalError(refuse("gpkg.curved", { file, layer: table, feature }));
      damaged.push(feature);
      objects.push({ feature, values, shapes: [] });
    }
  }
  for (const [column, count] of binary) warnings.push({ code: "gpkg.binary", count, params: { layer: table, column } });
  if (damaged.length > 0) {
    const which = `${damaged.slice(0, MOST_NAMED).join(", ")}${damaged.length > MOST_NAMED ? "…" : ""}`;
    warnings.push({ code: "gpkg.unreadable-shape", count: damaged.length, params: { layer: table, which } });
  }
  return { name: table, crs: shape ? crsOf(database, shape.srsId) : null, fields, objects };
}

/** Objects named in a warning; more are only counted. */
const MOST_NAMED = 6;

function geometryColumn(database: DatabaseSync, table: string): { name: string; srsId: number } | undefined {
  if (!tableColumns(database, "gpkg_geometry_columns")) return undefined;
  const row = database
    .prepare("SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE lower(table_name) = lower(?)")
    .get(table);
  return row && { name: String(row["column_name"]), srsId: Number(row["srs_id"]) };
}

/** `EPSG:…` where the file says so, else its WKT; `null` when it says neither. */
function crsOf(database: DatabaseSync, srsId: number): string | null {
  if (!tableColumns(database, "gpkg_spatial_ref_sys")) return null;
  const row = database
    .prepare("SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?")
    .get(srsId);
  if (!row || srsId === 0 || srsId === -1) return null;
  const organization = String(row["organization"] ?? "NONE").toUpperCase();
  if (organization === "EPSG") return `EPSG:${row["organization_coordsys_id"]}`;
  const definition = String(row["definition"] ?? "").trim();
  return definition === "" || definition === "undefined" ? null : definition;
}

function plainValue(cell: unknown, type: SurveyedField["type"] | undefined): FieldValue | undefined {
  if (cell === null || cell === "" || cell instanceof Uint8Array) return undefined;
  if (typeof cell !== "bigint") return typeof cell === "number" ? cell : String(cell);
  if (type === "Boolean") return cell !== 0n;
  const number = Number(cell);
  return Number.isSafeInteger(number) ? number : String(cell);
}

/** Field type of a declared SQL type. @see OGC 12-128r17, table 1 */
function fieldType(declared: string): SurveyedField["type"] {
  const type = declared.toUpperCase().replace(/\(.*/, "").trim();
  if (/^(TINYINT|SMALLINT|MEDIUMINT|INT|INTEGER|BIGINT)$/.test(type)) return "Integer";
  if (/^(FLOAT|DOUBLE|REAL)$/.test(type)) return "Real";
  if (type === "BOOLEAN") return "Boolean";
  if (type === "DATE") return "Date";
  if (type === "DATETIME") return "DateTime";
  return type === "BLOB" ? "Binary" : "String";
}
