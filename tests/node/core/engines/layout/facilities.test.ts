import { describe, expect, it } from "vitest";
import { layOut } from "#core/engines/layout/lay-out";
import type { LayoutInput, LayoutResult } from "#core/engines/layout/layout-types";
import type { Position, Ring } from "#core/geometry/geometry";
import { innerPosition, signedAreaMm2 } from "#core/geometry/ring";
import { isRefusal } from "#core/model/refusal";
import { emptySite, metres } from "#tests/node/core/engines/layout/layout-worlds";

//  1000 × 700 m of open land, 70 ha; the sheet's corner is (0, 0).
const LAND = [metres(0, 0, 1000, 0, 1000, 700, 0, 700)];
const [X0, Y0] = metres(0, 0) as [number, number];

function planOf(input: LayoutInput): LayoutResult {
  const plan = layOut(input);
  if (isRefusal(plan)) throw new Error(plan.code);
  return plan;
}

function faces(plan: LayoutResult, use: string): (readonly Ring[])[] {
  return plan.faces.filter((face) => face.class === "reserve" && face.use === use).map(({ rings }) => rings);
}

const areaM2 = (rings: readonly Ring[]): number => Math.abs(signedAreaMm2(rings[0] as Ring)) / 1e6;

/** Metres from the corner of the sheet. */
function placeOf(plan: LayoutResult, use: string): Position {
  const [rings] = faces(plan, use);
  if (!rings) throw new Error(`no ${use}`);
  const [x, y] = innerPosition({ kind: "polygon", rings });
  return [(x - X0) / 1000, (y - Y0) / 1000];
}

function apartM(plan: LayoutResult, use: string, other: string): number {
  const [a, b] = [placeOf(plan, use), placeOf(plan, other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

const EVERYTHING = [
  "school",
  "health",
  "market",
  "water",
  "mosque",
  "church",
  "administration",
  "green",
  "cemetery",
  "waste",
  "industry",
];

describe("facilities", () => {
  it("are all placed, each within a fifth of its size", () => {
    const plan = planOf(emptySite(LAND, { publicShare: 0.2, facilities: EVERYTHING }));
    expect(plan.remarks.filter(({ code }) => code.startsWith("layout.reserve"))).toEqual([]);
    for (const [use, wanted] of [
      ["ecole", 8200],
      ["sante", 2500],
      ["marche", 5000],
      ["cimetiere", 10_000],
      ["industrie", 10_000],
      ["administration", 2500],
    ] as const) {
      const got = faces(plan, use).reduce((sum, rings) => sum + areaM2(rings), 0);
      expect(Math.abs(got - wanted) / wanted, use).toBeLessThan(0.2);
    }
    for (const use of ["mosquee", "eglise", "eau", "dechets"]) expect(faces(plan, use).length, use).toBe(1);
  });

  it("keep the distances of the référentiel where there is room", () => {
    const plan = planOf(emptySite(LAND, { publicShare: 0.2, facilities: EVERYTHING }));
    // Distances are from border to border: those of the middles are above them.
    expect(apartM(plan, "ecole", "marche")).toBeGreaterThan(100);
    expect(apartM(plan, "ecole", "industrie")).toBeGreaterThan(200);
    expect(apartM(plan, "ecole", "dechets")).toBeGreaterThan(200);
    expect(apartM(plan, "sante", "industrie")).toBeGreaterThan(200);
    expect(apartM(plan, "mosquee", "eglise")).toBeGreaterThan(100);
    expect(apartM(plan, "cimetiere", "eau")).toBeGreaterThan(100);
  });

  it("put the school amid the people, the cemetery and the waste at the edge", () => {
    const plan = planOf(emptySite(LAND, { publicShare: 0.2, facilities: EVERYTHING }));
    const edge = (use: string): number => {
      const [x, y] = placeOf(plan, use);
      return Math.min(x, 1000 - x, y, 700 - y);
    };
    expect(edge("ecole")).toBeGreaterThan(150);
    expect(edge("cimetiere")).toBeLessThan(100);
    expect(edge("dechets")).toBeLessThan(100);
    // Harmattan from the north-east: smoke leaves by the south-west.
    const [x, y] = placeOf(plan, "industrie");
    expect(x + y).toBeLessThan(850);
  });

  it("reckon with what stands: a second school goes where the first is far", () => {
    const at = metres(200, 350) as unknown as Position;
    const input = { ...emptySite(LAND, { facilities: ["school"] }), facilities: [{ kind: "school" as const, at }] };
    expect(placeOf(planOf(input), "ecole")[0]).toBeGreaterThan(550);
  });

  it("share the people between two of a kind", () => {
    const plan = planOf(emptySite(LAND, { facilities: ["market", "market"] }));
    const [a, b] = faces(plan, "marche").map((rings) => innerPosition({ kind: "polygon", rings }));
    if (!a || !b) throw new Error("not two markets");
    expect(Math.abs(a[0] - b[0]) / 1000).toBeGreaterThan(300);
  });

  it("stay away from the water when they would foul it", () => {
    const stream = metres(500, -50, 500, 750);
    const input = emptySite(LAND, { publicShare: 0.2, facilities: EVERYTHING });
    const plan = planOf({ ...input, waterCourses: [{ path: stream }] });
    for (const use of ["cimetiere", "dechets", "industrie"])
      expect(Math.abs(placeOf(plan, use)[0] - 500), use).toBeGreaterThan(100);
  });

  it("take several blocks side by side when one is not enough", () => {
    const plan = planOf(emptySite(LAND, { publicShare: 0.3, facilities: [{ kind: "industry", areaM2: 40_000 }] }));
    const pieces = faces(plan, "industrie");
    expect(pieces.length).toBeGreaterThan(1);
    const got = pieces.reduce((sum, rings) => sum + areaM2(rings), 0);
    expect(got).toBeGreaterThan(32_000);
    expect(got).toBeLessThan(48_000);
  });

  it("leave rows of whole lots beside them", () => {
    const plan = planOf(
      emptySite(LAND, { publicShare: 0, facilities: ["school", "health", "market", "administration"] }),
    );
    const bare = planOf(emptySite(LAND, { publicShare: 0, facilities: [] }));
    expect(plan.score.meanAreaDeviation).toBeLessThan(bare.score.meanAreaDeviation + 0.005);
    expect(plan.score.withinTenPercent).toBeGreaterThan(bare.score.withinTenPercent - 0.005);
  });

  it("are left out beyond the share for reserves, with what is too much", () => {
    const plan = planOf(emptySite(LAND, { facilities: ["school", { kind: "cemetery", areaM2: 300_000 }] }));
    expect(plan.remarks).toContainEqual({
      code: "layout.reserve-over-share",
      params: { use: "cimetiere", areaM2: 300_000, roomM2: 166_800, overM2: 133_200, percent: 25 },
    });
    expect(faces(plan, "ecole").length).toBe(1);
  });

  it("are placed the same way twice", () => {
    const input = emptySite(LAND, { publicShare: 0.2, facilities: EVERYTHING });
    expect(planOf(input)).toEqual(planOf(input));
  });
});
