import { Worker } from "node:worker_threads";
import { BridgeError } from "#core/bridge/bridge-error";
import { refuse } from "#core/model/refusal";
import { quietWebWorker } from "#services/quiet-web-worker";
import type { RasterTaskName, RasterTasks } from "#services/raster/raster-tasks";
import type { RasterAnswer, RasterQuestion } from "#services/raster/raster-worker";

/** Longest wait for an answer: a large file without coarser copies is unpacked block by block. */
const SILENCE_MS = 60_000;
const HEAP_MIB = 512;
/** The thread and what it holds open go after so long without a question. */
const IDLE_MS = 120_000;

/** Beside this file as sources, beside the program when it is built: there all entries stand in one folder. */
const workerUrl = new URL(import.meta.url.endsWith(".ts") ? "raster-worker.ts" : "raster-worker.js", import.meta.url);

interface Waiting {
  readonly resolve: (answer: { value: unknown; bytes: Uint8Array }) => void;
  readonly reject: (error: BridgeError) => void;
}

/**
 * A thread that keeps outside pictures and reliefs open and answers one question after the other. When a file makes it
 * crash, loop or eat memory, it is ended, whoever waits is told, and the next question starts another.
 */
export class RasterThread {
  #worker: Worker | undefined;
  #lastId = 0;
  readonly #waiting = new Map<number, Waiting>();
  #watch: NodeJS.Timeout | undefined;
  readonly #silenceMs: number;

  constructor({ silenceMs = SILENCE_MS }: { readonly silenceMs?: number } = {}) {
    this.#silenceMs = silenceMs;
  }

  /** Asks. @throws BridgeError `refusal` or `failure` of the task; `failure` `out-of-memory` or `too-slow` */
  ask<N extends RasterTaskName>(
    task: N,
    input: Parameters<RasterTasks[N]>[0],
  ): Promise<{ value: Awaited<ReturnType<RasterTasks[N]>>["value"]; bytes: Uint8Array }> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
      this.#running().postMessage({ id, task, input } satisfies RasterQuestion);
      this.#alive();
    });
  }

  /** Ends the thread, if there is one. */
  async close(): Promise<void> {
    clearTimeout(this.#watch);
    const worker = this.#worker;
    this.#fail("failure", "bridge.lost");
    await worker?.terminate();
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(workerUrl, {
      workerData: quietWebWorker,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
    });
    worker.unref();
    worker.on("message", (answer: RasterAnswer) => this.#hear(answer));
    worker.on("error", (thrown: NodeJS.ErrnoException) => {
      if (this.#worker !== worker) return;
      if (thrown.code === "ERR_WORKER_OUT_OF_MEMORY") this.#fail("failure", "out-of-memory", thrown);
      else this.#fail("bug", "bug", thrown);
    });
    worker.on("exit", () => {
      if (this.#worker === worker) this.#fail("bug", "bug", new Error("the raster thread ended"));
    });
    this.#worker = worker;
    return worker;
  }

  #hear(answer: RasterAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    this.#alive();
    if (!waiting) return;
    if ("value" in answer) waiting.resolve({ value: answer.value, bytes: answer.bytes ?? new Uint8Array(0) });
    else if ("error" in answer) waiting.reject(new BridgeError(answer.error.kind, answer.error.refusal));
    else waiting.reject(errorOf("bug", "bug", answer.bug));
  }

  /** Sets the clock anew: for the next answer, or for letting the thread go when nobody waits. */
  #alive(): void {
    clearTimeout(this.#watch);
    const idle = this.#waiting.size === 0;
    this.#watch = setTimeout(() => this.#fail("failure", "too-slow"), idle ? IDLE_MS : this.#silenceMs);
    if (idle) this.#watch.unref();
  }

  #fail(kind: BridgeError["kind"], code: string, cause?: unknown): void {
    clearTimeout(this.#watch);
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(errorOf(kind, code, cause));
  }
}

function errorOf(kind: BridgeError["kind"], code: string, cause: unknown): BridgeError {
  const message = cause instanceof Error ? cause.message : String(cause ?? "");
  const error = new BridgeError(kind, refuse(code, kind === "bug" ? { params: { message } } : {}));
  error.cause = cause;
  return error;
}
