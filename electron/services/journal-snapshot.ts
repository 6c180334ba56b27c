import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type ProjectDocument, recordOf } from "#core/model/document";
import { type JournalHead, replay } from "#core/model/journal";
import { canonicalText, Project } from "#core/model/project";
import { writeBytesDurably } from "#services/durable-file";
import { scanJournal } from "#services/journal-scan";

/** How many snapshots of a project are kept. */
export const KEPT_SNAPSHOTS = 3;

/** A project's state after one record, kept beside its journal for the day the journal is damaged. */
export interface Snapshot {
  readonly head: JournalHead;
  /** State without history. */
  readonly document: ProjectDocument;
}

/**
 * Writes the state that a project's journal leads to as `snapshot-<seq>.json`, reads it back to see that it is
 * good, and only then removes the oldest beyond three.
 *
 * @param folder the project's own folder
 * @returns the head it was taken at; `undefined` for a journal that is damaged or holds no project
 */
export function takeSnapshot(folder: string): JournalHead | undefined {
  const { records, head, brokenAt } = scanJournal(readFileSync(join(folder, "journal.jsonl")));
  if (brokenAt !== undefined || records.length === 0) return undefined;
  const { project } = replay(records.map(recordOf));
  const body = JSON.stringify({ head, document: { meta: project.meta, features: [...project.all()], records: [] } });
  const path = join(folder, `snapshot-${String(head.seq).padStart(9, "0")}.json`);
  writeBytesDurably(path, `${digestOf(body)}\n${body}`);
  const back = readSnapshot(path);
  if (!back || canonicalText(new Project(back.document.meta, back.document.features)) !== canonicalText(project)) {
    throw new Error(`the snapshot ${path} does not read back`);
  }
  for (const name of snapshotNames(folder).slice(0, -KEPT_SNAPSHOTS)) rmSync(join(folder, name), { force: true });
  return head;
}

/** The newest snapshot that is good, if any. */
export function newestSnapshot(folder: string): Snapshot | undefined {
  for (const name of snapshotNames(folder).reverse()) {
    const snapshot = readSnapshot(join(folder, name));
    if (snapshot) return snapshot;
  }
  return undefined;
}

/** Names of a project's snapshots, oldest first. */
export function snapshotNames(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^snapshot-\d{9,}\.json$/.test(name))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

function readSnapshot(path: string): Snapshot | undefined {
  const text = readFileSync(path, "utf8");
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  if (text.slice(0, end) !== digestOf(body)) return undefined;
  const { head, document } = JSON.parse(body) as Snapshot;
  return { head, document };
}

function digestOf(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}
