import { DatabaseSync } from "node:sqlite";
import { filesOf } from "#core/derived/documents-of";
import { facesByIlot, outlineOfFaces } from "#core/derived/ilot-outline";
import { featureClasses } from "#core/features/classes";
import type { FeatureClass } from "#core/features/feature-class";
import { normsOf } from "#core/features/norms-of";
import { type ExportProfile, profiledDocument } from "#core/formats/export-profile";
import {
  classColumns,
  columnHolds,
  computedMeasure,
  GEOMETRY_COLUMN,
  geometryTypeName,
} from "#core/formats/gpkg/class-table";
import { geometryBlob, multiPolygonBlob } from "#core/formats/gpkg/write-blob";
import { qmlOf } from "#core/formats/qgis-style";
import { type Box, boxOf, emptyBox, growBox } from "#core/geometry/box";
import { projectedCrs } from "#core/geometry/crs";
import type { Geometry, PolygonGeometry } from "#core/geometry/geometry";
import { type ProjectDocument, timeOf } from "#core/model/document";
import type { Feature } from "#core/model/feature";
import { Project } from "#core/model/project";
import { RefusalError, refuse } from "#core/model/refusal";
import { writeDurably } from "#services/durable-file";
import {
  CORE_TABLES,
  classTableSql,
  GPKG_APPLICATION_ID,
  GPKG_VERSION,
  OWN_TABLES,
  quoted,
  referenceSystems,
  rtreeName,
  rtreeSql,
  rtreeTriggersSql,
} from "#services/gpkg/schema";
import { stateDigest, stateSeal } from "#services/gpkg/state-digest";

/** What a project file takes beside the project. */
export interface WriteProjectOptions {
  readonly profile: ExportProfile;
  /** Attached documents also under a profile that leaves them out. */
  readonly documents?: boolean | undefined;
  /** Gives the bytes of an attachment by its SHA-256; `undefined` when they are lost. */
  readonly attachment?: (sha256: string) => Uint8Array | undefined;
}

/**
 * Writes a project as one GeoPackage that QGIS opens as it stands: every class has its table, with or without
 * features, so that whoever reads the file finds the same names each time. Wholly there or not at all (written
 * aside, forced to the disk, renamed). The same project gives the same bytes.
 *
 * @returns how many attachments that the project speaks of could not be had, and are not in the file
 * @throws BridgeError `failure` when the disk says no; RefusalError `project.unknown-crs`
 */
export function writeProjectFile(path: string, document: ProjectDocument, options: WriteProjectOptions): number {
  const handedOut = profiledDocument(document, options.profile, options.documents);
  return writeDurably(path, (aside) => {
    const database = new DatabaseSync(aside);
    try {
      // The file is aside and thrown away when anything fails, so SQLite need not keep a rollback journal of its own.
      database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096");
      database.exec(`PRAGMA application_id = ${GPKG_APPLICATION_ID}; PRAGMA user_version = ${GPKG_VERSION}`);
      database.exec("BEGIN");
      fill(database, handedOut, options);
      const missing = fillAttachments(database, handedOut, options);
      database.exec("COMMIT");
      return missing;
    } finally {
      database.close();
    }
  });
}

function fill(database: DatabaseSync, document: ProjectDocument, options: WriteProjectOptions): void {
  const { meta, features, records } = document;
  const crs = projectedCrs(meta.crs);
  if (!crs) throw new RefusalError(refuse("project.unknown-crs", { params: { crs: meta.crs } }));
  database.exec(CORE_TABLES + OWN_TABLES);
  const reference = database.prepare("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)");
  for (const row of referenceSystems(crs)) reference.run(...row);

  const last = records.at(-1);
  const time = last ? timeOf(last) : meta.created;
  const project = new Project(meta, features);
  const outlines = ilotShapes(project);
  for (const featureClass of featureClasses) {
    const members = [...project.ofClass(featureClass.id)];
    const shapes = (feature: Feature): readonly Geometry[] => {
      if (featureClass.geometry !== "group") return feature.geometry ? [feature.geometry] : [];
      return outlines.get(String(feature.fields["number"] ?? "")) ?? [];
    };
    const extent = fillClass(database, featureClass, members, shapes, crs.epsg);
    declareTable(database, featureClass, extent, crs.epsg, time);
  }
  database
    .prepare(
      "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES (?, 'attributes', ?, ?)",
    )
    .run("layer_styles", "layer_styles", time);

  const journal = database.prepare("INSERT INTO maillage_journal VALUES (?, ?, ?)");
  for (const { seq, text, hash } of records) journal.run(seq, text, hash);
  const norms = normsOf(document);
  const norm = database.prepare("INSERT INTO maillage_referentiel VALUES (?, ?, ?, ?, ?)");
  for (const [key, { value, unit, standing, source }] of Object.entries(norms.norms)) {
    norm.run(key, value, unit, standing, source);
  }
  const digest = stateDigest(meta, features);
  const word = database.prepare("INSERT INTO maillage_meta VALUES (?, ?)");
  const { referentiel: own, ...withoutNorms } = meta;
  const words = {
    format: "1",
    ...withoutNorms,
    ...(own ? { referentiel_propre: JSON.stringify(own) } : {}),
    attributions: JSON.stringify(meta.attributions),
    profile: options.profile,
    referentiel: `${norms.id} ${norms.version}`,
    state_digest: digest,
    ...(last ? { state_seal: stateSeal(digest, last) } : {}),
  };
  for (const [key, value] of Object.entries(words)) word.run(key, value);
}

/** Puts in the files of documents, also those that only the history speaks of: undoing would want them. */
function fillAttachments(
  database: DatabaseSync,
  { features, records }: ProjectDocument,
  { attachment }: WriteProjectOptions,
): number {
  const wanted = filesOf(features);
  for (const { text } of records) {
    for (const [, sha256] of text.matchAll(/"sha256":"([0-9a-f]{64})"/g)) wanted.add(sha256 as string);
  }
  const row = database.prepare("INSERT INTO maillage_document VALUES (?, ?, ?)");
  let missing = 0;
  for (const sha256 of [...wanted].sort()) {
    const bytes = attachment?.(sha256);
    if (bytes) row.run(sha256, bytes.length, bytes);
    else missing++;
  }
  return missing;
}

/** Makes the table of a class known to GeoPackage programs, with its style where it has shapes. */
function declareTable(
  database: DatabaseSync,
  featureClass: FeatureClass,
  extent: Box,
  srsId: number,
  time: string,
): void {
  const { table, plural } = featureClass;
  const type = geometryTypeName(featureClass.id);
  const contents = database.prepare("INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (!type) {
    contents.run(table, "attributes", table, plural.fr, time, null, null, null, null, null);
    return;
  }
  const [minX, minY, maxX, maxY] = extent.map((value) => (Number.isFinite(value) ? value / 1000 : null));
  contents.run(
    table,
    "features",
    table,
    plural.fr,
    time,
    minX ?? null,
    minY ?? null,
    maxX ?? null,
    maxY ?? null,
    srsId,
  );
  database
    .prepare("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)")
    .run(table, GEOMETRY_COLUMN, type, srsId);
  database
    .prepare("INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', ?, 'write-only')")
    .run(table, GEOMETRY_COLUMN, "http://www.geopackage.org/spec120/#extension_rtree");
  database
    .prepare(
      "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time) VALUES ('', '', ?, ?, 'Maillage', ?, '', 1, ?, '', ?)",
    )
    .run(table, GEOMETRY_COLUMN, qmlOf(featureClass, "fr"), plural.fr, time);
}

/** Fills the table of a class and its spatial index. @returns the extent of its shapes, millimetres */
function fillClass(
  database: DatabaseSync,
  featureClass: FeatureClass,
  members: readonly Feature[],
  shapesOf: (feature: Feature) => readonly Geometry[],
  srsId: number,
): Box {
  const { table } = featureClass;
  database.exec(classTableSql(featureClass));
  const hasShape = geometryTypeName(featureClass.id) !== undefined;
  if (hasShape) database.exec(rtreeSql(table));
  const columns = classColumns(featureClass);
  const shapeColumn = hasShape ? [GEOMETRY_COLUMN] : [];
  const names = ["fid", ...shapeColumn, "id", ...columns.map((column) => column.name)].map(quoted);
  const insert = database.prepare(
    `INSERT INTO ${quoted(table)} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`,
  );
  const index = hasShape
    ? database.prepare(`INSERT INTO ${quoted(rtreeName(table))} VALUES (?, ?, ?, ?, ?)`)
    : undefined;
  const beside = database.prepare("INSERT INTO maillage_champs VALUES (?, ?)");
  const extent = emptyBox();
  let fid = 0;
  for (const feature of members) {
    fid++;
    const shapes = shapesOf(feature);
    const values = columns.map(({ name, field }) => {
      if (name === "tags") return feature.tags ? JSON.stringify(feature.tags) : null;
      if (!field) return computedMeasure(shapes) ?? null;
      const value = feature.fields[field.key];
      if (value === undefined || !columnHolds(field, value)) return null;
      return typeof value === "boolean" ? Number(value) : value;
    });
    const blob = hasShape ? [blobOf(featureClass, shapes, srsId)] : [];
    insert.run(fid, ...blob, feature.id, ...values);
    if (shapes.length > 0) {
      const box = emptyBox();
      for (const shape of shapes) {
        const [minX, minY, maxX, maxY] = boxOf(shape);
        growBox(box, [minX, minY, maxX, maxY]);
      }
      growBox(extent, box);
      index?.run(fid, box[0] / 1000, box[2] / 1000, box[1] / 1000, box[3] / 1000);
    }
    const left = fieldsBeside(featureClass, feature);
    if (left) beside.run(feature.id, JSON.stringify(left));
  }
  if (hasShape) database.exec(rtreeTriggersSql(table));
  return extent;
}

function blobOf(featureClass: FeatureClass, shapes: readonly Geometry[], srsId: number): Uint8Array | null {
  const first = shapes[0];
  if (!first) return null;
  if (featureClass.geometry !== "group") return geometryBlob(first, srsId);
  return multiPolygonBlob(shapes as readonly PolygonGeometry[], srsId);
}

/** Values no column can hold and give back the same: kept beside, so that nothing is lost. */
function fieldsBeside(featureClass: FeatureClass, feature: Feature): Record<string, unknown> | undefined {
  const left = Object.entries(feature.fields).filter(([key, value]) => {
    const field = featureClass.fields.find((declared) => declared.key === key);
    return !field || !columnHolds(field, value);
  });
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

/** Shapes of the îlots by number. Where the coverage is too damaged to be dissolved, the faces as they are. */
function ilotShapes(project: Project): Map<string, readonly PolygonGeometry[]> {
  const shapes = new Map<string, readonly PolygonGeometry[]>();
  for (const [number, faces] of facesByIlot(project)) {
    try {
      shapes.set(number, outlineOfFaces(faces));
    } catch {
      shapes.set(
        number,
        faces.map((face) => face.geometry).filter((shape) => shape?.kind === "polygon"),
      );
    }
  }
  return shapes;
}
