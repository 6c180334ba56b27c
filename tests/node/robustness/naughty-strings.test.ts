import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importFeatures } from "#core/commands/import-features";
import { surveyOf } from "#core/formats/content-survey";
import { writeDxf } from "#core/formats/dxf";
import { writeGeoJson } from "#core/formats/geojson";
import { strictGeoJson } from "#core/formats/geojson-strict";
import { osmFeatures } from "#core/formats/osm/osm-features";
import { readOsm } from "#core/formats/osm/read-osm";
import { planPdf } from "#core/formats/plan/plan-pdf";
import { projectionOf } from "#core/geometry/crs";
import { documentOf, type ProjectDocument } from "#core/model/document";
import { Ledger, seededIds } from "#core/model/ledger";
import { isRefusal } from "#core/model/refusal";
import { sortedJson } from "#core/model/sorted-json";
import { readProjectFile } from "#services/gpkg/read-project";
import { writeProjectFile } from "#services/gpkg/write-project";
import { sharedPath } from "#tests/helpers/shared";

const list = sharedPath("cases/blns/blns.json");
const font = (name: string): Uint8Array =>
  readFileSync(new URL(`../../../resources/fonts/NotoSans-${name}.ttf`, import.meta.url));

/** What has broken readers before, beside the outside list: names of JavaScript's own, halves of letters, controls. */
const OWN = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "\ud800",
  "a\u0000b",
  "\u0001\u001f\u007f",
  "\\P{x}",
  "%%d",
  "\\U+0041",
  "x".repeat(20_000),
  "a\r\nb",
  "{{name}}",
  "$t(refusal.bug)",
];

describe.skipIf(!list)("naughty strings (skipped where ../shared is absent)", () => {
  const words = [...(JSON.parse(readFileSync(list ?? "", "utf8")) as string[]), ...OWN];
  const name = (i: number): string => words[i] as string;
  let folder: string;
  let document: ProjectDocument;
  let opened: ProjectDocument;
  let editedOutside: boolean;

  /** A facility a word, with the word as name, as value of a key, and as a key. */
  function imported(): ProjectDocument {
    const elements = words.map((word, i) => ({
      type: "node",
      id: i + 1,
      lat: 13 + i / 10_000,
      lon: -7.5,
      tags: { ...JSON.parse(`{${JSON.stringify(word)}:"clef"}`), amenity: "school", name: word, note: word },
    }));
    const data = readOsm(new TextEncoder().encode(JSON.stringify({ elements })), { file: "noms.json" });
    const { features, attributions } = osmFeatures(data, projectionOf("EPSG:32629"));
    const env = { newId: seededIds("n"), now: () => "2026-01-01T00:00:00.000Z" };
    const meta = { id: "noms", name: `Noms ${name(20)}`, crs: "EPSG:32629", created: env.now(), attributions: [] };
    const { ledger, record } = Ledger.found(meta, env);
    const records = [record];
    ledger.listen((_change, sealed) => records.push(sealed));
    expect(isRefusal(ledger.run(importFeatures, { features, attributions, file: "noms.json" }))).toBe(false);
    return documentOf(ledger.project, records);
  }

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "maillage-noms-"));
    document = imported();
    const path = join(folder, "noms.gpkg");
    writeProjectFile(path, document, { profile: "interne" });
    const options = { name: "noms.gpkg", temp: folder, now: "2026-01-02T00:00:00.000Z", newId: seededIds("o") };
    const read = readProjectFile(path, options);
    opened = read.document;
    editedOutside = read.editedOutside;
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const byId = (held: ProjectDocument) => new Map(held.features.map((feature) => [feature.id, feature]));

  it("come in from OpenStreetMap as they are", () => {
    const features = byId(document);
    expect(features.size).toBe(words.length);
    for (const [i, word] of words.entries()) {
      const feature = features.get(`osm-n${i + 1}`);
      expect(feature?.fields["name"] ?? "").toBe(word.trim());
      expect(feature?.tags?.["note"]).toBe(word);
      if (!["name", "note", "amenity"].includes(word)) expect(Object.hasOwn(feature?.tags ?? {}, word)).toBe(true);
    }
  });

  it("come back from the GeoPackage to the letter", () => {
    const [from, to] = [byId(document), byId(opened)];
    const differ = [...from].filter(([id, feature]) => sortedJson(to.get(id)) !== sortedJson(feature));
    expect(differ.map(([id]) => [id, words[Number(id.slice(5)) - 1], to.get(id)])).toEqual([]);
    expect(editedOutside).toBe(false);
  });

  it("stand in the GeoJSON to the letter, which is read again", () => {
    const text = new TextDecoder().decode(writeGeoJson(opened, { profile: "interne", lang: "fr" }));
    const read = JSON.parse(text) as { features: { properties: Record<string, unknown> }[] };
    const names = read.features.map(({ properties }) => properties["nom"] ?? "");
    // Half a sign is no text to other programs: the mark of a lost one stands for it.
    expect(names).toEqual(words.map((word) => word.trim().toWellFormed()));
    expect(surveyOf(strictGeoJson(text, "noms.geojson", "noms")).layers[0]?.count).toBe(words.length);
  });

  it("leave the drawing whole: one entity a name, no line of their own", () => {
    const drawing = new TextDecoder("latin1").decode(writeDxf(opened, { profile: "interne", lang: "fr" }));
    const lines = drawing.split("\r\n");
    expect(drawing.replaceAll("\r\n", "")).not.toMatch(/[\r\n\0]/);
    for (let i = 0; i + 1 < lines.length; i += 2) expect(lines[i]).toMatch(/^ *\d+$/);
  });

  it("leave the plan whole", async () => {
    const options = {
      lang: "fr",
      paper: "A3",
      landscape: true,
      title: name(100),
      author: name(300),
      date: "2026-01-01",
    } as const;
    const made = await planPdf(opened, options, { regular: font("Regular"), bold: font("Bold") });
    expect(isRefusal(made)).toBe(false);
  });

  const hasEzdxf = spawnSync("ezdxf", ["--version"]).status === 0;
  it.skipIf(!hasEzdxf)("pass ezdxf's audit (skipped where ezdxf is absent)", () => {
    const path = join(folder, "noms.dxf");
    writeFileSync(path, writeDxf(opened, { profile: "interne", lang: "fr" }));
    const { stdout, status } = spawnSync("ezdxf", ["audit", path], { encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).toMatch(/No errors found/);
  });
});
