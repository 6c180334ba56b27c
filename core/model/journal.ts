import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { type Change, inverted } from "#core/model/change";
import { Project } from "#core/model/project";
import type { ProjectMeta } from "#core/model/project-meta";

/**
 * One record of the journal: one command carried out, undone or redone. Records are numbered from 1, chained by
 * hash and never changed or removed; the state of a project is its records replayed.
 */
export interface JournalRecord {
  readonly seq: number;
  /** ISO time. */
  readonly time: string;
  readonly kind: "do" | "undo" | "redo";
  /** `do`: the command's id. */
  readonly command: string;
  /** Values for the command's words in the history (`command.<id>.done`). */
  readonly params?: Readonly<Record<string, string | number>>;
  /** `undo`, `redo`: the `seq` of the record that is taken back or done again. */
  readonly of?: number;
  /** `do`: what it changed. Empty for `undo` and `redo`, which follow from `of`. */
  readonly change?: Change;
}

/** A record as it is kept: its text, and the hash that ties it to all records before it. */
export interface SealedRecord {
  readonly seq: number;
  /** `JSON.stringify` of the record. What the hash is taken of, so it is stored, sent and compared as it is. */
  readonly text: string;
  /** Hex SHA-256 of `previous hash + "\n" + text`. */
  readonly hash: string;
}

/** Where a chain of records ends. `{ seq: 0, hash: "" }` before the first. */
export interface JournalHead {
  readonly seq: number;
  readonly hash: string;
}

export const emptyHead: JournalHead = { seq: 0, hash: "" };

/** Seals a record behind the head of its chain. @param hashOf `chainHash`, or what gives the same sooner */
export function seal(record: JournalRecord, head: JournalHead, hashOf: typeof chainHash = chainHash): SealedRecord {
  const text = JSON.stringify(record);
  return { seq: record.seq, text, hash: hashOf(head.hash, text) };
}

/** The hash of a record's text behind the hash of the record before it. */
export function chainHash(previousHash: string, text: string): string {
  return bytesToHex(sha256(utf8ToBytes(`${previousHash}\n${text}`)));
}

/**
 * Follows a chain and gives its good part: the records up to the first that is missing, out of turn or altered.
 *
 * @param hashOf `chainHash`, or what gives the same sooner where the machine has it
 */
export function verifiedPrefix(
  records: readonly SealedRecord[],
  from: JournalHead = emptyHead,
  hashOf: typeof chainHash = chainHash,
): {
  readonly good: SealedRecord[];
  readonly head: JournalHead;
  /** `seq` of the first record at fault, if any. */
  readonly brokenAt?: number;
} {
  const good: SealedRecord[] = [];
  let head = from;
  for (const record of records) {
    if (record.seq !== head.seq + 1 || hashOf(head.hash, record.text) !== record.hash) {
      return { good, head, brokenAt: head.seq + 1 };
    }
    good.push(record);
    head = { seq: record.seq, hash: record.hash };
  }
  return { good, head };
}

/** One step of the history a planner sees: a command that was carried out and can be taken back. */
export interface Step {
  readonly seq: number;
  readonly time: string;
  readonly command: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** `null` for a step of an earlier day whose record has not been read back yet. */
  readonly change: Change | null;
}

/** The linear history of a project: steps done, oldest first, and steps undone, next to redo last. */
export interface History {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
}

export const emptyHistory: History = { done: [], undone: [] };

/**
 * A history that is being read, record by record. Where many records follow each other it costs each its own step;
 * `follow` copies the history at every one.
 */
export class HistoryReader {
  readonly #done: Step[];
  #undone: Step[];

  constructor(from: History = emptyHistory) {
    this.#done = [...from.done];
    this.#undone = [...from.undone];
  }

  /**
   * Takes in the next record.
   *
   * @returns the change to apply
   * @throws Error (a damaged journal) when an undo or redo does not name the step whose turn it is, or that step's
   *   change has not been read back
   */
  take(record: JournalRecord): Change {
    if (record.kind === "do") {
      const change = record.change as Change;
      if (record.command === FOUNDING) return change;
      const { seq, time, command, params = {} } = record;
      this.#done.push({ seq, time, command, params, change });
      this.#undone = [];
      return change;
    }
    const [from, to] = record.kind === "undo" ? [this.#done, this.#undone] : [this.#undone, this.#done];
    const step = from.at(-1);
    if (!step?.change || step.seq !== record.of)
      throw new Error(`journal record ${record.seq}: ${record.kind} out of turn`);
    from.pop();
    to.push(step);
    return record.kind === "undo" ? inverted(step.change) : step.change;
  }

  /** The history after the records taken. The reader is done with after this. */
  finish(): History {
    return { done: this.#done, undone: this.#undone };
  }
}

/**
 * What one record does: the change to apply, and the history after it.
 *
 * @throws Error as `HistoryReader.take`
 */
export function follow(history: History, record: JournalRecord): { change: Change; history: History } {
  const reader = new HistoryReader(history);
  const change = reader.take(record);
  return { change, history: reader.finish() };
}

/**
 * Rebuilds a project from its records alone. The first record must bring the project's own words (`meta`).
 *
 * @throws Error when the records do not make a project
 */
export function replay(records: Iterable<JournalRecord>): { project: Project; history: History } {
  let project: Project | undefined;
  const reader = new HistoryReader();
  for (const record of records) {
    const change = reader.take(record);
    if (!project) {
      if (!change.meta) throw new Error("the first record does not name the project");
      project = new Project(change.meta[1]);
    }
    project.apply(change);
  }
  if (!project) throw new Error("no record");
  return { project, history: reader.finish() };
}

/** Command of the first record of every project: it says what the project is. It is not a step and cannot be undone. */
export const FOUNDING = "create-project";

/** What the founding record changes. */
export function foundingChange(meta: ProjectMeta): Change {
  return { added: [], updated: [], removed: [], meta: [meta, meta] };
}
