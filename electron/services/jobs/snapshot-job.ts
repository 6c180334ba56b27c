import { join } from "node:path";
import type { SnapshotAbout } from "#core/bridge/bridge";
import { encodeDocument } from "#core/model/document";
import type { JournalHead } from "#core/model/journal";
import { RefusalError, refuse } from "#core/model/refusal";
import type { Job } from "#services/jobs/job";
import { readSnapshot, snapshotsAbout, takeSnapshot } from "#services/journal-snapshot";

/** Takes a snapshot of the project in a folder. */
export const snapshotJob: Job<{ readonly folder: string }, JournalHead | undefined> = ({ folder }) => ({
  value: takeSnapshot(folder),
});

/** What the snapshots of the project in a folder hold, newest first. */
export const listSnapshotsJob: Job<{ readonly folder: string }, readonly SnapshotAbout[]> = ({ folder }) => ({
  value: snapshotsAbout(folder),
});

/** Reads one snapshot; bytes: `encodeDocument`. @throws RefusalError `journal.snapshot-unreadable` */
export const readSnapshotJob: Job<{ readonly folder: string; readonly name: string }, object> = ({ folder, name }) => {
  const snapshot = readSnapshot(join(folder, name));
  if (!snapshot) throw new RefusalError(refuse("journal.snapshot-unreadable"));
  return { value: {}, bytes: encodeDocument(snapshot.document) };
};
