import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { classOf } from "#core/features/classes";
import { osmFeatures } from "#core/formats/osm/osm-features";
import { numberOfText, valueOfText } from "#core/formats/osm/osm-fields";
import { inspectOsm } from "#core/formats/osm/osm-report";
import { readOsm } from "#core/formats/osm/read-osm";
import { projectionOf } from "#core/geometry/crs";
import type { PolygonGeometry } from "#core/geometry/geometry";
import { planAreaM2, sideOfPolygon, signedAreaMm2 } from "#core/geometry/ring";
import { refusalSentence, speaker } from "#core/messages/catalogue";
import type { Feature } from "#core/model/feature";
import { RefusalError } from "#core/model/refusal";

const utm29 = projectionOf("EPSG:32629");

/** Nodes on a lattice of 0.001° (about 110 m) from 8.2° W, 12.3° N: node 23 lies 2 east and 3 north. */
function lattice(more: string) {
  let nodes = "";
  for (let x = 0; x < 7; x++) {
    for (let y = 0; y < 7; y++) {
      nodes += `<node id="${x}${y}" lat="${(12.3 + y / 1000).toFixed(3)}" lon="${(-8.2 + x / 1000).toFixed(3)}"/>`;
    }
  }
  return nodes + more;
}
const tag = (tags: Record<string, string>) =>
  Object.entries(tags)
    .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
    .join("");
const way = (id: number, refs: string, tags: Record<string, string>) =>
  `<way id="${id}">${refs
    .split(" ")
    .map((ref) => `<nd ref="${ref}"/>`)
    .join("")}${tag(tags)}</way>`;
const relation = (id: number, members: string, tags: Record<string, string>) =>
  `<relation id="${id}">${members
    .split(" ")
    .map((ref) => `<member type="way" ref="${ref}" role=""/>`)
    .join("")}${tag(tags)}</relation>`;
const readXml = (inside: string) =>
  readOsm(new TextEncoder().encode(`<osm version="0.6">${lattice(inside)}</osm>`), { file: "essai.osm" });
const mapped = (inside: string) => osmFeatures(readXml(inside), utm29);
const brief = (features: readonly Feature[]) => features.map(({ id, class: of }) => `${id} ${of}`);

const ringsOf = (feature: Feature | undefined) => (feature?.geometry?.kind === "polygon" ? feature.geometry.rings : []);

const square = "11 31 33 13 11";

describe("osmFeatures", () => {
  test("a school drawn as a building is a building and a facility inside it", () => {
    const { features } = mapped(way(12, square, { building: "yes", amenity: "school", name: "École" }));
    expect(brief(features)).toEqual(["osm-w12 building", "osm-w12-p facility"]);
    const [surface, spot] = features;
    expect(spot?.fields).toEqual({ kind: "ecole", state: "existant", name: "École" });
    const at = spot?.geometry?.kind === "point" ? spot.geometry.at : [0, 0];
    expect(sideOfPolygon(surface?.geometry as PolygonGeometry, at[0] ?? 0, at[1] ?? 0)).toBe(1);
  });

  test("a closed highway is a line unless area=yes; land use is a surface", () => {
    const { features } = mapped(
      way(1, square, { highway: "residential" }) +
        way(2, square, { highway: "pedestrian", area: "yes", landuse: "grass" }) +
        way(3, square, { landuse: "farmland" }),
    );
    expect(brief(features)).toEqual(["osm-w1 streetAxis", "osm-w2 landUse", "osm-w3 landUse"]);
  });

  test("shells turn left, holes right, vertices are integer millimetres, doubles and spikes are gone", () => {
    //  15
    //  │       the spike 13–15–13 is mended, 31 counts once
    //  13───33
    //  │     │
    //  11───31
    const { features, warnings } = mapped(way(1, "11 31 31 33 13 15 13 11", { building: "yes" }));
    const [feature] = features;
    const rings = ringsOf(feature);
    expect(rings.map((ring) => ring.length)).toEqual([8]);
    expect(signedAreaMm2(rings[0] ?? [])).toBeGreaterThan(0);
    expect(rings.flat().every(Number.isInteger)).toBe(true);
    expect(warnings).toEqual([{ code: "osm.mended-area", count: 1, params: { first: "way/1", ids: "way/1" } }]);
  });

  test("a ring that crosses itself stays out and is named", () => {
    const { features, warnings, ignored } = mapped(way(1, "11 33 31 13 11", { building: "yes" }));
    expect(features).toEqual([]);
    expect(warnings).toEqual([{ code: "osm.broken-area", count: 1, params: { first: "way/1", ids: "way/1" } }]);
    expect(ignored).toBe(0);
  });

  test("a relation with two shells and a hole gives two polygons and one point", () => {
    const { features } = mapped(
      way(1, "00 40 44 04 00", {}) +
        way(2, square, {}) +
        way(3, "55 65 66 56 55", {}) +
        relation(7, "1 2 3", { type: "multipolygon", building: "yes", amenity: "marketplace" }),
    );
    expect(brief(features)).toEqual(["osm-r7 building", "osm-r7-2 building", "osm-r7-p facility"]);
    expect(features.map((feature) => ringsOf(feature).length)).toEqual([2, 1, 0]);
    const [big] = features;
    // 4 × 4 lattice steps less 2 × 2 of them, about 110.6 m by 108.8 m each.
    expect(planAreaM2(big?.geometry as PolygonGeometry) / 12).toBeCloseTo(110.6 * 108.8, -3);
  });

  test("outer ways that only draw their relation are not objects too; old-style tags move up", () => {
    const modern = mapped(
      way(1, "00 40 44 04 00", { building: "yes", source: "Bing" }) +
        way(2, square, { landuse: "grass" }) +
        relation(7, "1 2", { type: "multipolygon", building: "yes", name: "A" }),
    );
    expect(brief(modern.features)).toEqual(["osm-w2 landUse", "osm-r7 building"]);
    const old = mapped(
      way(1, "00 40 44 04 00", { building: "yes" }) + way(2, square, {}) + relation(7, "1 2", { type: "multipolygon" }),
    );
    expect(brief(old.features)).toEqual(["osm-r7 building"]);
    expect(ringsOf(old.features[0]).length).toBe(2);
  });

  test("lines and houses cut by the edge of the extract keep what is left", () => {
    const { features, warnings } = mapped(
      way(1, "11 99001 33", { highway: "track" }) +
        way(2, "11 99001", { highway: "track" }) +
        way(3, "11 31 33 99001 11", { building: "yes" }) +
        way(4, "99001 31 33 13 99001", { building: "yes" }) +
        way(5, "11 31 99001 99002 11", { building: "yes" }),
    );
    expect(brief(features)).toEqual(["osm-w1 streetAxis", "osm-w3 building", "osm-w4 building"]);
    expect(warnings.map(({ code, count }) => [code, count])).toEqual([["osm.missing-nodes", 5]]);
  });

  test("personal tags stay out, the others come along", () => {
    const { features } = mapped(
      `<node id="900" lat="12.3" lon="-8.2">${tag({
        amenity: "clinic",
        phone: "1",
        "contact:website": "x",
        "operator:phone": "2",
        owner: "N.",
        email: "a",
        operator: "Commune",
        "addr:street": "Rue 12",
      })}</node>`,
    );
    expect(features[0]?.tags).toEqual({ amenity: "clinic", operator: "Commune", "addr:street": "Rue 12" });
  });

  test("tag values that name parts of the language are only words", () => {
    const { features, ignored } = mapped(
      way(1, "11 33", { highway: "constructor" }) + way(2, square, { natural: "toString", constructor: "yes" }),
    );
    expect(features).toEqual([]);
    expect(ignored).toBe(2);
  });

  test("data in two zones says so; data too far away is refused by name", () => {
    const data = readXml(`<node id="900" lat="12.3" lon="-5.9">${tag({ amenity: "school" })}</node>`);
    const report = inspectOsm(data);
    expect(report.crs.map(({ code, share }) => [code, Math.round(share * 100)])).toEqual([
      ["EPSG:32629", 98],
      ["EPSG:32630", 2],
    ]);
    expect(report.warnings).toEqual([
      { code: "osm.two-zones", count: 1, params: { percent: 2, crs: "WGS 84 / UTM zone 29N" } },
    ]);
    const far = readXml(`<node id="901" lat="12.3" lon="-2.9">${tag({ amenity: "school" })}</node>`);
    try {
      osmFeatures(far, utm29);
      expect.unreachable();
    } catch (error) {
      const refusal = error instanceof RefusalError ? error.refusal : undefined;
      expect([refusal?.code, refusal?.feature]).toEqual(["import.too-wide", "node/901"]);
      if (refusal) expect(refusalSentence(speaker("fr"), refusal)).toContain("-2.900");
    }
  });

  test("refuses a file without a place", () => {
    const empty = readOsm(new TextEncoder().encode('<osm version="0.6"/>'), { file: "vide.osm" });
    for (const ask of [() => osmFeatures(empty, utm29), () => inspectOsm(empty)]) expect(ask).toThrow("import.nothing");
  });

  test("every warning has its words, one and many", () => {
    for (const lang of ["fr", "en"] as const) {
      const speak = speaker(lang);
      for (const code of [
        "missing-nodes",
        "broken-area",
        "mended-area",
        "incomplete-relation",
        "no-length",
        "no-shape",
      ]) {
        for (const count of [1, 3]) {
          const words = speak(`warning.osm.${code}`, { count, first: "way/1", ids: "way/1" });
          expect(words).toContain("way/1");
          expect(words).not.toMatch(/warning\.|\{\{/);
        }
      }
    }
  });
});

describe("fields from text", () => {
  test.each([
    ["3.5", "m", 3.5],
    ["3,5 m", "m", 3.5],
    ["350 cm", "m", 3.5],
    ["12'", "m", 3.6576],
    ["110", "mm", 110],
    ["0.11 m", "mm", 110],
    ["2;3", "m", undefined],
    ["2-3", "m", undefined],
    ["~4", "m", undefined],
    ["4 furlongs", "m", undefined],
  ])("%s in %s is %s", (text, unit, number) => {
    expect(numberOfText(text, unit)).toBe(number);
  });

  test("storeys are whole", () => {
    const levels = classOf("building").fields.find(({ key }) => key === "levels");
    if (!levels) throw new Error("building has no levels");
    expect([valueOfText(levels, "2"), valueOfText(levels, "1.5")]).toEqual([2, undefined]);
  });
});

describe("the sample village", () => {
  const bytes = readFileSync(new URL("../../../../../resources/sample/village-exemple.osm", import.meta.url));

  test("comes in whole, without a warning, in zone 29N", () => {
    const report = inspectOsm(readOsm(bytes, { file: "village-exemple.osm" }));
    expect(report.warnings).toEqual([]);
    expect(report.crs).toEqual([{ code: "EPSG:32629", name: "WGS 84 / UTM zone 29N", share: 1 }]);
    const counts = Object.fromEntries(report.counts.map((entry) => [entry.class, entry.count]));
    expect(counts).toEqual({
      landUse: 13,
      waterCourse: 1,
      building: 142,
      streetAxis: 11,
      waterPoint: 3,
      facility: 3,
    });
  });

  test("is named as made up, where OpenStreetMap is named for all other files", () => {
    const namedBy = (root: string) => {
      const node = '<node id="1" lat="12.3" lon="-8.2"><tag k="amenity" v="school"/></node>';
      const xml = `<osm version="0.6" ${root}>${node}</osm>`;
      return inspectOsm(readOsm(new TextEncoder().encode(xml), { file: "a.osm" })).attributions;
    };
    expect(inspectOsm(readOsm(bytes, { file: "village-exemple.osm" })).attributions).toEqual([
      "Village d'exemple, données inventées (made-up data)",
    ]);
    expect(namedBy("")).toEqual(["© OpenStreetMap contributors"]);
    expect(namedBy('copyright="OpenStreetMap and contributors"')).toEqual(["© OpenStreetMap contributors"]);
    expect(namedBy('copyright="Mairie de Tinkélé"')).toEqual(["Mairie de Tinkélé"]);
  });
});
