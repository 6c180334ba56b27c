import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Bench, Run } from "./bench.ts";
import { benches } from "./benches.ts";
import { median, quantile, rounded } from "./statistics.ts";
import type { ImportFigures } from "./window/import-window-bench.ts";
import type { WindowFigures } from "./window/window-bench.ts";

const child = fileURLToPath(new URL("child.ts", import.meta.url));

/** A run with the peak memory of the process it had to itself. */
export type ChildRun = Run & { readonly peakMiB: number };

/** What `bench` prints. */
export interface BenchFigures {
  readonly name: string;
  readonly size: number;
  /** What `size` counts. */
  readonly unit: string;
  /** Processes measured. */
  readonly n: number;
  /** Medians. */
  readonly ms: number;
  readonly cpuMs: number;
  readonly peakMiB: number;
  readonly p95Ms: number;
  readonly leastMs: number;
  /** Pieces of work (of `size`, or edits), at the median. */
  readonly perSecond: number;
  /** Single operations. */
  readonly operations?: Readonly<Record<string, { n: number; p50Ms: number; p95Ms: number }>>;
  readonly counts?: Readonly<Record<string, number>>;
  /** Figures of the bench's own, medians. */
  readonly figures?: Readonly<Record<string, number>>;
}

/** Names `runBench` knows. */
export const benchNames: readonly string[] = [...benches.map((bench) => bench.name), "ui", "import-window"];

/** Parcels of the cadastre that `ui` opens, and buildings that `import-window` takes in, when none are asked for. */
const WINDOW_SIZE = 100_000;

/**
 * Runs one benchmark. Each figure comes from a process of its own, so that memory is that of the work; figures are
 * medians over these processes, and one process before them, not counted, warms the disk's cache. `ui` and
 * `import-window` measure the window in a browser of its own, and give many figures.
 *
 * @param size what the bench counts (`unit`); its own default when absent
 * @throws RangeError for a name it does not know, or a size that is not a whole number above 0
 * @throws Error when a run fails; its words are the run's own
 */
export async function runBench(name: string, size?: number): Promise<BenchFigures | WindowFigures | ImportFigures> {
  if (name === "ui") {
    const asked = wholeSize(size ?? WINDOW_SIZE);
    // Loaded when asked for: the browser's driver and the bundler are not there to be waited for by the others.
    const { windowBench } = await import("./window/window-bench.ts");
    return windowBench(asked, (words) => process.stderr.write(`${words}\n`));
  }
  if (name === "import-window") {
    const asked = wholeSize(size ?? WINDOW_SIZE);
    const { importWindowBench } = await import("./window/import-window-bench.ts");
    return importWindowBench(asked, (words) => process.stderr.write(`${words}\n`));
  }
  const bench = benches.find((each) => each.name === name);
  if (!bench) throw new RangeError(`no bench ${name}; there are ${benchNames.join(", ")}`);
  const asked = wholeSize(size ?? bench.size);
  const folder = await mkdtemp(join(tmpdir(), "maillage-bench-"));
  try {
    await bench.prepare?.(folder, asked);
    await runApart(bench, folder, asked);
    const runs: ChildRun[] = [];
    for (let i = 0; i < bench.runs(asked); i++) runs.push(await runApart(bench, folder, asked));
    return figuresOf(bench, asked, runs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function wholeSize(size: number): number {
  if (!Number.isInteger(size) || size < 1) throw new RangeError("the size is a whole number above 0");
  return size;
}

async function runApart(bench: Bench, folder: string, size: number): Promise<ChildRun> {
  const args = ["--disable-warning=ExperimentalWarning", child, bench.name, folder, String(size)];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 26 });
    return JSON.parse(stdout) as ChildRun;
  } catch (thrown) {
    const stderr = String((thrown as { stderr?: unknown }).stderr ?? "");
    const words = /^\w*Error.*$/m.exec(stderr)?.[0] ?? (thrown as Error).message;
    throw new Error(`bench ${bench.name}: ${words}`, { cause: thrown });
  }
}

function figuresOf(bench: Bench, size: number, runs: readonly ChildRun[]): BenchFigures {
  const times = runs.map((run) => run.ms);
  const ms = median(times);
  const names = Object.keys(runs[0]?.samples ?? {});
  const operations = names.map((name) => {
    const all = runs.flatMap((run) => run.samples?.[name] ?? []);
    const figures = { n: all.length, p50Ms: rounded(median(all)), p95Ms: rounded(quantile(all, 0.95)) };
    return [name, figures] as const;
  });
  const counts = runs[0]?.counts;
  const own = Object.keys(runs[0]?.figures ?? {}).map((name) => {
    return [name, rounded(median(runs.flatMap((run) => run.figures?.[name] ?? [])))] as const;
  });
  return {
    name: bench.name,
    size,
    unit: bench.unit,
    n: runs.length,
    ms: rounded(ms),
    cpuMs: rounded(median(runs.map((run) => run.cpuMs))),
    peakMiB: rounded(median(runs.map((run) => run.peakMiB))),
    p95Ms: rounded(quantile(times, 0.95)),
    leastMs: rounded(Math.min(...times)),
    perSecond: rounded((runs[0]?.items ?? size) / (ms / 1000)),
    ...(operations.length > 0 ? { operations: Object.fromEntries(operations) } : {}),
    ...(counts ? { counts } : {}),
    ...(own.length > 0 ? { figures: Object.fromEntries(own) } : {}),
  };
}
