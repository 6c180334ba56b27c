import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PlanarGraph } from "#core/derived/planar-graph";
import { maliReferentiel } from "#core/features/mali";
import type { Change } from "#core/model/change";
import { emptyHead, emptyHistory } from "#core/model/journal";
import { Ledger, seededIds } from "#core/model/ledger";
import { canonicalText, type Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { checkProject } from "#core/rules/check-project";
import { FollowedIssues } from "#core/rules/followed-issues";
import { borneFaults, PastWatch } from "#tests/helpers/plan-laws";
import { planarFaults } from "#tests/helpers/plan-oracle";
import {
  coverageAreaMm2,
  coverageFaults,
  coverageSeeds,
  facesOf,
  furnished,
  randomCoverage,
} from "#tests/helpers/random-coverage";
import { carryOut, type EditKind, editKinds, editSteps, type Ground } from "#tests/helpers/random-edits";

/** How many edits the first law tries; `MAILLAGE_LAW_EDITS=100000` is the long run before a release. */
const EDITS = Number(process.env["MAILLAGE_LAW_EDITS"] ?? 2_500);
const LONGEST = 50;

/** Edits that move the outer boundary, or add ground beyond it. */
const MOVES_RIM: ReadonlySet<EditKind> = new Set(["move", "insert", "remove", "create"]);

/** A ledger whose days go by as `day` says. */
function ledgerOf(project: Project, day: () => number): Ledger {
  const now = () => new Date(Date.UTC(2026, 0, 1 + day(), 8)).toISOString();
  return Ledger.resume(project, emptyHistory, emptyHead, { newId: seededIds("n"), now, coverage: PlanarGraph.build });
}

const groundOf = (ledger: Ledger): Ground => ({
  project: ledger.project,
  graph: ledger.coverage as PlanarGraph,
  faces: facesOf(ledger.project).sort((a, b) => (a.id < b.id ? -1 : 1)),
});

describe("laws of edits on random plans", () => {
  it(
    "keep the coverage whole, the past true and each follower right, and can all be taken back",
    () => {
      const done = new Map<string, number>();
      const refused = new Map<string, number>();
      let tried = 0;
      const began = performance.now();
      const steps = fc.array(editSteps(20_000), { minLength: 1, maxLength: LONGEST, size: "max" });
      fc.assert(
        fc.property(coverageSeeds, steps, (seed, acts) => {
          const project = furnished(randomCoverage(seed));
          expect([...coverageFaults(project), ...planarFaults(facesOf(project))]).toEqual([]);
          const first = canonicalText(project);
          let day = 0;
          const ledger = ledgerOf(project, () => day);
          const past = new PastWatch(project);
          const followed = FollowedIssues.build(project, maliReferentiel);
          let change: Change | undefined;
          ledger.listen((each) => {
            change = each;
          });
          for (const act of acts) {
            const before = coverageAreaMm2(project);
            day += act.days;
            tried++;
            const outcome = carryOut(ledger, groundOf(ledger), act);
            if (outcome === undefined || isRefusal(outcome)) {
              const code = outcome === undefined ? "no ground" : outcome.code;
              refused.set(`${act.kind} ${code}`, (refused.get(`${act.kind} ${code}`) ?? 0) + 1);
              continue;
            }
            if (!change) throw new Error("the ledger told of no change");
            done.set(act.kind, (done.get(act.kind) ?? 0) + 1);
            expect(planarFaults(facesOf(project)), act.kind).toEqual([]);
            expect(coverageFaults(project), act.kind).toEqual([]);
            if (!MOVES_RIM.has(act.kind)) {
              // Only roundings on the rim itself may show: under a millimetre along its length.
              expect(Math.abs(coverageAreaMm2(project) - before), act.kind).toBeLessThanOrEqual(500_000);
            }
            expect((ledger.coverage as PlanarGraph).dump(), act.kind).toBe(PlanarGraph.build(project).dump());
            followed.follow(change);
            const issues = FollowedIssues.build(project, maliReferentiel).issues;
            expect(followed.issues, act.kind).toEqual(issues);
            expect(past.follow(String(ledger.history.done.at(-1)?.command), change)).toEqual([]);
            expect(borneFaults(project, issues, change), act.kind).toEqual([]);
          }
          const last = canonicalText(project);
          while (!isRefusal(ledger.undo()));
          expect(canonicalText(project)).toBe(first);
          while (!isRefusal(ledger.redo()));
          expect(canonicalText(project)).toBe(last);
        }),
        // Arrays are half as long as they may be, taken over many runs.
        {
          numRuns: Math.ceil(EDITS / (LONGEST / 2)),
          ...(EDITS > 10_000 ? { seed: 4 } : {}),
        },
      );
      if (process.env["MAILLAGE_LAW_EDITS"]) {
        const carried = [...done.values()].reduce((sum, n) => sum + n, 0);
        console.log(
          `${tried} edits tried, ${carried} carried out in ${Math.round((performance.now() - began) / 1000)} s`,
        );
        console.log(
          [...done]
            .sort((a, b) => b[1] - a[1])
            .map(([kind, n]) => `${kind} ${n}`)
            .join(", "),
        );
        console.log(
          [...refused]
            .sort((a, b) => b[1] - a[1])
            .map(([kind, n]) => `${kind} ${n}`)
            .join(", "),
        );
      }
      // The law means little unless every kind of edit went through.
      expect(editKinds.filter((kind) => kind !== "share" && kind !== "tidy" && !done.get(kind))).toEqual([]);
    },
    EDITS * 60 + 30_000,
  );

  it("runs into nothing and leaves no perimeter where the plan has a hole already", () => {
    const allowed = new Set<string>(["coverage-gap"]);
    let done = 0;
    const steps = fc.array(editSteps(20_000), { minLength: 1, maxLength: 25, size: "max" });
    fc.assert(
      fc.property(coverageSeeds, fc.nat(60), steps, (seed, n, acts) => {
        const project = randomCoverage(seed);
        const faces = facesOf(project).filter((face) => face.class !== "street");
        const gone = faces[n % Math.max(1, faces.length)];
        if (!gone) return;
        project.apply({ added: [], updated: [], removed: [gone] });
        const ledger = ledgerOf(project, () => 0);
        for (const act of acts) {
          const outcome = carryOut(ledger, groundOf(ledger), act);
          if (outcome === undefined || isRefusal(outcome)) continue;
          done++;
          const found = checkProject(project, maliReferentiel).issues.filter(({ rule }) => /^coverage|ring/.test(rule));
          expect(
            found.filter(({ rule }) => !allowed.has(rule)),
            act.kind,
          ).toEqual([]);
        }
      }),
      { numRuns: 80 },
    );
    expect(done).toBeGreaterThan(100);
  });
});
