import type { Bridge } from "#core/bridge/bridge";
import { changesSince } from "#core/derived/changes-since";
import { type Change, noChange } from "#core/model/change";
import type { Command, LargeCommand } from "#core/model/command";
import type { CoverageIndex } from "#core/model/coverage-index";
import { documentOf, type ProjectDocument, recordOf } from "#core/model/document";
import type { History, JournalHead, SealedRecord, Step } from "#core/model/journal";
import type { Ledger } from "#core/model/ledger";
import type { ProjectView } from "#core/model/project";
import type { ProjectMeta } from "#core/model/project-meta";
import { isRefusal, type Refusal, RefusalError, refuse } from "#core/model/refusal";
import { type ChunkMap, type StaleChunk, weightOf } from "#store/chunks";
import type { CheckpointRow, ChunkRow, MaillageDatabase, StepHead } from "#store/database";
import { type KeptRecord, RecordPieces, wholeRecord } from "#store/keep-records";
import { rests } from "#store/rests";
import { Saver, type SaveState, storageRefusal } from "#store/saver";
import { journalRecords, windowRecords } from "#store/sealed-records";
import { Selection } from "#store/selection";

/** What the screen reads of a session: a new object at each change. */
export interface SessionSnapshot {
  readonly version: number;
  readonly meta: ProjectMeta;
  readonly history: History;
  readonly save: SaveState;
}

/** Weight of the tail at which the journal is folded into chunks: 64 small records, or a few large ones. */
const CHECKPOINT_AT = 64;
/** Chunks handed to the store at once: a few milliseconds of copying. */
const CHUNKS_AT_ONCE = 8;
/** A project is shown before its long tail is folded, milliseconds. */
const FIRST_FOLD_MS = 2000;

/**
 * An open project: commands go in, changes come out, and every record is on its way to both places. The screen
 * watches `snapshot`; the map and derived data follow `onChange`.
 */
export class Session {
  readonly selection = new Selection();
  readonly #ledger: Ledger;
  readonly #database: MaillageDatabase;
  readonly #bridge: Bridge;
  readonly #saver: Saver;
  readonly #chunks: ChunkMap;
  readonly #release: () => void;
  readonly #listeners = new Set<() => void>();
  readonly #followers = new Set<(change: Change, isPart: boolean) => void>();
  #held: Refusal | undefined;
  #snapshot: SessionSnapshot;
  #tail: number;
  #folding: Promise<void> | undefined;
  #closed = false;
  /** Whether a large change is true in part. */
  #inParts = false;
  #turning: Promise<unknown> = Promise.resolve();

  constructor(parts: {
    ledger: Ledger;
    database: MaillageDatabase;
    bridge: Bridge;
    chunks: ChunkMap;
    /** Weight of the records behind the last checkpoint (`weightOf` their changes). */
    tail: number;
    /** Gives the project back to other windows. */
    release: () => void;
  }) {
    this.#ledger = parts.ledger;
    this.#database = parts.database;
    this.#bridge = parts.bridge;
    this.#chunks = parts.chunks;
    this.#tail = parts.tail;
    this.#release = parts.release;
    this.#saver = new Saver(this.project.meta.id, parts.database, parts.bridge);
    this.#snapshot = this.#look(0);
    this.#ledger.listen((change, record) => {
      this.#follow(change, false);
      this.#keep(record);
    });
    this.#saver.state.subscribe(() => {
      this.#tell();
      if (this.#saver.state.get().kind === "saved" && this.#tail >= CHECKPOINT_AT) void this.checkpoint();
    });
    // A project just made, or left by a killed window: its next opening must not read all that again.
    if (this.#tail >= CHECKPOINT_AT) setTimeout(() => void this.checkpoint(), FIRST_FOLD_MS);
  }

  get project(): ProjectView {
    return this.#ledger.project;
  }

  /** Where the project's chain of records ends. */
  get head(): JournalHead {
    return this.#ledger.head;
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

  /**
   * Tells each change as it becomes true; for the map and derived data. A large one comes in parts: `isPart` says that
   * more of it is to come, so that what looks at the whole may wait for the last.
   */
  onChange(listener: (change: Change, isPart: boolean) => void): () => void {
    this.#followers.add(listener);
    return () => this.#followers.delete(listener);
  }

  /** Lets nothing change while another day is looked at: whatever is asked is refused so. `undefined` lets go. */
  hold(reason: Refusal | undefined): void {
    this.#held = reason;
  }

  /** Carries out a command; it is true at once and saved behind. */
  run<Input>(command: Command<Input>, input: Input): Refusal | undefined {
    if (this.#held) return this.#held;
    const outcome = this.#ledger.run(command, input);
    return isRefusal(outcome) ? outcome : undefined;
  }

  /**
   * Carries out a command over very many objects without holding the window: one step as ever, true part by part.
   *
   * @param signal gives it up while nothing has been changed yet
   * @throws what the signal gives as its reason
   */
  runLarge<Input>(command: LargeCommand<Input>, input: Input, signal?: AbortSignal): Promise<Refusal | undefined> {
    const pieces = new RecordPieces();
    // Whoever takes a step back, or closes the project, waits until it is over.
    const carried = this.#turning.then(
      () =>
        this.#held ??
        this.#ledger.runLarge(command, input, {
          piece: (bytes) => pieces.take(bytes),
          sealed: (head) => pieces.seal(head),
          part: (change) => this.#follow(change, true),
          rest: rests(signal),
          done: () => {
            this.#follow(noChange, false);
            this.#keep(pieces.record);
          },
        }),
    );
    this.#turning = carried.catch(() => undefined);
    return carried;
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

  /**
   * What has become of the project since the step of this `seq` was done; since the beginning for 0.
   *
   * @returns refusal `store.record-unreadable` when a step of an earlier day cannot be read back
   */
  async changeSince(seq: number): Promise<Change | Refusal> {
    await this.#turning;
    const changes: Change[] = [];
    for (const step of this.#ledger.history.done) {
      if (step.seq <= seq) continue;
      const change = step.change ?? (await this.#changeOf(step.seq));
      if (!change) return refuse("store.record-unreadable", { params: { seq: step.seq } });
      changes.push(change);
    }
    return changesSince(changes);
  }

  /** Tries to save again after a failure. */
  retrySave(): void {
    this.#saver.retry();
  }

  /**
   * The project with all its records, for files to hand over: also those that no disk has taken, since a file made
   * elsewhere is then the way out. Without history when neither place can be read back.
   */
  async document(): Promise<ProjectDocument> {
    await this.#saver.settled();
    const { id } = this.project.meta;
    for (const place of [() => windowRecords(this.#database, id), () => journalRecords(this.#bridge, id)]) {
      const kept = await place().catch((): SealedRecord[] => []);
      const last = kept.at(-1)?.seq ?? 0;
      const further = this.#saver.outsideWindow.filter(({ seq }) => seq > last);
      const records = [...kept, ...(await Promise.all(further.map(wholeRecord)))];
      if (leadsTo(records, this.#ledger.head)) return documentOf(this.project, records);
    }
    return documentOf(this.project, []);
  }

  /**
   * Folds the journal into chunks, so that the next opening reads little. Nothing depends on it: a failure leaves
   * the former checkpoint and the journal, which are enough. Does nothing while something is not saved, or a large act
   * is under way: the chunks must never be ahead of the records.
   */
  checkpoint(): Promise<void> {
    if (this.#saver.state.get().kind !== "saved" || this.#inParts || this.#closed)
      return this.#folding ?? Promise.resolve();
    this.#folding ??= this.#fold()
      .catch((error: unknown) => console.error("checkpoint:", storageRefusal(error)))
      .finally(() => {
        this.#folding = undefined;
      });
    return this.#folding;
  }

  /**
   * Waits for what is being saved, folds the journal, and lets other windows open the project. Work that only one
   * place has taken is caught up at the next opening.
   *
   * @throws RefusalError `store.unsaved-work` when neither place has taken everything: the session stays open, since
   *   closing it would lose that work
   */
  async close(): Promise<void> {
    await this.#turning;
    await this.#saver.settled();
    if (this.#saver.nowhere > 0) throw new RefusalError(refuse("store.unsaved-work"));
    await this.#folding;
    if (this.#tail > 0) await this.checkpoint();
    // Something was still done meanwhile.
    if (this.#saver.state.get().kind === "saving") return this.close();
    this.#closed = true;
    this.#saver.stop();
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
    const rows = await chunkRows(meta.id, stale);
    const empty = stale.filter(({ features }) => features.length === 0);
    const { chunks, checkpoints } = this.#database;
    await this.#database.transaction("rw", chunks, checkpoints, async () => {
      for (let i = 0; i < rows.length; i += CHUNKS_AT_ONCE) await chunks.bulkPut(rows.slice(i, i + CHUNKS_AT_ONCE));
      await chunks.bulkDelete(empty.map(({ chunk }): [string, number] => [meta.id, chunk]));
      await checkpoints.put(checkpoint);
    });
    // A change that came in while this was being written has made its chunks stale again, and stays in the tail.
    this.#chunks.settled(stale);
    this.#tail -= folded;
  }

  #turn(kind: "undo" | "redo"): Promise<Refusal | undefined> {
    // One after the other: a second key press waits for the record the first one reads back.
    const turned = this.#turning.then(async () => {
      if (this.#held) return this.#held;
      const missing = this.#ledger.missing(kind);
      if (missing !== undefined) {
        const change = await this.#changeOf(missing);
        if (!change) return refuse("store.record-unreadable", { params: { seq: missing } });
        this.#ledger.recall(missing, change);
      }
      const outcome = this.#ledger[kind]();
      return isRefusal(outcome) ? outcome : undefined;
    });
    // What went wrong is told to who asked; the next one has its turn all the same.
    this.#turning = turned.catch(() => undefined);
    return turned;
  }

  /** What a record changed, from the window's store or else from the journal file. */
  async #changeOf(seq: number): Promise<Change | undefined> {
    const { id } = this.project.meta;
    const row = await this.#database.journal.get([id, seq]).catch(() => undefined);
    const sealed = row ?? (await journalRecords(this.#bridge, id, seq - 1))[0];
    return sealed?.seq === seq ? recordOf(sealed).change : undefined;
  }

  #follow(change: Change, isPart: boolean): void {
    this.#inParts = isPart;
    this.#tail += weightOf(change);
    this.#chunks.follow(change);
    for (const follower of this.#followers) follower(change, isPart);
    const gone = change.removed.some((feature) => this.selection.get().has(feature.id));
    if (gone) this.selection.select([...this.selection.get()].filter((id) => this.project.get(id)));
  }

  #keep(record: KeptRecord): void {
    this.#saver.add(record);
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

/** Chunks as rows. Makes their text bit by bit, so that the hand on the map does not feel a large project. */
async function chunkRows(project: string, stale: readonly StaleChunk[]): Promise<ChunkRow[]> {
  const rows: ChunkRow[] = [];
  const rest = rests();
  for (const { chunk, features } of stale) {
    if (features.length === 0) continue;
    rows.push({ project, chunk, count: features.length, text: JSON.stringify(features) });
    await rest();
  }
  return rows;
}

function leadsTo(records: readonly SealedRecord[], head: JournalHead): boolean {
  return records.length === head.seq && records.at(-1)?.hash === head.hash;
}
