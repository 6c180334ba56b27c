import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { areasOf } from "#core/formats/content-areas";
import { projectionOf } from "#core/geometry/crs";
import type { Refusal } from "#core/model/refusal";
import { readGpkgContent } from "#services/gpkg/gpkg-content";
import { CORE_TABLES } from "#services/gpkg/schema";
import { writeProjectFile } from "#services/gpkg/write-project";
import type { JobName } from "#services/jobs/jobs";
import { aVillage } from "#tests/node/electron/a-village";
import { JobThread } from "#tests/node/robustness/job-thread";
import { squareBlob } from "#tests/node/robustness/seed-files";

let folder: string;
let path: string;
const thread = new JobThread();

afterAll(() => thread.close());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-hostile-"));
  mkdirSync(join(folder, "temp"));
  path = join(folder, "hostile.gpkg");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A GeoPackage with one sound layer `zone` of two areas, and whatever the SQL adds. */
function hostile(sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA synchronous = OFF; ${CORE_TABLES}`);
  database.exec(`
    INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS', NULL);
    CREATE TABLE zone (fid INTEGER PRIMARY KEY, geom POLYGON, nom TEXT);
    INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('zone', 'features', 'zone', 4326);
    INSERT INTO gpkg_geometry_columns VALUES ('zone', 'geom', 'POLYGON', 4326, 0, 0);
  `);
  const zone = database.prepare("INSERT INTO zone (geom, nom) VALUES (?, ?)");
  zone.run(squareBlob(-7, 13, 0.001), "Zone 1");
  zone.run(squareBlob(-7.1, 13, 0.001), "Zone 2");
  database.exec(sql);
  database.close();
}

const layerRow = (table: string): string => `
  INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)
    VALUES ('${table.replaceAll("'", "''")}', 'features', '${table.replaceAll("'", "''")} bis', 4326);
  INSERT INTO gpkg_geometry_columns VALUES ('${table.replaceAll("'", "''")}', 'geom', 'POLYGON', 4326, 0, 0);`;

interface Told {
  readonly layers?: readonly { readonly name: string; readonly count: number }[];
  readonly warnings?: readonly { readonly code: string }[];
}

/** Reads the file as a job; whatever comes of it, the file is the same and nothing is left beside it. */
async function read(job: JobName): Promise<Told | Refusal> {
  const before = createHash("sha256").update(readFileSync(path)).digest("hex");
  const temp = join(folder, "temp");
  const input = { path, name: "hostile.gpkg", temp };
  try {
    const answer = await thread.run(job, input);
    if ("refused" in answer) expect(answer.file).toBe("hostile.gpkg");
    return answer;
  } finally {
    expect(createHash("sha256").update(readFileSync(path)).digest("hex")).toBe(before);
    expect(readdirSync(temp)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(["hostile.gpkg", "temp"]);
  }
}

const ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";

describe("a hostile GeoPackage, surveyed", () => {
  it.each([
    [
      "a view that never ends",
      `CREATE VIEW vue AS ${ENDLESS} SELECT i AS fid, x'00' AS geom FROM n; ${layerRow("vue")}`,
    ],
    [
      "a view that counts for ever",
      `CREATE VIEW vue AS ${ENDLESS} SELECT count(*) AS fid, x'00' AS geom FROM n; ${layerRow("vue")}`,
    ],
    ["a virtual table", `CREATE VIRTUAL TABLE vt USING fts5(geom); ${layerRow("vt")}`],
    ["a layer named as SQLite's own table", layerRow("sqlite_master")],
    ["a layer that is not there", layerRow("absente")],
    [
      "triggers on every table",
      `CREATE TRIGGER t1 AFTER INSERT ON zone BEGIN DELETE FROM zone; END;
      CREATE TRIGGER t2 AFTER UPDATE ON gpkg_contents BEGIN DELETE FROM zone; END;`,
    ],
    [
      "a huge value made by a generated column",
      `CREATE TABLE g (fid INTEGER PRIMARY KEY, geom AS (zeroblob(900000000)));
      INSERT INTO g (fid) VALUES (1), (2), (3); ${layerRow("g")}`,
    ],
    [
      "a check that eats memory",
      `CREATE TABLE c (fid INTEGER PRIMARY KEY, geom BLOB);
      INSERT INTO c (fid) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) SELECT i FROM n;
      ALTER TABLE c ADD COLUMN more TEXT CHECK (length(hex(zeroblob(20000000))) > 0); ${layerRow("c")}`,
    ],
    ["an index on a costly expression", `CREATE INDEX ix ON zone (length(zeroblob(100000000)));`],
  ])("%s: the sound layer is read, the rest skipped or read", async (_what, sql) => {
    hostile(sql);
    const told = (await read("survey")) as Told;
    expect(told.layers?.find(({ name }) => name === "zone")).toMatchObject({ count: 2 });
  });

  it.each([
    ["gpkg_contents", "table_name, data_type, identifier"],
    ["gpkg_geometry_columns", "table_name, column_name"],
    ["gpkg_spatial_ref_sys", "srs_id"],
  ])("%s as a view without end: refused, or read without it", async (table, columns) => {
    const list = columns.split(", ").map((column) => `i AS ${column}`);
    hostile(
      `PRAGMA foreign_keys = OFF; DROP TABLE ${table}; CREATE VIEW ${table} AS ${ENDLESS} SELECT ${list.join(", ")} FROM n;`,
    );
    const told = await read("survey");
    if ("refused" in told) expect(told.layer).toBe("gpkg_contents");
    else expect(told.layers).toMatchObject([{ name: "zone", count: 2 }]);
  });

  it("reads a table whose name holds quotes and a statement", async () => {
    const name = `a"b'; DROP TABLE zone; --`;
    const quoted = `"${name.replaceAll('"', '""')}"`;
    hostile(
      `CREATE TABLE ${quoted} (fid INTEGER PRIMARY KEY, geom BLOB); INSERT INTO ${quoted} (fid) VALUES (1); ${layerRow(name)}`,
    );
    const told = (await read("survey")) as Told;
    expect(told.layers).toMatchObject([
      { name: "zone", count: 2 },
      { name, count: 1 },
    ]);
  });

  it("counts wrong shapes, keeps huge and absent numbers out of the extent", async () => {
    hostile(
      `INSERT INTO zone (geom) VALUES (x'00'), (x'4750'), ('texte'), (7), (x'47500001e6100000010300000001000000ffffffff');`,
    );
    const database = new DatabaseSync(path);
    const add = database.prepare("INSERT INTO zone (geom) VALUES (?)");
    add.run(squareBlob(Number.NaN, 13, 1));
    add.run(squareBlob(1e300, 13, 1));
    add.run(squareBlob(Number.POSITIVE_INFINITY, 13, 1));
    database.close();
    const told = (await read("survey")) as Told & { layers: { extent: number[] }[] };
    expect(told.layers[0]).toMatchObject({ name: "zone", count: 10 });
    expect(told.warnings?.map(({ code }) => code)).toContain("gpkg.unreadable-shape");
    for (const value of told.layers[0]?.extent ?? [Number.NaN]) expect(Number.isFinite(value)).toBe(true);
  });

  it("reads names that are not UTF-8", async () => {
    hostile(
      "INSERT INTO zone (nom) VALUES (CAST(x'ff41' AS TEXT)); UPDATE zone SET nom = CAST(x'c328' AS TEXT) WHERE fid = 1;",
    );
    expect(((await read("survey")) as Told).layers?.[0]).toMatchObject({ count: 3 });
  });

  it.each([
    ["no number", Number.NaN, "gpkg.bad-blob"],
    ["without end", Number.POSITIVE_INFINITY, "gpkg.bad-blob"],
    ["huge", 1e300, "geojson.not-degrees"],
    ["on another continent", 100, "geojson.outside"],
  ])("as a site, a longitude that is %s: refused with its feature", (_what, lon, code) => {
    hostile("");
    const database = new DatabaseSync(path);
    database.prepare("UPDATE zone SET geom = ? WHERE fid = 2").run(squareBlob(lon, 13, 0.001));
    database.close();
    const site = (): unknown =>
      areasOf(
        readGpkgContent({ path, name: "hostile.gpkg", temp: join(folder, "temp") }),
        projectionOf("EPSG:32629"),
        "hostile.gpkg",
      );
    expect(site).toThrow(
      expect.objectContaining({ refusal: expect.objectContaining({ code, layer: "zone", feature: "2" }) }),
    );
  });

  it("is no project", async () => {
    hostile("");
    expect(await read("project.open")).toMatchObject({ code: "gpkg.not-project" });
  });
});

describe("a hostile project file, opened", () => {
  function project(sql: string): void {
    writeProjectFile(path, aVillage(8), { profile: "interne" });
    const database = new DatabaseSync(path);
    database.exec("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF");
    const triggers = database.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all();
    for (const { name } of triggers) database.exec(`DROP TRIGGER "${name}"`);
    database.exec(sql);
    database.close();
  }

  it.each([
    [
      "a number past what JavaScript counts",
      "ALTER TABLE parcelle ADD COLUMN osm_id INTEGER; UPDATE parcelle SET osm_id = 9007199254740993000",
    ],
    ["an area past what JavaScript counts", "UPDATE parcelle SET surface_m2 = 9007199254740993"],
    [
      "columns of another program",
      "ALTER TABLE parcelle ADD COLUMN __proto__ TEXT; UPDATE parcelle SET __proto__ = 'x'",
    ],
  ])("%s: opened", async (_what, sql) => {
    project(sql);
    expect(await read("project.open")).toMatchObject({ meta: { crs: "EPSG:32629" } });
  });

  it.each([
    ["fields beside the columns that are no JSON", "INSERT INTO maillage_champs VALUES ('x', '{')"],
    ["fields beside the columns of the wrong kind", "INSERT INTO maillage_champs VALUES ('x', '{\"a\":[1]}')"],
    ["words about the project that are no JSON", "UPDATE maillage_meta SET value = '[' WHERE key = 'attributions'"],
    ["a CRS nobody knows", "UPDATE maillage_meta SET value = 'EPSG:999999' WHERE key = 'crs'"],
    ["a journal of blobs", "PRAGMA ignore_check_constraints = ON; UPDATE maillage_journal SET text = x'00'"],
    ["a shape that is text", "UPDATE parcelle SET geom = 'POLYGON((0 0, 1 1, 1 0, 0 0))'"],
    [
      "a journal that is a view",
      `DROP TABLE maillage_meta; CREATE VIEW maillage_meta AS ${ENDLESS} SELECT i AS key, i AS value FROM n`,
    ],
  ])("%s: refused", async (_what, sql) => {
    project(sql);
    expect(await read("project.open")).toMatchObject({ refused: true });
  });

  it.each([
    ["a journal of nonsense", "UPDATE maillage_journal SET text = '{}'"],
    ["a journal with its numbers swapped", "UPDATE maillage_journal SET seq = 100 - seq"],
    ["a journal without end", "DROP TABLE maillage_journal"],
    [
      "a class that is a view without end",
      `ALTER TABLE batiment RENAME TO vieux; CREATE VIEW batiment AS ${ENDLESS} SELECT i AS id FROM n`,
    ],
    [
      "a class that is a virtual table",
      "ALTER TABLE batiment RENAME TO vieux; CREATE VIRTUAL TABLE batiment USING fts5(id, geom)",
    ],
  ])("%s: opened from its tables", async (_what, sql) => {
    project(sql);
    expect(await read("project.open")).toMatchObject({ meta: { crs: "EPSG:32629" } });
  });
});
