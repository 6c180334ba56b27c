import { Worker } from "node:worker_threads";
import type { Progress } from "#core/bridge/bridge";
import { BridgeError } from "#core/bridge/bridge-error";
import { bridgeErrorOf, toWire } from "#core/bridge/wire-error";
import { refuse } from "#core/model/refusal";
import { gdalDoor } from "#services/gdal/gdal-door";
import type { GdalOrder } from "#services/gdal/gdal-order";
import type { JobMessage, JobOrder, JobReply } from "#services/job-worker";
import type { JobInput, JobName, JobValue } from "#services/jobs/jobs";
import { quietWebWorker } from "#services/quiet-web-worker";

/** How a job is run. */
export interface RunJobOptions {
  readonly bytes?: Uint8Array;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Longest silence (no progress, no answer), milliseconds. */
  readonly silenceMs?: number;
  /** Most memory for JavaScript objects, MiB. */
  readonly heapMiB?: number;
}

const SILENCE_MS = 120_000;
const HEAP_MIB = 1536;
/** Room for new objects: readers make many that last. Measured: 10 % less CPU time and memory than by default, 64 more. */
const YOUNG_MIB = 32;

/** Beside this file, in the form this file has: TypeScript from the sources, JavaScript in the built program. */
const workerUrl = new URL(import.meta.url.endsWith(".ts") ? "job-worker.ts" : "job-worker.js", import.meta.url);

/**
 * Runs a job in a thread of its own, with limits on memory and on silence. Ending the signal ends the thread.
 *
 * @throws BridgeError `refusal` or `failure` of the job itself; `cancelled`; `failure` `out-of-memory` or `too-slow`
 */
export function runJob<N extends JobName>(
  name: N,
  input: JobInput<N>,
  { bytes, signal, onProgress, silenceMs = SILENCE_MS, heapMiB = HEAP_MIB }: RunJobOptions = {},
): Promise<{ value: JobValue<N>; bytes: Uint8Array }> {
  return new Promise((resolve, reject) => {
    const order: JobOrder = { name, input, bytes: bytes ?? new Uint8Array(0) };
    const worker = new Worker(workerUrl, {
      workerData: { ...quietWebWorker, ...order },
      resourceLimits: { maxOldGenerationSizeMb: heapMiB, maxYoungGenerationSizeMb: YOUNG_MIB },
    });
    let watch: NodeJS.Timeout;
    const end = (settle: (ended: Promise<unknown>) => void): void => {
      clearTimeout(watch);
      signal?.removeEventListener("abort", cancel);
      worker.removeAllListeners();
      // An error of a thread that is being ended is nobody's any more.
      worker.on("error", () => undefined);
      settle(worker.terminate());
    };
    const fail = (kind: BridgeError["kind"], code: string, cause?: unknown): void =>
      end(() => {
        const message = cause instanceof Error ? cause.message : String(cause ?? "");
        const error = new BridgeError(kind, refuse(code, kind === "bug" ? { params: { message } } : {}));
        error.cause = cause;
        reject(error);
      });
    const cancel = (): void => fail("cancelled", "bridge.cancelled");
    const alive = (): void => {
      clearTimeout(watch);
      watch = setTimeout(() => fail("failure", "too-slow"), silenceMs);
    };

    const askGdal = async ({ gdal, ask }: { gdal: GdalOrder; ask: number }): Promise<JobReply> => {
      try {
        return { ask, answer: await gdalDoor().ask(gdal, signal) };
      } catch (thrown) {
        return { ask, error: toWire(bridgeErrorOf(thrown, false)) };
      } finally {
        alive();
      }
    };

    alive();
    if (signal?.aborted) cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    worker.on("message", (message: JobMessage) => {
      if ("progress" in message) {
        alive();
        onProgress?.(message.progress);
      } else if ("gdal" in message) void askGdal(message).then((reply) => worker.postMessage(reply satisfies JobReply));
      else if ("value" in message) {
        const { value, bytes: out } = message;
        // The thread gives back its memory before whoever waited goes on.
        end((ended) => void ended.then(() => resolve({ value: value as JobValue<N>, bytes: out })));
      } else if ("error" in message) end(() => reject(new BridgeError(message.error.kind, message.error.refusal)));
      else fail("bug", "bug", message.bug);
    });
    worker.on("error", (thrown: NodeJS.ErrnoException) => {
      if (thrown.code === "ERR_WORKER_OUT_OF_MEMORY") fail("failure", "out-of-memory", thrown);
      else fail("bug", "bug", thrown);
    });
    worker.on("exit", () => fail("bug", "bug", "the thread ended without an answer"));
  });
}
