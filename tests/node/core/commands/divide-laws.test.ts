import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustBoundary } from "#core/commands/adjust-boundary";
import { cedeStrip } from "#core/commands/cede-strip";
import { divideParcel } from "#core/commands/divide-parcel";
import { remembrement } from "#core/commands/remembrement";
import { setAside } from "#core/commands/set-aside";
import { PlanarGraph } from "#core/derived/planar-graph";
import type { PolygonGeometry } from "#core/geometry/geometry";
import { planAreaM2 } from "#core/geometry/ring";
import { inverted } from "#core/model/change";
import type { Command, Edit } from "#core/model/command";
import { seededIds } from "#core/model/ledger";
import { canonicalText, type Project } from "#core/model/project";
import { isRefusal, type Refusal } from "#core/model/refusal";
import {
  coverageAreaMm2,
  coverageFaults,
  coverageSeeds,
  facesOf,
  randomCoverage,
} from "#tests/helpers/random-coverage";

const env = () => ({ newId: seededIds("n"), now: "2026-11-22T08:00:00Z" });

const parcelsOf = (project: Project) => facesOf(project).filter((face) => face.class === "parcel");

/** Two parcels that share a boundary of one run, if there are any. */
function neighbours(project: Project, pick: number): [string, string] | undefined {
  const graph = PlanarGraph.build(project);
  const parcels = parcelsOf(project);
  for (let k = 0; k < parcels.length; k++) {
    const face = parcels[(k + pick) % parcels.length];
    const ring = face?.geometry.rings[0] ?? [];
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length;
      const { right } = graph.facesBeside(
        ring[i] as number,
        ring[i + 1] as number,
        ring[j] as number,
        ring[j + 1] as number,
      );
      if (face && right && project.get(right)?.class === "parcel") return [face.id, right];
    }
  }
  return undefined;
}

/** Carries an edit out, looks at the whole plan, and takes it back. Gives what became true. */
function lawful<Input>(project: Project, command: Command<Input>, input: Input): Edit | Refusal {
  const before = canonicalText(project);
  const areaBefore = coverageAreaMm2(project);
  const outcome = command.plan(project, input, env());
  expect(canonicalText(project)).toBe(before);
  if (isRefusal(outcome)) {
    expect(outcome.at, outcome.code).toBeDefined();
    return outcome;
  }
  project.apply(outcome.change);
  expect(coverageFaults(project)).toEqual([]);
  // Vertices that the perimeter has no room for move its rim by the rounding of the grid.
  expect(Math.abs(coverageAreaMm2(project) - areaBefore)).toBeLessThan(200_000 * 10);
  project.apply(inverted(outcome.change));
  expect(canonicalText(project)).toBe(before);
  return outcome;
}

const added = (outcome: Edit, cls: string) => outcome.change.added.filter((feature) => feature.class === cls);
const areaM2 = (geometry: unknown) => planAreaM2(geometry as PolygonGeometry);

describe("laws of dividing and adjusting", () => {
  it("division: no gap, no overlap, each part one piece, undo to the byte", () => {
    let made = 0;
    fc.assert(
      fc.property(coverageSeeds, fc.nat(), fc.integer({ min: 2, max: 6 }), fc.nat(3), (seed, pick, parts, method) => {
        const project = randomCoverage(seed);
        const parcels = parcelsOf(project);
        const face = parcels[pick % Math.max(1, parcels.length)];
        if (!face) return;
        const total = planAreaM2(face.geometry);
        const ring = face.geometry.rings[0] as number[];
        const outcome = lawful(
          project,
          divideParcel,
          (
            [
              { id: face.id, method: "equal", parts },
              { id: face.id, method: "areas", areasM2: [total / 7, total / 3], remainder: "create" },
              { id: face.id, method: "width", widthM: 30 / parts, remainder: "spread" },
              { id: face.id, method: "point", at: [ring[0] as number, ring[1] as number], areasM2: [total / parts] },
            ] as const
          )[method] as Parameters<typeof divideParcel.plan>[1],
        );
        if (isRefusal(outcome)) return;
        made++;
        const children = added(outcome, "parcel");
        expect(children.length).toBeGreaterThan(1);
        expect(outcome.change.removed.map(({ id }) => id)).toEqual([face.id]);
        const numbers = children.map((child) => child.fields["number"]);
        expect(new Set(numbers).size).toBe(numbers.length);
        for (const child of children) expect(child.fields["parents"]).toBe(face.id);
      }),
      { numRuns: 150 },
    );
    expect(made).toBeGreaterThan(60);
  });

  it("straightening keeps both areas within rounding; moving an area moves that area", () => {
    let made = 0;
    fc.assert(
      fc.property(coverageSeeds, fc.nat(), fc.option(fc.integer({ min: -90, max: 90 })), (seed, pick, moved) => {
        const project = randomCoverage(seed);
        const ids = neighbours(project, pick);
        if (!ids || moved === 0) return;
        const outcome = lawful(
          project,
          adjustBoundary,
          moved === null ? { ids, method: "straighten" } : { ids, method: "area", movedM2: moved },
        );
        if (isRefusal(outcome)) return;
        made++;
        for (const [i, id] of ids.entries()) {
          const [from, to] = outcome.change.updated.find(([each]) => each.id === id) ?? [];
          const gain = areaM2(to?.geometry) - areaM2(from?.geometry);
          expect(Math.abs(gain - (i === 0 ? -1 : 1) * (moved ?? 0))).toBeLessThan(0.5);
          expect(to?.fields["number"]).toBe(from?.fields["number"]);
        }
      }),
      { numRuns: 150 },
    );
    expect(made).toBeGreaterThan(60);
  });

  it("remembrement, cession and réserve leave the plan whole", () => {
    const made = { remembrement: 0, cession: 0, reserve: 0 };
    fc.assert(
      fc.property(coverageSeeds, fc.nat(), fc.integer({ min: 2, max: 5 }), (seed, pick, parts) => {
        const project = randomCoverage(seed);
        const parcels = parcelsOf(project);
        const face = parcels[pick % Math.max(1, parcels.length)];
        if (!face) return;
        const ids = neighbours(project, pick);
        if (ids) {
          const outcome = lawful(project, remembrement, { ids, parts });
          if (!isRefusal(outcome)) {
            made.remembrement++;
            const children = added(outcome, "parcel");
            expect(children).toHaveLength(parts);
            for (const child of children) {
              expect(
                String(child.fields["parents"])
                  .split(" ")
                  .every((id) => ids.includes(id)),
              ).toBe(true);
            }
          }
        }
        const strip = lawful(project, cedeStrip, { id: face.id, widthM: parts / 2 });
        if (!isRefusal(strip)) {
          made.cession++;
          const street = strip.change.updated.find(([, to]) => to.class === "street");
          const parcel = strip.change.updated.find(([, to]) => to.id === face.id);
          const gain = areaM2(street?.[1].geometry) - areaM2(street?.[0].geometry);
          const loss = areaM2(parcel?.[0].geometry) - areaM2(parcel?.[1].geometry);
          expect(Math.abs(gain - loss)).toBeLessThan(0.5);
          expect(gain).toBeGreaterThan(0);
        }
        const reserve = lawful(project, setAside, { id: face.id, purpose: "ecole" });
        if (!isRefusal(reserve)) {
          made.reserve++;
          expect(added(reserve, "reserve")[0]?.geometry).toBe(face.geometry);
        }
      }),
      { numRuns: 100 },
    );
    expect(made.remembrement).toBeGreaterThan(40);
    expect(made.cession).toBeGreaterThan(30);
    expect(made.reserve).toBeGreaterThan(60);
  });
});
