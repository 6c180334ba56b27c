import type { WatchAnswers, WatchNews, WatchOrder, WatchQuestion } from "#core/bridge/watch-messages";
import { type Change, touchedCount } from "#core/model/change";
import { type Issue, inOrder, issueKey } from "#core/rules/issue";
import { Observable } from "#store/observable";
import type { Session } from "#store/session";

/** What the rules find in the project as it stands. */
export interface Watched {
  /** Errors first, then by rule and place. */
  readonly issues: readonly Issue[];
  /** Whether they are of the project as it is now; at first, and for a moment after an edit, they are not. */
  readonly isCurrent: boolean;
  /** Whether a first check is done. */
  readonly isKnown: boolean;
  /** What the rules took for the last change, milliseconds. */
  readonly ms: number;
}

/** The map is there first: the project is handed over after this, while the window rests, which waits no longer than that. */
const FIRST_MS = 500;
const AFTER_MS = 3000;
/** Longest piece of work between two frames, milliseconds, and features handed over at once. */
const SLICE_MS = 6;
const SLICE = 200;
/** Longest that the next slice waits for the window to rest, milliseconds. */
const SLICE_WAIT_MS = 50;
/** A change of more features is not handed over whole: the worker gets the project anew, in slices. */
const MOST_AT_ONCE = 1000;

/**
 * Rules, balance and the sheet's preview, worked out beside the window: a worker holds a copy of the project and
 * follows it change by change. The window only hears what has become of the issues.
 */
export class Watcher {
  readonly watched = new Observable<Watched>({ issues: [], isCurrent: false, isKnown: false, ms: 0 });
  readonly #session: Session;
  readonly #issues = new Map<string, Issue>();
  readonly #asked = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
  readonly #leave: () => void;
  #worker: Worker | undefined;
  /** Whether the list shown is not that of the issues held. */
  #stale = false;
  #asks = 0;
  /** Changes that wait until the project has been handed over. */
  #waiting: Change[] | undefined;
  #round = 0;
  /** Whether a large change is coming part by part. */
  #inParts = false;
  /** Whether the project was to be handed over meanwhile. */
  #owed = false;
  /** Orders sent that change the project, and those the worker has taken in. */
  #sent = 0;
  #ready: PromiseWithResolvers<void> = Promise.withResolvers();

  constructor(session: Session) {
    this.#session = session;
    this.#leave = session.onChange((change, isPart) => this.#follow(change, isPart));
    setTimeout(() => requestIdleCallback(() => void this.#begin(), { timeout: AFTER_MS }), FIRST_MS);
  }

  /**
   * Asks what would take too long here; answered of the project with all changes up to now.
   *
   * @throws Error (a bug) of the worker, and when the project is closed
   */
  async ask<Kind extends WatchQuestion["kind"]>(
    question: Extract<WatchQuestion, { kind: Kind }>,
  ): Promise<WatchAnswers[Kind]> {
    await this.#ready.promise;
    const ask = ++this.#asks;
    return new Promise((resolve, reject) => {
      this.#asked.set(ask, { resolve, reject });
      this.#tell({ kind: "ask", ask, question });
    });
  }

  dispose(): void {
    this.#leave();
    this.#round = -1;
    this.#worker?.terminate();
    for (const { reject } of this.#asked.values()) reject(new Error("the project is closed"));
    this.#asked.clear();
  }

  #follow(change: Change, isPart: boolean): void {
    if (!this.#inParts) this.watched.update((now) => ({ ...now, isCurrent: false }));
    const isLarge = this.#inParts || isPart || touchedCount(change) > MOST_AT_ONCE;
    this.#inParts = isPart;
    // What is in the hands of a round that began before is not the whole: it begins again with the last part.
    if (isLarge && (this.#worker || this.#owed)) {
      this.#round++;
      if (!isPart) void this.#begin();
    } else if (this.#waiting) this.#waiting.push(change);
    else if (this.#worker) this.#hand(change);
  }

  #hand(change: Change): void {
    this.#sent++;
    this.#tell({ kind: "change", change });
  }

  /** Hands the project over, in slices that no frame feels. */
  async #begin(): Promise<void> {
    if (this.#round < 0) return;
    this.#owed = this.#inParts;
    if (this.#owed) return;
    const round = ++this.#round;
    this.#worker ??= this.#start();
    if (this.#waiting === undefined) this.#ready = readied(this.#ready);
    this.#waiting = [];
    const { project } = this.#session;
    this.#tell({ kind: "begin", meta: project.meta });
    const features = [...project.all()];
    let pause = performance.now() + SLICE_MS;
    for (let i = 0; i < features.length; i += SLICE) {
      this.#tell({ kind: "features", features: features.slice(i, i + SLICE) });
      if (performance.now() < pause) continue;
      await new Promise((resolve) => requestIdleCallback(resolve, { timeout: SLICE_WAIT_MS }));
      if (round !== this.#round) return;
      pause = performance.now() + SLICE_MS;
    }
    this.#sent++;
    this.#tell({ kind: "whole" });
    const waiting = this.#waiting;
    this.#waiting = undefined;
    for (const change of waiting) this.#hand(change);
    this.#ready.resolve();
  }

  #start(): Worker {
    const worker = new Worker(new URL("../workers/watch-worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<WatchNews>) => this.#hear(data);
    worker.onerror = (event) => console.error("watch:", event.message);
    return worker;
  }

  #tell(order: WatchOrder): void {
    this.#worker?.postMessage(order);
  }

  #hear(news: WatchNews): void {
    if (news.kind === "issues") {
      this.#take(news);
      return;
    }
    const asked = news.ask === undefined ? undefined : this.#asked.get(news.ask);
    if (news.ask !== undefined) this.#asked.delete(news.ask);
    if (news.kind === "answer") asked?.resolve(news.answer as never);
    else if (asked) asked.reject(new Error(news.message));
    else {
      // A copy that went wrong is made anew, once the window is at rest.
      console.error("watch:", news.message);
      setTimeout(() => void this.#begin(), 1000);
    }
  }

  #take({ fresh, gone, come, followed, ms }: Extract<WatchNews, { kind: "issues" }>): void {
    if (fresh) this.#issues.clear();
    for (const issue of gone) this.#issues.delete(issueKey(issue));
    for (const issue of come) this.#issues.set(issueKey(issue), issue);
    const isCurrent = followed === this.#sent && this.#waiting === undefined;
    this.#stale ||= fresh || come.length + gone.length > 0;
    // While more is on its way, the list waits for the whole of it.
    if (!isCurrent) return;
    // They came in order, and an edit adds few: sorting costs hardly more than looking through.
    const issues = this.#stale ? [...this.#issues.values()].sort(inOrder) : this.watched.get().issues;
    this.#stale = false;
    this.watched.set({ issues, isCurrent, isKnown: true, ms });
  }
}

/** What waits for the project goes on waiting when it is handed over anew. */
function readied(old: PromiseWithResolvers<void>): PromiseWithResolvers<void> {
  const made = Promise.withResolvers<void>();
  void made.promise.then(old.resolve);
  return made;
}
