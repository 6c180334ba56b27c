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
import type { CheckpointRow, MaillageDatabase, StepHead } from "#store/database";
import { windowRecords } from "#store/sealed-records";

/** Chunks asked for at once. */
const BATCH = 64;

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
    const count = checkpoint.chunks.reduce((sum, [, held]) => sum + held, 0);
    const chunks = new ChunkMap();
    const unpacked: Feature[] = [];
    for await (const batch of chunkTexts(database, checkpoint)) {
      for (const { chunk, text, held } of batch) {
        const features = JSON.parse(text) as Feature[];
        if (features.length !== held) return "damaged";
        for (const feature of features) unpacked.push(feature);
        chunks.adopt(chunk, features);
      }
    }
    const project = new Project(checkpoint.meta, unpacked);
    if (project.size !== count) return "damaged";
    const history = { done: checkpoint.done.map(stepOf), undone: checkpoint.undone.map(stepOf) };
    const tail = await windowRecords(database, id, checkpoint.head.seq + 1);
    return await withTail({ project, history, head: checkpoint.head, chunks, tail: 0 }, tail, database);
  } catch {
    return "damaged";
  }
}

/**
 * The chunks of a checkpoint in its order, which is that of their numbers, some at a time: the last are on their way
 * while the first are unpacked.
 */
async function* chunkTexts(database: MaillageDatabase, { project, chunks }: CheckpointRow) {
  const batches = Array.from({ length: Math.ceil(chunks.length / BATCH) }, (_, k) => {
    const held = chunks.slice(k * BATCH, (k + 1) * BATCH);
    const [[first], [last]] = [held[0] ?? [0], held.at(-1) ?? [0]];
    const range = database.chunks.where(":id").between([project, first], [project, last], true, true);
    return { held, rows: range.toArray() };
  });
  // A failure is told where it is waited for, and only once.
  for (const { rows } of batches) rows.catch(() => undefined);
  for (const { held, rows } of batches) {
    const texts = new Map((await rows).map(({ chunk, text }) => [chunk, text]));
    yield held.map(([chunk, count]) => ({ chunk, held: count, text: texts.get(chunk) ?? "[]" }));
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
