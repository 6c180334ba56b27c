import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byTwoBearings, byTwoDistances } from "#core/geometry/cogo/intersections";
import type { Position } from "#core/geometry/geometry";
import { gridBearingDeg } from "#core/geometry/polar";

const position = fc.tuple(fc.integer({ min: -400_000, max: 400_000 }), fc.integer({ min: -400_000, max: 400_000 }));

describe("a point by two distances", () => {
  test("the triangle of 3, 4 and 5, left first", () => {
    expect(byTwoDistances([0, 0], 3_000, [5_000, 0], 4_000)).toEqual([
      [1_800, 2_400],
      [1_800, -2_400],
    ]);
  });

  test("none when the distances do not reach each other, one inside the other, or from one place", () => {
    expect(byTwoDistances([0, 0], 2_000, [5_000, 0], 2_000)).toBeUndefined();
    expect(byTwoDistances([0, 0], 9_000, [5_000, 0], 2_000)).toBeUndefined();
    expect(byTwoDistances([0, 0], 9_000, [0, 0], 9_000)).toBeUndefined();
  });

  test("law: lies at both distances", () => {
    fc.assert(
      fc.property(position, position, position, (a, b, p) => {
        const [ra, rb] = [Math.hypot(a[0] - p[0], a[1] - p[1]), Math.hypot(b[0] - p[0], b[1] - p[1])];
        const found = byTwoDistances(a, ra, b, rb);
        if (!found) return expect(a).toEqual(b);
        for (const [x, y] of found) {
          expect(Math.hypot(x - a[0], y - a[1])).toBeCloseTo(ra, 0);
          expect(Math.hypot(x - b[0], y - b[1])).toBeCloseTo(rb, 0);
        }
      }),
    );
  });
});

describe("a point by two bearings", () => {
  test("law: bearings taken to a point meet there", () => {
    fc.assert(
      fc.property(position, position, position, (a, b, p) => {
        const [toA, toB] = [gridBearingDeg(a, p), gridBearingDeg(b, p)];
        const turn = Math.abs(Math.sin(((toA - toB) * Math.PI) / 180));
        fc.pre(turn > 0.05);
        const found = byTwoBearings(a, toA, b, toB) as Position;
        expect(Math.hypot(found[0] - p[0], found[1] - p[1])).toBeLessThan(0.01);
      }),
    );
  });

  test("none behind, none for lines that run the same way", () => {
    expect(byTwoBearings([0, 0], 270, [5_000, 0], 0)).toBeUndefined();
    expect(byTwoBearings([0, 0], 0, [5_000, 0], 0.5)).toBeUndefined();
  });
});
