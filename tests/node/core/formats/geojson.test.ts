import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeGeoJson } from "#core/formats/geojson";
import { parseWithLines } from "#core/formats/json-with-lines";
import { projectionOf } from "#core/geometry/crs";
import { polygonOf, type Ring } from "#core/geometry/geometry";
import { refusalSentence, speaker } from "#core/messages/catalogue";
import type { ProjectDocument } from "#core/model/document";
import { isRefusal, RefusalError } from "#core/model/refusal";
import { readGeoJsonAreas } from "#tests/helpers/geojson-areas";
import { sharedPath } from "#tests/helpers/shared";
import { samplePlan } from "#tests/node/core/formats/plan/sample-plan";

const projection = projectionOf("EPSG:32629");
const options = { profile: "affichage", lang: "fr" } as const;

interface Written {
  type: string;
  bbox?: number[];
  attribution?: string;
  features: {
    id: string;
    geometry: { type: string; coordinates: number[][][] } | null;
    properties: Record<string, unknown>;
  }[];
}

const written = (document: ProjectDocument, more = {}): Written =>
  JSON.parse(new TextDecoder().decode(writeGeoJson(document, { ...options, ...more }))) as Written;

function documentOf(rings: readonly Ring[]): ProjectDocument {
  const { meta } = samplePlan();
  const features = rings.map((ring, i) => ({
    id: `p${i}`,
    class: "parcel" as const,
    geometry: polygonOf(ring),
    fields: {},
  }));
  return { meta, features, records: [] };
}

describe("writing GeoJSON", () => {
  const plan = written(samplePlan());

  it("is a collection of RFC 7946: degrees, bbox, attribution, closed shells turning left", () => {
    expect(plan.type).toBe("FeatureCollection");
    expect(plan.attribution).toBe("© OpenStreetMap contributors");
    const [west, south, east, north] = plan.bbox as [number, number, number, number];
    expect(west).toBeLessThan(east);
    expect(south).toBeLessThan(north);
    for (const { geometry } of plan.features) {
      if (geometry?.type !== "Polygon") continue;
      geometry.coordinates.forEach((ring, i) => {
        expect(ring[0]).toEqual(ring.at(-1));
        let twice = 0;
        for (let k = 1; k < ring.length; k++) {
          const [ax, ay] = ring[k - 1] as [number, number];
          const [bx, by] = ring[k] as [number, number];
          twice += (ax - west) * (by - south) - (bx - west) * (ay - south);
        }
        expect(twice > 0).toBe(i === 0);
      });
    }
  });

  it("gives declared columns and computed measures, îlots with their outline", () => {
    const parcel = plan.features.find(({ properties }) => properties["classe"] === "parcelle");
    expect(parcel?.properties).toEqual({
      classe: "parcelle",
      numero: "1",
      ilot: "1",
      usage: "habitation",
      etat: "projetee",
      surface_m2: 400,
    });
    const ilots = plan.features.filter(({ properties }) => properties["classe"] === "ilot");
    expect(ilots.map(({ properties }) => Math.round(properties["surface_m2"] as number))).toEqual(
      ilots.map(() => 5600),
    );
  });

  it("names people only inside the office", () => {
    expect(JSON.stringify(plan)).not.toContain("Traoré");
    expect(JSON.stringify(written(samplePlan(), { profile: "interne" }))).toContain("Awa Traoré");
  });

  it("writes only the classes asked for", () => {
    const classes = new Set(
      written(samplePlan(), { classes: ["parcel"] }).features.map(({ properties }) => properties["classe"]),
    );
    expect([...classes]).toEqual(["parcelle"]);
  });

  it("brings every millimetre back, wherever in the zone", () => {
    const corner = fc.tuple(
      fc.integer({ min: 170_000_000, max: 830_000_000 }),
      fc.integer({ min: 0, max: 2_700_000_000 }),
    );
    fc.assert(
      fc.property(corner, fc.integer({ min: 2, max: 900_000 }), ([x, y], side) => {
        const ring = [x, y, x + side, y, x + side, y + side, x, y + side];
        const text = new TextDecoder().decode(writeGeoJson(documentOf([ring]), options));
        expect(readGeoJsonAreas(text, "f.geojson", projection)).toEqual([[ring]]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("reading areas", () => {
  const read = (value: unknown) =>
    readGeoJsonAreas(typeof value === "string" ? value : JSON.stringify(value), "site.geojson", projection);
  const ring = [
    [-9, 12],
    [-8.999, 12],
    [-8.999, 12.001],
    [-9, 12],
  ];

  it("takes a polygon in any wrapping, turned as stored", () => {
    const polygon = { type: "Polygon", coordinates: [[...ring].reverse()] };
    const areas = read(polygon);
    expect(areas).toHaveLength(1);
    for (const value of [
      { type: "Feature", properties: null, geometry: polygon },
      { type: "FeatureCollection", features: [{ type: "Feature", properties: {}, geometry: polygon }] },
      { type: "MultiPolygon", coordinates: [[ring]] },
      { type: "GeometryCollection", geometries: [{ type: "Point", coordinates: [0, 0] }, polygon] },
      `\ufeff${JSON.stringify(polygon)}`,
    ]) {
      const found = read(value) as Ring[][];
      expect(new Set(found[0]?.[0])).toEqual(new Set((areas as Ring[][])[0]?.[0]));
    }
  });

  it("takes metres of the project's own CRS when the file says so", () => {
    const metres = [
      [500_000.001, 1_300_000],
      [500_100, 1_300_000],
      [500_100, 1_300_100.5],
      [500_000.001, 1_300_000],
    ];
    const file = (name: string) => ({
      type: "Polygon",
      crs: { type: "name", properties: { name } },
      coordinates: [metres],
    });
    const expected = [[[500_000_001, 1_300_000_000, 500_100_000, 1_300_000_000, 500_100_000, 1_300_100_500]]];
    expect(read(file("urn:ogc:def:crs:EPSG::32629"))).toEqual(expected);
    expect(read(file("EPSG:32629"))).toEqual(expected);
    expect(read(file("EPSG:32630"))).toMatchObject({ code: "geojson.outside", line: 1 });
    expect(read(file("EPSG:999999"))).toMatchObject({
      code: "geojson.other-crs",
      params: { crs: "EPSG:999999", project: "EPSG:32629" },
    });
    expect(read({ type: "Polygon", coordinates: [metres] })).toMatchObject({ code: "geojson.not-degrees" });
  });

  it("names the line and the feature at fault", () => {
    const file = `{"type": "FeatureCollection", "features": [
  {"type": "Feature", "properties": {}, "geometry": null},
  {"type": "Feature", "id": "B7", "properties": {}, "geometry":
    {"type": "Polygon", "coordinates": [
      [[-9, 12], [-8.9, 12], [-8.9, 12.1], [-9, 12.1]]
    ]}}]}`;
    const refusal = read(file);
    expect(refusal).toMatchObject({ code: "geojson.open-ring", line: 5, feature: "B7", file: "site.geojson" });
    if (isRefusal(refusal))
      expect(refusalSentence(speaker("fr"), refusal)).toContain("site.geojson, objet B7, ligne 5 :");
    expect(read('{"type": "Polygon",\n "coordinates": [[}')).toMatchObject({ code: "json.syntax", line: 2 });
    expect(read("[".repeat(100_000))).toMatchObject({ code: "json.too-deep" });
    const deep = `{"a":${'{"a":'.repeat(100_000)}1${"}".repeat(100_001)}`;
    expect(read(`{"type":"Feature","geometry":null,"properties":${deep}}`)).toMatchObject({ code: "json.too-deep" });
    expect(read({ type: "Point", coordinates: [0, 0] })).toMatchObject({ code: "geojson.no-area" });
    expect(read('{"type":"Polygon","type":"Point","coordinates":[]}')).toMatchObject({ code: "geojson.double-member" });
  });
});

const hints = sharedPath("cases/geojsonhint/test/data");

describe.skipIf(!hints)("the cases of geojsonhint (skipped where the outside cases are absent)", () => {
  const filesOf = (folder: string) =>
    readdirSync(join(hints ?? ".", folder)).filter((name) => name.endsWith(".geojson"));

  it("refuses no good file but for having no area, or no degrees", () => {
    for (const name of filesOf("good")) {
      const areas = readGeoJsonAreas(readFileSync(join(hints ?? "", "good", name), "utf8"), name, projection);
      if (isRefusal(areas))
        expect(
          ["geojson.outside", "geojson.no-area", "geojson.other-crs", "geojson.not-degrees"],
          `${name}: ${areas.code}`,
        ).toContain(areas.code);
    }
  });

  it("never throws on a bad file, and names a line of it", () => {
    let refused = 0;
    for (const name of filesOf("bad")) {
      const text = readFileSync(join(hints ?? "", "bad", name), "utf8");
      const areas = readGeoJsonAreas(text, name, projection);
      if (!isRefusal(areas)) continue;
      refused++;
      expect(areas.file).toBe(name);
      expect(areas.line).toBeLessThanOrEqual(text.split("\n").length);
    }
    expect(refused).toBeGreaterThan(30);
  });

  it.each(["bad-polygonloop", "short-linearring", "different-first-last"])(
    "names in %s a line that geojsonhint names",
    (name) => {
      const text = readFileSync(join(hints ?? "", "bad", `${name}.geojson`), "utf8");
      const lines = (
        JSON.parse(readFileSync(join(hints ?? "", "bad", `${name}.result`), "utf8")) as { line: number }[]
      ).map(({ line }) => line);
      const areas = readGeoJsonAreas(text, name, projection);
      expect(isRefusal(areas) && lines.includes(areas.line ?? 0), JSON.stringify({ areas, lines })).toBe(true);
    },
  );
});

const suite = sharedPath("cases/json-test-suite/parsing.json");

describe.skipIf(!suite)("JSON as json-test-suite has it (skipped where the outside cases are absent)", () => {
  it("accepts what must be accepted, refuses what must be refused, with a line", () => {
    const cases = JSON.parse(readFileSync(suite ?? "", "utf8")) as { name: string; input: string }[];
    expect(cases.filter(({ name }) => !name.startsWith("i_")).length).toBeGreaterThan(250);
    for (const { name, input } of cases) {
      let accepted = true;
      try {
        parseWithLines(input, name);
      } catch (error) {
        accepted = false;
        expect(error).toBeInstanceOf(RefusalError);
        if (error instanceof RefusalError) expect(error.refusal.line).toBeGreaterThan(0);
      }
      if (!name.startsWith("i_")) expect(accepted, `${name}: ${input.slice(0, 80)}`).toBe(name.startsWith("y_"));
    }
  });
});
