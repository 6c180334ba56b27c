import type { Bridge } from "#core/bridge/bridge";
import type { JournalHead, SealedRecord } from "#core/model/journal";
import type { JournalRow, MaillageDatabase } from "#store/database";

/** A sealed record on its way to its two places; the text of a large one is held by the browser, outside the heap. */
export type KeptRecord = SealedRecord | LargeRecord;
type LargeRecord = Omit<SealedRecord, "text"> & { readonly text: Blob };

/** Texts up to this length go the plain way, bytes. */
const LARGE_BYTES = 1 << 20;

/** A record whose text comes piece by piece. */
export class RecordPieces {
  readonly #pieces: Blob[] = [];
  #record: KeptRecord | undefined;

  take(bytes: Uint8Array): void {
    this.#pieces.push(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  }

  /** Makes the record of all pieces: large ones stay where they are. */
  async seal({ seq, hash }: JournalHead): Promise<void> {
    const text = new Blob(this.#pieces);
    this.#record = text.size > LARGE_BYTES ? { seq, hash, text } : { seq, hash, text: await text.text() };
  }

  /** @throws Error (a bug) before it was sealed */
  get record(): KeptRecord {
    if (!this.#record) throw new Error("a record that is not sealed");
    return this.#record;
  }
}

/** The record with its text as a string. */
export async function wholeRecord(record: KeptRecord): Promise<SealedRecord> {
  return isLarge(record) ? { ...record, text: await record.text.text() } : record;
}

/** Puts records into the window's store, in their order. */
export async function keepInWindow(
  database: MaillageDatabase,
  project: string,
  records: readonly KeptRecord[],
): Promise<void> {
  await database.ready();
  for (const run of runsOf(records)) {
    if (isLarge(run)) await putLarge(database, project, run);
    else await database.journal.bulkPut(run.map((record): JournalRow => ({ project, ...record })));
  }
}

/** Appends records to the journal file, in their order. */
export async function keepInJournal(bridge: Bridge, project: string, records: readonly KeptRecord[]): Promise<void> {
  for (const run of runsOf(records)) {
    if (!isLarge(run)) await bridge.call("journal.append", { project, records: [...run] });
    else {
      const { seq, hash, text } = run;
      await bridge.call("journal.take", { project, seq, hash }, { blob: text });
    }
  }
}

/** A message to `journal-row-worker`: a row of the journal to be put into a store. */
interface RowOrder {
  /** The bucket the store lies in, when it is not the origin's own. */
  readonly bucket: string | undefined;
  readonly database: string;
  readonly project: string;
  readonly record: LargeRecord;
}

/** Its answer: nothing, or what the store said. */
interface RowAnswer {
  readonly error?: { readonly name: string; readonly message: string };
}

/** A text of many megabytes is written by a worker: the window would stand still for as long as it takes to copy it. */
function putLarge(database: MaillageDatabase, project: string, record: LargeRecord): Promise<void> {
  const worker = new Worker(new URL("../workers/journal-row-worker.ts", import.meta.url), { type: "module" });
  return new Promise<void>((resolve, reject) => {
    worker.onmessage = ({ data: { error } }: MessageEvent<RowAnswer>) => {
      if (error) reject(Object.assign(new Error(error.message), { name: error.name }));
      else resolve();
    };
    worker.onerror = (event) => reject(new Error(event.message));
    const order: RowOrder = { bucket: database.bucket, database: database.name, project, record };
    worker.postMessage(order);
  }).finally(() => worker.terminate());
}

function isLarge(record: KeptRecord | readonly KeptRecord[]): record is LargeRecord {
  return "text" in record && typeof record.text !== "string";
}

/** Runs of plain records, and large ones alone. */
function runsOf(records: readonly KeptRecord[]): (readonly SealedRecord[] | LargeRecord)[] {
  const runs: (SealedRecord[] | LargeRecord)[] = [];
  for (const record of records) {
    const last = runs.at(-1);
    if (typeof record.text !== "string") runs.push(record as LargeRecord);
    else if (Array.isArray(last)) last.push(record as SealedRecord);
    else runs.push([record as SealedRecord]);
  }
  return runs;
}
