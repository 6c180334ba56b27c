import type { KeptRecord } from "#store/keep-records";

/** Tries again after these waits, milliseconds; the last of them for ever. */
const RETRIES_MS = [500, 2000, 8000, 15_000];

/** Records one write takes at most. */
const BATCH = 64;

/**
 * Records on their way to one place, in their order. A write that fails is tried again until the place takes it:
 * nothing leaves the queue otherwise.
 */
export class SaveQueue {
  readonly #waiting: KeptRecord[] = [];
  readonly #write: (records: readonly KeptRecord[]) => Promise<unknown>;
  readonly #tell: () => void;
  #failure: { readonly reason: unknown } | undefined;
  #working = false;
  #stopped = false;
  #wake: (() => void) | undefined;

  /**
   * @param write brings records to the place, and accepts those it has already
   * @param tell told whenever `waiting` or `failure` has changed
   */
  constructor(write: (records: readonly KeptRecord[]) => Promise<unknown>, tell: () => void) {
    this.#write = write;
    this.#tell = tell;
  }

  /** Records not in their place yet, or not known to be. */
  get waiting(): readonly KeptRecord[] {
    return this.#waiting;
  }

  /** Why the last write failed; `undefined` once one has succeeded. */
  get failure(): { readonly reason: unknown } | undefined {
    return this.#failure;
  }

  /** Whether a write is under way that has not failed so far. */
  get busy(): boolean {
    return this.#waiting.length > 0 && !this.#failure;
  }

  add(record: KeptRecord): void {
    this.#waiting.push(record);
    if (!this.#working) void this.#work();
  }

  /** Tries again now instead of waiting further. */
  retry(): void {
    this.#wake?.();
  }

  /** Writes nothing more: what still waits is given up. */
  stop(): void {
    this.#stopped = true;
    this.#wake?.();
  }

  async #work(): Promise<void> {
    this.#working = true;
    let attempt = 0;
    while (this.#waiting.length > 0 && !this.#stopped) {
      const batch = this.#waiting.slice(0, BATCH);
      try {
        await this.#write(batch);
        this.#waiting.splice(0, batch.length);
        this.#failure = undefined;
        attempt = 0;
      } catch (reason) {
        this.#failure = { reason };
      }
      // Free again before anybody is told: who listens may add the next record.
      if (this.#waiting.length === 0) this.#working = false;
      this.#tell();
      if (!this.#working) return;
      if (this.#failure) await this.#pause(RETRIES_MS[Math.min(attempt++, RETRIES_MS.length - 1)] as number);
    }
    this.#working = false;
  }

  #pause(ms: number): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), ms);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
    });
  }
}
