import type { JournalHead } from "#core/model/journal";
import type { Job } from "#services/jobs/job";
import { takeSnapshot } from "#services/journal-snapshot";

/** Takes a snapshot of the project in a folder. */
export const snapshotJob: Job<{ readonly folder: string }, JournalHead | undefined> = ({ folder }) => ({
  value: takeSnapshot(folder),
});
