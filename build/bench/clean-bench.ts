import { cleanCoverage } from "#core/engines/cleaning/clean-coverage";
import type { DirtySurface } from "#core/engines/cleaning/cleaning-types";
import { randomOf } from "#core/engines/synthetic/random";
import { maliReferentiel } from "#core/features/mali";
import { normValue } from "#core/model/referentiel";
import { type Bench, measured, runsFor } from "./bench.ts";
import { benchCadastre } from "./synthetic-project.ts";

/** As far as each vertex of each parcel is thrown off, millimetres: a plan digitised parcel by parcel. */
const JITTER_MM = 15;

/** Cleaning a cadastre whose parcels were drawn one by one: snapped, noded, cut into faces, shared out. */
export const cleanBench: Bench = {
  name: "clean",
  size: 100_000,
  unit: "parcels",
  runs: (size) => runsFor(size, 100_000),
  async run(_folder, size) {
    const random = randomOf(11);
    const dirty = benchCadastre(size).flatMap(({ class: id, geometry }): DirtySurface[] => {
      if (id !== "parcel" || geometry?.kind !== "polygon") return [];
      const thrown = (value: number): number => value + random.whole(-JITTER_MM, JITTER_MM);
      return [{ parts: [geometry.rings.map((ring) => ring.map(thrown))] }];
    });
    const options = {
      snapMm: 1000 * normValue(maliReferentiel, "cleaning.snap"),
      sliverMm: 1000 * normValue(maliReferentiel, "cleaning.sliver"),
    };
    const { result, ms, cpuMs } = await measured(() => cleanCoverage(dirty, options));
    const counts: Record<string, number> = { parcels: dirty.length, left: 0 };
    for (const { parts } of result.surfaces) counts["left"] = (counts["left"] ?? 0) + Math.min(1, parts.length);
    for (const { kind } of result.findings) counts[kind] = (counts[kind] ?? 0) + 1;
    return { ms, cpuMs, counts };
  },
};
