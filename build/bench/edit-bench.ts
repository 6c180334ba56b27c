import { join } from "node:path";
import { divideParcel } from "#core/commands/divide-parcel";
import { mergeFaces } from "#core/commands/merge-faces";
import { moveVertex } from "#core/commands/move-vertex";
import { splitFace } from "#core/commands/split-face";
import { PlanarGraph } from "#core/derived/planar-graph";
import { type Random, randomOf } from "#core/engines/synthetic/random";
import type { PolygonGeometry, Ring } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";
import { emptyHistory, type SealedRecord } from "#core/model/journal";
import { Ledger, seededIds } from "#core/model/ledger";
import { Project, type ProjectView } from "#core/model/project";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { JournalFile } from "#services/journal-file";
import { type Bench, runsFor } from "./bench.ts";
import { BENCH_SEED, BENCH_TIME, benchCadastre, benchMeta, journalHead, journalOf } from "./synthetic-project.ts";

/** Rounds of split, merge, undo, redo, divide and move in one run. */
const ROUNDS = 100;

/**
 * Editing by hand, all over a town: split a parcel, merge its halves, undo, redo, divide the whole in three, move a
 * shared vertex, each through the ledger that window and command line use, and each record forced to the disk in the
 * journal file (`commit`).
 * `ms` is the time of all edits of a run without the commits.
 */
export const editBench: Bench = {
  name: "edit",
  size: 100_000,
  unit: "parcels",
  runs: (size) => runsFor(size, 500_000),
  async run(folder, size) {
    await edited(join(folder, `small-${process.pid}`), 2000, 30);
    const { samples, cpuMs } = await edited(join(folder, `town-${process.pid}`), size, ROUNDS);
    const { commit: _commit, graph: _graph, ...edits } = samples;
    const times = Object.values(edits).flat();
    const ms = times.reduce((a, b) => a + b, 0);
    return { ms, cpuMs, samples, items: times.length, counts: { rounds: ROUNDS } };
  },
};

async function edited(folder: string, size: number, rounds: number) {
  const features = benchCadastre(size);
  const journal = new JournalFile(folder);
  // The journal starts at the import; what it holds does not bear on the cost of one more record.
  const founding = journalOf([]);
  await journal.append(founding);
  const ledger = Ledger.resume(new Project(benchMeta, features), emptyHistory, journalHead(founding), {
    newId: seededIds("n"),
    now: () => BENCH_TIME,
    coverage: (project) => PlanarGraph.build(project),
  });
  const samples: Record<string, number[]> = {
    split: [],
    divide: [],
    merge: [],
    undo: [],
    redo: [],
    move: [],
    commit: [],
    graph: [],
  };
  const cpu = process.cpuUsage();
  timed(samples, "graph", () => ledger.coverage);

  const random = randomOf(BENCH_SEED, 31);
  const act = async (name: string, work: () => SealedRecord | Refusal): Promise<SealedRecord> => {
    const record = timed(samples, name, work);
    if (isRefusal(record)) throw new Error(`${name} was refused: ${record.code}`);
    const start = performance.now();
    await journal.append([record]);
    samples["commit"]?.push(performance.now() - start);
    return record;
  };
  for (let i = 0; i < rounds; i++) {
    const id = `parcel-${random.whole(1, size)}`;
    const geometry = shapeOf(ledger.project, id);
    // Merged away in an earlier round.
    if (!geometry) continue;
    await act("split", () => ledger.run(splitFace, { id, path: cutAcross(geometry) }));
    const parts = partsMade(ledger);
    await act("merge", () => ledger.run(mergeFaces, { ids: parts }));
    await act("undo", () => ledger.undo());
    await act("redo", () => ledger.redo());
    const [whole] = partsMade(ledger);
    if (whole === undefined) continue;
    await act("divide", () => ledger.run(divideParcel, { id: whole, method: "equal", parts: 3 }));
    await act("undo", () => ledger.undo());
    const merged = shapeOf(ledger.project, whole);
    if (merged) await act("move", () => ledger.run(moveVertex, nudge(merged, random)));
  }
  const used = process.cpuUsage(cpu);
  await journal.close();
  return { samples, cpuMs: (used.user + used.system) / 1000 };
}

/** Ids of the parcels the last step opened. */
function partsMade(ledger: Ledger): string[] {
  const added = ledger.history.done.at(-1)?.change?.added ?? [];
  return added.filter((feature) => feature.class === "parcel").map((feature) => feature.id);
}

function shapeOf(project: ProjectView, id: string): PolygonGeometry | undefined {
  const geometry = project.get(id)?.geometry;
  return geometry?.kind === "polygon" ? geometry : undefined;
}

function timed<T>(samples: Record<string, number[]>, name: string, work: () => T): T {
  const start = performance.now();
  const result = work();
  samples[name]?.push(performance.now() - start);
  return result;
}

/** A line across a parcel through its middle, square to its longest side. */
function cutAcross(geometry: PolygonGeometry): number[] {
  const ring = geometry.rings[0] as Ring;
  let [dx, dy] = [1, 0];
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const x = (ring[i] as number) - (ring[j] as number);
    const y = (ring[i + 1] as number) - (ring[j + 1] as number);
    if (Math.hypot(x, y) > Math.hypot(dx, dy)) [dx, dy] = [x, y];
  }
  const [x, y] = innerPosition(geometry);
  const reach = 30_000 / Math.hypot(dx, dy);
  return [x - dy * reach, y + dx * reach, x + dy * reach, y - dx * reach].map(Math.round);
}

/** A vertex of a face, and a place a few centimetres away. */
function nudge(geometry: PolygonGeometry, random: Random) {
  const ring = geometry.rings[0] as Ring;
  const i = 2 * random.whole(0, ring.length / 2 - 1);
  const from = [ring[i] as number, ring[i + 1] as number] as const;
  return { from, to: [from[0] + random.whole(20, 60), from[1] - random.whole(20, 60)] as const };
}
