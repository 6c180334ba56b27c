import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { altitudeIn, placesAlong, profileFigures } from "#core/derived/elevation";

const grid = (columns: number, values: readonly number[]) => ({
  columns,
  rows: values.length / columns,
  values: Float32Array.from(values),
});

describe("altitude between points", () => {
  it("is a plane's own where the ground is a plane", () => {
    const slope = grid(
      5,
      Array.from({ length: 20 }, (_, i) => 100 + 2 * (i % 5) - 3 * Math.floor(i / 5)),
    );
    fc.assert(
      fc.property(fc.double({ min: 0, max: 4, noNaN: true }), fc.double({ min: 0, max: 3, noNaN: true }), (c, r) => {
        expect(altitudeIn(slope, c, r)).toBeCloseTo(100 + 2 * c - 3 * r, 3);
      }),
    );
  });

  it("keeps holes, and tells them from what lies outside", () => {
    const holed = grid(3, [1, 2, 3, 4, Number.NaN, 6, 7, 8, 9]);
    expect(altitudeIn(holed, 1, 1)).toBeNaN();
    expect(altitudeIn(holed, 0.9, 0.9)).toBeNaN();
    expect(altitudeIn(holed, 0.2, 0.3)).toBe(1);
    expect(altitudeIn(holed, 2, 2)).toBe(9);
    expect(altitudeIn(holed, 2.01, 1)).toBeUndefined();
    expect(altitudeIn(holed, -0.01, 1)).toBeUndefined();
  });
});

describe("places along a line", () => {
  it("hold its vertices, and their steps sum to its length", () => {
    const { places, alongMm } = placesAlong([0, 0, 10_000, 0, 10_000, 5_000], 3_000, 1000);
    expect(alongMm).toEqual([0, 2500, 5000, 7500, 10_000, 12_500, 15_000]);
    expect(places.slice(8, 10)).toEqual([10_000, 0]);
    expect(places.slice(-2)).toEqual([10_000, 5_000]);
  });

  it("are never many more than asked", () => {
    expect(placesAlong([0, 0, 1e9, 0], 1000, 500).alongMm.length).toBe(501);
  });
});

describe("figures of a profile", () => {
  const points = (altitudes: readonly (number | undefined)[]) =>
    altitudes.map((altitudeM, i) => ({ distanceM: 100 * i, ...(altitudeM === undefined ? {} : { altitudeM }) }));

  it("sum climbs and descents, but not the noise of flat ground", () => {
    expect(profileFigures(points([300, 310, 305, 320]), 1)).toEqual({
      lowestM: 300,
      highestM: 320,
      climbM: 25,
      descentM: 5,
      meanSlope: 0.1,
      overallSlope: 20 / 300,
      missingM: 0,
    });
    expect(profileFigures(points([300, 301, 300, 301, 300]), 2)).toMatchObject({ climbM: 0, descentM: 0 });
  });

  it("leave out where there is no altitude", () => {
    expect(profileFigures(points([undefined, 300, undefined, 306, 308]), 1)).toMatchObject({
      missingM: 300,
      climbM: 8,
      overallSlope: 8 / 300,
    });
    expect(profileFigures(points([undefined, 300, undefined]), 1)).toBeUndefined();
  });
});
