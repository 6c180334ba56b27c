import type { IlotParams, IlotsTarget, RelayedIlots } from "#core/engines/layout/relay-ilots";
import type { Refusal } from "#core/model/refusal";

interface Message {
  readonly made?: RelayedIlots | Refusal;
  readonly bug?: string;
}

/**
 * Lays îlots out anew in a worker that stays, so that the draft follows a slider. While it works, only the latest
 * wish waits: those between are never worked out.
 */
export class RelayJob {
  readonly #worker = new Worker(new URL("../workers/relay-worker.ts", import.meta.url), { type: "module" });
  readonly #onAnswer: (made: RelayedIlots | Refusal, params: IlotParams) => void;
  /** What the worker is at; `undefined` while it is idle. */
  #asked: IlotParams | undefined;
  #waiting: { readonly target: IlotsTarget; readonly params: IlotParams } | undefined;

  constructor(onAnswer: (made: RelayedIlots | Refusal, params: IlotParams) => void, onBug: (error: Error) => void) {
    this.#onAnswer = onAnswer;
    this.#worker.onmessage = ({ data }: MessageEvent<Message>) => {
      const asked = this.#asked;
      this.#asked = undefined;
      if (data.bug !== undefined) onBug(new Error(data.bug));
      else if (data.made && asked) this.#onAnswer(data.made, asked);
      const next = this.#waiting;
      this.#waiting = undefined;
      if (next) this.ask(next.target, next.params);
    };
    this.#worker.onerror = (event) => onBug(new Error(event.message));
  }

  /** Asks for a draft. Answers come with the parameters they are for. */
  ask(target: IlotsTarget, params: IlotParams): void {
    if (this.#asked) {
      this.#waiting = { target, params };
      return;
    }
    this.#asked = params;
    this.#worker.postMessage({ target, params });
  }

  dispose(): void {
    this.#worker.terminate();
  }
}
