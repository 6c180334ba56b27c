import type { FeatureClass } from "#core/features/feature-class";
import { classColumns, GEOMETRY_COLUMN, geometryTypeName } from "#core/formats/gpkg/class-table";
import { crsWkt, wgs84Wkt } from "#core/formats/gpkg/crs-wkt";
import type { ProjectedCrs } from "#core/geometry/crs";

/** `application_id` of a GeoPackage, "GPKG". */
export const GPKG_APPLICATION_ID = 0x47504b47;

/** `user_version` of GeoPackage 1.3. */
export const GPKG_VERSION = 10300;

/** Tables of ours beside the GeoPackage's own; QGIS does not list them. */
export const OWN_TABLES = `
CREATE TABLE maillage_meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
CREATE TABLE maillage_journal (seq INTEGER PRIMARY KEY NOT NULL, text TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE maillage_champs (id TEXT PRIMARY KEY NOT NULL, champs TEXT NOT NULL);
CREATE TABLE maillage_referentiel (
  key TEXT PRIMARY KEY NOT NULL, value REAL NOT NULL, unit TEXT NOT NULL, standing TEXT NOT NULL, source TEXT NOT NULL
);
CREATE TABLE maillage_document (sha256 TEXT PRIMARY KEY NOT NULL, octets INTEGER NOT NULL, contenu BLOB NOT NULL);`;

/** Tables every GeoPackage has. @see OGC 12-128r17, annex C */
export const BASE_TABLES = `
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT
);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);`;

/** Tables of a project file: every GeoPackage's, and the one QGIS looks for styles in. */
export const CORE_TABLES = `${BASE_TABLES}
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
);`;

/** Rows of `gpkg_spatial_ref_sys` that must be there. */
export const STANDARD_SYSTEMS: readonly (string | number)[][] = [
  ["Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined cartesian coordinate reference system"],
  ["Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"],
  ["WGS 84 geodetic", 4326, "EPSG", 4326, wgs84Wkt, "longitude/latitude, WGS 84"],
];

/** Rows of `gpkg_spatial_ref_sys`: those that must be there, and the project's. */
export function referenceSystems(crs: ProjectedCrs): (string | number)[][] {
  return [...STANDARD_SYSTEMS, [crs.name, crs.epsg, "EPSG", crs.epsg, crsWkt(crs.code), crs.name]];
}

/** The table of a class. `id` may be left empty by whoever draws in QGIS: it is given when the file is opened. */
export function classTableSql(featureClass: FeatureClass): string {
  const columns = classColumns(featureClass).map(({ name, sqlType }) => `${quoted(name)} ${sqlType}`);
  const type = geometryTypeName(featureClass.id);
  return `CREATE TABLE ${quoted(featureClass.table)} (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, ${type ? `${quoted(GEOMETRY_COLUMN)} ${type}, ` : ""}
  id TEXT UNIQUE, ${columns.join(", ")}
)`;
}

/** Name of the spatial index of a table. */
export function rtreeName(table: string): string {
  return `rtree_${table}_${GEOMETRY_COLUMN}`;
}

/** The spatial index of a table. */
export function rtreeSql(table: string): string {
  return `CREATE VIRTUAL TABLE ${quoted(rtreeName(table))} USING rtree(id, minx, maxx, miny, maxy)`;
}

/**
 * Triggers that keep the spatial index when the table is edited elsewhere. They call functions (`ST_MinX`…) that
 * GeoPackage programs bring, so they are made after our own rows are in.
 *
 * @see OGC 12-128r17, annex F.3
 */
export function rtreeTriggersSql(table: string): string {
  const t = quoted(table);
  const r = quoted(rtreeName(table));
  const c = quoted(GEOMETRY_COLUMN);
  const trigger = (name: string): string => quoted(`${rtreeName(table)}_${name}`);
  const box = `NEW.fid, ST_MinX(NEW.${c}), ST_MaxX(NEW.${c}), ST_MinY(NEW.${c}), ST_MaxY(NEW.${c})`;
  const full = `(NEW.${c} NOTNULL AND NOT ST_IsEmpty(NEW.${c}))`;
  const empty = `(NEW.${c} ISNULL OR ST_IsEmpty(NEW.${c}))`;
  return `
CREATE TRIGGER ${trigger("insert")} AFTER INSERT ON ${t} WHEN ${full}
BEGIN INSERT OR REPLACE INTO ${r} VALUES (${box}); END;
CREATE TRIGGER ${trigger("update1")} AFTER UPDATE OF ${c} ON ${t} WHEN OLD.fid = NEW.fid AND ${full}
BEGIN INSERT OR REPLACE INTO ${r} VALUES (${box}); END;
CREATE TRIGGER ${trigger("update2")} AFTER UPDATE OF ${c} ON ${t} WHEN OLD.fid = NEW.fid AND ${empty}
BEGIN DELETE FROM ${r} WHERE id = OLD.fid; END;
CREATE TRIGGER ${trigger("update3")} AFTER UPDATE ON ${t} WHEN OLD.fid != NEW.fid AND ${full}
BEGIN DELETE FROM ${r} WHERE id = OLD.fid; INSERT OR REPLACE INTO ${r} VALUES (${box}); END;
CREATE TRIGGER ${trigger("update4")} AFTER UPDATE ON ${t} WHEN OLD.fid != NEW.fid AND ${empty}
BEGIN DELETE FROM ${r} WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER ${trigger("delete")} AFTER DELETE ON ${t} WHEN OLD.${c} NOT NULL
BEGIN DELETE FROM ${r} WHERE id = OLD.fid; END;`;
}

/** A name as SQL takes it, whatever is in it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
