import { describe, expect, it } from "vitest";
import { layOut } from "#core/engines/layout/lay-out";
import type { LayoutInput, LayoutResult } from "#core/engines/layout/layout-types";
import { surfacesOfRegion, unionOf } from "#core/geometry/clip";
import { isRefusal } from "#core/model/refusal";
import { expectExactCoverage } from "./exact-coverage.ts";
import { emptySite, metres } from "./layout-worlds.ts";

function planOf(input: LayoutInput): LayoutResult {
  const result = layOut(input);
  if (isRefusal(result)) throw new Error(result.code);
  return result;
}

/** How many networks the streets of a plan make. */
function networksOf({ faces }: LayoutResult): number {
  return surfacesOfRegion(unionOf(...faces.flatMap((face) => (face.class === "street" ? [face.rings] : [])))).length;
}

const square = metres(0, 0, 600, 0, 600, 600, 0, 600);

describe("the streets of a plan are one network", () => {
  it("over the rivers of a delta", () => {
    const river = (...path: number[]): LayoutInput["waterCourses"][number] => ({ path: metres(...path), widthM: 6 });
    const waterCourses = [river(300, 650, 250, 300, 120, -50), river(300, 650, 330, 300, 470, -50)];
    const input = { ...emptySite([square]), waterCourses };
    const plan = planOf(input);
    expect(networksOf(plan)).toBe(1);
    expect(plan.score.lotsCutOff).toBe(0);
    expectExactCoverage(plan);
  });

  it("between the ponds of a marsh, which none of them crosses", () => {
    const waters = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) => {
      const [x, y] = [90 + (i % 3) * 200 + 9 * i, 90 + Math.floor(i / 3) * 190 - 7 * i];
      return [metres(x, y, x + 36, y + 5, x + 30, y + 40, x - 8, y + 33)];
    });
    const input = { ...emptySite([square]), waters };
    const plan = planOf(input);
    expect(networksOf(plan)).toBe(1);
    expect(plan.score.lotsCutOff).toBe(0);
    const ponds = plan.faces.filter((face) => face.class === "openSpace" && face.use === "eau");
    expect(ponds).toHaveLength(waters.length);
    expectExactCoverage(plan);
  });

  it("along a road that crosses a power line and a stream", () => {
    const input: LayoutInput = {
      ...emptySite([square]),
      streets: [{ id: "road", path: metres(310, -50, 300, 650), rank: "primary" }],
      waterCourses: [{ path: metres(-50, 150, 650, 170), widthM: 3 }],
      corridors: [{ path: metres(-50, 420, 650, 380), widthM: 20 }],
    };
    const plan = planOf(input);
    const road = plan.axes.filter(({ existing }) => existing === "road");
    expect(road).toHaveLength(1);
    expect(networksOf(plan)).toBe(1);
    expect(plan.score.lotsCutOff).toBe(0);
    expectExactCoverage(plan);
  });

  it("to a lone house beyond a river", () => {
    const house = { id: "lone", rings: [metres(560, 290, 570, 290, 570, 298, 560, 298)] };
    const waterCourses = [{ path: metres(520, -50, 530, 300, 515, 650), widthM: 6 }];
    const plan = planOf({ ...emptySite([square]), buildings: [house], waterCourses });
    expect(plan.score.streetAccess).toBe(1);
    expect(networksOf(plan)).toBe(1);
    expectExactCoverage(plan);
  });

  it("in the points of a star", () => {
    const star = Array.from({ length: 12 }, (_, i) => [
      (i % 2 === 0 ? 420 : 190) * Math.cos((Math.PI * i) / 6 + 0.3),
      (i % 2 === 0 ? 420 : 190) * Math.sin((Math.PI * i) / 6 + 0.3),
    ]).flat();
    const plan = planOf(emptySite([metres(...star)]));
    expect(networksOf(plan)).toBe(1);
  });
});
