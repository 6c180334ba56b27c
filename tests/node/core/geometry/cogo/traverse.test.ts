import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Traverse, type TraverseResult, workOutTraverse } from "#core/geometry/cogo/traverse";
import type { Position } from "#core/geometry/geometry";
import { gridBearingDeg } from "#core/geometry/polar";

const gon = (value: number): number => value * 0.9;
const dms = (d: number, m: number, s: number): number => d + m / 60 + s / 3600;

function solved(traverse: Traverse): TraverseResult {
  const result = workOutTraverse(traverse);
  if ("fault" in result) throw new Error(`${result.fault} at ${result.station}`);
  return result;
}

/**
 * A traverse between known points with both closures, in grades, coordinates to the centimetre: worked example
 * "Calcul d'un cheminement (2e cas)", fr.scribd.com/document/654448258.
 */
describe("a published traverse between known points", () => {
  const observed: readonly (readonly [string, number, number?])[] = [
    ["A", 39.432, 78.12],
    ["1", 219.887, 89.72],
    ["2", 182.143, 63.41],
    ["3", 228.478, 69.68],
    ["4", 151.738, 64.93],
    ["C", 257.128],
  ];
  const result = solved({
    start: [782_875_120, 215_320_460],
    startBearingDeg: gon(251.324),
    stations: observed.map(([name, angle, distanceM]) => ({ name, angleDeg: gon(angle), distanceM })),
    end: { kind: "known", at: [783_228_940, 215_327_800], bearingDeg: gon(130.154) },
    compensates: true,
  });

  test("misses the bearing by 24 mgon, shared by six angles", () => {
    expect((result.angularErrorDeg as number) / 0.9).toBeCloseTo(-0.024, 6);
    expect(result.angles).toBe(6);
    const bearings = [90.76, 110.651, 92.798, 121.28, 73.022];
    for (const [i, bearing] of bearings.entries())
      expect((result.sides[i]?.bearingDeg ?? 0) / 0.9).toBeCloseTo(bearing, 6);
  });

  test("misses the point by 39 and 16 mm over 365.86 m", () => {
    expect(result.lengthM).toBeCloseTo(365.86, 6);
    expect(result.linearError?.dxM).toBeCloseTo(-0.039, 2);
    expect(result.linearError?.dyM).toBeCloseTo(0.016, 2);
    expect(result.precision).toBeGreaterThan(8_000);
  });

  test("finds the compensated points", () => {
    const published: readonly Position[] = [
      [782_875.12, 215_320.46],
      [782_952.43, 215_331.76],
      [783_040.9, 215_316.81],
      [783_103.92, 215_323.97],
      [783_169.75, 215_301.1],
      [783_228.94, 215_327.8],
    ];
    result.points.forEach(({ at }, i) => {
      const [x, y] = published[i] as Position;
      expect(Math.abs(at[0] / 1000 - x)).toBeLessThan(0.015);
      expect(Math.abs(at[1] / 1000 - y)).toBeLessThan(0.015);
    });
  });
});

/**
 * A four-sided loop known by its bearings, lengths in feet: misclosure 0.045 ft, 1:22,500. Exercise on
 * justaaa.com/civil-engineering/19749.
 */
test("a published loop closes on itself within 0.045 in 1,009.70", () => {
  const bearings = [-dms(22, 36, 40), 180 + dms(60, 39, 24), 180 - dms(38, 46, 10), dms(88, 22, 58)];
  const lengths = [314.02, 264.49, 213.5, 217.69];
  const result = solved({
    start: [10_000_000, 5_000_000],
    startBearingDeg: bearings[0] as number,
    stations: [
      ...lengths.map((distanceM, i) => ({
        name: "ABCD".charAt(i),
        distanceM,
        ...(i > 0 ? { angleDeg: (bearings[i] as number) - (bearings[i - 1] as number) + 180 } : {}),
      })),
      { name: "A" },
    ],
    end: { kind: "start" },
    compensates: false,
  });
  const departures = [-120.733, -230.556, 133.691, 217.603];
  const latitudes = [289.883, -129.611, -166.46, 6.144];
  for (const [i, departure] of departures.entries()) {
    const [from, to] = [result.points[i]?.at, result.points[i + 1]?.at] as [Position, Position];
    expect((to[0] - from[0]) / 1000).toBeCloseTo(departure, 2);
    expect((to[1] - from[1]) / 1000).toBeCloseTo(latitudes[i] as number, 2);
  }
  expect(result.linearError?.m).toBeCloseTo(0.045, 3);
  expect((result.precision as number) / 22_500).toBeCloseTo(1, 1);
});

describe("laws", () => {
  const corners = fc.uniqueArray(
    fc.record({ x: fc.integer({ min: 0, max: 900 }), y: fc.integer({ min: 0, max: 900 }) }),
    { minLength: 3, maxLength: 8, selector: ({ x, y }) => `${Math.round(x / 50)},${Math.round(y / 50)}` },
  );

  function loop(points: readonly { x: number; y: number }[], errorDeg: number, stretch: number): Traverse {
    const at = points.map(({ x, y }): Position => [x * 1000, y * 1000]);
    const n = at.length;
    const bearing = (i: number): number => gridBearingDeg(at[i % n] as Position, at[(i + 1) % n] as Position);
    return {
      start: at[0] as Position,
      startBearingDeg: bearing(0),
      stations: Array.from({ length: n + 1 }, (_, i) => ({
        name: String(i),
        ...(i > 0 ? { angleDeg: bearing(i) - bearing(i - 1) + 180 + errorDeg } : {}),
        ...(i < n
          ? {
              distanceM:
                stretch *
                Math.hypot(
                  ...([0, 1].map((k) => ((at[(i + 1) % n]?.[k] ?? 0) - (at[i]?.[k] ?? 0)) / 1000) as [number, number]),
                ),
            }
          : {}),
      })),
      end: { kind: "start" },
      compensates: true,
    };
  }

  test("a loop without errors closes, on the corners it was made from", () => {
    fc.assert(
      fc.property(corners, (points) => {
        const result = solved(loop(points, 0, 1));
        expect(Math.abs(result.angularErrorDeg as number)).toBeLessThan(1e-9);
        expect(result.linearError?.m).toBeLessThan(1e-6);
        points.forEach(({ x, y }, i) => {
          expect(result.points[i]?.at[0]).toBeCloseTo(x * 1000, 2);
          expect(result.points[i]?.at[1]).toBeCloseTo(y * 1000, 2);
        });
      }),
      { numRuns: 60 },
    );
  });

  test("equal errors in the angles are found and taken out whole; the last point always falls on the goal", () => {
    fc.assert(
      fc.property(corners, fc.double({ min: -0.02, max: 0.02, noNaN: true }), (points, errorDeg) => {
        const result = solved(loop(points, errorDeg, 1));
        expect(result.angularErrorDeg).toBeCloseTo(errorDeg * points.length, 8);
        expect(result.linearError?.m).toBeLessThan(1e-6);
        const last = result.points.at(-1)?.at as Position;
        expect(last[0]).toBeCloseTo((points[0]?.x as number) * 1000, 3);
      }),
      { numRuns: 60 },
    );
  });
});

test.each([
  [[{ name: "A", distanceM: 1 }], { fault: "too-few", station: 1 }],
  [[{ name: "A" }, { name: "B" }], { fault: "distance", station: 0 }],
  [[{ name: "A", distanceM: 5 }, { name: "B", distanceM: 4 }, { name: "C" }], { fault: "angle", station: 1 }],
  [[{ name: "A", distanceM: -5 }, { name: "B" }], { fault: "distance", station: 0 }],
] as const)("says which station lacks what", (stations, fault) => {
  const start: Position = [0, 0];
  expect(workOutTraverse({ start, startBearingDeg: 0, stations, end: { kind: "open" }, compensates: true })).toEqual(
    fault,
  );
});
