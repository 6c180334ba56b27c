import { dirname } from "node:path";
import { BridgeError } from "#core/bridge/bridge-error";
import { RefusalError, refuse } from "#core/model/refusal";
import type { GdalAnswer, GdalOrder } from "#services/gdal/gdal-order";
import { forkGdal, type GdalProcess, type GdalStarter, gdalFolder, gdalScript } from "#services/gdal/gdal-process";

/** How long one order may take, milliseconds: more for large files, and never past the silence a job may keep. */
const MOST_MS = 30_000;
const MORE_MS_PER_MB = 500;
const MOST_MS_EVER = 110_000;
/** A process is replaced after so many orders, for what damaged files leave behind in its memory. */
const MOST_ORDERS = 50;
/** How long an idle process is kept for the next file, milliseconds. */
const IDLE_MS = 20_000;

/** Gives an order to GDAL. */
export type AskGdal = (order: GdalOrder, signal?: AbortSignal) => Promise<GdalAnswer>;

/**
 * The one door to GDAL: one process at a time, orders one after another. It is ended when an order is cancelled, takes
 * too long or brings it down, after 50 of them, and when nothing has come for a while; the next order starts another.
 */
export class GdalDoor {
  readonly #start: GdalStarter;
  #process: GdalProcess | undefined;
  #temp = "";
  /** Orders the process has carried out. */
  #carriedOut = 0;
  #queue: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;

  constructor(start: GdalStarter) {
    this.#start = start;
  }

  /**
   * Carries an order out.
   *
   * @throws BridgeError `cancelled`; RefusalError `gdal.too-slow` after 30 s and half a second a megabyte, `gdal.ended` when the process dies
   */
  readonly ask: AskGdal = (order, signal) => {
    const done = this.#queue.then(() => this.#carryOut(order, signal));
    this.#queue = done.catch(() => undefined);
    return done;
  };

  #carryOut(order: GdalOrder, signal: AbortSignal | undefined): Promise<GdalAnswer> {
    clearTimeout(this.#idle);
    return new Promise((resolve, reject) => {
      const temp = dirname(order.folder);
      if (this.#process && this.#temp !== temp) this.#end(this.#process);
      const process = this.#process ?? this.#begin(temp);
      const settle = (end: () => void, keep: boolean): void => {
        clearTimeout(watch);
        signal?.removeEventListener("abort", cancel);
        this.#told = undefined;
        process.awaited(false);
        if (keep) this.#rest();
        else this.#end(process);
        end();
      };
      const fail = (error: Error): void => settle(() => reject(error), false);
      const cancel = (): void => fail(new BridgeError("cancelled", refuse("bridge.cancelled")));
      // The file is at fault, not the machine: nothing else runs in that process.
      const refused = (code: string): Error => new RefusalError(refuse(code, { file: order.file, line: 1 }));
      const most = Math.min(MOST_MS_EVER, MOST_MS + (order.bytes / 1e6) * MORE_MS_PER_MB);
      const watch = setTimeout(() => fail(refused("gdal.too-slow")), most);
      this.#told = (answer) => {
        if (answer) settle(() => resolve(answer), ++this.#carriedOut < MOST_ORDERS);
        else fail(refused("gdal.ended"));
      };
      if (signal?.aborted) cancel();
      else {
        signal?.addEventListener("abort", cancel, { once: true });
        process.awaited(true);
        process.post(order);
      }
    });
  }

  /** Takes what the process says: an answer, or nothing when it ended. */
  #told: ((answer: GdalAnswer | undefined) => void) | undefined;

  #begin(temp: string): GdalProcess {
    this.#temp = temp;
    this.#carriedOut = 0;
    const process = this.#start({ script: gdalScript, gdalFolder: gdalFolder(), temp });
    this.#process = process;
    process.onMessage((message) => {
      if (this.#process === process) this.#told?.(message as GdalAnswer);
    });
    process.onExit(() => {
      if (this.#process !== process) return;
      this.#process = undefined;
      this.#told?.(undefined);
    });
    return process;
  }

  #rest(): void {
    this.#idle = setTimeout(() => this.close(), IDLE_MS);
    this.#idle.unref();
  }

  #end(process: GdalProcess): void {
    if (this.#process === process) this.#process = undefined;
    process.kill();
  }

  /** Ends the process, if one waits. */
  close(): void {
    clearTimeout(this.#idle);
    if (this.#process) this.#end(this.#process);
  }
}

let door = new GdalDoor(forkGdal);

/** The door of this process. */
export function gdalDoor(): GdalDoor {
  return door;
}

/** Has GDAL's processes started another way: by Electron, in its own kind of process. */
export function startGdalWith(start: GdalStarter): void {
  door = new GdalDoor(start);
}
