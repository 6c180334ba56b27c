/** What one run of a bench, in a process of its own, gives back. */
export interface Run {
  /** Wall time of the work, milliseconds. */
  readonly ms: number;
  /** Processor time of the work, all threads, milliseconds. */
  readonly cpuMs: number;
  /** Pieces of work done, for the rate; `size` when absent. */
  readonly items?: number;
  /** Single operations, milliseconds each, by name. */
  readonly samples?: Readonly<Record<string, readonly number[]>>;
  /** Figures of its own, by name. */
  readonly figures?: Readonly<Record<string, number>>;
  /** What was worked on or found, by name; the same in every run. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** One benchmark. */
export interface Bench {
  readonly name: string;
  /** Size when none is asked for, and what it counts. */
  readonly size: number;
  readonly unit: string;
  /** Processes started, each giving one figure; an odd number. */
  runs(size: number): number;
  /** Makes the files that the runs read. Not measured. */
  prepare?(folder: string, size: number): Promise<void>;
  /** One run: warms up on something small, then measures the work once. */
  run(folder: string, size: number): Promise<Run>;
}

/** Measures one piece of work. */
export async function measured<T>(work: () => T | Promise<T>): Promise<{ result: T; ms: number; cpuMs: number }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const ms = performance.now() - start;
  const used = process.cpuUsage(cpu);
  return { result, ms, cpuMs: (used.user + used.system) / 1000 };
}

/** Fresh processes for a figure: fewer where one takes long. */
export function runsFor(size: number, long: number): number {
  return size >= long ? 3 : 5;
}
