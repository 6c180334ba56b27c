import { Worker } from "node:worker_threads";
import type { Refusal } from "#core/model/refusal";
import type { JobName } from "#services/jobs/jobs";

interface Answer {
  readonly value?: unknown;
  readonly refusal?: Refusal;
  readonly bug?: string;
}

/** A thread with 512 MiB that runs jobs of the services; a job that takes over 5 s, or dies, fails its test. */
export class JobThread {
  #worker: Worker | undefined;

  /** What the job gave, or its refusal. @throws Error for anything else */
  async run(name: JobName, input: object): Promise<object | Refusal> {
    this.#worker ??= new Worker(new URL("children/job-server.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    const worker = this.#worker;
    const answer = await new Promise<Answer>((resolve) => {
      const watch = setTimeout(() => resolve({ bug: "hang" }), MOST_MS);
      const settle = (answer: Answer): void => {
        clearTimeout(watch);
        resolve(answer);
      };
      worker.removeAllListeners();
      worker.on("message", settle);
      worker.on("error", (error) => settle({ bug: error.stack ?? error.message }));
      worker.postMessage({ name, input });
    });
    if (answer.bug !== undefined) {
      this.#worker = undefined;
      worker.removeAllListeners();
      worker.on("error", () => undefined);
      void worker.terminate();
      throw new Error(answer.bug);
    }
    return answer.refusal ?? (answer.value as object);
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }
}

/** Twice the 5 s of the aim: other tests share the machine. */
const MOST_MS = 10_000;
