import { touchedCount } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import type { JournalHead } from "#core/model/journal";
import type { DrawNews, Drawn, DrawOrder, Look, ShownChange, Wanted } from "#editor/drawing/draw-orders";
import type { Frame } from "#editor/frame";

/** A project of fewer features is drawn in the window: asking would take longer. */
export const WORTH_ASKING = 5_000;
/** A change of more features is not told whole: the worker gets everything anew, in slices. */
const MOST_AT_ONCE = 1_000;
/** Longest piece of work between two frames, milliseconds, and features handed over at once. */
const SLICE_MS = 6;
const SLICE = 200;

/** The worker as the draughtsman speaks to it. */
export interface DrawingPort {
  postMessage(order: DrawOrder): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<DrawNews>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** What the worker holds: nothing of use, a kept drawing not yet held against the project, a part, or what is shown. */
type Holds = "nothing" | "kept" | "part" | "all";

/**
 * Has the map's pictures drawn by a worker that holds a copy of what the map shows: fetched from the drawing kept of
 * the project, or handed over while the window rests. As long as it does not hold all, the window draws by itself.
 */
export class Draughtsman {
  /** Told that a kept drawing is of no use: everything is to be handed over. */
  onLost: (() => void) | undefined;
  readonly #start: () => DrawingPort;
  #worker: DrawingPort | undefined;
  #holds: Holds = "nothing";
  /** The record that the drawing is kept of, as the worker says; and the one it must be kept of. */
  #kept: JournalHead | undefined;
  #due: JournalHead | undefined;
  /** Changes that wait until everything has been handed over. */
  #waiting: ShownChange[] = [];
  #round = 0;
  #number = 0;
  #broken = false;
  #asked: ((drawn: Drawn | undefined) => void) | undefined;
  /** A picture that was asked for before the window did. */
  #ahead: { readonly wanted: Wanted; readonly drawn: Promise<Drawn | undefined> } | undefined;

  /** @param start gives a worker; the window's own when absent */
  constructor(start: () => DrawingPort = startWorker) {
    this.#start = start;
  }

  /** Calls the worker before it is needed: it takes its time to come. */
  call(): this {
    this.#worker ??= this.#hire();
    return this;
  }

  /** Whether the worker holds all that the map shows. */
  get ready(): boolean {
    return this.#holds === "all";
  }

  /** Whether everything must be handed over for the worker to draw. */
  get idle(): boolean {
    return this.#holds === "nothing" && !this.#broken;
  }

  /** Fetches the drawing kept of a project at a record, and draws at once what will be wanted first. */
  open(project: string, seq: number, wanted: Wanted): void {
    this.#holds = "kept";
    this.#tell({ kind: "open", project, seq });
    this.#ahead = { wanted, drawn: this.#ask(wanted) };
  }

  /** Says at which record the project is that the map shows: only of that one is a kept drawing of use. */
  confirm(head: JournalHead): void {
    this.#due = head;
    if (this.#kept) this.#compare();
  }

  /** Follows a change of what the map shows. */
  follow(change: ShownChange): void {
    this.#ahead = undefined;
    if (this.#holds === "part") this.#waiting.push(change);
    else if (this.#holds === "all" && isSmall(change)) this.#tell({ kind: "follow", change });
    else this.#holds = "nothing";
  }

  /** Hands over all that the map shows, in slices that no frame feels; not to a worker that has failed. */
  async hand(features: readonly Feature[]): Promise<void> {
    if (this.#broken) return;
    const round = ++this.#round;
    this.#holds = "part";
    this.#waiting = [];
    this.#tell({ kind: "begin" });
    for (let i = 0, pause = 0; i < features.length; i += SLICE) {
      if (performance.now() > pause) {
        await new Promise((resolve) => requestIdleCallback(resolve));
        if (round !== this.#round) return;
        pause = performance.now() + SLICE_MS;
      }
      this.#tell({ kind: "features", features: features.slice(i, i + SLICE) });
    }
    this.#tell({ kind: "whole" });
    this.#holds = this.#waiting.every(isSmall) ? "all" : "nothing";
    if (this.ready) for (const change of this.#waiting) this.#tell({ kind: "follow", change });
    this.#waiting = [];
    if (this.idle) this.onLost?.();
  }

  /**
   * Asks for a picture of a frame; what was asked for before and is not there yet is dropped, and answered `undefined`.
   *
   * @param ratio device pixels in a CSS pixel
   * @returns `undefined` at once when he cannot; otherwise the picture, or `undefined` when it cannot be drawn after all
   */
  draw(frame: Frame, ratio: number, look: Look): Promise<Drawn | undefined> | undefined {
    const wanted = { frame, ratio, look };
    const ahead = this.#ahead && areAlike(this.#ahead.wanted, wanted) ? this.#ahead.drawn : undefined;
    this.#ahead = undefined;
    if (this.ready) return ahead ?? this.#ask(wanted);
    // Drawn ahead, from what is still to be held against the project.
    return this.#holds === "kept" ? ahead?.then((drawn) => this.#ifReady(drawn)) : undefined;
  }

  /**
   * Keeps what the map shows, which is the project at this record, to be opened from.
   *
   * @returns `false` while the worker does not hold it
   */
  keep(project: string, head: JournalHead): boolean {
    if (!this.ready) return false;
    if (this.#kept?.hash !== head.hash) this.#tell({ kind: "keep", project, head });
    this.#kept = head;
    return true;
  }

  /** Lets the worker go. */
  dispose(): void {
    this.#round++;
    this.#holds = "nothing";
    this.#ahead = undefined;
    this.#kept = undefined;
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#drop();
  }

  /** Whoever waits for a picture waits no longer. */
  #drop(): void {
    this.#asked?.(undefined);
    this.#asked = undefined;
  }

  #ifReady(drawn: Drawn | undefined): Drawn | undefined {
    if (this.ready) return drawn;
    drawn?.picture.close();
    return undefined;
  }

  #ask(wanted: Wanted): Promise<Drawn | undefined> {
    this.#drop();
    const number = ++this.#number;
    return new Promise((resolve) => {
      this.#asked = resolve;
      this.#tell({ kind: "draw", number, ...wanted });
    });
  }

  #tell(order: DrawOrder): void {
    this.call();
    this.#worker?.postMessage(order);
  }

  #hire(): DrawingPort {
    const worker = this.#start();
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = ({ message }) => this.#fail(message ?? "the worker does not start");
    return worker;
  }

  #hear(news: DrawNews): void {
    if (news.kind === "failed") this.#fail(news.message);
    else if (news.kind === "opened") {
      this.#kept = news.head ?? { seq: 0, hash: "" };
      if (this.#due) this.#compare();
    } else if (news.number === this.#number && this.#asked) {
      this.#asked(news);
      this.#asked = undefined;
    } else news.picture.close();
  }

  /** Holds what was kept against what the map shows. */
  #compare(): void {
    if (this.#holds !== "kept") return;
    this.#holds = this.#kept?.hash === this.#due?.hash ? "all" : "nothing";
    if (this.ready) return;
    this.#drop();
    this.onLost?.();
  }

  /** The window goes on by itself. */
  #fail(message: string): void {
    console.error("drawing:", message);
    this.#broken = true;
    this.dispose();
  }
}

/** Whether two pictures are alike to the eye: their frames may have been worked out by different roads. */
function areAlike(a: Wanted, b: Wanted): boolean {
  const [one, two] = [a.frame, b.frame];
  const near = (x: number, y: number): boolean => Math.abs(x - y) < one.mmPerPx / 100;
  const looks = [a, b].map(({ ratio, look }) => JSON.stringify([ratio, { ...look, hidden: [...look.hidden] }]));
  return (
    near(one.left, two.left) &&
    near(one.top, two.top) &&
    near(one.mmPerPx * one.width, two.mmPerPx * two.width) &&
    one.width === two.width &&
    one.height === two.height &&
    looks[0] === looks[1]
  );
}

function isSmall(change: ShownChange): boolean {
  return touchedCount(change) <= MOST_AT_ONCE;
}

function startWorker(): DrawingPort {
  return new Worker(new URL("../../workers/draw-worker.ts", import.meta.url), { type: "module" });
}
