import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { villageOsm } from "#core/engines/synthetic/village";
import { emptyJpeg, withExif } from "#tests/helpers/photos";

const cli = fileURLToPath(new URL("../../../electron/shells/cli.ts", import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-cli-test-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], {
    cwd: folder,
    encoding: "utf8",
    timeout: 30_000,
  });
  return { status, stdout, stderr };
}

/** One JSON object on stderr, with these keys and no others, nothing on stdout, nothing left behind. */
function refused(words: string[], status = 2): Record<string, unknown> {
  const before = readdirSync(folder).sort();
  const got = run(...words);
  expect(got.stdout).toBe("");
  expect(got.status, got.stderr).toBe(status);
  const read = JSON.parse(got.stderr) as { error: Record<string, unknown> };
  expect(Object.keys(read)).toEqual(["error"]);
  const keys = Object.keys(read.error);
  expect(keys.slice(0, 3)).toEqual(["code", "message", "file"]);
  expect(keys.slice(3).every((key) => ["layer", "feature", "line", "at", "ids"].includes(key))).toBe(true);
  expect(read.error["message"]).not.toBe(`refusal.${read.error["code"]}`);
  expect(readdirSync(folder).sort()).toEqual(before);
  return read.error;
}

describe("the command line", () => {
  it("takes a village from OpenStreetMap to a drawing and back to a survey", () => {
    writeFileSync(join(folder, "v.osm"), villageOsm(60, 5));
    const imported = run("import", "v.osm", "--project", "p.gpkg", "--seed", "a");
    expect(imported.stderr).toBe("");
    expect(JSON.parse(imported.stdout)).toMatchObject({ project: "p.gpkg", created: true, crs: "EPSG:32629" });
    const again = JSON.parse(run("import", "v.osm", "--project", "p.gpkg").stdout) as { added: number };
    expect(again).toMatchObject({ created: false, added: 0 });
    const before = readFileSync(join(folder, "p.gpkg"));
    const info = JSON.parse(run("info", "p.gpkg").stdout) as { layers: { name: string; count: number; crs: string }[] };
    const houses = info.layers.find((layer) => layer.name === "batiment");
    expect(houses).toMatchObject({ crs: "EPSG:32629" });
    expect(readFileSync(join(folder, "p.gpkg")).equals(before)).toBe(true);
    const exported = JSON.parse(run("export", "p.gpkg", "p.geojson").stdout) as { features: number };
    expect(exported).toMatchObject({ format: "geojson", profile: "affichage" });
    const survey = JSON.parse(run("info", "p.geojson").stdout) as { layers: { count: number }[] };
    expect(survey.layers[0]?.count).toBe(exported.features);
    expect(readdirSync(folder).sort()).toEqual(["p.geojson", "p.gpkg", "v.osm"]);
  });

  it("lays a village out, finds nothing wrong with it, and lays it out again on its own perimeter", () => {
    writeFileSync(join(folder, "v.osm"), villageOsm(40, 5));
    run("import", "v.osm", "--project", "p.gpkg", "--seed", "4");
    const first = run("layout", "p.gpkg", "--site", "auto", "--out", "o.gpkg", "--seed", "4");
    expect(first.stderr).toBe("");
    const score = JSON.parse(first.stdout) as Record<string, number>;
    expect(score).toMatchObject({ project: "o.gpkg", crs: "EPSG:32629", housesCut: 0 });
    expect(score["lots"]).toBeGreaterThan(10);
    expect(score["areaErrorM2"]).toBeLessThan(0.1);
    const checked = JSON.parse(run("check", "o.gpkg").stdout) as { counts: Record<string, number> };
    expect(checked.counts["error"]).toBe(0);
    run("layout", "p.gpkg", "--site", "auto", "--out", "twin.gpkg", "--seed", "4");
    const bytes = (file: string): Buffer => readFileSync(join(folder, file));
    expect(bytes("twin.gpkg").equals(bytes("o.gpkg"))).toBe(true);
    const again = run("layout", "o.gpkg", "--site", "o.gpkg", "--out", "o.gpkg", "--seed", "4");
    expect(again.stderr).toBe("");
    expect(JSON.parse(again.stdout)).toMatchObject({ lots: score["lots"], siteAreaM2: score["siteAreaM2"] });
    writeFileSync(join(folder, "only.json"), '{"only":[1],"frontageM":19}');
    const relaid = JSON.parse(
      run("layout", "o.gpkg", "--params", "only.json", "--out", "r.gpkg", "--seed", "4").stdout,
    );
    expect(relaid).toMatchObject({ ilotsRelaid: ["1"], housesCut: 0, plan: { closed: [] } });
    expect((relaid.plan.changed as string[]).every((name) => name.startsWith("1/"))).toBe(true);
    expect(refused(["layout", "o.gpkg", "--ilots", "999", "--out", "x.gpkg"])).toMatchObject({
      code: "relay.no-such-ilot",
    });
    const unknown = ["layout", "p.gpkg", "--site", "auto", "--alternative", "best", "--out", "x.gpkg"];
    expect(refused(unknown)).toMatchObject({ code: "cli.bad-option" });
    const three = run("layout", "p.gpkg", "--site", "auto", "--alternative", "most-public", "--out", "a.gpkg");
    const { alternative, alternatives, lots } = JSON.parse(three.stdout);
    expect(alternative).toBe("most-public");
    expect(alternatives).toHaveLength(3);
    expect(alternatives[2]).toMatchObject({ alternative: "most-public", lots });
    writeFileSync(join(folder, "params.json"), '{"parcelAreaM2":400,\n"colour":1}');
    const bad = ["layout", "p.gpkg", "--site", "auto", "--params", "params.json", "--out", "x.gpkg"];
    expect(refused(bad)).toMatchObject({ code: "layout.params-unknown-key", file: "params.json" });
    expect(refused(["layout", "p.gpkg", "--site", "v.osm", "--out", "x.gpkg"])).toMatchObject({ file: "v.osm" });
  });

  it("refuses with code 2 and says what, where", () => {
    expect(refused([])).toMatchObject({ code: "cli.no-verb", file: "" });
    expect(refused(["dance"])["message"]).toContain("maillage info FILE");
    expect(refused(["info"])).toMatchObject({ code: "cli.wrong-words" });
    expect(refused(["info", "a", "--colour", "red"])).toMatchObject({ code: "cli.unknown-option" });
    expect(refused(["info", "absent.osm"])).toMatchObject({ code: "cli.no-such-file", file: "absent.osm" });
    mkdirSync(join(folder, "dossier"));
    expect(refused(["info", "dossier"])).toMatchObject({ code: "format.empty-folder" });
    writeFileSync(join(folder, "vide.osm"), "");
    expect(refused(["info", "vide.osm"])).toMatchObject({ code: "format.empty", file: "vide.osm" });
  });

  it("refuses files it cannot read by name and line, and leaves nothing half-written", () => {
    writeFileSync(join(folder, "faux.geojson"), '{"type":"FeatureCollection",\n"features":[\n{"type":"Feature"}]}');
    expect(refused(["info", "faux.geojson"])).toMatchObject({ file: "faux.geojson", line: 3 });
    writeFileSync(join(folder, "coupe.osm"), '<osm version="0.6">\n<node id="1" lat="1"');
    expect(refused(["import", "coupe.osm", "--project", "q.gpkg"])).toMatchObject({ file: "coupe.osm", line: 2 });
    writeFileSync(join(folder, "faux.gpkg"), "SQLite format 3\0 and nothing more");
    expect(refused(["check-nothing", "faux.gpkg"])).toMatchObject({ code: "cli.unknown-verb" });
    expect(refused(["info", "faux.gpkg"])).toMatchObject({ code: "gpkg.damaged", file: "faux.gpkg" });
    expect(refused(["export", "faux.gpkg", "o.dxf"])).toMatchObject({ code: "gpkg.damaged" });
    writeFileSync(join(folder, "plan.dwg"), "AC1032");
    expect(refused(["info", "plan.dwg"])["message"]).toContain("Faites-en du DXF");
    expect(existsSync(join(folder, "q.gpkg"))).toBe(false);
  });

  it("speaks English when asked", () => {
    expect(refused(["info", "absent.osm", "--lang", "en"])["message"]).toBe(
      "This file does not exist. Check the name and the folder.",
    );
  });
});

describe("a cadastre from outside", () => {
  const parcel = (numero: string, x: number, w: number, more: object = {}): object => ({
    type: "Feature",
    properties: { numero, contenance: "2 00", nom: "Konaté", ...more },
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [x, 0],
          [x + w, 0],
          [x + w, 20],
          [x, 20],
          [x, 0],
        ].map(([east = 0, north = 0]) => [500_000 + east, 1_300_000 + north]),
      ],
    },
  });
  const sheet = (name: string, ...features: object[]): void => {
    const crs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::32629" } };
    writeFileSync(join(folder, name), JSON.stringify({ type: "FeatureCollection", name: "parcelle", crs, features }));
  };

  it("is cleaned, sheet beside sheet, and says what it did and whom it left out", () => {
    sheet("a.geojson", parcel("1", 0, 10.02), parcel("2", 10, 10));
    sheet("b.geojson", parcel("3", 20.03, 10, { lieu: "Nord" }));
    const words = ["import", "a.geojson", "b.geojson", "--project", "p.gpkg", "--report", "r.json"];
    const got = JSON.parse(run(...words).stdout) as Record<string, unknown>;
    expect(got).toMatchObject({
      crs: "EPSG:32629",
      added: 3,
      counts: { parcelle: 3 },
      warnings: [
        { code: "import.personal", count: 2, params: { which: "nom" }, file: "a.geojson" },
        { code: "import.personal", count: 1, params: { which: "nom" }, file: "b.geojson" },
      ],
      cleaning: { counts: { "vertex-moved": 4 }, farthestMm: 30, areaAfterM2: 600.6 },
    });
    const checked = JSON.parse(run("check", "p.gpkg").stdout) as { counts: Record<string, number> };
    expect(Object.keys(checked.counts).filter((rule) => rule.startsWith("coverage"))).toEqual([]);
    const report = JSON.parse(readFileSync(join(folder, "r.json"), "utf8")) as { cleaning: { findings: unknown[] } };
    expect(report.cleaning.findings).toHaveLength(4);
    expect(readFileSync(join(folder, "p.gpkg")).includes("Konat")).toBe(false);
    expect(refused(["import", "b.geojson", "--project", "p.gpkg"])["code"]).toBe("import.over-coverage");
  });

  it("is taken by a mapping made before, and what no class takes is kept as annex", () => {
    sheet("a.geojson", parcel("1", 0, 10, { lieu: "Nord" }), parcel("2", 10, 10));
    run("import", "a.geojson", "--project", "p.gpkg", "--report", "r.json");
    const report = JSON.parse(readFileSync(join(folder, "r.json"), "utf8")) as {
      mapping: { layers: { columns: Record<string, unknown> }[] };
    };
    const [made] = report.mapping.layers;
    expect(made).toMatchObject({ as: "parcel", columns: { nom: "leave" } });
    const other = { ...made, columns: { ...made?.columns, lieu: { field: "note" } } };
    writeFileSync(join(folder, "m.json"), JSON.stringify({ maillage: "mapping", layers: [other] }));
    const again = run("import", "a.geojson", "--project", "q.gpkg", "--mapping", "m.json", "--report", "s.json");
    expect(again.status).toBe(0);
    expect(readFileSync(join(folder, "s.json"), "utf8")).toContain('"field": "note"');
    sheet("c.geojson", parcel("9", 2, 3, { autre: 1 }));
    expect(refused(["import", "c.geojson", "--project", "p.gpkg", "--mapping", "m.json"])["code"]).toBe(
      "import.no-mapping",
    );
    const annexed = JSON.parse(run("import", "c.geojson", "--project", "p.gpkg", "--annex").stdout) as object;
    expect(annexed).toMatchObject({ added: 1, counts: { parcelle: 2, annexe_surface: 1 } });
  });

  it("is refused where nobody can know what it holds", () => {
    sheet("a.geojson", parcel("1", 0, 10));
    writeFileSync(join(folder, "z.geojson"), readFileSync(join(folder, "a.geojson"), "utf8").replace("parcelle", "z"));
    expect(refused(["import", "z.geojson", "--project", "p.gpkg"])["code"]).toBe("import.which-class");
    expect(refused(["import", "a.geojson", "--project", "p.gpkg", "--snap", "5"])["code"]).toBe("cli.bad-option");
    expect(run("import", "z.geojson", "--class", "parcelle", "--project", "p.gpkg").status).toBe(0);
  });
});

describe("photos on the command line", () => {
  it("are told of, placed on the parcel they were taken on, and kept in the project file", () => {
    const taken = { lon: -6.4275, lat: 12.4563, bearingDeg: 90, takenAt: "2026:03:01 10:22:05", artist: "Traoré" };
    writeFileSync(join(folder, "a.jpg"), withExif(emptyJpeg, taken));
    writeFileSync(join(folder, "b.jpg"), emptyJpeg);
    const info = JSON.parse(run("info", "a.jpg").stdout) as Record<string, unknown>;
    expect(info).toMatchObject({ format: "image/jpeg", takenAt: "2026-03-01 10:22:05", bearingDeg: 90, widthPx: 3 });
    expect(JSON.stringify(info)).not.toContain("Traor");
    const imported = JSON.parse(run("import", "a.jpg", "b.jpg", "--project", "p.gpkg").stdout) as object;
    expect(imported).toMatchObject({
      crs: "EPSG:32629",
      photos: { placed: 1, attached: 0, withoutPosition: ["b.jpg"], outside: [], duplicates: [] },
      counts: { document: 1 },
    });
    const profiles = [
      [[], 0],
      [["--profile", "ouvert", "--documents"], 1],
    ] as const;
    for (const [words, count] of profiles) {
      const made = JSON.parse(run("export", "p.gpkg", "out.gpkg", ...words).stdout) as { documents: number };
      expect(made.documents).toBe(count);
      const bytes = readFileSync(join(folder, "out.gpkg"));
      expect(bytes.includes(Buffer.from(withExif(emptyJpeg, taken)).subarray(0, 60))).toBe(count === 1);
    }
  });
});
