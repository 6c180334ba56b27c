import { describe, expect, it } from "vitest";
import { layOut } from "#core/engines/layout/lay-out";
import { layoutParamsSchema } from "#core/engines/layout/layout-params";
import type { LayoutBuilding, LayoutFace } from "#core/engines/layout/layout-types";
import { type ServedPlan, scorePlan } from "#core/engines/layout/score-services";
import { maliReferentiel } from "#core/features/mali";
import { isRefusal } from "#core/model/refusal";
import { emptySite, metres } from "#tests/node/core/engines/layout/layout-worlds";

//  34 ┌────┬────┬────┬─────┐   A, B, C: 16 × 24 m lots; W: water, 16 × 24 m
//     │ A  │ B  │ C  │  W  │
//  10 ├────┴────┴────┴─────┤
//   0 └──── street, y = 5 ─┘
//     0    16   32   48   64
const box = (x: number, y: number, w: number, h: number): number[] => metres(x, y, x + w, y, x + w, y + h, x, y + h);
const lot = (x: number): LayoutFace => ({ class: "parcel", use: "habitation", rings: [box(x, 10, 16, 24)] });

function plan(more: Partial<ServedPlan> = {}): ServedPlan {
  return {
    site: [box(0, 0, 64, 34)],
    faces: [
      { class: "street", rings: [metres(0, 0, 64, 0, 64, 10, 48, 10, 32, 10, 16, 10, 0, 10)] },
      lot(0),
      lot(16),
      lot(32),
      { class: "reserve", use: "eau", rings: [box(48, 10, 16, 24)] },
    ],
    axes: [{ path: metres(0, 5, 64, 5), rank: "access", widthM: 10, existing: undefined }],
    buildings: [],
    params: layoutParamsSchema.parse({ parcelAreaM2: 384, frontageM: 16 }),
    leastFrontageM: 9,
    facilities: [],
    norms: maliReferentiel,
    ...more,
  };
}

const house = (id: string, x: number, more: Partial<LayoutBuilding> = {}): LayoutBuilding => ({
  id,
  rings: [box(x, 20, 4, 4)],
  people: 6,
  ...more,
});

describe("scorePlan", () => {
  it("measures walks along the street, doors and gates included", () => {
    const score = scorePlan(plan());
    // From the middle of a lot, 17 m to the axis, along it, and 17 m up again.
    expect(score.waterWalkM).toBeCloseTo(17 + 32 + 17, 1);
    expect(score.waterWalkP95M).toBeCloseTo(17 + 48 + 17, 1);
    expect(score.waterWithin).toBe(1);
    expect(score).not.toHaveProperty("schoolWalkM");
  });

  it("tells lots whose street is joined to no other", () => {
    const island = { path: metres(0, 500, 64, 500), rank: "access", widthM: 10, existing: undefined } as const;
    const far: LayoutFace = { class: "parcel", use: "habitation", rings: [box(10, 505, 16, 24)] };
    const made = plan();
    const score = scorePlan(plan({ faces: [...made.faces, far], axes: [...made.axes, island] }));
    expect(score.lotsCutOff).toBe(1);
    expect(score.waterWithin).toBe(0.75);
    expect(scorePlan(plan()).lotsCutOff).toBe(0);
  });

  it("counts what stands among the places to walk to", () => {
    const at = metres(8, 8) as unknown as [number, number];
    const score = scorePlan(plan({ facilities: [{ kind: "school", at }] }));
    expect(score.schoolWalkM).toBeCloseTo(17 + 16 + 3, 1);
  });

  it("tells houses that stay, are touched, are to be moved, and the people in them", () => {
    const buildings = [
      house("stays", 4),
      house("cut", 30, { moveCost: 500_000 }),
      house("public", 54, { people: 9 }),
      house("goes", 8, { fate: "a-deplacer", moveCost: 250_000 }),
    ];
    expect(scorePlan(plan({ buildings }))).toMatchObject({
      housesTotal: 4,
      housesUntouched: 1,
      housesCut: 1,
      housesTouched: 1,
      housesToMove: 1,
      peopleNow: 27,
      peopleAffected: 21,
      moveCost: 750_000,
    });
  });

  it("measures depth over frontage, streets per square kilometre and the bearing", () => {
    const score = scorePlan(plan());
    expect(score.aspect).toBeCloseTo(1.5, 6);
    expect(score.aspectWithin).toBe(1);
    expect(score.streetKmPerKm2).toBeCloseTo(0.064 / ((64 * 34) / 1e6), 6);
    expect(score.orientationDeg).toBeCloseTo(0, 6);
    const turned = scorePlan(plan({ params: layoutParamsSchema.parse({ parcelAreaM2: 384, bearingDeg: 80 }) }));
    expect(turned.orientationDeg).toBeCloseTo(10, 6);
  });
});

describe("the fate of a house", () => {
  const site = [metres(0, 0, 300, 0, 300, 200, 0, 200)];
  const buildings = Array.from({ length: 12 }, (_, i) => house(`h${i}`, 10 + 24 * i));

  it("to be moved: it is no obstacle, and is told apart", () => {
    const bare = layOut(emptySite(site));
    const moved = layOut({ ...emptySite(site), buildings: buildings.map((one) => ({ ...one, fate: "a-deplacer" })) });
    if (isRefusal(bare) || isRefusal(moved)) throw new Error("refused");
    const shapes = (faces: readonly LayoutFace[]) => faces.map(({ rings }) => rings);
    expect(shapes(moved.faces)).toEqual(shapes(bare.faces));
    expect(moved.score).toMatchObject({ housesToMove: 12, housesCut: 0, peopleAffected: 72 });
  });

  it("movable: a street may go through it, a boundary between lots does not", () => {
    // Two rows of houses where the streets of a bare site run.
    const bare = layOut(emptySite(site));
    if (isRefusal(bare)) throw new Error(bare.code);
    const on = bare.axes.flatMap(({ path }) => {
      const [ax = 0, ay = 0, bx = 0, by = 0] = path;
      return [0.3, 0.7].map((share): [number, number] => [ax + share * (bx - ax), ay + share * (by - ay)]);
    });
    const standing = on.map(([x, y], i): LayoutBuilding => {
      const [left, low] = [Math.round(x) - 2000, Math.round(y) - 2000];
      const rings = [[left, low, left + 4000, low, left + 4000, low + 4000, left, low + 4000]];
      return { id: `s${i}`, rings, people: 6, moveCost: 100 };
    });
    const bearing = { bearingDeg: 90 };
    const around = layOut({ ...emptySite(site, bearing), buildings: standing });
    const through = layOut({
      ...emptySite(site, bearing),
      buildings: standing.map((one) => ({ ...one, fate: "deplacable" })),
    });
    if (isRefusal(around) || isRefusal(through)) throw new Error("refused");
    expect(around.score).toMatchObject({ housesCut: 0, housesTouched: 0 });
    expect(through.score.streetPerParcelM).toBeLessThanOrEqual(around.score.streetPerParcelM + 1);
    expect(through.score.peopleAffected).toBe(6 * (through.score.housesTotal - (through.score.housesUntouched ?? 0)));
    expect(through.score.housesTouched).toBeGreaterThan(0);
    // Those left standing are whole in a lot: what is cut is cut by a street.
    expect(through.score.housesCut).toBeLessThanOrEqual(through.score.housesTouched);
  });

  it("to be kept: a plan that may move houses leaves it whole", () => {
    const kept = layOut({
      ...emptySite(site, { keepBuildings: "soft" }),
      buildings: buildings.map((one) => ({ ...one, fate: "garder" })),
    });
    if (isRefusal(kept)) throw new Error(kept.code);
    expect(kept.score.housesCut).toBe(0);
  });
});

describe("facility remarks", () => {
  it("say what people would need beyond the plan", () => {
    const input = emptySite([metres(0, 0, 600, 0, 600, 500, 0, 500)], { facilities: ["water", "school"] });
    const made = layOut(input);
    if (isRefusal(made)) throw new Error(made.code);
    const people = Math.round(made.score.people ?? 0);
    const needed = Math.ceil(people / 400);
    expect(made.remarks).toContainEqual({
      code: "layout.deficit",
      params: { use: "eau", needed, there: 1, count: needed - 1, people, most: 400 },
    });
    expect(
      made.remarks.find(({ code, params }) => code === "layout.placed-walk" && params?.["use"] === "ecole"),
    ).toMatchObject({ level: "info" });
  });

  it("say which rule of distance could not be kept, and by how much", () => {
    const tight = emptySite([metres(0, 0, 200, 0, 200, 150, 0, 150)], {
      publicShare: 0.4,
      facilities: [
        { kind: "school", areaM2: 3000 },
        { kind: "industry", areaM2: 3000 },
      ],
    });
    const made = layOut(tight);
    if (isRefusal(made)) throw new Error(made.code);
    const told = made.remarks.find(({ code }) => code === "layout.too-near");
    expect(told?.params).toMatchObject({ use: "ecole", other: "industrie", leastM: 200 });
    expect(Number(told?.params?.["metres"])).toBeLessThan(200);
  });
});
