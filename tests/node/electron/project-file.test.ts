import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { classOf, featureClasses } from "#core/features/classes";
import type { ExportProfile } from "#core/formats/export-profile";
import type { ProjectDocument } from "#core/model/document";
import { recordOf } from "#core/model/document";
import { follow, replay, verifiedPrefix } from "#core/model/journal";
import { canonicalText, Project } from "#core/model/project";
import { RefusalError } from "#core/model/refusal";
import { type OpenedProject, OUTSIDE_EDIT, readProjectFile } from "#services/gpkg/read-project";
import { writeProjectFile } from "#services/gpkg/write-project";
import { aVillage, HOLDER } from "#tests/node/electron/a-village";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-gpkg-"));
  path = join(folder, "projet.gpkg");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(document: ProjectDocument, profile: ExportProfile = "interne", to = path): void {
  writeProjectFile(to, document, { profile });
}

function open(from = path): OpenedProject {
  return readProjectFile(from, {
    name: "projet.gpkg",
    temp: folder,
    now: "2026-04-01T00:00:00.000Z",
    newId: randomUUID,
  });
}

function textOf(document: ProjectDocument): string {
  return canonicalText(new Project(document.meta, document.features));
}

function refusalOf(work: () => unknown): RefusalError["refusal"] {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof RefusalError) return thrown.refusal;
    throw thrown;
  }
  throw new Error("was not refused");
}

/** Edits the file as another program would: with the functions QGIS brings for the index triggers. */
function editOutside(...sql: string[]): void {
  const database = new DatabaseSync(path);
  database.function("ST_IsEmpty", (_geom: unknown) => 0);
  for (const name of ["ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"]) database.function(name, (_geom: unknown) => 0);
  for (const one of sql) database.exec(one);
  database.close();
}

describe("a project file", () => {
  it("keeps the mask of the NINACAD, and the words of a project that has none", () => {
    const document = aVillage();
    const meta = { ...document.meta, ninacadMask: "AA-999 é" };
    write({ ...document, meta, records: [] });
    expect(open().document.meta).toMatchObject({ name: meta.name, ninacadMask: "AA-999 é" });
    write({ ...document, records: [] });
    expect(open().document.meta).not.toHaveProperty("ninacadMask");
  });

  it("keeps the référentiel of the project, and shows it as a table", () => {
    const document = aVillage();
    const reach = { value: 300, unit: "m", standing: "verifie", source: "Arrêté", mandatory: true } as const;
    const norms = { "water.reach": reach };
    const referentiel = { id: "commune", name: "Commune", version: "2", date: "2026-11-22", norms };
    write({ ...document, meta: { ...document.meta, referentiel }, records: [] });
    expect(open().document.meta.referentiel).toEqual(referentiel);
    const database = new DatabaseSync(path, { readOnly: true });
    const row = database.prepare("SELECT value, source FROM maillage_referentiel WHERE key = 'water.reach'").get();
    database.close();
    expect(row).toEqual({ value: 300, source: "Arrêté" });
  });

  it("gives back the same state and history, byte for byte, and is not changed by reading", () => {
    const document = aVillage();
    write(document);
    const before = readFileSync(path);
    const opened = open();
    expect(opened.editedOutside).toBe(false);
    expect(textOf(opened.document)).toBe(textOf(document));
    expect(opened.document.records).toEqual(document.records);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(["projet.gpkg"]);
  });

  it("keeps values a column cannot hold, and empty things as they are", () => {
    const base = aVillage(20);
    const [first, ...rest] = base.features;
    if (!first) throw new Error("no feature");
    const odd = { ...first, fields: { ...first.fields, levels: "deux", note: "", inconnu: true }, tags: {} };
    const document = { ...base, features: [odd, ...rest], records: [] };
    write(document);
    const database = new DatabaseSync(path, { readOnly: true });
    const digest = database.prepare("SELECT value FROM maillage_meta WHERE key = 'state_digest'").get();
    database.close();
    expect(digest).toBeDefined();
    const read = open().document;
    const odd2 = read.features.find((feature) => feature.id === odd.id);
    expect(odd2).toEqual(odd);
  });

  it("gives the same bytes for the same project", () => {
    write(aVillage());
    const first = readFileSync(path);
    write(aVillage());
    expect(readFileSync(path).equals(first)).toBe(true);
  });

  it("has a table for every class, its style, index and extent", () => {
    const document = aVillage();
    write(document);
    const database = new DatabaseSync(path, { readOnly: true });
    const head = readFileSync(path).subarray(0, 100);
    expect([head.toString("latin1", 68, 72), head.readUInt32BE(60)]).toEqual(["GPKG", 10300]);
    for (const { table, id, geometry } of featureClasses) {
      const count = document.features.filter((feature) => feature.class === id).length;
      const rows = database.prepare(`SELECT count(*) AS n FROM "${table}"`).get();
      expect(rows, table).toEqual({ n: count });
      if (geometry === "none") {
        const kind = database.prepare("SELECT data_type FROM gpkg_contents WHERE table_name = ?").get(table);
        expect(kind, table).toEqual({ data_type: "attributes" });
        continue;
      }
      const style = database.prepare("SELECT styleQML FROM layer_styles WHERE f_table_name = ?").get(table);
      expect(style?.["styleQML"], table).toContain("<qgis");
      const contents = database.prepare("SELECT min_x FROM gpkg_contents WHERE table_name = ?").get(table);
      expect(contents?.["min_x"] === null, table).toBe(count === 0);
    }
    const ilots = database.prepare("SELECT count(*) AS n FROM ilot WHERE geom IS NOT NULL AND surface_m2 > 0").get();
    expect(ilots?.["n"]).toBe(document.features.filter((feature) => feature.class === "ilot").length);
    const sum = database.prepare("SELECT sum(surface_m2) AS m2 FROM parcelle").get();
    expect(Number(sum?.["m2"])).toBeGreaterThan(200 * 100);
    database.close();
  });

  it("opens a file of the versions before acts as it stands", () => {
    const document = aVillage();
    write(document);
    const later = ["parents", "openedBy", "validFrom", "tenure", "officialAreaM2"].map(
      (key) => classOf("parcel").fields.find((field) => field.key === key)?.column,
    );
    editOutside(
      ...later.map((column) => `ALTER TABLE parcelle DROP COLUMN ${column}`),
      "DELETE FROM gpkg_contents WHERE table_name = 'acte'",
      "DROP TABLE acte",
    );
    const { document: opened, editedOutside } = open();
    expect(editedOutside).toBe(false);
    expect(textOf(opened)).toBe(textOf(document));
  });

  it("takes edits of another program as one step that can be undone", () => {
    const document = aVillage();
    write(document);
    const parcel = document.features.find((feature) => feature.class === "parcel");
    const other = document.features.filter((feature) => feature.class === "parcel")[1];
    editOutside(
      `UPDATE parcelle SET usage = 'commerce' WHERE id = '${parcel?.id}'`,
      `DELETE FROM parcelle WHERE id = '${other?.id}'`,
      "ALTER TABLE reserve ADD COLUMN avis TEXT",
      "INSERT INTO poteau (geom, numero) SELECT geom, 'P1' FROM equipement LIMIT 1",
    );
    const { document: opened, editedOutside } = open();
    expect(editedOutside).toBe(true);
    expect(opened.records.length).toBe(document.records.length + 1);
    expect(verifiedPrefix(opened.records).brokenAt).toBeUndefined();
    const last = recordOf(opened.records.at(-1) as (typeof opened.records)[0]);
    expect(last.command).toBe(OUTSIDE_EDIT);
    expect(last.change).toMatchObject({ updated: [[parcel, { id: parcel?.id, fields: { use: "commerce" } }]] });
    expect(last.change?.removed.map((feature) => feature.id)).toEqual([other?.id]);
    const { project, history } = replay(opened.records.map(recordOf));
    expect(canonicalText(project)).toBe(textOf(opened));
    const undo = follow(history, {
      seq: last.seq + 1,
      time: last.time,
      kind: "undo",
      command: OUTSIDE_EDIT,
      of: last.seq,
    });
    project.apply(undo.change);
    expect(canonicalText(project)).toBe(textOf(document));
  });

  it("keeps the state when its journal was damaged, and says so", () => {
    const document = aVillage();
    write(document);
    editOutside("UPDATE maillage_journal SET text = replace(text, 'test-name', 'test-eman') WHERE seq = 3");
    const { document: opened, editedOutside } = open();
    expect(editedOutside).toBe(true);
    expect(textOf(opened)).toBe(textOf(document));
    expect(opened.records.slice(0, 2)).toEqual(document.records.slice(0, 2));
  });

  it.each(["affichage", "ouvert"] as const)("holds no name under the profile %s, in no byte", (profile) => {
    const document = aVillage();
    write(document);
    expect(readFileSync(path).includes(HOLDER)).toBe(true);
    write(document, profile);
    const bytes = readFileSync(path);
    for (const part of [HOLDER, "Traoré", "Ɲaamanton", "+223 00 00"]) expect(bytes.includes(part), part).toBe(false);
    const { document: opened, editedOutside } = open();
    expect(editedOutside).toBe(false);
    expect(opened.features.length).toBe(document.features.length);
    expect(opened.meta.id).not.toBe(document.meta.id);
    expect(canonicalText(replay(opened.records.map(recordOf)).project)).toBe(textOf(opened));
    const houses = opened.features.some((feature) => "houses" in feature.fields);
    if (profile === "ouvert") expect(houses).toBe(false);
  });

  it("refuses with file and place what is no project, or holds no shape of its class", () => {
    writeFileSync(path, "CREATE TABLE");
    expect(refusalOf(open)).toMatchObject({ code: "gpkg.not-geopackage", file: "projet.gpkg" });
    rmSync(path);
    new DatabaseSync(path).exec("CREATE TABLE a (b)");
    expect(refusalOf(open)).toMatchObject({ code: "gpkg.not-project", file: "projet.gpkg" });
    const document = aVillage(20);
    const parcel = document.features.find((feature) => feature.class === "parcel");
    for (const [sql, code] of [
      [`UPDATE parcelle SET geom = x'00' WHERE id = '${parcel?.id}'`, "gpkg.bad-blob"],
      [`UPDATE parcelle SET geom = substr(geom, 1, 60) WHERE id = '${parcel?.id}'`, "gpkg.bad-blob"],
      [`UPDATE parcelle SET geom = 'text' WHERE id = '${parcel?.id}'`, "gpkg.bad-blob"],
      [`UPDATE parcelle SET geom = (SELECT geom FROM voie_axe LIMIT 1) WHERE id = '${parcel?.id}'`, "gpkg.wrong-kind"],
    ] as const) {
      rmSync(path);
      write(document);
      editOutside(sql);
      expect(refusalOf(open)).toMatchObject({ code, file: "projet.gpkg", layer: "parcelle", feature: parcel?.id });
    }
  });

  it("refuses damaged databases without a crash", () => {
    write(aVillage(40));
    const whole = readFileSync(path);
    let refused = 0;
    for (let k = 0; k < 60; k++) {
      const damaged = Buffer.from(whole);
      for (let i = 0; i < 64; i++) damaged[(k * 7919 + i * 104729) % whole.length] = (k * 31 + i) & 0xff;
      writeFileSync(path, k % 3 === 0 ? whole.subarray(0, (whole.length * (k + 1)) / 61) : damaged);
      try {
        open();
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(RefusalError);
        expect((thrown as RefusalError).refusal.file).toBe("projet.gpkg");
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(20);
    expect(existsSync(`${path}-journal`)).toBe(false);
  });
});
