import { DatabaseSync, type StatementSync } from "node:sqlite";
import { type BlobType, ShapesBlob } from "#core/formats/gpkg/shapes-blob";
import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideLayer } from "#core/formats/outside-content";
import { type Column, columnsOf } from "#core/formats/write/columns";
import { crsText, type FindCrs } from "#core/formats/write/crs-text";
import { isMultiple, type LayerShapes, shapesOf } from "#core/formats/write/shape-kinds";
import { uniqueNames } from "#core/formats/write/unique-names";
import type { WriteOptions } from "#core/formats/write/writer";
import { type Box, emptyBox, growBox } from "#core/geometry/box";
import type { FieldValue } from "#core/model/feature";
import {
  BASE_TABLES,
  GPKG_APPLICATION_ID,
  GPKG_VERSION,
  quoted,
  rtreeName,
  rtreeSql,
  rtreeTriggersSql,
  STANDARD_SYSTEMS,
} from "#services/gpkg/schema";

/**
 * Writes outside content as a plain GeoPackage, a table a layer, each with its spatial index, at a path where nothing
 * stands yet. The same content gives the same bytes.
 *
 * @see OGC 12-128r17
 */
export function writeGpkg(
  path: string,
  content: OutsideContent,
  { time, findCrs }: Pick<WriteOptions, "time" | "findCrs">,
): SurveyWarning[] {
  const database = new DatabaseSync(path);
  try {
    // The file is aside and thrown away when anything fails, so SQLite need not keep a rollback journal of its own.
    database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096");
    database.exec("PRAGMA cache_size = -32000; PRAGMA locking_mode = EXCLUSIVE");
    database.exec(`PRAGMA application_id = ${GPKG_APPLICATION_ID}; PRAGMA user_version = ${GPKG_VERSION}`);
    database.exec("BEGIN");
    const warnings = new GpkgWriter(database, time, findCrs).write(content);
    database.exec("COMMIT");
    return warnings;
  } finally {
    database.close();
  }
}

class GpkgWriter {
  readonly #database: DatabaseSync;
  readonly #time: string;
  readonly #findCrs: FindCrs | undefined;
  readonly #warnings: SurveyWarning[] = [];
  readonly #systems = new Map<string, number>();

  constructor(database: DatabaseSync, time: string, findCrs: FindCrs | undefined) {
    this.#database = database;
    this.#findCrs = findCrs;
    this.#time = time;
  }

  write({ layers, attributions = [] }: OutsideContent): SurveyWarning[] {
    this.#database.exec(BASE_TABLES);
    const reference = this.#database.prepare("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)");
    for (const row of STANDARD_SYSTEMS) reference.run(...row);
    const names = uniqueNames(
      layers.map(({ name }) => name),
      (name, room) => tableName(name).slice(0, 60 - room),
    );
    layers.forEach((layer, i) => {
      const table = names[i] as string;
      if (table !== layer.name) this.#warn("write.renamed", { layer: layer.name, from: layer.name, to: table });
      this.#layer(layer, table, attributions);
    });
    return this.#warnings;
  }

  #layer(layer: OutsideLayer, table: string, attributions: readonly string[]): void {
    const shapes = shapesOf(layer);
    const { counts } = shapes;
    const spatial = layer.crs !== null || counts.none < layer.objects.length;
    const type = spatial ? blobType(shapes) : undefined;
    const srsId = type ? this.#systemOf(layer) : 0;
    const columns = columnsOf(layer);
    const names = uniqueNames(
      columns.map(({ name }) => name),
      (name, room) => columnName(name).slice(0, 60 - room),
      ["fid", "geom"],
    );
    columns.forEach(({ name }, i) => {
      if (name !== names[i]) this.#warn("write.renamed", { layer: layer.name, from: name, to: names[i] as string });
    });
    const declared = columns.map((column, i) => `, ${quoted(names[i] as string)} ${SQL_TYPES[column.type]}`);
    this.#database.exec(
      `CREATE TABLE ${quoted(table)} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL${type ? `, geom ${type}` : ""}${declared.join("")})`,
    );
    // Foreign keys are kept: the table is declared, then its geometry.
    const extent = this.#rows(layer, table, columns, names, type, srsId, shapes);
    const box = extent && extent[0] <= extent[2] ? extent : [null, null, null, null];
    this.#database
      .prepare("INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .run(
        table,
        type ? "features" : "attributes",
        table,
        attributions.join(" · "),
        this.#time,
        ...box,
        type ? srsId : null,
      );
    if (!type) return;
    const height = shapes.withZ === 0 ? 0 : 1;
    this.#database
      .prepare("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, ?, 0)")
      .run(table, type, srsId, height);
    this.#database
      .prepare("INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', ?, 'write-only')")
      .run(table, "http://www.geopackage.org/spec120/#extension_rtree");
    this.#database.exec(rtreeTriggersSql(table));
  }

  #rows(
    { objects }: OutsideLayer,
    table: string,
    columns: readonly Column[],
    names: readonly string[],
    type: BlobType | undefined,
    srsId: number,
    { withZ }: LayerShapes,
  ): Box | undefined {
    const all = [...(type ? ["geom"] : []), ...names].map(quoted);
    const insert = this.#database.prepare(
      `INSERT INTO ${quoted(table)} (fid${all.map((name) => `, ${name}`).join("")}) VALUES (?${", ?".repeat(all.length)})`,
    );
    const put = (
      fid: number,
      blob: readonly (Uint8Array | null)[],
      values: Readonly<Record<string, FieldValue>>,
    ): void => {
      const cells = columns.map((column) => sqlValue(column, values[column.name]));
      insert.run(fid, ...blob, ...cells);
    };
    if (!type) {
      for (const [i, { values }] of objects.entries()) put(i + 1, [], values);
      return undefined;
    }
    this.#database.exec(rtreeSql(table));
    const index: StatementSync = this.#database.prepare(
      `INSERT INTO ${quoted(rtreeName(table))} VALUES (?, ?, ?, ?, ?)`,
    );
    const blobs = new ShapesBlob(srsId, type, withZ > 0);
    const extent = emptyBox();
    const box = emptyBox();
    objects.forEach((object, i) => {
      if (object.shapes.length === 0) {
        put(i + 1, [null], object.values);
        return;
      }
      put(i + 1, [blobs.of(object.shapes, isMultiple(object), box)], object.values);
      index.run(i + 1, box[0], box[2], box[1], box[3]);
      growBox(extent, box);
    });
    return extent;
  }

  #systemOf({ crs, name }: OutsideLayer): number {
    if (crs === null) return -1;
    const known = this.#systems.get(crs);
    if (known !== undefined) return known;
    const text = crsText(crs, this.#findCrs);
    const epsg = Number(/^EPSG:(\d+)$/i.exec(text?.code ?? crs)?.[1] ?? Number.NaN);
    let id = epsg;
    if (!text) this.#warn("write.crs-unsaid", { layer: name, crs });
    if (Number.isNaN(epsg)) {
      if (!text) return -1;
      id = 100_000 + this.#systems.size;
    }
    if (id !== 4326) {
      this.#database
        .prepare("INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)")
        .run(
          text?.name ?? crs,
          id,
          Number.isNaN(epsg) ? "NONE" : "EPSG",
          id,
          text?.wkt ?? "undefined",
          text?.name ?? crs,
        );
    }
    this.#systems.set(crs, id);
    return id;
  }

  #warn(code: string, params: Readonly<Record<string, string>>): void {
    this.#warnings.push({ code, count: 1, params });
  }
}

const SQL_TYPES: Readonly<Record<Column["type"], string>> = {
  text: "TEXT",
  integer: "INTEGER",
  real: "REAL",
  boolean: "BOOLEAN",
  date: "DATE",
  datetime: "DATETIME",
};

function sqlValue({ type }: Column, value: FieldValue | undefined): string | number | bigint | null {
  if (value === undefined) return null;
  if (type === "text") return String(value);
  if (type === "integer") return typeof value === "string" ? BigInt(value) : (value as number);
  if (type === "boolean") return Number(value);
  if (type === "datetime") return utcText(String(value));
  return value as string | number;
}

/** A time as GeoPackage wants it, UTC with milliseconds; one without a zone is taken as it stands. */
function utcText(text: string): string {
  const zoned = /(Z|[+-]\d\d(:?\d\d)?)$/.test(text) ? text.replace(/([+-]\d\d)$/, "$1:00") : `${text}Z`;
  const date = new Date(zoned.replace(" ", "T"));
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

function blobType({ counts, multiple }: LayerShapes): BlobType {
  const kinds = (["point", "line", "polygon"] as const).filter((kind) => counts[kind] > 0);
  const [only] = kinds;
  if (counts.mixed > 0 || kinds.length !== 1 || !only) return "GEOMETRY";
  const name = ({ point: "POINT", line: "LINESTRING", polygon: "POLYGON" } as const)[only];
  return multiple ? `MULTI${name}` : name;
}

/** Names that SQLite and GeoPackage keep for themselves get a letter before them. */
function tableName(name: string): string {
  const plain = name.replaceAll("\0", "").trim() || "couche";
  return /^(gpkg_|sqlite_|rtree_|layer_styles$|maillage_)/i.test(plain) ? `t_${plain}` : plain;
}

function columnName(name: string): string {
  return name.replaceAll("\0", "").trim() || "champ";
}
