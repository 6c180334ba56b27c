import type { CDPSession } from "@playwright/test";

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  /** Processor time, microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The longest piece of work of a page's main thread, milliseconds: by the clock, and its processor time alone. */
export interface LongestTask {
  readonly ms: number;
  readonly cpuMs: number;
}

/**
 * The longest task of any page's main thread while work is done. Where other programs want the same processor, the
 * clock tells of them too; processor time does not.
 */
export async function longestTaskOf(devtools: CDPSession, work: () => Promise<unknown>): Promise<LongestTask> {
  const events: TraceEvent[] = [];
  const take = ({ value }: { value: object[] }): void => {
    for (const event of value as TraceEvent[]) events.push(event);
  };
  devtools.on("Tracing.dataCollected", take);
  await devtools.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "__metadata"], excludedCategories: ["*"] },
  });
  try {
    await work();
  } finally {
    const complete = new Promise((resolve) => devtools.once("Tracing.tracingComplete", resolve));
    await devtools.send("Tracing.end");
    await complete;
    devtools.off("Tracing.dataCollected", take);
  }
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const mains = new Set(
    events.flatMap((event) =>
      event.name === "thread_name" && event.args?.name === "CrRendererMain" ? [threadOf(event)] : [],
    ),
  );
  let [us, cpuUs] = [0, 0];
  for (const event of events) {
    if (event.ph !== "X" || !mains.has(threadOf(event))) continue;
    us = Math.max(us, event.dur ?? 0);
    cpuUs = Math.max(cpuUs, event.tdur ?? 0);
  }
  return { ms: us / 1000, cpuMs: cpuUs / 1000 };
}
