import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { surveyOf } from "#core/formats/content-survey";
import { strictGeoJson } from "#core/formats/geojson-strict";
import { catalogue } from "#core/messages/catalogue";
import { RefusalError } from "#core/model/refusal";
import { sharedPath } from "#tests/helpers/shared";

const cases = sharedPath("cases/geojsonhint/test/data");

function survey(path: string, file: string) {
  try {
    return surveyOf(strictGeoJson(readFileSync(path, "utf8"), file, file.replace(/\.geojson$/, "")));
  } catch (thrown) {
    if (thrown instanceof RefusalError) return thrown.refusal;
    throw thrown;
  }
}

describe("a survey of GeoJSON", () => {
  it("tells types, extent, fields", () => {
    const text = `{"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"n":1,"nom":"puits"},"geometry":{"type":"Point","coordinates":[-6.5,12.5]}},
      {"type":"Feature","properties":{"n":1.5,"vu":true},"geometry":null}]}`;
    expect(surveyOf(strictGeoJson(text, "a.geojson", "a")).layers).toEqual([
      {
        name: "a",
        count: 2,
        geometries: { POINT: 1 },
        withoutGeometry: 1,
        extent: [-6.5, 12.5, -6.5, 12.5],
        crs: "EPSG:4326",
        fields: [
          { name: "n", type: "Real" },
          { name: "nom", type: "String" },
          { name: "vu", type: "Boolean" },
        ],
      },
    ]);
  });
});

describe.skipIf(!cases)("outside cases of geojsonhint (skipped where ../shared is absent)", () => {
  const folder = cases ?? "";
  const files = (name: string) =>
    existsSync(join(folder, name)) ? readdirSync(join(folder, name)).filter((one) => one.endsWith(".geojson")) : [];

  it.each(files("good"))("takes good/%s", (file) => {
    const got = survey(join(folder, "good", file), file);
    expect("layers" in got && got.layers[0]?.count).toBeGreaterThan(0);
  });

  // What the hint asks for beyond the standard: winding and precision do not stop or mislead a reader.
  const STYLE = /winding|rhr|precision/;
  it.each(files("bad").filter((one) => !STYLE.test(one)))("refuses or warns of bad/%s, with its place", (file) => {
    const path = join(folder, "bad", file);
    const got = survey(path, file);
    const hints = JSON.parse(readFileSync(path.replace(/\.geojson$/, ".result"), "utf8")) as
      | { line: number }[]
      | { line: number };
    const lines = [hints].flat().map((hint) => hint.line);
    if ("refused" in got) {
      expect(got.file).toBe(file);
      expect(catalogue.fr[`refusal.${got.code}`], got.code).toBeDefined();
      expect(Math.min(...lines.map((line) => Math.abs(line - (got.line ?? 0))))).toBeLessThanOrEqual(2);
    } else {
      expect(got.warnings.length).toBeGreaterThan(0);
      for (const { code } of got.warnings) expect(catalogue.fr[`warning.${code}_other`], code).toBeDefined();
    }
  });
});
