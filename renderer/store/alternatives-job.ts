import type { AlternativesAnswer, AlternativesOrder } from "#core/bridge/alternatives-work";
import type { Alternative, Candidate } from "#core/engines/layout/alternatives";
import type { LayoutInput, LayoutParams } from "#core/engines/layout/layout-types";
import { isRefusal, type Refusal, RefusalError, refuse } from "#core/model/refusal";

/** Workers that try plans at the same time, at the most. */
const MOST_WORKERS = 4;

/**
 * Works three plans of a site out in workers, so many candidates at a time as the machine has processors. The answer is
 * that of `layOutAlternatives`, however many share the work.
 *
 * @throws RefusalError `layout.cancelled` when the signal stops it (the workers are ended at once)
 */
export async function computeAlternatives(
  input: LayoutInput,
  options: { readonly signal: AbortSignal; readonly onProgress?: (share: number) => void },
): Promise<Alternative[] | Refusal> {
  const { signal, onProgress } = options;
  const workers = Array.from({ length: Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 2) }, () => {
    return new Worker(new URL("../workers/alternatives-worker.ts", import.meta.url), { type: "module" });
  });
  const stopped = new Promise<never>((_, reject) => {
    const stop = (): void => reject(new RefusalError(refuse("layout.cancelled")));
    signal.addEventListener("abort", stop, { once: true });
  });
  const work = async (): Promise<Alternative[] | Refusal> => {
    for (const worker of workers) tell(worker, { kind: "site", input });
    const [first] = workers as [Worker, ...Worker[]];
    const tried = await ask<LayoutParams[] | Refusal>(first, { kind: "candidates" });
    if (isRefusal(tried)) return tried;
    const found: (Candidate | undefined)[] = [];
    let next = 0;
    let done = 0;
    const takeTurns = async (worker: Worker): Promise<void> => {
      for (let place = next++; place < tried.length; place = next++) {
        const params = tried[place] as LayoutParams;
        found[place] = await ask<Candidate | undefined>(worker, { kind: "try", params });
        // The chosen ones are laid out once more at the end.
        onProgress?.(++done / (tried.length + 3));
      }
    };
    await Promise.all(workers.map(takeTurns));
    const candidates = found.filter((candidate) => candidate !== undefined);
    return ask<Alternative[] | Refusal>(first, { kind: "finish", candidates });
  };
  try {
    return await Promise.race([work(), stopped]);
  } finally {
    for (const worker of workers) worker.terminate();
  }
}

function tell(worker: Worker, order: AlternativesOrder): void {
  worker.postMessage(order);
}

function ask<Answer>(worker: Worker, order: AlternativesOrder): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<AlternativesAnswer>) => {
      if (data.kind === "done") resolve(data.value as Answer);
      else reject(new Error(data.message));
    };
    worker.onerror = (event) => reject(new Error(event.message));
    tell(worker, order);
  });
}
