import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { decodeFeatureLines } from "#core/formats/feature-lines";
import { guessMapping } from "#core/formats/import-mapping";
import { lookJob } from "#services/jobs/look-job";
import { type OutsideInput, readOutsideJob } from "#services/jobs/outside-job";
import {
  housesShapefile,
  lotsGeoJson,
  polesCsv,
  type Sample,
  streetsDxf,
  wellsKml,
} from "#tests/helpers/import-samples";

const folder = mkdtempSync(join(tmpdir(), "maillage-outside-"));
afterAll(() => rmSync(folder, { recursive: true }));
const context = { bytes: new Uint8Array(0), progress: () => undefined };

function kept({ name, buffer }: Sample) {
  const path = join(folder, name);
  writeFileSync(path, buffer);
  return { path, name };
}
const look = async (sample: Sample, encoding?: string) =>
  (await lookJob({ ...kept(sample), temp: folder, encoding }, context)).value;
const read = async (files: OutsideInput["files"], rule: OutsideInput["rule"] = {}) => {
  const input = { files, temp: folder, crs: "EPSG:32629", rule, cleaning: { snapMm: 50, sliverMm: 200 } };
  const { value, bytes } = await readOutsideJob(input, context);
  return { ...value, features: [...decodeFeatureLines(bytes ?? new Uint8Array(0))] };
};

describe("a look at outside files", () => {
  it.each([
    ["GeoJSON", lotsGeoJson(), "lots", { polygon: 4, point: 1 }, "EPSG:32629", ["1", "2", "3", "4"]],
    ["KML", wellsKml(), "Forages", { point: 2 }, "EPSG:4326", ["Forage de l'école", "Puits du marché"]],
    ["a zipped Shapefile", housesShapefile(), "batiments", { polygon: 2 }, null, ["Maison Kéïta", "École"]],
    ["CSV", polesCsv(), "poteaux", { point: 2 }, null, ["P1", "P2"]],
  ] as const)("tells layers, shapes, system and values of %s", async (_, sample, name, kinds, crs, values) => {
    const { layers } = await look(sample);
    expect(layers[0]).toMatchObject({ name, kinds, crs });
    expect(layers[0]?.columns[0]?.samples).toEqual(values);
  });

  it("names the source a file asks to be named", async () => {
    const { name, mimeType, buffer } = lotsGeoJson("libre.geojson");
    const text = buffer.toString().replace("{", '{"attribution":"© Commune de \\"Kati\\"",');
    expect((await look({ name, mimeType, buffer: Buffer.from(text) })).attributions).toEqual(['© Commune de "Kati"']);
  });

  it("reads texts in the encoding the planner says", async () => {
    const { layers, encoding } = await look(housesShapefile(), "CP850");
    expect(encoding).toBe("CP850");
    expect(layers[0]?.columns[0]?.samples[1]).not.toBe("École");
  });

  it("tells of the CRS a file names what the list knows", async () => {
    const { systems } = await look(lotsGeoJson());
    expect(systems).toMatchObject([{ code: "EPSG:32629", name: "WGS 84 / UTM zone 29N", accuracyM: 0 }]);
  });
});

describe("files of several offices, read together", () => {
  it("come in by their layers, each as its mapping says; what is not taken is told", async () => {
    const files = [lotsGeoJson(), wellsKml(), streetsDxf(), housesShapefile()].map(kept);
    const { counts, warnings, refused, features } = await read(files);
    expect(counts).toEqual({ parcel: 4, waterPoint: 2, streetAxis: 2, building: 2 });
    expect(warnings).toContainEqual(expect.objectContaining({ code: "import.left-layer", layer: "CADRE" }));
    expect(warnings).toContainEqual(expect.objectContaining({ code: "import.other-shape", file: "lots.geojson" }));
    expect(refused.map(({ column, value, why }) => [column, value, why])).toContainEqual([
      "surface_ha",
      "six ares",
      "field.not-a-number",
    ]);
    const [, second] = features.filter((feature) => feature.class === "parcel");
    expect(second?.fields).toEqual({ number: "2", declaredAreaM2: 625 });
    expect(JSON.stringify(features)).not.toContain("Konaté");
  });

  it("leave nothing behind when the rest is kept as annex", async () => {
    const { counts } = await read([kept(lotsGeoJson()), kept(streetsDxf())], { annex: true });
    expect(counts).toEqual({ parcel: 4, streetAxis: 2, annexPoint: 1, annexLine: 1 });
  });

  it("are put where the planner says that they are", async () => {
    const file = kept(polesCsv());
    const [found] = (await look(polesCsv())).layers;
    const columns = found?.columns.map(({ name }) => name) ?? [];
    const mapping = guessMapping({ name: "poteaux", kinds: { point: 2 }, columns });
    const at = async (crs: string) => {
      const { features } = await read([{ ...file, layers: [{ mapping, crs }] }]);
      return features[0]?.geometry;
    };
    expect(await at("EPSG:32629")).toMatchObject({ at: [610_005_250, 1_389_997_500] });
    // The same numbers in the next zone lie 6° farther west.
    expect(await at("EPSG:32628")).not.toMatchObject({ at: [610_005_250, 1_389_997_500] });
  });

  it("lose stray positions only, and are refused when all are astray", async () => {
    const point = (lon: number, lat: number) => ({
      type: "Feature",
      properties: {},
      geometry: { type: "Point", coordinates: [lon, lat] },
    });
    const sheet = (name: string, ...features: object[]): Sample => ({
      name,
      mimeType: "application/geo+json",
      buffer: Buffer.from(JSON.stringify({ type: "FeatureCollection", name: "forages", features })),
    });
    const some = await read([kept(sheet("f.geojson", point(-8, 12.6), point(40, 0)))]);
    expect(some.counts).toEqual({ waterPoint: 1 });
    expect(some.warnings).toMatchObject([{ code: "import.outside", count: 1, params: { which: "2" } }]);
    await expect(read([kept(sheet("g.geojson", point(40, 0)))])).rejects.toMatchObject({
      refusal: { code: "geojson.outside", file: "g.geojson" },
    });
  });
});
