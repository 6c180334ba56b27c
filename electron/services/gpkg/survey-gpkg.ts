import type { DatabaseSync } from "node:sqlite";
import { BlobError, readGeometryBlob } from "#core/formats/gpkg/read-blob";
import type { FileSurvey, LayerSurvey, SurveyedField, SurveyWarning } from "#core/formats/layer-survey";
import { type Box, emptyBox, growBox } from "#core/geometry/box";
import { RefusalError, refuse } from "#core/model/refusal";
import { tableColumns, withOutsideDatabase } from "#services/gpkg/open-outside";
import { quoted } from "#services/gpkg/schema";

/**
 * Tells what any GeoPackage holds: its feature and attribute tables. The file is not changed.
 *
 * @throws RefusalError `gpkg.not-geopackage`, `gpkg.damaged`, `gpkg.no-contents`, `gpkg.nothing-to-read`
 */
export function surveyGpkg(path: string, name: string, temp: string): FileSurvey {
  return withOutsideDatabase(path, name, temp, (database) => surveyOpenGpkg(database, name));
}

/** What an open GeoPackage holds. @throws RefusalError `gpkg.no-contents`, `gpkg.nothing-to-read` */
export function surveyOpenGpkg(database: DatabaseSync, name: string): FileSurvey {
  if (!tableColumns(database, "gpkg_contents")) {
    throw new RefusalError(refuse("gpkg.no-contents", { file: name, layer: "gpkg_contents" }));
  }
  const rows = database.prepare("SELECT table_name, data_type FROM gpkg_contents ORDER BY rowid").all();
  const warnings: SurveyWarning[] = [];
  const layers: LayerSurvey[] = [];
  let others = 0;
  for (const row of rows) {
    const table = String(row["table_name"]);
    const type = String(row["data_type"]);
    if (table === "layer_styles") continue;
    if (type !== "features" && type !== "attributes" && type !== "aspatial") others++;
    else if (!database.prepare("SELECT 1 FROM sqlite_master WHERE lower(name) = lower(?)").get(table)) {
      warnings.push({ code: "gpkg.missing-table", count: 1, params: { layer: table } });
    } else if (!tableColumns(database, table)) {
      warnings.push({ code: "gpkg.not-a-table", count: 1, params: { layer: table } });
    } else layers.push(surveyTable(database, table, type === "features", warnings));
  }
  if (layers.length === 0) {
    throw new RefusalError(refuse("gpkg.nothing-to-read", { file: name, params: { others } }));
  }
  if (others > 0) warnings.push({ code: "gpkg.other-tables", count: others });
  return { format: "gpkg", encoding: "UTF-8", layers, warnings };
}

function surveyTable(database: DatabaseSync, table: string, spatial: boolean, warnings: SurveyWarning[]): LayerSurvey {
  const named = spatial ? geometryColumn(database, table) : undefined;
  const column = named && tableColumns(database, table)?.includes(named.name) ? named : undefined;
  if (spatial && !column) warnings.push({ code: "gpkg.no-geometry-column", count: 1, params: { layer: table } });
  const columns = database.prepare("SELECT name, type, pk FROM pragma_table_xinfo(?)").all(table);
  const fields = columns
    .filter((row) => row["name"] !== column?.name && Number(row["pk"]) === 0)
    .map((row): SurveyedField => ({ name: String(row["name"]), type: fieldType(String(row["type"])) }));
  const geometries: Record<string, number> = {};
  const box: Box = emptyBox();
  let withoutGeometry = 0;
  let count = 0;
  let damaged = 0;
  if (column) {
    const shapes = database.prepare(`SELECT ${quoted(column.name)} AS g FROM ${quoted(table)}`);
    shapes.setReadBigInts(true);
    for (const row of shapes.iterate()) {
      count++;
      const blob = row["g"];
      if (!(blob instanceof Uint8Array)) {
        withoutGeometry++;
        if (blob !== null) damaged++;
        continue;
      }
      try {
        const type = typeOfBlob(blob, box);
        if (type === undefined) withoutGeometry++;
        else geometries[type] = (geometries[type] ?? 0) + 1;
      } catch (thrown) {
        if (!(thrown instanceof BlobError)) throw thrown;
        damaged++;
      }
    }
  } else count = Number(database.prepare(`SELECT count(*) AS n FROM ${quoted(table)}`).get()?.["n"] ?? 0);
  if (damaged > 0) warnings.push({ code: "gpkg.unreadable-shape", count: damaged, params: { layer: table } });
  const [minX, minY, maxX, maxY] = box;
  return {
    name: table,
    count,
    geometries,
    withoutGeometry,
    extent: minX <= maxX ? [minX, minY, maxX, maxY] : null,
    crs: column ? crsName(database, column.srsId) : null,
    fields,
  };
}

function geometryColumn(database: DatabaseSync, table: string): { name: string; srsId: number } | undefined {
  if (!tableColumns(database, "gpkg_geometry_columns")) return undefined;
  const row = database
    .prepare("SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE lower(table_name) = lower(?)")
    .get(table);
  return row && { name: String(row["column_name"]), srsId: Number(row["srs_id"]) };
}

function crsName(database: DatabaseSync, srsId: number): string | null {
  if (!tableColumns(database, "gpkg_spatial_ref_sys")) return null;
  const row = database
    .prepare("SELECT organization, organization_coordsys_id FROM gpkg_spatial_ref_sys WHERE srs_id = ?")
    .get(srsId);
  const organization = String(row?.["organization"] ?? "NONE").toUpperCase();
  return organization === "NONE" ? null : `${organization}:${row?.["organization_coordsys_id"]}`;
}

const WKB_NAMES: readonly string[] = [
  "GEOMETRY",
  "POINT",
  "LINESTRING",
  "POLYGON",
  "MULTIPOINT",
  "MULTILINESTRING",
  "MULTIPOLYGON",
  "GEOMETRYCOLLECTION",
  "CIRCULARSTRING",
  "COMPOUNDCURVE",
  "CURVEPOLYGON",
  "MULTICURVE",
  "MULTISURFACE",
];

/** The type a blob names, its positions added to the box; `undefined` when it is empty. */
function typeOfBlob(blob: Uint8Array, box: Box): string | undefined {
  const name = wkbName(blob);
  try {
    const read = readGeometryBlob(blob);
    if (!read) return undefined;
    const runs = read.kind === "point" ? read.points : read.kind === "line" ? read.lines : read.polygons.flat();
    if (!runs.every((run) => run.every(Number.isFinite))) throw new BlobError("bad-blob");
    for (const run of runs) growBox(box, run);
  } catch (thrown) {
    // A curve is a geometry all the same; so is a collection of several kinds.
    if (!(thrown instanceof BlobError) || thrown.why === "bad-blob") throw thrown;
  }
  return name;
}

function wkbName(blob: Uint8Array): string {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  try {
    const at = 8 + ([0, 32, 48, 48, 64][(view.getUint8(3) >> 1) & 0b111] ?? 0);
    return WKB_NAMES[view.getUint32(at + 1, view.getUint8(at) === 1) % 1000] ?? "GEOMETRY";
  } catch {
    throw new BlobError("bad-blob");
  }
}

/** Field type of a declared SQL type. @see OGC 12-128r17, table 1 */
export function fieldType(declared: string): SurveyedField["type"] {
  const type = declared.toUpperCase().replace(/\(.*/, "").trim();
  if (/^(TINYINT|SMALLINT|MEDIUMINT|INT|INTEGER|BIGINT)$/.test(type)) return "Integer";
  if (/^(FLOAT|DOUBLE|REAL)$/.test(type)) return "Real";
  if (type === "BOOLEAN") return "Boolean";
  if (type === "DATE") return "Date";
  if (type === "DATETIME") return "DateTime";
  return type === "BLOB" ? "Binary" : "String";
}
