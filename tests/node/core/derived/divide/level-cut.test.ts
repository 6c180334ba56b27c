import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LevelCut, lengthBefore, whereLength } from "#core/derived/divide/level-cut";
import { frameAt } from "#core/geometry/frame";
import { planAreaM2 } from "#core/geometry/ring";
import { rectangle } from "#tests/helpers/builders";
import { starPolygons } from "#tests/helpers/random-polygons";

describe("exact-area cuts", () => {
  it("stand where a rectangle's share lies", () => {
    const level = new LevelCut(rectangle(40, 25), frameAt(0));
    expect(level.whereArea(250e6)).toBeCloseTo(10_000, 6);
    expect(level.areaBefore(10_000)).toBe(250e6);
  });

  it("leave no more than 1e-9 of the area, before rounding, whatever the parcel and the direction", () => {
    let worst = 0;
    fc.assert(
      fc.property(
        starPolygons,
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (polygon, angle, share) => {
          const level = new LevelCut(polygon, frameAt(angle));
          expect(Math.abs(level.totalMm2 / 1e6 / planAreaM2(polygon) - 1)).toBeLessThan(1e-9);
          const wanted = level.totalMm2 * share;
          const error = Math.abs(level.areaBefore(level.whereArea(wanted)) - wanted) / level.totalMm2;
          worst = Math.max(worst, error);
          expect(error).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(worst).toBeLessThan(1e-9);
  });

  it("keep their digits along edges that stand as good as across", () => {
    const polygon = { kind: "polygon" as const, rings: [[0, 0, 50_000, 0, 50_001, 30_000, 1, 30_000]] };
    for (const angle of [0, 1e-9, -3.3333e-5, Math.atan2(-1, 30_000)]) {
      const level = new LevelCut(polygon, frameAt(angle));
      const third = level.totalMm2 / 3;
      expect(Math.abs(level.areaBefore(level.whereArea(third)) / third - 1)).toBeLessThan(1e-9);
    }
  });

  it("find the length of frontage before them", () => {
    const stretches = [0, 10_000, 10_000, 10_000, 16_000, 10_000];
    expect(lengthBefore(stretches, 13_000)).toBe(15_000);
    expect(whereLength(stretches, 15_000)).toBeCloseTo(13_000, 6);
  });
});
