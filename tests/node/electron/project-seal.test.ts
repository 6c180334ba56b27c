import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { recordOf } from "#core/model/document";
import { replay } from "#core/model/journal";
import { canonicalText, Project } from "#core/model/project";
import { OUTSIDE_EDIT, readProjectFile } from "#services/gpkg/read-project";
import { stateDigest } from "#services/gpkg/state-digest";
import { writeProjectFile } from "#services/gpkg/write-project";
import { aVillage } from "#tests/node/electron/a-village";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-seal-"));
  path = join(folder, "projet.gpkg");
  writeProjectFile(path, aVillage(), { profile: "interne" });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open() {
  return readProjectFile(path, {
    name: "projet.gpkg",
    temp: folder,
    now: "2026-04-01T00:00:00.000Z",
    newId: () => "x",
  });
}

function change(sql: string, ...values: string[]): void {
  const database = new DatabaseSync(path);
  // The triggers of the spatial index ask for it; nothing here moves a shape.
  for (const name of ["ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"]) {
    database.function(name, (_geom: unknown) => 0);
  }
  database.prepare(sql).run(...values);
  database.close();
}

const textOf = ({ document }: ReturnType<typeof open>) => canonicalText(new Project(document.meta, document.features));

describe("the seal of a project file", () => {
  it("stands for a replay: the state it vouches for is what the journal leads to", () => {
    const opened = open();
    expect(opened.editedOutside).toBe(false);
    expect(textOf(opened)).toBe(canonicalText(replay(opened.document.records.map(recordOf)).project));
  });

  it("may be absent, as in files of the first versions: the journal is replayed", () => {
    const sealed = textOf(open());
    change("DELETE FROM maillage_meta WHERE key = 'state_seal'");
    const opened = open();
    expect(opened.editedOutside).toBe(false);
    expect(textOf(opened)).toBe(sealed);
  });

  it("does not vouch for tables whose digest alone was brought in line", () => {
    const { document } = open();
    const parcel = document.features.find((feature) => feature.class === "parcel");
    change("UPDATE parcelle SET numero = 'X' WHERE id = ?", String(parcel?.id));
    const altered = document.features.map((feature) =>
      feature === parcel ? { ...feature, fields: { ...feature.fields, number: "X" } } : feature,
    );
    const digest = stateDigest(document.meta, altered);
    change("UPDATE maillage_meta SET value = ? WHERE key = 'state_digest'", digest);
    const opened = open();
    expect(opened.editedOutside).toBe(true);
    expect(recordOf(opened.document.records.at(-1) as (typeof document.records)[0]).command).toBe(OUTSIDE_EDIT);
    expect(textOf(opened)).toBe(canonicalText(new Project(document.meta, altered)));
  });

  it("does not vouch for a journal that ends elsewhere", () => {
    const before = open().document.records.length;
    change("DELETE FROM maillage_journal WHERE seq = (SELECT max(seq) FROM maillage_journal)");
    const opened = open();
    expect(opened.editedOutside).toBe(true);
    expect(textOf(opened)).toBe(canonicalText(replay(opened.document.records.map(recordOf)).project));
    expect(opened.document.records.length).toBe(before);
  });
});
