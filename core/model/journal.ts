import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { type Change, inverted } from "#core/model/change";
import { Project, type ProjectMeta } from "#core/model/project";

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

/** Seals a record behind the head of its chain. */
export function seal(record: JournalRecord, head: JournalHead): SealedRecord {
  const text = JSON.stringify(record);
  return { seq: record.seq, text, hash: chainHash(head.hash, text) };
}

/** The hash of a record's text behind the hash of the record before it. */
export function chainHash(previousHash: string, text: string): string {
  return bytesToHex(sha256(utf8ToBytes(`${previousHash}\n${text}`)));
}

/**
 * Follows a chain and gives its good part: the records up to the first that is missing, out of turn or altered.
 */
export function verifiedPrefix(
  records: readonly SealedRecord[],
  from: JournalHead = emptyHead,
): {
  readonly good: SealedRecord[];
  readonly head: JournalHead;
  /** `seq` of the first record at fault, if any. */
  readonly brokenAt?: number;
} {
  const good: SealedRecord[] = [];
  let head = from;
  for (const record of records) {
    if (record.seq !== head.seq + 1 || chainHash(head.hash, record.text) !== record.hash) {
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
 * What one record does: the change to apply, and the history after it.
 *
 * @throws Error (a damaged journal) when an undo or redo does not name the step whose turn it is, or that step's
 *   change has not been read back
 */
export function follow(history: History, record: JournalRecord): { change: Change; history: History } {
  if (record.kind === "do") {
    const change = record.change as Change;
    if (record.command === FOUNDING) return { change, history };
    const step: Step = {
      seq: record.seq,
      time: record.time,
      command: record.command,
      params: record.params ?? {},
      change,
    };
    return { change, history: { done: [...history.done, step], undone: [] } };
  }
  const stack = record.kind === "undo" ? history.done : history.undone;
  const step = stack.at(-1);
  if (!step?.change || step.seq !== record.of)
    throw new Error(`journal record ${record.seq}: ${record.kind} out of turn`);
  return record.kind === "undo"
    ? { change: inverted(step.change), history: { done: history.done.slice(0, -1), undone: [...history.undone, step] } }
    : { change: step.change, history: { done: [...history.done, step], undone: history.undone.slice(0, -1) } };
}

/**
 * Rebuilds a project from its records alone. The first record must bring the project's own words (`meta`).
 *
 * @throws Error when the records do not make a project
 */
export function replay(records: Iterable<JournalRecord>): { project: Project; history: History } {
  let project: Project | undefined;
  let history = emptyHistory;
  for (const record of records) {
    const step = follow(history, record);
    history = step.history;
    if (!project) {
      if (!step.change.meta) throw new Error("the first record does not name the project");
      project = new Project(step.change.meta[1]);
    }
    project.apply(step.change);
  }
  if (!project) throw new Error("no record");
  return { project, history };
}

/** Command of the first record of every project: it says what the project is. It is not a step and cannot be undone. */
export const FOUNDING = "create-project";

/** What the founding record changes. */
export function foundingChange(meta: ProjectMeta): Change {
  return { added: [], updated: [], removed: [], meta: [meta, meta] };
}
