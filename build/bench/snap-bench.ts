import { type HeldSnap, holdSnap } from "#core/derived/snap/guides";
import { type SnapKind, snapKinds } from "#core/derived/snap/snap-kinds";
import { randomOf } from "#core/engines/synthetic/random";
import type { Position, Ring } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";
import { FeatureArrays } from "#editor/feature-arrays";
import { snapAt } from "#editor/snapping";
import { type Bench, measured, runsFor } from "./bench.ts";
import { BENCH_SEED, benchCadastre } from "./synthetic-project.ts";

const QUERIES = 5_000;
/** Eleven pixels at 1:2000. */
const REACH_MM = 5_800;
const lines: ReadonlySet<SnapKind> = new Set(["vertex", "edge"]);
const all: ReadonlySet<SnapKind> = new Set(snapKinds);

/**
 * Snapping all over a town: `index` builds what the map snaps from, `query` asks for vertices and boundaries, `all`
 * for every kind with a last vertex and boundaries held, as while drawing. `ms` is the time of the index.
 */
export const snapBench: Bench = {
  name: "snap",
  size: 100_000,
  unit: "parcels",
  runs: (size) => runsFor(size, 500_000),
  async run(_folder, size) {
    await snapped(benchCadastre(2_000));
    return snapped(benchCadastre(size));
  },
};

async function snapped(features: readonly Feature[]) {
  const { result: arrays, ms, cpuMs } = await measured(() => new FeatureArrays(features));
  const random = randomOf(BENCH_SEED, 71);
  const samples: Record<string, number[]> = { index: [ms], query: [], all: [] };
  let found = 0;
  let held: readonly HeldSnap[] = [];
  let last: Position | undefined;
  const hidden = new Set<never>();
  for (let i = 0; i < QUERIES; i++) {
    const geometry = features[random.whole(0, features.length - 1)]?.geometry;
    if (geometry?.kind !== "polygon") continue;
    const ring = geometry.rings[0] as Ring;
    const k = 2 * random.whole(0, ring.length / 2 - 1);
    const at: Position = [
      (ring[k] as number) + random.whole(-4_000, 4_000),
      (ring[k + 1] as number) + random.whole(-4_000, 4_000),
    ];
    const start = performance.now();
    const plain = snapAt(arrays, hidden, at, REACH_MM, { kinds: lines });
    const middle = performance.now();
    const rich = snapAt(arrays, hidden, at, REACH_MM, { kinds: all, last, held });
    samples["query"]?.push(middle - start);
    samples["all"]?.push(performance.now() - middle);
    if (plain) found++;
    held = holdSnap(held, rich);
    last = [at[0] + 9_000, at[1] - 7_000];
  }
  return { ms, cpuMs, samples, counts: { queries: QUERIES, found } };
}
