import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { SnapshotAbout } from "#core/bridge/bridge";
import { type ProjectDocument, recordOf } from "#core/model/document";
import { type JournalHead, replay, type Step } from "#core/model/journal";
import { canonicalText, Project } from "#core/model/project";
import { writeBytesDurably } from "#services/durable-file";
import { scanJournal } from "#services/journal-scan";

/** How many snapshots of a project are kept. */
export const KEPT_SNAPSHOTS = 3;

/** A project's state after one record, kept beside its journal for the day the journal is damaged. */
export interface Snapshot {
  readonly head: JournalHead;
  /** The last step a planner would see in the history then; none in a project just founded. */
  readonly last?: Omit<Step, "change">;
  /** State without history. */
  readonly document: ProjectDocument;
}

/**
 * Writes the state that a project's journal leads to as `snapshot-<seq>-<hash>.json`, reads it back to see that it is
 * good, and only then removes the oldest beyond three.
 *
 * @param folder the project's own folder
 * @returns the head it was taken at; `undefined` for a journal that is damaged or holds no project
 */
export function takeSnapshot(folder: string): JournalHead | undefined {
  const { records, head, brokenAt } = scanJournal(readFileSync(join(folder, "journal.jsonl")));
  if (brokenAt !== undefined || records.length === 0) return undefined;
  const { project, history } = replay(records.map(recordOf));
  const last = history.done.at(-1);
  const snapshot: Snapshot = {
    head,
    ...(last ? { last: { seq: last.seq, time: last.time, command: last.command, params: last.params } } : {}),
    document: { meta: project.meta, features: [...project.all()], records: [] },
  };
  const body = JSON.stringify(snapshot);
  // A journal that was set back goes the same numbers again another way: the hash keeps the names apart.
  const path = join(folder, `snapshot-${String(head.seq).padStart(9, "0")}-${head.hash.slice(0, 8)}.json`);
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

/** What the snapshots of a project hold, newest first; each is read whole to see that it is good. */
export function snapshotsAbout(folder: string): SnapshotAbout[] {
  return snapshotNames(folder)
    .reverse()
    .map((name) => {
      const path = join(folder, name);
      const { mtime, size } = statSync(path);
      const file = { name, taken: mtime.toISOString(), bytes: size };
      const snapshot = readSnapshot(path);
      if (!snapshot) return file;
      const { head, last, document } = snapshot;
      return { ...file, holds: { seq: head.seq, features: document.features.length, ...(last ? { last } : {}) } };
    });
}

/** Names of a project's snapshots, oldest first; none where there is no folder. */
export function snapshotNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => NAME.test(name))
    .map((name) => ({ name, time: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => a.time - b.time || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

/** Reads a snapshot. @returns `undefined` when it is not there, or not what was written */
export function readSnapshot(path: string): Snapshot | undefined {
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, "utf8");
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  return text.slice(0, end) === digestOf(body) ? (JSON.parse(body) as Snapshot) : undefined;
}

/** Those without a hash are of the first versions. */
const NAME = /^snapshot-\d{9,}(-[0-9a-f]{8})?\.json$/;

function digestOf(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}
