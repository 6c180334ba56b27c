import { describe, expect, it } from "vitest";
import { fitToClass } from "#core/formats/fit-to-class";
import type { LayerMapping } from "#core/formats/import-mapping";
import type { OutsideFeature, OutsideValues } from "#core/formats/outside-feature";
import { type Geometry, pointAt } from "#core/geometry/geometry";
import { seededIds } from "#core/model/ledger";
import { square } from "#tests/helpers/builders";

const one = (values: OutsideValues, ...parts: Geometry[]): OutsideFeature => ({
  feature: "1",
  values,
  parts,
  collapsed: 0,
});
const fitted = (outside: OutsideFeature[], mapping: Partial<LayerMapping>) =>
  fitToClass(
    outside,
    { layer: "l", as: "parcel", columns: {}, rest: false, ...mapping },
    { file: "f.shp", layer: "l" },
    seededIds("n"),
  );

describe("a layer fitted to a class", () => {
  it("reads decimal commas, units and codes as the mapping says", () => {
    const columns = {
      S: { field: "declaredAreaM2", times: 10_000 },
      U: { field: "use", values: { H: "habitation", C: "commerce" } },
    };
    const { features, refused } = fitted(
      [one({ S: "0,07", U: "H" }, square(5)), one({ S: "7a 60ca", U: "X" }, square(5)), one({ S: 0.07 }, square(5))],
      { columns },
    );
    expect(features.map(({ fields }) => fields)).toEqual([
      { declaredAreaM2: 700, use: "habitation" },
      { declaredAreaM2: 760 },
      { declaredAreaM2: 700 },
    ]);
    expect(refused).toMatchObject([{ source: 1, column: "U", value: "X", why: { code: "field.unknown-choice" } }]);
    expect(features[1]?.tags).toEqual({ U: "X" });
  });

  it("drops nothing in silence: what is left out is counted, or kept as annex when asked", () => {
    const outside = [one({ z: 1, nom: "Awa" }, square(5), pointAt(1, 1)), one({ z: 2 })];
    const columns = { z: "leave", nom: "leave" } as const;
    const dropped = fitted(outside, { columns });
    expect(dropped.features).toHaveLength(1);
    expect(Object.fromEntries(dropped.warnings.map(({ code, count }) => [code, count]))).toEqual({
      "import.left-column": 2,
      "import.personal": 1,
      "import.other-shape": 1,
      "import.no-shape": 1,
    });
    const kept = fitted(outside, { rest: true });
    expect(kept.features.map((feature) => [feature.class, feature.tags])).toEqual([
      ["parcel", { z: "1" }],
      ["annexPoint", { z: "1" }],
      ["annexRow", { z: "2" }],
    ]);
    expect(kept.sources).toEqual([0, 0, 1]);
  });

  it("counts what lies out of the project's reach apart from what has no shape", () => {
    const { features, warnings } = fitted(
      [
        { ...one({}, square(5)), outside: 1 },
        { ...one({}), outside: 2 },
      ],
      {},
    );
    expect(features).toHaveLength(1);
    expect(warnings).toMatchObject([{ code: "import.outside", count: 3 }]);
  });

  it("keeps a whole layer as annex, with where it came from and without whom it names", () => {
    const { features, warnings } = fitted([one({ gid: 7, proprietaire: "Awa" }, square(5))], { as: "annex" });
    expect(features).toMatchObject([
      { class: "annexArea", fields: { sourceFile: "f.shp", sourceLayer: "l" }, tags: { gid: "7" } },
    ]);
    expect(warnings).toMatchObject([{ code: "import.personal" }]);
    expect(features[0]?.tags).toEqual({ gid: "7" });
  });

  it("knows OpenStreetMap's values of a choice", () => {
    const columns = { amenity: { field: "kind" } };
    const { features, refused } = fitted(
      [one({ amenity: "clinic" }, pointAt(0, 0)), one({ amenity: "bench" }, pointAt(1, 1))],
      {
        as: "facility",
        columns,
      },
    );
    expect(features.map(({ fields }) => fields)).toEqual([{ kind: "sante" }, {}]);
    expect(refused).toHaveLength(1);
  });

  it("takes holders only where the planner said so", () => {
    const columns = { prop: { field: "holder" } };
    expect(fitted([one({ prop: "Awa" }, square(5))], { columns }).features[0]?.fields).toEqual({ holder: "Awa" });
    const annexed = fitted([one({ prop: "Awa" }, pointAt(0, 0))], { columns, rest: true }).features[0];
    expect(annexed?.tags).toBeUndefined();
  });
});
