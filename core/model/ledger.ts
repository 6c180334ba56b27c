import { type Change, isEmpty, partsOf } from "#core/model/change";
import type { Command, CommandEnv, Edit, LargeCommand } from "#core/model/command";
import type { FollowedCoverage } from "#core/model/coverage-index";
import {
  chainHash,
  emptyHead,
  emptyHistory,
  FOUNDING,
  follow,
  foundingChange,
  type History,
  type JournalHead,
  type JournalRecord,
  type SealedRecord,
  type Step,
  seal,
} from "#core/model/journal";
import { Project, type ProjectView } from "#core/model/project";
import type { ProjectMeta } from "#core/model/project-meta";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";
import { sealPieces } from "#core/model/seal-pieces";

/** Told of each change once it is true in memory, with the sealed record that says so. */
export type LedgerListener = (change: Change, record: SealedRecord) => void;

/**
 * An open project with its history: the one place where commands are carried out, undone and redone. It keeps
 * nothing on disk; whoever listens journals the records it seals. Window and command line use the same.
 */
export class Ledger {
  readonly project: Project;
  readonly #newId: () => string;
  readonly #now: () => string;
  readonly #makeCoverage: LedgerEnv["coverage"];
  readonly #hashOf: typeof chainHash;
  readonly #listeners = new Set<LedgerListener>();
  #history: History;
  #head: JournalHead;
  #coverage: FollowedCoverage | undefined;
  /** Whether a large command is under way. */
  #large = false;

  private constructor(project: Project, history: History, head: JournalHead, env: LedgerEnv) {
    this.project = project;
    this.#history = history;
    this.#head = head;
    this.#newId = env.newId;
    this.#now = env.now;
    this.#makeCoverage = env.coverage;
    this.#hashOf = env.hashOf ?? chainHash;
  }

  /** A new project, and its founding record. */
  static found(meta: ProjectMeta, env: LedgerEnv): { ledger: Ledger; record: SealedRecord } {
    const record = seal(
      { seq: 1, time: env.now(), kind: "do", command: FOUNDING, change: foundingChange(meta) },
      emptyHead,
    );
    const ledger = new Ledger(new Project(meta), emptyHistory, { seq: 1, hash: record.hash }, env);
    return { ledger, record };
  }

  /** Takes up a project whose state, history and head are known. */
  static resume(project: Project, history: History, head: JournalHead, env: LedgerEnv): Ledger {
    return new Ledger(project, history, head, env);
  }

  get history(): History {
    return this.#history;
  }

  get head(): JournalHead {
    return this.#head;
  }

  /** The coverage of the project, followed; made when first asked for. `undefined` when the ledger was given none. */
  get coverage(): FollowedCoverage | undefined {
    this.#coverage ??= this.#makeCoverage?.(this.project);
    return this.#coverage;
  }

  listen(listener: LedgerListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Carries out a command. Nothing changes when it refuses. */
  run<Input>(command: Command<Input>, input: Input): SealedRecord | Refusal {
    if (this.#large) return refuse("history.large-act");
    const env = this.#env();
    const record = this.#recordOf(command.id, env, command.plan(this.project, input, env));
    return isRefusal(record) ? record : this.#follow(record);
  }

  /**
   * Carries out a large command bit by bit: it is one record and one step as ever, and until it is over everything else
   * is refused (`history.large-act`). Listeners are not told; `large` is. Until the first part nothing is changed, so
   * `rest` may give it up by throwing; from there on it goes through.
   */
  async runLarge<Input>(command: LargeCommand<Input>, input: Input, large: LargeRun): Promise<Refusal | undefined> {
    if (this.#large) return refuse("history.large-act");
    this.#large = true;
    try {
      const env = this.#env();
      const planning = command.steps(this.project, input, env);
      let step = planning.next();
      for (; !step.done; step = planning.next()) await large.rest();
      const record = this.#recordOf(command.id, env, step.value);
      if (isRefusal(record)) return record;
      const sealing = sealPieces(record, this.#head);
      let piece = sealing.next();
      for (; !piece.done; piece = sealing.next()) {
        large.piece(piece.value);
        await large.rest();
      }
      const head = piece.value;
      await large.sealed(head);
      const { change, history } = follow(this.#history, record);
      for (const part of partsOf(change, PART)) {
        this.project.apply(part);
        this.#coverage?.follow(part);
        large.part(part);
        await large.rest(true);
      }
      this.#history = history;
      this.#head = head;
      this.#large = false;
      large.done();
      return undefined;
    } finally {
      this.#large = false;
    }
  }

  #env(): CommandEnv {
    const coverage = (): FollowedCoverage | undefined => this.coverage;
    // A getter: a command that asks nothing of the coverage does not wait for it to be built.
    return {
      newId: this.#newId,
      now: this.#now(),
      get coverage() {
        return coverage();
      },
    };
  }

  #recordOf(command: string, { now }: CommandEnv, edit: Edit | Refusal): JournalRecord | Refusal {
    if (isRefusal(edit)) return edit;
    if (isEmpty(edit.change)) return refuse("command.nothing-to-do");
    const { params, change } = edit;
    return { seq: this.#head.seq + 1, time: now, kind: "do", command, ...(params ? { params } : {}), change };
  }

  /** Takes back the last step. */
  undo(): SealedRecord | Refusal {
    return this.#turn("undo", this.#history.done.at(-1));
  }

  /** Does the last undone step again. */
  redo(): SealedRecord | Refusal {
    return this.#turn("redo", this.#history.undone.at(-1));
  }

  /** Whether the step that `undo` or `redo` would take is at hand, or the `seq` of the record to read back first. */
  missing(kind: "undo" | "redo"): number | undefined {
    const step = (kind === "undo" ? this.#history.done : this.#history.undone).at(-1);
    return step && step.change === null ? step.seq : undefined;
  }

  /** Hands in the change of a step of an earlier day, as its record tells it. */
  recall(seq: number, change: Change): void {
    const filled = (step: Step): Step => (step.seq === seq ? { ...step, change } : step);
    this.#history = { done: this.#history.done.map(filled), undone: this.#history.undone.map(filled) };
  }

  #turn(kind: "undo" | "redo", step: Step | undefined): SealedRecord | Refusal {
    if (this.#large) return refuse("history.large-act");
    if (!step) return refuse(`history.nothing-to-${kind}`);
    return this.#follow({
      seq: this.#head.seq + 1,
      time: this.#now(),
      kind,
      command: step.command,
      params: step.params,
      of: step.seq,
    });
  }

  #follow(record: JournalRecord): SealedRecord {
    const { change, history } = follow(this.#history, record);
    const sealed = seal(record, this.#head, this.#hashOf);
    this.project.apply(change);
    this.#coverage?.follow(change);
    this.#history = history;
    this.#head = { seq: sealed.seq, hash: sealed.hash };
    for (const listener of this.#listeners) listener(change, sealed);
    return sealed;
  }
}

/** Features of a large command that become true at once. */
const PART = 512;

/** What goes on while a large command is carried out. */
export interface LargeRun {
  /** Takes the record's text, UTF-8, in order. */
  piece(bytes: Uint8Array): void;
  /** Told where the record leads to, once all pieces were taken; nothing is changed before it is content. */
  sealed(head: JournalHead): Promise<void>;
  /** Told of each part of the change once it is true in memory. */
  part(change: Change): void;
  /** Told once all of it is true. */
  done(): void;
  /**
   * Rests where it is time to.
   *
   * @param throughout nothing can be given up any more
   */
  rest(throughout?: boolean): Promise<void> | undefined;
}

/** What a ledger takes from outside: ids never given before, and the clock. */
export interface LedgerEnv {
  readonly newId: () => string;
  /** ISO time. */
  readonly now: () => string;
  /** Makes the index that plans lean on (`PlanarGraph.build`); the ledger then follows each change with it. */
  readonly coverage?: (project: ProjectView) => FollowedCoverage;
  /** What gives the same as `chainHash` sooner, where the machine has it. */
  readonly hashOf?: typeof chainHash;
}

/**
 * Ids that follow from a seed: the same run gives the same ids. For the command line and benches; the window
 * uses random ones.
 */
export function seededIds(seed: string): () => string {
  let n = 0;
  return () => `${seed}-${(++n).toString(36)}`;
}
