import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, it } from "vitest";
import { readGpkgContent } from "#services/gpkg/gpkg-content";

const folder = mkdtempSync(join(tmpdir(), "maillage-gpkg-content-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A GeoPackage of plain tables. */
function made(name: string, sql: string): ReturnType<typeof readGpkgContent> {
  const path = join(folder, name);
  const database = new DatabaseSync(path);
  database.exec(
    `CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT); CREATE TABLE layer_styles (id INTEGER); ${sql}`,
  );
  database.close();
  return readGpkgContent({ path, name, temp: folder });
}

it("a key that is a code stays a column; one that numbers rows does not", () => {
  const { layers } = made(
    "cles.gpkg",
    `CREATE TABLE codes (code TEXT PRIMARY KEY, libelle TEXT); INSERT INTO codes VALUES ('A', 'un');
     CREATE TABLE rangs (fid INTEGER PRIMARY KEY, nom TEXT); INSERT INTO rangs VALUES (7, 'sept');
     INSERT INTO gpkg_contents VALUES ('codes', 'attributes'), ('rangs', 'attributes'), ('ogr_empty_table', 'attributes')`,
  );
  expect(layers.map(({ objects }) => objects.map(({ feature, values }) => ({ feature, ...values })))).toEqual([
    [{ feature: "A", code: "A", libelle: "un" }],
    [{ feature: "7", nom: "sept" }],
  ]);
});

it("tables nobody listed are read where none is, and programs' own never", () => {
  const table = "CREATE TABLE proprietaires (id INTEGER PRIMARY KEY, nom TEXT); CREATE TABLE rtree_x (id INTEGER);";
  expect(made("libre.gpkg", table).layers.map(({ name }) => name)).toEqual(["proprietaires"]);
  const listed = `${table} CREATE TABLE codes (id INTEGER); INSERT INTO gpkg_contents VALUES ('codes', 'attributes')`;
  expect(made("listee.gpkg", listed).layers.map(({ name }) => name)).toEqual(["codes"]);
});

it("what is binary is left out, and told", () => {
  const sql = `CREATE TABLE photos (id INTEGER PRIMARY KEY, image BLOB); INSERT INTO photos VALUES (1, x'00FF'), (2, NULL)`;
  expect(made("photos.gpkg", sql).warnings).toEqual([
    { code: "gpkg.binary", count: 1, params: { layer: "photos", column: "image" } },
  ]);
});
