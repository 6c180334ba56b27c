import type { Bridge } from "#core/bridge/bridge";
import type { Change } from "#core/model/change";
import type { Command } from "#core/model/command";
import type { CoverageIndex } from "#core/model/coverage-index";
import { documentOf, type ProjectDocument, recordOf } from "#core/model/document";
import type { History, SealedRecord, Step } from "#core/model/journal";
import type { Ledger } from "#core/model/ledger";
import type { ProjectMeta, ProjectView } from "#core/model/project";
import { isRefusal, type Refusal } from "#core/model/refusal";
import type { ChunkMap } from "#store/chunks";
import type { CheckpointRow, MaillageDatabase, StepHead } from "#store/database";
import { Saver, type SaveState, storageRefusal } from "#store/saver";
import { Selection } from "#store/selection";

/** What the screen reads of a session: a new object at each change. */
export interface SessionSnapshot {
  readonly version: number;
  readonly meta: ProjectMeta;
  readonly history: History;
  readonly save: SaveState;
}

/** Records in the tail before the journal is folded into chunks. */
const CHECKPOINT_EVERY = 64;

/**
 * An open project: commands go in, changes come out, and every record is on its way to both places. The screen
 * watches `snapshot`; the map and derived data follow `onChange`.
 */
export class Session {
  readonly selection = new Selection();
  readonly #ledger: Ledger;
  readonly #database: MaillageDatabase;
  readonly #saver: Saver;
  readonly #chunks: ChunkMap;
  readonly #release: () => void;
  readonly #listeners = new Set<() => void>();
  readonly #followers = new Set<(change: Change) => void>();
  #snapshot: SessionSnapshot;
  #tail: number;
  #folding: Promise<void> | undefined;
  #turning: Promise<Refusal | undefined> = Promise.resolve(undefined);

  constructor(parts: {
    ledger: Ledger;
    database: MaillageDatabase;
    bridge: Bridge;
    chunks: ChunkMap;
    /** Records behind the last checkpoint. */
    tail: number;
    /** Gives the project back to other windows. */
    release: () => void;
  }) {
    this.#ledger = parts.ledger;
    this.#database = parts.database;
    this.#chunks = parts.chunks;
    this.#tail = parts.tail;
    this.#release = parts.release;
    this.#saver = new Saver(this.project.meta.id, parts.database, parts.bridge);
    this.#snapshot = this.#look(0);
    this.#ledger.listen((change, record) => this.#followed(change, record));
    this.#saver.state.subscribe(() => {
      this.#tell();
      if (this.#saver.state.get().kind === "saved" && this.#tail >= CHECKPOINT_EVERY) void this.checkpoint();
    });
  }

  get project(): ProjectView {
    return this.#ledger.project;
  }

  /** The planar graph of the plan, followed change by change. */
  get coverage(): CoverageIndex | undefined {
    return this.#ledger.coverage;
  }

  readonly snapshot = (): SessionSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Tells each change as it becomes true; for the map and derived data. */
  onChange(listener: (change: Change) => void): () => void {
    this.#followers.add(listener);
    return () => this.#followers.delete(listener);
  }

  /** Carries out a command; it is true at once and saved behind. */
  run<Input>(command: Command<Input>, input: Input): Refusal | undefined {
    const outcome = this.#ledger.run(command, input);
    return isRefusal(outcome) ? outcome : undefined;
  }

  /** Takes back the last step, also one of an earlier day. */
  undo(): Promise<Refusal | undefined> {
    return this.#turn("undo");
  }

  redo(): Promise<Refusal | undefined> {
    return this.#turn("redo");
  }

  /** Undoes or redoes until the step of this `seq` is the last one done; 0 takes everything back. */
  async backTo(seq: number): Promise<Refusal | undefined> {
    for (;;) {
      const { done, undone } = this.#ledger.history;
      const last = done.at(-1)?.seq ?? 0;
      if (last === seq) return undefined;
      const forward = undone.some((step) => step.seq === seq);
      if (!forward && last < seq) return undefined;
      const refusal = await this.#turn(forward ? "redo" : "undo");
      if (refusal) return refusal;
    }
  }

  /** Tries to save again after a failure. */
  retrySave(): void {
    this.#saver.retry();
  }

  /** The project with all its records, for files to hand over. */
  async document(): Promise<ProjectDocument> {
    await this.#saver.settled();
    const rows = await this.#database.rowsOf(this.#database.journal, this.project.meta.id);
    const records = rows.map(({ seq, text, hash }): SealedRecord => ({ seq, text, hash }));
    return documentOf(this.project, records);
  }

  /**
   * Folds the journal into chunks, so that the next opening reads little. Nothing depends on it: a failure leaves
   * the former checkpoint and the journal, which are enough.
   */
  checkpoint(): Promise<void> {
    this.#folding ??= this.#fold()
      .catch((error: unknown) => console.error("checkpoint", storageRefusal(error)))
      .finally(() => {
        this.#folding = undefined;
      });
    return this.#folding;
  }

  /** Waits for what is being saved, folds the journal, and lets other windows open the project. */
  async close(): Promise<void> {
    await this.#saver.settled();
    if (this.#tail > 0 && this.#saver.state.get().kind === "saved") await this.checkpoint();
    this.#release();
  }

  async #fold(): Promise<void> {
    const { meta } = this.project;
    const { head, history } = this.#ledger;
    const stale = this.#chunks.stale(this.project);
    const checkpoint: CheckpointRow = {
      project: meta.id,
      head,
      meta,
      chunks: this.#chunks.table(),
      done: history.done.map(headOf),
      undone: history.undone.map(headOf),
    };
    const folded = this.#tail;
    const { chunks, checkpoints } = this.#database;
    await this.#database.transaction("rw", chunks, checkpoints, async () => {
      const full = stale.filter((chunk) => chunk.count > 0).map((chunk) => ({ project: meta.id, ...chunk }));
      const empty = stale.filter((chunk) => chunk.count === 0).map((chunk): [string, number] => [meta.id, chunk.chunk]);
      await chunks.bulkPut(full);
      await chunks.bulkDelete(empty);
      await checkpoints.put(checkpoint);
    });
    // A change that came in while this was being written has made its chunks stale again, and stays in the tail.
    if (this.#ledger.head.seq === head.seq) this.#chunks.settled(stale);
    this.#tail -= folded;
  }

  #turn(kind: "undo" | "redo"): Promise<Refusal | undefined> {
    // One after the other: a second key press waits for the record the first one reads back.
    this.#turning = this.#turning.then(async () => {
      const missing = this.#ledger.missing(kind);
      if (missing !== undefined) {
        const row = await this.#database.journal.get([this.project.meta.id, missing]);
        const change = row && recordOf(row).change;
        if (change) this.#ledger.recall(missing, change);
      }
      const outcome = this.#ledger[kind]();
      return isRefusal(outcome) ? outcome : undefined;
    });
    return this.#turning;
  }

  #followed(change: Change, record: SealedRecord): void {
    this.#tail++;
    this.#chunks.follow(change);
    this.#saver.add(record);
    for (const follower of this.#followers) follower(change);
    const gone = change.removed.some((feature) => this.selection.get().has(feature.id));
    if (gone) this.selection.select([...this.selection.get()].filter((id) => this.project.get(id)));
    this.#tell();
  }

  #tell(): void {
    this.#snapshot = this.#look(this.#snapshot.version + 1);
    for (const listener of [...this.#listeners]) listener();
  }

  #look(version: number): SessionSnapshot {
    return { version, meta: this.project.meta, history: this.#ledger.history, save: this.#saver.state.get() };
  }
}

function headOf({ seq, time, command, params }: Step): StepHead {
  return { seq, time, command, params };
}
