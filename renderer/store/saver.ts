import type { Bridge } from "#core/bridge/bridge";
import { BridgeError } from "#core/bridge/bridge-error";
import { type Refusal, refuse } from "#core/model/refusal";
import type { MaillageDatabase } from "#store/database";
import { type KeptRecord, keepInJournal, keepInWindow } from "#store/keep-records";
import { Observable } from "#store/observable";
import { SaveQueue } from "#store/save-queue";

/**
 * Whether the planner's work is on the disk. `saved` is said only when both the window's store (strict) and the
 * main side's journal file (fsync) have answered for every command.
 */
export type SaveState =
  | { readonly kind: "saved" }
  | { readonly kind: "saving"; readonly waiting: number }
  | { readonly kind: "unsaved"; readonly refusal: Refusal; readonly waiting: number };

/**
 * Brings sealed records to both places, in their order, and says when they are there. Each place goes at its own
 * pace: while one of them refuses, the other still keeps everything.
 */
export class Saver {
  readonly state = new Observable<SaveState>({ kind: "saved" });
  readonly #window: SaveQueue;
  readonly #journal: SaveQueue;

  constructor(project: string, database: MaillageDatabase, bridge: Bridge) {
    const tell = (): void => this.#look();
    this.#window = new SaveQueue((records) => keepInWindow(database, project, records), tell);
    this.#journal = new SaveQueue((records) => keepInJournal(bridge, project, records), tell);
  }

  /** Records the window's store does not hold yet. */
  get outsideWindow(): readonly KeptRecord[] {
    return this.#window.waiting;
  }

  /** How many records are in neither place: closing now would lose them. */
  get nowhere(): number {
    return Math.min(this.#window.waiting.length, this.#journal.waiting.length);
  }

  /** Takes a record; returns at once. */
  add(record: KeptRecord): void {
    this.#window.add(record);
    this.#journal.add(record);
    this.#look();
  }

  /** Tries again now after a failure. It is tried from time to time without being asked. */
  retry(): void {
    this.#window.retry();
    this.#journal.retry();
  }

  /** Writes nothing more. What is not saved by now never will be. */
  stop(): void {
    this.#window.stop();
    this.#journal.stop();
  }

  /** Resolves once each place has taken all, or has said no. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.#window.busy || this.#journal.busy) return;
        stop();
        resolve();
      };
      const stop = this.state.subscribe(look);
      look();
    });
  }

  #look(): void {
    const waiting = Math.max(this.#window.waiting.length, this.#journal.waiting.length);
    const failure = this.#window.failure ?? this.#journal.failure;
    if (waiting === 0) this.state.set({ kind: "saved" });
    else if (failure) this.state.set({ kind: "unsaved", refusal: storageRefusal(failure.reason), waiting });
    else this.state.set({ kind: "saving", waiting });
  }
}

/** What to tell the planner when a place did not take the work. */
export function storageRefusal(reason: unknown): Refusal {
  if (reason instanceof BridgeError) return reason.refusal;
  const error = reason as { name?: string; message?: string; inner?: { name?: string } };
  const quota = error.name === "QuotaExceededError" || error.inner?.name === "QuotaExceededError";
  return quota
    ? refuse("store.disk-full")
    : refuse("store.window-store-failed", { params: { cause: error.message ?? String(reason) } });
}
