import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measureOf } from "#core/derived/measure";
import { projectionOf } from "#core/geometry/crs";
import { gridBearingDeg } from "#core/geometry/polar";
import { reversed } from "#core/geometry/ring";

const projection = projectionOf("EPSG:32629");
const [X, Y] = [620_000_000, 1_381_000_000];
/** Metres from the world's corner. */
const at = (...metres: number[]): number[] => metres.map((m, i) => (i % 2 === 0 ? X : Y) + Math.round(m * 1000));

describe("measureOf", () => {
  //  150 ·      3
  //             │
  //    0 1──────2
  //      0     200
  const bend = at(0, 0, 200, 0, 200, 150);

  it("gives segments, sums and bearings, in the plan and on the ground", () => {
    const { segments, planM, groundM } = measureOf(bend, false, projection);
    expect(segments.map((each) => each.planM)).toEqual([200, 150]);
    expect(segments.map((each) => each.bearingDeg)).toEqual([90, 0]);
    expect(planM).toBe(350);
    // Scale factor of 0.999778 at 620 km east.
    expect(groundM).toBeCloseTo(350 / 0.999778, 2);
  });

  it("counts the way back when the run is closed", () => {
    const { segments, planM } = measureOf(bend, true, projection);
    expect(segments).toHaveLength(3);
    expect(planM).toBe(600);
    expect(segments[2]?.bearingDeg).toBeCloseTo(233.1301, 4);
  });

  it("gives what the run encloses from three vertices on, closed or not", () => {
    expect(measureOf(at(0, 0, 200, 0), true, projection)).not.toHaveProperty("area");
    for (const closed of [false, true]) {
      const { area } = measureOf(bend, closed, projection);
      expect(area?.planM2).toBe(15_000);
      expect(area?.groundM2).toBeCloseTo(15_000 / 0.999778 ** 2, 0);
    }
  });

  it("gives no area to a run that crosses itself, and says why", () => {
    const bowTie = at(0, 0, 10, 10, 10, 0, 0, 10);
    const measured = measureOf(bowTie, false, projection);
    expect(measured).not.toHaveProperty("area");
    expect(measured.crosses).toBe(true);
    expect(measureOf(at(0, 0, 10, 0, 20, 0), false, projection).crosses).toBe(true);
  });

  it("law: the other way round measures the same, bearings turned by half a circle", () => {
    const metres = fc.integer({ min: 0, max: 5000 });
    fc.assert(
      fc.property(fc.array(metres, { minLength: 4, maxLength: 12 }), (numbers) => {
        const run = at(...numbers.slice(0, numbers.length - (numbers.length % 2)));
        const back: number[] = [];
        for (let i = run.length - 2; i >= 0; i -= 2) back.push(run[i] as number, run[i + 1] as number);
        const there = measureOf(run, false, projection);
        const again = measureOf(back, false, projection);
        expect(again.planM).toBeCloseTo(there.planM, 6);
        expect(again.groundM).toBeCloseTo(there.groundM, 6);
        expect(again.crosses).toBe(there.crosses);
        expect(again.area?.planM2 ?? 0).toBeCloseTo(there.area?.planM2 ?? 0, 4);
        for (const [i, { planM, bearingDeg }] of there.segments.entries()) {
          const turned = again.segments.at(-1 - i)?.bearingDeg ?? 0;
          if (planM > 0) expect((((turned - bearingDeg) % 360) + 360) % 360).toBeCloseTo(180, 6);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("takes a ring whichever way it turns", () => {
    const ring = at(0, 0, 40, 0, 40, 25, 0, 25);
    expect(measureOf(reversed(ring), true, projection).area?.planM2).toBe(1000);
  });
});

it("bearings run clockwise from grid north", () => {
  const compass = [at(0, 1), at(1, 1), at(1, 0), at(1, -1), at(0, -1), at(-1, -1), at(-1, 0), at(-1, 1)];
  expect(compass.map(([x, y]) => gridBearingDeg([X, Y], [x as number, y as number]))).toEqual([
    0, 45, 90, 135, 180, 225, 270, 315,
  ]);
});
