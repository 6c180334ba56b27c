import { existsSync, readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { recordOf } from "#core/model/document";
import type { Feature } from "#core/model/feature";
import { replay, type SealedRecord, verifiedPrefix } from "#core/model/journal";
import { canonicalText, Project } from "#core/model/project";
import type { ProjectMeta } from "#core/model/project-meta";

/** What a place that keeps a project holds, read without the program's own readers. */
export interface Place {
  /** Records in their order, chain followed to the end. */
  readonly records: readonly SealedRecord[];
  /** The state they lead to, as canonical text. */
  readonly state: string;
}

/** Reads a journal file. @throws Error when a line is torn or the chain breaks */
export function journalPlace(path: string): Place {
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  if (lines.pop() !== "") throw new Error("the journal file ends in the middle of a line");
  return placeOf(lines.map((line) => JSON.parse(line) as SealedRecord));
}

interface Dump {
  readonly journal: SealedRecord[];
  readonly chunks: { chunk: number; text: string }[];
  readonly checkpoints: { head: { seq: number }; meta: ProjectMeta; chunks: [number, number][] }[];
}

/**
 * Reads the window's store from a page of its origin.
 *
 * @throws Error when the chain breaks, or chunks and the state of the records at the checkpoint differ
 */
export async function windowPlace(page: Page): Promise<Place> {
  const { journal, chunks, checkpoints } = await page.evaluate(async (): Promise<Dump> => {
    const bucket = localStorage.getItem("maillage.bucket");
    const { storageBuckets } = navigator as unknown as {
      storageBuckets: { open(name: string): Promise<{ indexedDB: IDBFactory }> };
    };
    const factory = bucket ? (await storageBuckets.open(bucket)).indexedDB : indexedDB;
    const opening = factory.open("maillage");
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const rows = (table: string) =>
      new Promise((resolve, reject) => {
        const all = database.transaction(table).objectStore(table).getAll();
        all.onsuccess = () => resolve(all.result);
        all.onerror = () => reject(all.error);
      });
    const dump = {
      journal: await rows("journal"),
      chunks: await rows("chunks"),
      checkpoints: await rows("checkpoints"),
    };
    database.close();
    return dump as Dump;
  });
  const place = placeOf(journal.map(({ seq, text, hash }) => ({ seq, text, hash })));
  const checkpoint = checkpoints[0];
  if (checkpoint) {
    const texts = new Map(chunks.map(({ chunk, text }) => [chunk, text]));
    const features = checkpoint.chunks.flatMap(([chunk]) => JSON.parse(texts.get(chunk) ?? "[]") as Feature[]);
    const folded = canonicalText(new Project(checkpoint.meta, features));
    const replayed = placeOf(place.records.slice(0, checkpoint.head.seq)).state;
    if (folded !== replayed) throw new Error(`the chunks at record ${checkpoint.head.seq} are not its state`);
  }
  return place;
}

function placeOf(records: readonly SealedRecord[]): Place {
  const { brokenAt } = verifiedPrefix(records);
  if (brokenAt !== undefined) throw new Error(`the chain breaks at record ${brokenAt}`);
  return { records, state: records.length === 0 ? "" : canonicalText(replay(records.map(recordOf)).project) };
}
