import type { Bridge } from "#core/bridge/bridge";
import { BridgeError } from "#core/bridge/bridge-error";
import type { SealedRecord } from "#core/model/journal";
import { type Refusal, refuse } from "#core/model/refusal";
import type { JournalRow, MaillageDatabase } from "#store/database";
import { Observable } from "#store/observable";

/**
 * Whether the planner's work is on the disk. `saved` is said only when both the window's store (strict) and the
 * main side's journal file (fsync) have answered for every command.
 */
export type SaveState =
  | { readonly kind: "saved" }
  | { readonly kind: "saving"; readonly waiting: number }
  | { readonly kind: "unsaved"; readonly refusal: Refusal; readonly waiting: number };

/** Tries again after these waits, milliseconds; then the planner is asked. */
const RETRIES_MS = [500, 2000, 8000];

/** Writes sealed records to both places, in their order, and says when they are there. */
export class Saver {
  readonly state = new Observable<SaveState>({ kind: "saved" });
  readonly #queue: SealedRecord[] = [];
  readonly #project: string;
  readonly #database: MaillageDatabase;
  readonly #bridge: Bridge;
  #working: Promise<void> | undefined;

  constructor(project: string, database: MaillageDatabase, bridge: Bridge) {
    this.#project = project;
    this.#database = database;
    this.#bridge = bridge;
  }

  /** Takes a record; returns at once. */
  add(record: SealedRecord): void {
    this.#queue.push(record);
    const now = this.state.get();
    this.state.set(now.kind === "unsaved" ? { ...now, waiting: this.#queue.length } : this.#saving());
    this.#start();
  }

  /** Tries again after a failure. */
  retry(): void {
    this.#start();
  }

  /** Resolves once nothing waits, or the disk has said no. */
  async settled(): Promise<void> {
    await this.#working;
  }

  #saving(): SaveState {
    return { kind: "saving", waiting: this.#queue.length };
  }

  #start(): void {
    if (this.#working || this.#queue.length === 0) return;
    this.#working = this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  async #work(): Promise<void> {
    let attempt = 0;
    while (this.#queue.length > 0) {
      const batch = this.#queue.slice(0, 64);
      if (attempt === 0) this.state.set(this.#saving());
      const failure = await this.#write(batch);
      if (failure) {
        this.state.set({ kind: "unsaved", refusal: failure, waiting: this.#queue.length });
        const wait = RETRIES_MS[attempt++];
        if (wait === undefined) return;
        await new Promise((resolve) => setTimeout(resolve, wait));
        continue;
      }
      attempt = 0;
      this.#queue.splice(0, batch.length);
    }
    this.state.set({ kind: "saved" });
  }

  /** Both places; writing a record again that one of them has already is harmless. */
  async #write(batch: readonly SealedRecord[]): Promise<Refusal | undefined> {
    const rows = batch.map((record): JournalRow => ({ project: this.#project, ...record }));
    const answers = await Promise.allSettled([
      this.#database.journal.bulkPut(rows),
      this.#bridge.call("journal.append", { project: this.#project, records: [...batch] }),
    ]);
    const failed = answers.find((answer) => answer.status === "rejected");
    return failed ? storageRefusal(failed.reason) : undefined;
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
