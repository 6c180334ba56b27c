import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { circleThrough, flattenArc } from "#core/geometry/arc";
import type { Position } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { polarFrom, wayOf } from "#core/geometry/polar";

const at = (deg: number, r = 10_000): Position => polarFrom([500_000, 900_000], deg, r);

describe("an arc by three positions", () => {
  test("goes through the second, whichever way round", () => {
    const right = flattenArc(at(0), at(80), at(170), 5);
    const left = flattenArc(at(0), at(300), at(170), 5);
    const near = (run: readonly number[], [x, y]: Position): number => {
      let best = Infinity;
      for (let i = 0; i + 3 < run.length; i += 2) {
        best = Math.min(
          best,
          footOnSegment(...(run.slice(i, i + 4) as [number, number, number, number]), x, y).distanceMm,
        );
      }
      return best;
    };
    expect(near(right, at(80))).toBeLessThan(6);
    expect(near(left, at(300))).toBeLessThan(6);
    expect(right.slice(-2)).toEqual(at(170).map(Math.round));
    expect(left.length).toBeGreaterThan(right.length);
  });

  test("positions in line give that line", () => {
    expect(flattenArc([0, 0], [5_000, 0], [9_000, 0], 10)).toEqual([5_000, 0, 9_000, 0]);
    expect(circleThrough([0, 0], [5_000, 0], [9_000, 0])).toBeUndefined();
  });

  test("law: no chord leaves the arc by more than the tolerance and the grid; no vertex off it by more than the grid", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 500, max: 500_000 }),
        fc.integer({ min: 5, max: 120 }),
        fc.integer({ min: 5, max: 200 }),
        fc.constantFrom(1, 5, 10, 50),
        (r, first, second, toleranceMm) => {
          const a: Position = [500_000, 900_000 + r];
          const b = at(first, r).map(Math.round) as [number, number];
          const c = at(first + second, r).map(Math.round) as [number, number];
          const circle = circleThrough(a, b, c);
          if (!circle) return;
          const run = [...a, ...flattenArc(a, b, c, toleranceMm)];
          for (let i = 0; i + 3 < run.length; i += 2) {
            const [ax, ay, bx, by] = run.slice(i, i + 4) as [number, number, number, number];
            const off = (x: number, y: number): number =>
              Math.abs(Math.hypot(x - circle.centre[0], y - circle.centre[1]) - circle.radiusMm);
            expect(off(bx, by)).toBeLessThan(1);
            expect(off((ax + bx) / 2, (ay + by) / 2)).toBeLessThan(toleranceMm + 1);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

test("ways along the axes are exact", () => {
  expect([0, 90, 180, 270, 360, -90].map((deg) => wayOf(deg))).toEqual([
    [0, 1],
    [1, 0],
    [0, -1],
    [-1, 0],
    [0, 1],
    [-1, 0],
  ]);
});
