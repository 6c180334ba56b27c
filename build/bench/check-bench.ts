import { maliReferentiel } from "#core/features/mali";
import type { PolygonGeometry, Ring } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";
import { Project } from "#core/model/project";
import { checkProject } from "#core/rules/check-project";
import { type Bench, measured, runsFor } from "./bench.ts";
import { benchCadastre, benchMeta } from "./synthetic-project.ts";

/** One parcel in so many gets a fault. */
const FAULT_EVERY = 500;

/**
 * Every rule over a town, one parcel in five hundred with a corner pulled away from its neighbours. What the check
 * says of sound ground is counted beside what it finds of these.
 */
export const checkBench: Bench = {
  name: "check",
  size: 100_000,
  unit: "parcels",
  runs: (size) => runsFor(size, 100_000),
  async run(_folder, size) {
    checkProject(faultyTown(Math.min(size, 2000)).project, maliReferentiel);
    const { project, faults } = faultyTown(size);
    const { result, ms, cpuMs } = await measured(() => checkProject(project, maliReferentiel));
    const { issues, counts } = result;
    const found = issues.filter(({ rule }) => rule === "coverage-gap" || rule === "coverage-overlap");
    if (found.length < faults) throw new Error(`${faults} faults were planted, ${found.length} found`);
    return {
      ms,
      cpuMs,
      counts: { features: project.size, faults, issues: issues.length, coverage: found.length, ...counts },
    };
  },
};

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
