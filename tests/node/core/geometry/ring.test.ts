import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { polygonOf } from "#core/geometry/geometry";
import {
  innerPosition,
  oriented,
  planAreaM2,
  reversed,
  sideOfPolygon,
  sideOfRing,
  signedAreaMm2,
} from "#core/geometry/ring";

// A court with a well in it, far from the origin like every UTM plan:
//
//   (0,10)───────(10,10)
//     │   ┌───┐    │
//     │   └───┘    │      well: 4..6
//   (0,0)────────(10,0)
const X = 600_000_000;
const Y = 1_400_000_000;
const at = (...m: number[]) => m.map((value, i) => value * 1000 + (i % 2 === 0 ? X : Y));
const court = at(0, 0, 10, 0, 10, 10, 0, 10);
const well = at(4, 4, 4, 6, 6, 6, 6, 4);

describe("a ring", () => {
  test("turns counter-clockwise as a shell and clockwise as a hole", () => {
    expect(signedAreaMm2(court)).toBe(100e6);
    expect(signedAreaMm2(reversed(court))).toBe(-100e6);
    expect(oriented([reversed(court), reversed(well)])).toEqual([court, well]);
  });

  test("counts its area once less its holes, to the last square millimetre", () => {
    expect(planAreaM2(polygonOf(court, well))).toBe(96);
  });

  test.each([
    [1, 1, 1],
    [5, 5, -1],
    [4, 5, 0],
    [10, 3, 0],
    [0, 0, 0],
    [11, 5, -1],
    [-1, 10, -1],
    [5, 10, 0],
  ])("(%d, %d) lies on side %d of the court", (x, y, side) => {
    const [px, py] = at(x, y) as [number, number];
    expect(sideOfPolygon(polygonOf(court, well), px, py)).toBe(side);
  });

  test("has an inner position inside, whatever star it is", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2_000, max: 90_000 }), { minLength: 3, maxLength: 24 }), (radii) => {
        const ring = radii.flatMap((radius, i) => {
          const angle = (i * 2 * Math.PI) / radii.length;
          return [X + Math.round(radius * Math.cos(angle)), Y + Math.round(radius * Math.sin(angle))];
        });
        fc.pre(Math.abs(signedAreaMm2(ring)) > 1e6);
        const [x, y] = innerPosition(polygonOf(ring));
        expect(sideOfRing(ring, x, y)).toBe(1);
      }),
    );
  });
});
