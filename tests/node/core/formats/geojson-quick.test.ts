import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { surveyOf } from "#core/formats/content-survey";
import { quickGeoJson } from "#core/formats/geojson-quick";
import { strictGeoJson } from "#core/formats/geojson-strict";
import { sharedPath } from "#tests/helpers/shared";

const collection = (features: unknown[], more: object = {}): string =>
  JSON.stringify({ type: "FeatureCollection", ...more, features });
const point = (properties: unknown, coordinates: unknown = [-8, 12]): unknown => ({
  type: "Feature",
  properties,
  geometry: { type: "Point", coordinates },
});

describe("the quick road of GeoJSON", () => {
  it("keeps values, heights, parts and lines", () => {
    const text = `{"type":"FeatureCollection","name":"lots","features":[
{"type":"Feature","id":7,"properties":{"nom":"Bɛlɛ \\"x\\" {[","n":3,"s":1.5,"b":true,"vide":null,"l":[1]},
 "geometry":{"coordinates":[[[[-8,12,1],[-7,12,2],[-7,13,3],[-8,12,1]]]],"type":"MultiPolygon"}}]}`;
    const layer = quickGeoJson(text);
    expect(layer?.name).toBe("lots");
    expect(layer?.fields.map(({ type }) => type)).toEqual(["String", "Integer", "Real", "Boolean", "String", "JSON"]);
    expect(layer?.objects).toEqual([
      {
        feature: "7",
        line: 2,
        geometry: "MULTIPOLYGON",
        values: { nom: 'Bɛlɛ "x" {[', n: 3, s: 1.5, b: true, l: "[1]" },
        shapes: [{ kind: "polygon", rings: [[-8, 12, -7, 12, -7, 13]], z: [[1, 2, 3]] }],
      },
    ]);
  });

  it("keeps whole numbers past 2^53 digit by digit", () => {
    const layer = quickGeoJson(collection([point({ n: 1 })]).replace('"n":1', '"n":9007199254740993'));
    expect(layer?.objects[0]?.values).toEqual({ n: "9007199254740993" });
    expect(layer?.fields[0]?.type).toBe("Integer");
  });

  it.each([
    ["a doubled member", '{"type":"FeatureCollection","features":[],"features":[]}'],
    [
      "an open ring",
      collection([
        {
          type: "Feature",
          properties: {},
          geometry: {
            type: "Polygon",
            coordinates: [
              [
                [0, 0],
                [1, 0],
                [1, 1],
                [0, 1],
              ],
            ],
          },
        },
      ]),
    ],
    ["metres without a word", collection([point({}, [612345, 1398765])])],
    [
      "a leading zero",
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[01,2]}}]}',
    ],
    ["a missing geometry", collection([{ type: "Feature", properties: {} }])],
    ["text behind the end", `${collection([])} x`],
    ["a cut file", collection([point({ a: "b" })]).slice(0, -6)],
  ])("leaves %s to the strict reader", (_what, text) => {
    expect(quickGeoJson(text)).toBeUndefined();
  });

  it("reads any number as JSON.parse does", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        (x, y) => {
          const shape = quickGeoJson(collection([point({}, [x, y])]))?.objects[0]?.shapes[0];
          expect(shape?.kind === "point" && shape.at.map((one) => one + 0)).toEqual([x + 0, y + 0]);
        },
      ),
    );
  });

  const cases = sharedPath("cases/geojsonhint");
  it.skipIf(!cases)("never takes what the strict reader refuses (skipped where ../shared is absent)", () => {
    const files = readdirSync(cases ?? "", { recursive: true, encoding: "utf8" }).filter((name) => /json$/.test(name));
    let taken = 0;
    for (const file of files) {
      const text = readFileSync(join(cases ?? "", file), "utf8");
      const quick = quickGeoJson(text);
      if (!quick) continue;
      taken++;
      const [layer] = surveyOf(strictGeoJson(text, file, "x")).layers;
      expect(quick.objects.length, file).toBe(layer?.count);
      expect(quick.crs, file).toBe(layer?.crs);
      expect(quick.fields, file).toEqual(layer?.fields);
    }
    expect(taken).toBeGreaterThan(0);
  });
});
