import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DivisionInput } from "#core/derived/divide/division-input";
import { type DivisionPlan, planDivision } from "#core/derived/divide/plan-division";
import { sidesOf } from "#core/derived/divide/sides";
import { PlanarGraph } from "#core/derived/planar-graph";
import { faultOfPolygon } from "#core/derived/polygon-fault";
import type { PolygonGeometry } from "#core/geometry/geometry";
import { planAreaM2, signedAreaMm2 } from "#core/geometry/ring";
import type { Project } from "#core/model/project";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { aProject, grid, polygonM, rectangle } from "#tests/helpers/builders";
import { starPolygons } from "#tests/helpers/random-polygons";

const plan = (project: Project, input: DivisionInput): DivisionPlan | Refusal =>
  planDivision(project, PlanarGraph.build(project), input);

function made(outcome: DivisionPlan | Refusal): DivisionPlan {
  if (isRefusal(outcome)) throw new Error(outcome.code);
  return outcome;
}

const areas = (outcome: DivisionPlan | Refusal): number[] =>
  made(outcome).parts.map((part) => Math.round(part.areaM2 * 100) / 100);
const fronts = (outcome: DivisionPlan | Refusal): number[] =>
  made(outcome).parts.map((part) => Math.round(part.frontageM * 100) / 100);
const code = (outcome: DivisionPlan | Refusal): string => (isRefusal(outcome) ? outcome.code : "made");

//  +--------+
//  |   A    |  30 m wide, 40 m deep; the street runs along the south
//  +--------+
//  | street |
//  +--------+
const onStreet = (): Project =>
  aProject()
    .parcel("A", rectangle(30, 40), { number: "12" })
    .street("S", rectangle(30, 10, 0, -10))
    .build();

describe("dividing a parcel", () => {
  it("into equal parts that all front the street, the first on the left", () => {
    const outcome = made(plan(onStreet(), { id: "A", method: "equal", parts: 3 }));
    expect(areas(outcome)).toEqual([400, 400, 400]);
    expect(fronts(outcome)).toEqual([10, 10, 10]);
    expect(outcome.cuts.map((cut) => cut.filter((_, i) => i % 2 === 0))).toEqual([
      [10_000, 10_000],
      [20_000, 20_000],
    ]);
  });

  it("into bands along a side, in which case no part need front the street", () => {
    const north = sidesOf(rectangle(30, 40)).find((side) => side.path.every((n, i) => i % 2 === 0 || n === 40_000));
    const outcome = plan(onStreet(), { id: "A", method: "parallel", side: north?.number ?? 0, distancesM: [5, 10] });
    expect(areas(outcome)).toEqual([150, 300, 750]);
    expect(made(outcome).parts.at(-1)?.remainder).toBe(true);
  });

  it("by areas, and says what becomes of the rest", () => {
    const by = (remainder: "create" | "last" | "spread") =>
      areas(plan(onStreet(), { id: "A", method: "areas", areasM2: [300, 450], remainder }));
    expect(by("create")).toEqual([300, 450, 450]);
    expect(by("last")).toEqual([300, 900]);
    expect(by("spread")).toEqual([525, 675]);
    expect(areas(plan(onStreet(), { id: "A", method: "areas", areasM2: [300, 900], from: "end" }))).toEqual([300, 900]);
  });

  it("by width along the frontage", () => {
    const by = (remainder: "create" | "last" | "spread") =>
      fronts(plan(onStreet(), { id: "A", method: "width", widthM: 12, remainder }));
    expect(by("create")).toEqual([12, 12, 6]);
    expect(by("last")).toEqual([12, 18]);
    expect(by("spread")).toEqual([15, 15]);
  });

  it("from a position of the frontage", () => {
    const outcome = plan(onStreet(), { id: "A", method: "point", at: [15_000, 0], areasM2: [400, 400] });
    expect(areas(outcome)).toEqual([400, 400, 400]);
    for (const cut of made(outcome).cuts) expect(cut.slice(0, 2)).toEqual([15_000, 0]);
  });

  it("by a drawn line", () => {
    expect(areas(plan(onStreet(), { id: "A", method: "line", path: grid([10, -5, 10, 45]) }))).toEqual([800, 400]);
  });

  it("along the bearing asked for", () => {
    const outcome = plan(onStreet(), { id: "A", method: "equal", parts: 2, direction: { bearingDeg: 90 } });
    expect(areas(outcome)).toEqual([600, 600]);
    expect(fronts(outcome).sort()).toEqual([0, 30]);
  });

  //  +--+  +--+
  //  |  |  |  |   a line across both arms would leave three pieces
  //  |  +--+  |
  //  +--------+
  const u = (): Project =>
    aProject()
      .parcel("U", polygonM([0, 0, 30, 0, 30, 30, 20, 30, 20, 10, 10, 10, 10, 30, 0, 30]))
      .build();

  it("in a direction that leaves each part in one piece, or says where it cannot", () => {
    expect(areas(plan(u(), { id: "U", method: "equal", parts: 2 }))).toEqual([350, 350]);
    const across = plan(u(), { id: "U", method: "equal", parts: 2, direction: { bearingDeg: 90 } });
    expect(code(across)).toBe("divide.part-in-pieces");
    expect(isRefusal(across) && across.at?.[1]).toBeGreaterThan(10_000);
  });

  it("around a yard inside it", () => {
    const ring = polygonM([0, 0, 30, 0, 30, 30, 0, 30], [10, 10, 10, 20, 20, 20, 20, 10]);
    const outcome = plan(aProject().parcel("R", ring).build(), { id: "R", method: "equal", parts: 2 });
    expect(areas(outcome)).toEqual([400, 400]);
    for (const { polygon } of made(outcome).parts) expect(polygon.rings).toHaveLength(1);
  });

  it("is refused where a part would front no street, unless the direction is asked for", () => {
    // Only the 10 m wide handle of this flag touches the street.
    const flag = aProject()
      .parcel("F", polygonM([0, 0, 10, 0, 10, 20, 40, 20, 40, 40, 0, 40]))
      .street("S", rectangle(10, 5, 0, -5))
      .parcel("B", rectangle(30, 20, 10, 0))
      .build();
    expect(code(plan(flag, { id: "F", method: "equal", parts: 4 }))).toMatch(/^divide\.(no-front|part-in-pieces)$/);
    expect(areas(plan(flag, { id: "F", method: "equal", parts: 2, direction: { bearingDeg: 0 } }))).toEqual([500, 500]);
  });

  it("keeps to the least frontage, with the place where it cannot", () => {
    expect(code(plan(onStreet(), { id: "A", method: "equal", parts: 3, minFrontageM: 10 }))).toBe("made");
    const outcome = plan(onStreet(), { id: "A", method: "equal", parts: 4, minFrontageM: 8 });
    expect(outcome).toMatchObject({ code: "divide.front-too-narrow", params: { leastM: 8 } });
    expect(isRefusal(outcome) && outcome.at).toBeDefined();
  });

  it("says how much a list of areas is too large", () => {
    expect(plan(onStreet(), { id: "A", method: "areas", areasM2: [1000, 300] })).toMatchObject({
      code: "divide.areas-too-large",
      params: { sumM2: 1300, areaM2: 1200, excessM2: 100 },
    });
  });

  it.each([
    [{ method: "equal", parts: 1 }, "divide.wrong-number"],
    [{ method: "equal", parts: 2.5 }, "divide.wrong-number"],
    [{ method: "equal", parts: 10_000 }, "divide.too-many"],
    [{ method: "areas", areasM2: [0] }, "divide.wrong-number"],
    [{ method: "areas", areasM2: [] }, "divide.wrong-number"],
    [{ method: "areas", areasM2: [1200] }, "divide.one-part"],
    [{ method: "areas", areasM2: [Number.NaN] }, "divide.wrong-number"],
    [{ method: "width", widthM: 31 }, "divide.front-too-short"],
    [{ method: "width", widthM: 0.001 }, "divide.too-many"],
    [{ method: "equal", parts: 2, direction: { across: 9 } }, "divide.no-such-side"],
    [{ method: "parallel", side: 1, distancesM: [60] }, "divide.too-deep"],
    [{ method: "point", at: [15_000, 20_000], areasM2: [100] }, "divide.point-off-boundary"],
    [{ method: "line", path: grid([10, -5, 10, 45, 20, 45, 20, 20, 5, 20]) }, "split.crosses-itself"],
  ] as const)("refuses %o: %s", (input, expected) => {
    expect(code(plan(onStreet(), { id: "A", ...input } as DivisionInput))).toBe(expected);
  });

  it("refuses a street and what is not there", () => {
    expect(code(plan(onStreet(), { id: "S", method: "equal", parts: 2 }))).toBe("split.street");
    expect(code(plan(onStreet(), { id: "Z", method: "equal", parts: 2 }))).toBe("feature.unknown");
  });
});

describe("houses on a parcel that is divided", () => {
  //  +----------+
  //  |   [H]    |   H stands 9–13 m from the west: on the first of two cuts into three
  //  +----------+
  const housed = (xM: number, widthM: number): Project =>
    aProject()
      .parcel("A", rectangle(30, 40))
      .street("S", rectangle(30, 10, 0, -10))
      .feature("building", "H", rectangle(widthM, 6, xM, 10))
      .build();
  const across = {
    across: sidesOf(rectangle(30, 40)).find((side) => side.path.every((n, i) => i % 2 === 0 || n === 0))?.number ?? 0,
  };

  it("are not cut: the refusal names the house and the place", () => {
    const outcome = plan(housed(9, 4), { id: "A", method: "equal", parts: 3, direction: across });
    expect(outcome).toMatchObject({ code: "divide.house-cut", ids: ["A", "H"] });
    expect(isRefusal(outcome) && outcome.at?.[0]).toBe(10_000);
  });

  it("are spared by a cut that moves as little as need be, and the residual says so", () => {
    const outcome = made(
      plan(housed(9, 4), { id: "A", method: "equal", parts: 3, direction: across, houses: "shift" }),
    );
    expect(outcome.shifted).toEqual([{ cut: 1, house: "H", movedM: -1.2 }]);
    expect(outcome.parts.map((part) => Math.round(part.residualM2 ?? 0))).toEqual([-48, 48, 0]);
  });

  it("are not spared at any price", () => {
    const outcome = plan(housed(5, 12), { id: "A", method: "equal", parts: 3, direction: across, houses: "shift" });
    expect(outcome).toMatchObject({ code: "divide.house-in-the-way", ids: ["A", "H"] });
  });

  it("may have a limit along their wall, and may be cut when that is said", () => {
    const input = { id: "A", method: "equal", parts: 3, direction: across } as const;
    expect(code(plan(housed(10, 4), input))).toBe("made");
    expect(code(plan(housed(9, 4), { ...input, houses: "allow" }))).toBe("made");
  });
});

describe("laws of division", () => {
  const sum = (polygon: PolygonGeometry): number => polygon.rings.reduce((mm2, ring) => mm2 + signedAreaMm2(ring), 0);

  it("parts are sound, one piece each, and fill the parcel to the square millimetre", () => {
    let divided = 0;
    fc.assert(
      fc.property(
        starPolygons,
        fc.constantFrom("equal", "areas", "width", "point"),
        fc.integer({ min: 2, max: 9 }),
        fc.constantFrom("create", "last", "spread"),
        (polygon, method, n, remainder) => {
          const project = aProject().parcel("A", polygon).build();
          const total = planAreaM2(polygon);
          const each = Array.from({ length: n }, (_, i) => (total / (n + 1)) * (0.5 + (i % 3) * 0.25));
          const shell = polygon.rings[0] as number[];
          const inputs: Record<string, DivisionInput> = {
            equal: { id: "A", method: "equal", parts: n },
            areas: { id: "A", method: "areas", areasM2: each, remainder },
            width: { id: "A", method: "width", widthM: 30 / n, remainder },
            point: { id: "A", method: "point", at: [shell[0] as number, shell[1] as number], areasM2: each, remainder },
          };
          const outcome = plan(project, inputs[method] as DivisionInput);
          if (isRefusal(outcome)) {
            expect(outcome.at ?? outcome.params).toBeDefined();
            return;
          }
          divided++;
          for (const part of outcome.parts) expect(faultOfPolygon(part.polygon)).toBeUndefined();
          // With the vertices the cuts put into it, the parcel itself holds exactly what its parts hold.
          const taken = new Map(outcome.inserted.map(({ a, points }) => [a.join(), points]));
          const rings = polygon.rings.map((ring) => {
            const out: number[] = [];
            for (let i = 0; i < ring.length; i += 2) {
              const a = [ring[i] as number, ring[i + 1] as number];
              out.push(...a, ...(taken.get(a.join()) ?? []));
            }
            return out;
          });
          const parts = outcome.parts.reduce((mm2, part) => mm2 + sum(part.polygon), 0);
          expect(parts).toBe(sum({ kind: "polygon", rings }));
          // Rounding leaves no more than the cut's length by the reach of a vertex.
          const reachM = Math.max(...polygon.rings.flat().map((v, i) => Math.abs(v - (shell[i % 2] as number)))) / 500;
          for (const part of outcome.parts) {
            if (part.residualM2 !== undefined)
              expect(Math.abs(part.residualM2)).toBeLessThan(2 * reachM * 0.006 + 0.01);
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(divided).toBeGreaterThan(120);
  });
});
