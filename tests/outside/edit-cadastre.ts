/**
 * Edits a real cadastre at random and writes it down for outside judges:
 *
 *     node tests/outside/edit-cadastre.ts IN.gpkg OUT.gpkg [edits] [seed]
 *     python3 tests/outside/judge-coverage.py OUT.gpkg
 *
 * Prints what was done and refused, and whether taking every step back gave the first state and doing it again the
 * last, byte for byte. IN.gpkg is what `maillage import CADASTRE --class parcelle --project IN.gpkg` makes.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { numberParcels } from "#core/commands/number-parcels";
import type { PlanarGraph } from "#core/derived/planar-graph";
import { maliReferentiel } from "#core/features/mali";
import { canonicalText } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { FollowedIssues } from "#core/rules/followed-issues";
import { ProjectOnDisk } from "#shells/cli/project-on-disk";
import { planarFaults } from "#tests/helpers/plan-oracle";
import { coverageAreaMm2, facesOf } from "#tests/helpers/random-coverage";
import { carryOut, editKinds, editSteps } from "#tests/helpers/random-edits";

const [from, to, edits = "2000", seed = "1"] = process.argv.slice(2);
if (!from || !to) throw new Error("edit-cadastre.ts IN.gpkg OUT.gpkg [edits] [seed]");
const temp = mkdtempSync(join(tmpdir(), "maillage-cadastre-"));
const held = await ProjectOnDisk.open(from, { lang: "en", temp, seed, progress: () => undefined });
const { project, ledger } = held;

held.run(numberParcels, { order: "serpentine", per: "all" });
const first = canonicalText(project);
const stepsBefore = ledger.history.done.length;
const areaBefore = coverageAreaMm2(project);
const followed = FollowedIssues.build(project, maliReferentiel);
const coverageIssues = (): number => followed.issues.filter(({ rule }) => /^coverage|ring/.test(rule)).length;
const issuesBefore = coverageIssues();
const graph = ledger.coverage as PlanarGraph;
ledger.listen((change) => followed.follow(change));

// A parcel created across a bay of the outer boundary encloses free ground, which is no slip of an edit.
const kinds = editKinds.filter((kind) => !["delete-ilot", "number", "create"].includes(kind));
const steps = [15_000, 60_000].flatMap((sideMm, i) =>
  fc.sample(editSteps(sideMm, kinds), { numRuns: Number(edits) / 2, seed: Number(seed) + i }),
);
const done = new Map<string, number>();
let refused = 0;
const began = performance.now();
for (const step of steps) {
  // Anywhere in the cadastre, the same places for the same seed.
  const faces = facesOf(project);
  const outcome = carryOut(ledger, { project, graph, faces }, { ...step, n: (step.n * 7919 + step.m * 104_729) % 1e9 });
  if (outcome === undefined || isRefusal(outcome)) refused++;
  else done.set(step.kind, (done.get(step.kind) ?? 0) + 1);
}
const seconds = (performance.now() - began) / 1000;
const last = canonicalText(project);
const carried = [...done.values()].reduce((sum, n) => sum + n, 0);
const rebuilt = FollowedIssues.build(project, maliReferentiel);
await held.save(to);

while (ledger.history.done.length > stepsBefore && !isRefusal(ledger.undo()));
const undone = canonicalText(project) === first;
while (!isRefusal(ledger.redo()));
const redone = canonicalText(project) === last;
console.log(
  JSON.stringify({
    parcelsNow: project.countOf("parcel"),
    pastParcels: project.countOf("pastParcel"),
    acts: project.countOf("act"),
    carried,
    refused,
    seconds: Math.round(seconds * 10) / 10,
    undone,
    redone,
    areaChangeM2: (coverageAreaMm2(project) - areaBefore) / 1e6,
    coverageIssues: { before: issuesBefore, after: coverageIssues() },
    followedIsRebuilt: JSON.stringify(followed.issues) === JSON.stringify(rebuilt.issues),
    planarFaults: planarFaults(facesOf(project)).slice(0, 5),
    done: Object.fromEntries([...done].sort(([, a], [, b]) => b - a)),
  }),
);
rmSync(temp, { recursive: true });
