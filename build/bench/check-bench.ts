import { moveVertex } from "#core/commands/move-vertex";
import { updateFields } from "#core/commands/update-fields";
import { randomOf } from "#core/engines/synthetic/random";
import { maliReferentiel } from "#core/features/mali";
import type { PolygonGeometry, Ring } from "#core/geometry/geometry";
import type { Change } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import { seededIds } from "#core/model/ledger";
import { Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { checkProject, reportOf } from "#core/rules/check-project";
import { FollowedIssues } from "#core/rules/followed-issues";
import { type Bench, measured, runsFor } from "./bench.ts";
import { BENCH_TIME, benchCadastre, benchMeta } from "./synthetic-project.ts";

/** One parcel in so many gets a fault. */
const FAULT_EVERY = 500;
/** Edits of each kind after the full check. */
const EDITS = 100;

/**
 * Every rule over a town, one parcel in five hundred with a corner pulled away from its neighbours. What the check
 * says of sound ground is counted beside what it finds of these. Then single edits, each followed by every rule: a
 * shared vertex moved, a corner pulled out of one parcel alone, a number changed.
 */
export const checkBench: Bench = {
  name: "check",
  size: 100_000,
  unit: "parcels",
  runs: (size) => runsFor(size, 100_000),
  async run(_folder, size) {
    const small = faultyTown(Math.min(size, 2000)).project;
    checkProject(small, maliReferentiel);
    edited(small, FollowedIssues.build(small, maliReferentiel), 10);
    const { project, faults } = faultyTown(size);
    const { result, ms, cpuMs } = await measured(() => FollowedIssues.build(project, maliReferentiel));
    const { issues, counts } = reportOf(result.issues);
    const found = issues.filter(({ rule }) => rule === "coverage-gap" || rule === "coverage-overlap");
    if (found.length < faults) throw new Error(`${faults} faults were planted, ${found.length} found`);
    return {
      ms,
      cpuMs,
      samples: edited(project, result, EDITS),
      counts: { features: project.size, faults, issues: issues.length, coverage: found.length, ...counts },
    };
  },
};

/** Milliseconds that every rule takes after single edits, by kind of edit. The first of each grows what is kept. */
function edited(project: Project, followed: FollowedIssues, rounds: number): Record<string, number[]> {
  const random = randomOf(7);
  const parcels = [...project.ofClass("parcel")].map(({ id }) => id);
  const env = { newId: seededIds("n"), now: BENCH_TIME, coverage: followed.coverage };
  const samples: Record<string, number[]> = {};
  const follow = (name: string, change: Change, round: number): void => {
    project.apply(change);
    const start = performance.now();
    followed.follow(change);
    const ms = performance.now() - start;
    if (round > 0) samples[name] = [...(samples[name] ?? []), ms];
  };
  for (let round = 0; round <= rounds; round++) {
    const id = random.pick(parcels);
    const parcel = (): Feature => project.get(id) as Feature;
    const [x = 0, y = 0] = (parcel().geometry as PolygonGeometry).rings[0] ?? [];
    const to = [x + random.whole(1, 400), y + random.whole(1, 400)] as const;
    const moved = moveVertex.plan(project, { from: [x, y], to }, env);
    if (!isRefusal(moved)) follow("shared vertex", moved.change, round);
    const written = updateFields.plan(project, { ids: [id], fields: { ninacad: `M-${round}` } }, env);
    if (!isRefusal(written)) follow("field", written.change, round);
    follow("pulled corner", { added: [], updated: [[parcel(), cornerPulled(parcel())]], removed: [] }, round);
  }
  return samples;
}

/** The synthetic town with planted gaps and overlaps: one corner of a parcel moved, its neighbours left. */
function faultyTown(parcels: number): { project: Project; faults: number } {
  let seen = 0;
  let faults = 0;
  const features = benchCadastre(parcels).map((feature) => {
    if (feature.class !== "parcel" || seen++ % FAULT_EVERY !== FAULT_EVERY / 2) return feature;
    faults++;
    return cornerPulled(feature);
  });
  return { project: new Project(benchMeta, features), faults };
}

/** The first corner moved an eighth of the way to the third, or as far the other way for every second parcel. */
function cornerPulled(feature: Feature): Feature {
  const ring = [...((feature.geometry as PolygonGeometry).rings[0] as Ring)];
  const share = Number(feature.id.slice("parcel-".length)) % 1000 < FAULT_EVERY ? 0.125 : -0.125;
  for (const axis of [0, 1]) {
    const [from, to] = [ring[axis] as number, ring[4 + axis] as number];
    ring[axis] = Math.round(from + (to - from) * share);
  }
  return { ...feature, geometry: { kind: "polygon", rings: [ring] } };
}
