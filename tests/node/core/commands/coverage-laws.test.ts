import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deleteFeatures } from "#core/commands/delete-features";
import { insertVertex } from "#core/commands/insert-vertex";
import { mergeFaces } from "#core/commands/merge-faces";
import { moveVertex } from "#core/commands/move-vertex";
import { numberParcels } from "#core/commands/number-parcels";
import { removeVertex } from "#core/commands/remove-vertex";
import { splitFace } from "#core/commands/split-face";
import { PlanarGraph } from "#core/derived/planar-graph";
import { maliReferentiel } from "#core/features/mali";
import type { Position, Ring } from "#core/geometry/geometry";
import { emptyHead, emptyHistory } from "#core/model/journal";
import { Ledger, seededIds } from "#core/model/ledger";
import { canonicalText, type Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { checkProject } from "#core/rules/check-project";
import {
  coverageAreaMm2,
  coverageFaults,
  coverageSeeds,
  facesOf,
  randomCoverage,
} from "#tests/helpers/random-coverage";

const steps = fc.array(
  fc.record({
    act: fc.constantFrom(
      "split",
      "split",
      "bend",
      "merge",
      "merge",
      "move",
      "move",
      "insert",
      "remove",
      "delete",
      "number",
    ),
    face: fc.nat(200),
    other: fc.nat(200),
    dx: fc.integer({ min: -15_000, max: 15_000 }),
    dy: fc.integer({ min: -15_000, max: 15_000 }),
    ex: fc.integer({ min: -9_000, max: 9_000 }),
    ey: fc.integer({ min: -9_000, max: 9_000 }),
  }),
  { minLength: 1, maxLength: 25 },
);
type Act = typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never;

function ledgerOf(project: Project): Ledger {
  const env = { newId: seededIds("n"), now: () => "2026-11-22T08:00:00Z", coverage: PlanarGraph.build };
  return Ledger.resume(project, emptyHistory, emptyHead, env);
}

function carryOut(ledger: Ledger, step: Act) {
  const { project } = ledger;
  const faces = facesOf(project).sort((a, b) => (a.id < b.id ? -1 : 1));
  const face = faces[step.face % faces.length] as (typeof faces)[number];
  const ring = face.geometry.rings[step.other % face.geometry.rings.length] as Ring;
  const i = (step.other * 2) % ring.length;
  const vertex: Position = [ring[i] as number, ring[i + 1] as number];
  const [sx, sy] = [face.geometry.rings[0]?.[0] as number, face.geometry.rings[0]?.[1] as number];
  const middle: Position = [sx + 10_000 + step.ex, sy + 10_000 + step.ey];
  switch (step.act) {
    case "split": {
      const [dx, dy] = [step.dx * 4, step.dy * 4];
      return ledger.run(splitFace, {
        id: face.id,
        path: [middle[0] - dx, middle[1] - dy, middle[0] + dx, middle[1] + dy],
      });
    }
    case "bend":
      return ledger.run(splitFace, {
        id: face.id,
        path: [middle[0] - 60_000, middle[1] + step.dx, ...middle, middle[0] + step.dy, middle[1] + 60_000],
      });
    case "merge": {
      const graph = PlanarGraph.build(project);
      const beside = [...graph.neighboursOf(face.id).keys()];
      return ledger.run(mergeFaces, { ids: [face.id, beside[step.other % Math.max(1, beside.length)] ?? face.id] });
    }
    case "move":
      return ledger.run(moveVertex, { from: vertex, to: [vertex[0] + step.dx, vertex[1] + step.dy] });
    case "insert": {
      const j = (i + 2) % ring.length;
      const at: Position = [(vertex[0] + (ring[j] as number)) / 2, (vertex[1] + (ring[j + 1] as number)) / 2];
      return ledger.run(insertVertex, { at });
    }
    case "remove":
      return ledger.run(removeVertex, { at: vertex });
    case "delete":
      return ledger.run(deleteFeatures, { ids: [face.id] });
    default:
      return ledger.run(numberParcels, { order: "serpentine" });
  }
}

describe("laws of edits on random plans", () => {
  it("keeps the coverage whole, follows it, and takes everything back", () => {
    const done = new Map<string, number>();
    fc.assert(
      fc.property(coverageSeeds, steps, (seed, acts) => {
        const project = randomCoverage(seed);
        expect(coverageFaults(project)).toEqual([]);
        const first = canonicalText(project);
        const ledger = ledgerOf(project);
        for (const act of acts) {
          const before = coverageAreaMm2(project);
          const outcome = carryOut(ledger, act);
          if (isRefusal(outcome)) continue;
          done.set(act.act, (done.get(act.act) ?? 0) + 1);
          expect(coverageFaults(project)).toEqual([]);
          if (["split", "bend", "merge", "delete"].includes(act.act)) {
            // Only roundings on the rim itself may show: under a millimetre along its length.
            expect(Math.abs(coverageAreaMm2(project) - before)).toBeLessThanOrEqual(500_000);
          }
          expect(ledger.coverage?.hasVertex(0, 0)).toBe(false);
          expect((ledger.coverage as PlanarGraph).dump()).toBe(PlanarGraph.build(project).dump());
        }
        const last = canonicalText(project);
        while (!isRefusal(ledger.undo()));
        expect(canonicalText(project)).toBe(first);
        while (!isRefusal(ledger.redo()));
        expect(canonicalText(project)).toBe(last);
      }),
      { numRuns: 120 },
    );
    // The law means little unless every kind of edit went through.
    for (const act of ["split", "bend", "merge", "move", "insert", "remove", "delete", "number"]) {
      expect(done.get(act) ?? 0, act).toBeGreaterThan(5);
    }
  });

  it("runs into nothing and leaves no perimeter where the plan has a hole already", () => {
    const allowed = new Set<string>(["coverage-gap"]);
    let done = 0;
    fc.assert(
      fc.property(coverageSeeds, fc.nat(60), steps, (seed, n, acts) => {
        const project = randomCoverage(seed);
        const faces = facesOf(project).filter((face) => face.class !== "street");
        const gone = faces[n % Math.max(1, faces.length)];
        if (!gone) return;
        project.apply({ added: [], updated: [], removed: [gone] });
        const ledger = ledgerOf(project);
        for (const act of acts) {
          if (isRefusal(carryOut(ledger, act))) continue;
          done++;
          const found = checkProject(project, maliReferentiel).issues.filter(({ rule }) => /^coverage|ring/.test(rule));
          expect(found.filter(({ rule }) => !allowed.has(rule))).toEqual([]);
        }
      }),
      { numRuns: 80 },
    );
    expect(done).toBeGreaterThan(100);
  });
});
