import type { IlotParams, IlotsTarget, RelayedIlots } from "#core/engines/layout/relay-ilots";
import type { Refusal } from "#core/model/refusal";

/** What came of one run, and how long it took in the worker. */
export interface RelayAnswer {
  readonly made: RelayedIlots | Refusal;
  readonly ms: number;
}

interface Message {
  readonly run: number;
  readonly made?: RelayedIlots | Refusal;
  readonly ms?: number;
  readonly bug?: string;
}

/**
 * Lays îlots out anew in a worker that stays, so that the draft follows a slider. While it works, only the latest
 * wish waits: those between are never worked out.
 */
export class RelayJob {
  readonly #worker = new Worker(new URL("../workers/relay-worker.ts", import.meta.url), { type: "module" });
  readonly #onAnswer: (answer: RelayAnswer) => void;
  #run = 0;
  #busy = false;
  #waiting: { readonly target: IlotsTarget; readonly params: IlotParams } | undefined;

  constructor(onAnswer: (answer: RelayAnswer) => void, onBug: (error: Error) => void) {
    this.#onAnswer = onAnswer;
    this.#worker.onmessage = ({ data }: MessageEvent<Message>) => {
      this.#busy = false;
      if (data.bug !== undefined) onBug(new Error(data.bug));
      else if (data.made && !this.#waiting) this.#onAnswer({ made: data.made, ms: data.ms ?? 0 });
      const next = this.#waiting;
      this.#waiting = undefined;
      if (next) this.ask(next.target, next.params);
    };
    this.#worker.onerror = (event) => onBug(new Error(event.message));
  }

  /** Asks for a draft; the answer to an earlier question is not given any more. */
  ask(target: IlotsTarget, params: IlotParams): void {
    if (this.#busy) {
      this.#waiting = { target, params };
      return;
    }
    this.#busy = true;
    this.#worker.postMessage({ run: ++this.#run, target, params });
  }

  dispose(): void {
    this.#worker.terminate();
  }
}
