import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compoundsOf } from "#core/engines/layout/compounds";
import { layOut } from "#core/engines/layout/lay-out";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import { layoutParamsSchema } from "#core/engines/layout/layout-params";
import { maliReferentiel } from "#core/features/mali";
import { lineOf, polygonOf, type Ring } from "#core/geometry/geometry";
import { innerPosition, sideOfRing, signedAreaMm2 } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import { Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { testMeta } from "#tests/helpers/builders";
import { metres } from "#tests/node/core/engines/layout/layout-worlds";

const NORMS = { gapMm: 6000, mostMm2: 400e6, mostWalledMm2: 900e6 };
const box = (x: number, y: number, w = 5, h = 5): number[] => metres(x, y, x + w, y, x + w, y + h, x, y + h);
const found = (buildings: Ring[], more: { walls?: Ring[]; streets?: number[][] } = {}) =>
  compoundsOf({ buildings, walls: more.walls ?? [], streets: more.streets ?? [] }, NORMS);

const holds = (ring: Ring, shell: Ring): boolean => {
  const [x, y] = innerPosition(polygonOf(shell));
  return sideOfRing(ring, x, y) > 0;
};

describe("compoundsOf", () => {
  //   ┌─┐  ┌─┐          ┌─┐    two houses 4 m apart make a yard; the one 40 m off is none
  //   └─┘  └─┘          └─┘
  it("joins buildings that stand close, and leaves those that stand alone", () => {
    const compounds = found([box(0, 0), box(9, 0), box(50, 0)]);
    expect(compounds).toHaveLength(1);
    expect(signedAreaMm2(compounds[0] as Ring) / 1e6).toBeCloseTo(14 * 5, 6);
  });

  it("makes yards of a long row, each no larger than a yard", () => {
    const row = Array.from({ length: 20 }, (_, i) => box(9 * i, 0, 5, 12));
    const compounds = found(row);
    expect(compounds.length).toBeGreaterThan(4);
    for (const ring of compounds) expect(signedAreaMm2(ring)).toBeLessThanOrEqual(NORMS.mostMm2);
    for (const shell of row) expect(compounds.filter((ring) => holds(ring, shell)).length).toBeLessThanOrEqual(1);
  });

  it("does not reach across a street", () => {
    expect(found([box(0, 0), box(9, 0)], { streets: [metres(7, -50, 7, 50)] })).toEqual([]);
  });

  it("takes a wall with all that is in it, even a single house", () => {
    const wall = box(-5, -5, 25, 25);
    expect(found([box(0, 0), box(14, 14)], { walls: [wall] })).toEqual([wall]);
    expect(found([box(0, 0)], { walls: [wall] })).toEqual([wall]);
    expect(found([], { walls: [wall] })).toEqual([]);
    // The wall of a stadium is none.
    expect(found([box(0, 0)], { walls: [box(-100, -100, 300, 300)] })).toEqual([]);
  });

  it("keeps compounds apart, whatever stands (fast-check)", () => {
    const shells = fc.array(
      fc.record({
        x: fc.integer({ min: 0, max: 60 }),
        y: fc.integer({ min: 0, max: 60 }),
        w: fc.integer({ min: 3, max: 9 }),
      }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(shells, (all) => {
        const buildings = all.map(({ x, y, w }) => box(x, y, w, w));
        const compounds = found(buildings);
        for (const ring of compounds) expect(signedAreaMm2(ring)).toBeLessThanOrEqual(NORMS.mostMm2);
        for (const [i, ring] of compounds.entries()) {
          for (const other of compounds.slice(i + 1)) expect(holds(ring, other)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("a maillage around compounds", () => {
  it("gives each a parcel of its own", () => {
    const [x, y] = metres(0, 0) as [number, number];
    const site = [[x, y, x + 300_000, y, x + 300_000, y + 200_000, x, y + 200_000]];
    const pairs = [30, 90, 150, 210].flatMap((at): Feature[] => [
      { id: `a${at}`, class: "building", geometry: polygonOf(box(at, 90)), fields: {} },
      { id: `b${at}`, class: "building", geometry: polygonOf(box(at + 8, 97)), fields: {} },
    ]);
    const wall: Feature = {
      id: "wall",
      class: "annexLine",
      geometry: lineOf([...box(250, 40, 20, 20), ...box(250, 40, 20, 20).slice(0, 2)]),
      fields: {},
      tags: { barrier: "wall" },
    };
    const yard: Feature = { id: "yard", class: "building", geometry: polygonOf(box(252, 42)), fields: {} };
    const project = new Project(testMeta, [...pairs, wall, yard]);
    const input = layoutInputOf(project, site, layoutParamsSchema.parse({ facilities: [] }), 1, maliReferentiel);
    expect(input.compounds).toHaveLength(5);
    const plan = layOut(input);
    if (isRefusal(plan)) throw new Error(plan.code);
    for (const compound of input.compounds ?? []) {
      const parcels = plan.faces.filter((face) => face.class === "parcel" && holds(face.rings[0] as Ring, compound));
      expect(parcels).toHaveLength(1);
      const shell = parcels[0]?.rings[0] as Ring;
      for (let i = 0; i < compound.length; i += 2) {
        expect(sideOfRing(shell, compound[i] as number, compound[i + 1] as number)).toBe(1);
      }
    }
  });
});
