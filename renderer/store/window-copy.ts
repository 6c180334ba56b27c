import { recordOf } from "#core/model/document";
import type { Feature } from "#core/model/feature";
import {
  emptyHistory,
  follow,
  type History,
  type JournalHead,
  type SealedRecord,
  type Step,
  verifiedPrefix,
} from "#core/model/journal";
import { Project } from "#core/model/project";
import { ChunkMap, weightOf } from "#store/chunks";
import type { MaillageDatabase, StepHead } from "#store/database";
import { windowRecords } from "#store/sealed-records";

/** A project as the window's store gives it back. */
export interface WindowCopy {
  readonly project: Project;
  readonly history: History;
  readonly head: JournalHead;
  readonly chunks: ChunkMap;
  /** Weight of the records behind the checkpoint (`weightOf` their changes). */
  readonly tail: number;
}

/**
 * Reads a project from the window's store: chunks of the last checkpoint, then the journal's tail.
 *
 * @returns `undefined` when the store holds nothing of it; `"damaged"` when a row is missing, altered or unreadable
 */
export async function readWindowCopy(
  database: MaillageDatabase,
  id: string,
): Promise<WindowCopy | "damaged" | undefined> {
  try {
    await database.ready();
    const checkpoint = await database.checkpoints.get(id);
    if (!checkpoint) {
      const records = await windowRecords(database, id);
      return records.length === 0 ? undefined : fromRecords(records);
    }
    const chunks = new ChunkMap();
    const rows = await database.rowsOf(database.chunks, id);
    const texts = new Map(rows.map((row) => [row.chunk, row.text]));
    const project = new Project(checkpoint.meta);
    for (const [chunk, count] of checkpoint.chunks) {
      const features = JSON.parse(texts.get(chunk) ?? "[]") as Feature[];
      if (features.length !== count) return "damaged";
      project.apply({ added: features, updated: [], removed: [] });
      chunks.adopt(chunk, features);
    }
    const history = { done: checkpoint.done.map(stepOf), undone: checkpoint.undone.map(stepOf) };
    const tail = await windowRecords(database, id, checkpoint.head.seq + 1);
    return await withTail({ project, history, head: checkpoint.head, chunks, tail: 0 }, tail, database);
  } catch {
    return "damaged";
  }
}

/** Follows further records on top of a copy; `"damaged"` when they do not follow. */
export async function withTail(
  copy: WindowCopy,
  records: readonly SealedRecord[],
  database: MaillageDatabase,
): Promise<WindowCopy | "damaged"> {
  const { good, head, brokenAt } = verifiedPrefix(records, copy.head);
  if (brokenAt !== undefined) return "damaged";
  let { history, tail } = copy;
  for (const sealed of good) {
    const record = recordOf(sealed);
    if (record.kind !== "do") history = await recalled(history, record.of as number, copy.project.meta.id, database);
    const step = follow(history, record);
    copy.project.apply(step.change);
    copy.chunks.follow(step.change);
    history = step.history;
    tail += weightOf(step.change);
  }
  return { ...copy, history, head, tail };
}

/** Rebuilds a project from all its records. */
export function fromRecords(records: readonly SealedRecord[]): WindowCopy | "damaged" {
  const { good, head, brokenAt } = verifiedPrefix(records);
  const first = good[0];
  if (brokenAt !== undefined || !first) return "damaged";
  const founding = recordOf(first).change?.meta;
  if (!founding) return "damaged";
  const project = new Project(founding[1]);
  const chunks = new ChunkMap();
  let history = emptyHistory;
  let tail = 0;
  for (const sealed of good) {
    const step = follow(history, recordOf(sealed));
    project.apply(step.change);
    chunks.follow(step.change);
    history = step.history;
    tail += weightOf(step.change);
  }
  return { project, history, head, chunks, tail };
}

async function recalled(history: History, seq: number, project: string, database: MaillageDatabase): Promise<History> {
  const wanted = [...history.done, ...history.undone].find((step) => step.seq === seq);
  if (!wanted || wanted.change) return history;
  const row = await database.journal.get([project, seq]);
  const change = row ? (recordOf(row).change ?? null) : null;
  const filled = (step: Step): Step => (step.seq === seq ? { ...step, change } : step);
  return { done: history.done.map(filled), undone: history.undone.map(filled) };
}

function stepOf(head: StepHead): Step {
  return { ...head, change: null };
}
