import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FormatId, formatOfId, writableFormats } from "#core/formats/write/writable-formats";
import { gdalDoor } from "#services/gdal/gdal-door";
import { convertJob } from "#services/jobs/convert-job";
import { writeDocument } from "#services/write/write-document";
import { aVillage } from "#tests/node/electron/a-village";

// Law 2013-015: what is handed out names nobody unless it was asked for, not even in a byte no program shows.

const TIME = "2026-11-22T08:00:00.000Z";
const PEOPLE = /Traor|Awa /;
const document = aVillage(60);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-handed-out-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tools = () => ({ temp: folder, gdal: gdalDoor().ask });

async function handedOut(id: FormatId, profile: "interne" | "affichage" | "ouvert", lang: "fr" | "en" = "fr") {
  const format = formatOfId(id);
  const ending = id === "csv" ? ".csv.zip" : (format.endings[0] as string);
  const path = join(folder, `${profile}-${lang}${ending}`);
  const order = { path, format, ending, profile, lang, time: TIME, tools: tools(), projects: folder } as const;
  const written = await writeDocument(document, order);
  return { ...written, text: textOf(written.files[0] as string) };
}

/** All bytes of a file as letters, packed ones unpacked. */
function textOf(path: string): string {
  const bytes = readFileSync(path);
  if (bytes.subarray(0, 2).toString() !== "PK") return bytes.toString();
  return Object.values(unzipSync(bytes))
    .map((member) => Buffer.from(member).toString())
    .join("\n");
}

// A village without pipes has no network, and no village has bus lines of its own.
const formats = writableFormats.map(({ id }) => id).filter((id) => id !== "inp" && id !== "gtfs");
/** Formats that carry the values of fields at all. */
const withFields = formats.filter((id) => id !== "osm" && id !== "points");

describe("what a project hands out", () => {
  it.each(formats)("%s: nobody's name under affichage and ouvert", async (id) => {
    for (const profile of ["affichage", "ouvert"] as const) {
      const { text, again } = await handedOut(id, profile);
      expect(text).not.toMatch(PEOPLE);
      expect(again.objects).toBeGreaterThan(0);
    }
  });

  it.each(withFields)("%s: the office's own file names the holders", async (id) => {
    expect((await handedOut(id, "interne")).text).toMatch(PEOPLE);
  });

  it("speaks the language asked for in tables people open", async () => {
    expect((await handedOut("xlsx", "affichage", "fr")).text).toContain("Surface du plan (m²)");
    expect((await handedOut("xlsx", "affichage", "en")).text).toContain("Plan area (m²)");
    expect((await handedOut("csv", "affichage", "fr")).text).toMatch(/;\d+,\d\d/);
  });

  it("carries its sources", async () => {
    const cited = { ...document, meta: { ...document.meta, attributions: ["© OpenStreetMap contributors"] } };
    // A list of points and a sequence of features have no head to say it in.
    for (const id of formats.filter((one) => one !== "points" && one !== "geojsonl")) {
      const format = formatOfId(id);
      const ending = id === "csv" ? ".csv.zip" : (format.endings[0] as string);
      const path = join(folder, `sources${ending}`);
      const order = {
        path,
        format,
        ending,
        profile: "ouvert",
        lang: "fr",
        time: TIME,
        tools: tools(),
        projects: folder,
      } as const;
      const { files } = await writeDocument(cited, order);
      const letters = id === "dxf" ? readFileSync(files[0] as string, "latin1") : textOf(files[0] as string);
      expect(letters, id).toContain("OpenStreetMap contributors");
    }
  });
});

describe("a conversion", () => {
  const converted = (from: string, out: string, more: object = {}) =>
    convertJob(
      {
        from: { path: join(folder, from), name: from },
        out: `${folder}/${out}`,
        lang: "fr",
        time: TIME,
        temp: folder,
        ...more,
      },
      { bytes: new Uint8Array(0), progress: () => undefined },
    );
  const refusalOf = async (work: Promise<unknown> | unknown): Promise<unknown> => {
    try {
      await work;
    } catch (thrown) {
      return (thrown as { refusal?: unknown }).refusal;
    }
    throw new Error("was not refused");
  };

  it("of a project gives its classes, and nobody's name", async () => {
    const { files } = await handedOut("gpkg", "interne");
    const name = (files[0] as string).slice(folder.length + 1);
    const { value } = await converted(name, "classes.gpkg");
    expect(value.layers.map((layer) => layer.name)).toContain("parcelle");
    expect(textOf(join(folder, "classes.gpkg"))).not.toMatch(PEOPLE);
    expect((await refusalOf(converted(name, "x.shp", { layer: "nulle" }))) as object).toMatchObject({
      code: "cli.no-such-layer",
      layer: "nulle",
    });
  });

  it("to a folder makes a data set of it, and never writes over one", async () => {
    const point = { type: "Feature", properties: { nom: "A" }, geometry: { type: "Point", coordinates: [-8, 12] } };
    writeFileSync(join(folder, "un.geojson"), JSON.stringify({ type: "FeatureCollection", features: [point] }));
    await converted("un.geojson", "jeu/");
    const names = readdirSync(join(folder, "jeu")).sort();
    expect(names).toEqual([
      "LICENCE.txt",
      "csv",
      "datapackage.json",
      "dictionary-en.md",
      "dictionnaire-fr.md",
      "donnees.gpkg",
    ]);
    const told = JSON.parse(readFileSync(join(folder, "jeu", "datapackage.json"), "utf8")) as {
      resources: { path: string }[];
    };
    for (const { path } of told.resources) expect(readFileSync(join(folder, "jeu", path)).length).toBeGreaterThan(0);
    expect(await refusalOf(converted("un.geojson", "jeu/"))).toMatchObject({ code: "write.folder-there" });
  });

  it("refuses with layer and feature, and leaves the old file and nothing beside it", async () => {
    const feature = (id: string, lat: number) => ({
      type: "Feature",
      id,
      properties: {},
      geometry: { type: "Point", coordinates: [-8, lat] },
    });
    const features = [feature("bon", 12), feature("pôle", 90)];
    writeFileSync(join(folder, "pole.geojson"), JSON.stringify({ type: "FeatureCollection", features }));
    writeFileSync(join(folder, "ancien.gpkg"), "ancien");
    const before = readdirSync(folder).sort();
    const refusal = await refusalOf(converted("pole.geojson", "ancien.gpkg", { crs: "EPSG:3857" }));
    expect(refusal).toMatchObject({ code: "write.outside-crs", layer: "pole", feature: "pôle" });
    expect(await refusalOf(converted("pole.geojson", "ancien.gpkg", { crs: "EPSG:99999" }))).toMatchObject({
      code: "write.unknown-crs",
    });
    expect(readdirSync(folder).sort()).toEqual(before);
    expect(readFileSync(join(folder, "ancien.gpkg"), "utf8")).toBe("ancien");
  });

  it("gives the same bytes twice", async () => {
    const points = [0, 1, 2].map((i) => ({
      type: "Feature",
      properties: { nom: `Borne ${i}` },
      geometry: { type: "Point", coordinates: [-8 + i / 1000, 12] },
    }));
    writeFileSync(join(folder, "bornes.geojson"), JSON.stringify({ type: "FeatureCollection", features: points }));
    for (const ending of [".gpkg", ".shp.zip", ".xlsx", ".kml", ".dxf"]) {
      const bytes = async (): Promise<Buffer> => {
        await converted("bornes.geojson", `bornes${ending}`);
        return readFileSync(join(folder, `bornes${ending}`));
      };
      expect((await bytes()).equals(await bytes()), ending).toBe(true);
    }
  });

  it("KML: yes and no as GDAL takes them, which has 0 for `true`", async () => {
    const point = (dense: boolean): object => ({
      type: "Feature",
      properties: { dense },
      geometry: { type: "Point", coordinates: [-8, 12] },
    });
    const features = [point(true), point(false)];
    writeFileSync(join(folder, "oui-non.geojson"), JSON.stringify({ type: "FeatureCollection", features }));
    await converted("oui-non.geojson", "oui-non.kml");
    const text = readFileSync(join(folder, "oui-non.kml"), "utf8");
    expect([...text.matchAll(/<SimpleData name="dense">(\w+)</g)].map(([, value]) => value)).toEqual(["1", "0"]);
  });
});
