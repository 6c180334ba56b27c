import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SYNTHETIC_CRS } from "#core/engines/synthetic/cadastre";
import { syntheticVillage, villageOsm } from "#core/engines/synthetic/village";
import { osmFeatures } from "#core/formats/osm/osm-features";
import { readOsm } from "#core/formats/osm/read-osm";
import { type Box, boxesMeet, boxOf } from "#core/geometry/box";
import { projectionOf } from "#core/geometry/crs";
import type { Geometry, PolygonGeometry, Ring } from "#core/geometry/geometry";
import { innerPosition, planAreaM2, sideOfRing, signedAreaMm2 } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";

const shell = (feature: Feature) => (feature.geometry as PolygonGeometry).rings[0] as Ring;
const houses = (features: readonly Feature[]) => features.filter((feature) => feature.class === "building");
const count = (text: string, part: RegExp) => text.match(part)?.length ?? 0;

describe("syntheticVillage", () => {
  it("has exactly the houses asked for, none upon another", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 250 }), fc.integer({ min: 0, max: 2 ** 31 }), (wanted, seed) => {
        const built = houses(syntheticVillage(wanted, seed));
        expect(built).toHaveLength(wanted);
        const boxes = built.map((house): Box => boxOf(house.geometry as Geometry));
        for (const [i, house] of built.entries()) {
          expect(signedAreaMm2(shell(house))).toBeGreaterThan(0);
          for (let j = 0; j < i; j++) {
            if (!boxesMeet(boxes[i] as Box, boxes[j] as Box)) continue;
            const other = shell(built[j] as Feature);
            const own = shell(house);
            for (let k = 0; k < own.length; k += 2) {
              expect(sideOfRing(other, own[k] as number, own[k + 1] as number)).toBe(-1);
              expect(sideOfRing(own, other[k] as number, other[k + 1] as number)).toBe(-1);
            }
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it("builds houses of a village's size, and the things a village has", () => {
    const features = syntheticVillage(400, 42);
    for (const house of houses(features)) {
      const areaM2 = planAreaM2(house.geometry as PolygonGeometry);
      expect(areaM2).toBeGreaterThan(6);
      expect(areaM2).toBeLessThan(60);
    }
    const classes = new Set(features.map((feature) => feature.class));
    expect([...classes].sort()).toEqual(["building", "facility", "streetAxis", "waterCourse", "waterPoint"]);
  });

  it("gives the same village for the same arguments", () => {
    expect(syntheticVillage(120, 3)).toEqual(syntheticVillage(120, 3));
    expect(syntheticVillage(120, 3)).not.toEqual(syntheticVillage(120, 4));
  });

  it("refuses a village without a house", () => {
    expect(() => syntheticVillage(0, 1)).toThrow(RangeError);
  });
});

describe("villageOsm", () => {
  it("writes one OSM object a feature, and every reference leads to a node", () => {
    const text = villageOsm(200, 42);
    const features = syntheticVillage(200, 42);
    expect(count(text, /<tag k="building" /g)).toBe(200);
    expect(count(text, /<way /g)).toBe(features.filter((feature) => feature.geometry?.kind !== "point").length);
    const nodes = new Set([...text.matchAll(/<node id="(\d+)"/g)].map((match) => match[1]));
    const refs = [...text.matchAll(/<nd ref="(\d+)"/g)].map((match) => match[1]);
    expect(refs.length).toBeGreaterThan(1000);
    expect(refs.filter((ref) => !nodes.has(ref))).toEqual([]);
  });

  it("comes back through the reader as the village it was: same things, within a few centimetres", () => {
    const bytes = new TextEncoder().encode(villageOsm(150, 7));
    const { features: read } = osmFeatures(readOsm(bytes, { file: "village.osm" }), projectionOf(SYNTHETIC_CRS));
    const grown = syntheticVillage(150, 7);
    const tally = (features: readonly Feature[]) =>
      [...Map.groupBy(features, (feature) => feature.class)].map(([id, held]) => `${id} ${held.length}`).sort();
    expect(tally(read)).toEqual(tally(grown));
    const middles = (features: readonly Feature[]) =>
      houses(features)
        .map((house) => innerPosition(house.geometry as PolygonGeometry))
        .sort((a, b) => a[0] - b[0]);
    const there = middles(read);
    for (const [i, at] of middles(grown).entries()) {
      const near = there[i] as readonly [number, number];
      expect(Math.hypot(at[0] - near[0], at[1] - near[1])).toBeLessThan(60);
    }
  });

  it("is the same text for the same arguments", () => {
    expect(villageOsm(50, 1)).toBe(villageOsm(50, 1));
  });
});
