import type { ClassId, Feature } from "#core/model/feature";
import type { JournalHead } from "#core/model/journal";
import type { DrawNews, DrawOrder, Wanted } from "#editor/drawing/draw-orders";
import { FeatureArrays } from "#editor/feature-arrays";
import type { KeptPack } from "#editor/pack";

/** Longest piece of work between two looks at what else the window has said, milliseconds. */
const SLICE_MS = 12;
/** Outlines of îlots are derived: the window tells of them anew. */
const NOT_KEPT: ReadonlySet<ClassId> = new Set<ClassId>(["ilot"]);

/** What a desk works with: the worker's own means, or a test's. */
export interface DeskMeans {
  /** Draws what is wanted, slice by slice, and gives the picture at the end. */
  draw(arrays: FeatureArrays, wanted: Wanted): Generator<void, ImageBitmap>;
  answer(news: DrawNews): void;
  /** Does some work after what has been said meanwhile was heard. */
  later(work: () => void): void;
  /** The drawing kept of a project at a record. */
  fetch(project: string, seq: number): Promise<{ head: JournalHead; packs: readonly KeptPack[] } | undefined>;
  keep(project: string, head: JournalHead, packs: readonly KeptPack[]): void;
}

interface Job {
  readonly number: number;
  readonly steps: Generator<void, ImageBitmap>;
  workMs: number;
}

/** The worker's side of drawing: holds what the map shows, follows it, and draws the last picture asked for. */
export class DrawingDesk {
  #arrays = new FeatureArrays();
  #gathered: Feature[] = [];
  #job: Job | undefined;
  #posted = false;
  /** What was said while a kept drawing is being fetched. */
  #queue: DrawOrder[] | undefined;
  readonly #means: DeskMeans;

  constructor(means: DeskMeans) {
    this.#means = means;
  }

  /** What is shown. */
  get arrays(): FeatureArrays {
    return this.#arrays;
  }

  hear(order: DrawOrder): void {
    if (this.#queue) {
      this.#queue.push(order);
      return;
    }
    switch (order.kind) {
      case "open":
        void this.#open(order.project, order.seq);
        break;
      case "begin":
        this.#gathered = [];
        break;
      case "features":
        this.#gathered.push(...order.features);
        break;
      case "whole":
        this.#arrays = new FeatureArrays(this.#gathered);
        this.#gathered = [];
        break;
      case "follow":
        // A picture under way goes on: the window asks for one of the new state when it wants it.
        this.#arrays.follow(order.change);
        break;
      case "draw":
        this.#job = { number: order.number, steps: this.#means.draw(this.#arrays, order), workMs: 0 };
        break;
      case "keep":
        this.#means.keep(order.project, order.head, this.#arrays.keep(NOT_KEPT));
    }
    this.#post();
  }

  async #open(project: string, seq: number): Promise<void> {
    this.#queue = [];
    const kept = await this.#means.fetch(project, seq).catch(() => undefined);
    this.#arrays = FeatureArrays.of(kept?.packs ?? []);
    this.#means.answer({ kind: "opened", head: kept?.head });
    const queue = this.#queue;
    this.#queue = undefined;
    for (const order of queue) this.hear(order);
  }

  #post(): void {
    if (this.#posted) return;
    this.#posted = true;
    this.#means.later(() => {
      this.#posted = false;
      this.#work();
    });
  }

  #work(): void {
    const job = this.#job;
    if (!job) {
      // Nothing to draw: what the next picture of a part will ask for.
      if (this.#arrays.prepareOne()) this.#post();
      return;
    }
    const start = performance.now();
    try {
      let step = job.steps.next();
      while (!step.done && performance.now() - start < SLICE_MS) step = job.steps.next();
      job.workMs += performance.now() - start;
      if (step.done) {
        this.#job = undefined;
        this.#means.answer({ kind: "drawn", number: job.number, picture: step.value, workMs: job.workMs });
      }
    } catch (error) {
      this.#job = undefined;
      this.#means.answer({ kind: "failed", message: String(error) });
    }
    this.#post();
  }
}
