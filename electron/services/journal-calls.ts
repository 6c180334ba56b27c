import { z } from "zod";
import type { Services } from "#core/bridge/bridge";
import type { SealedRecord } from "#core/model/journal";
import { RefusalError, refuse } from "#core/model/refusal";
import type { JournalShelf } from "#services/journal-shelf";
import { runJob } from "#services/run-job";

const sealedRecords = z.array(z.strictObject({ seq: z.number().int().positive(), text: z.string(), hash: z.string() }));

/** The calls on journals and on the projects that have one. */
export function journalCalls(
  shelf: JournalShelf,
): Pick<
  Services,
  | "project.list"
  | "project.remove"
  | "journal.append"
  | "journal.take"
  | "journal.head"
  | "journal.read"
  | "journal.replace"
  | "snapshot.list"
  | "snapshot.read"
> {
  return {
    "project.list": async () => ({ value: { projects: await shelf.list() } }),
    "project.remove": async ({ project }) => {
      await shelf.remove(project);
      return { value: {} };
    },
    "journal.append": async ({ project, records }) => ({ value: { head: await shelf.append(project, records) } }),
    "journal.take": async ({ project, seq, hash }, { bytes }) => ({
      value: { head: await shelf.append(project, [{ seq, text: textOf(bytes), hash }]) },
    }),
    "journal.head": ({ project }) => shelf.with(project, async (journal) => ({ value: await journal.state() })),
    "journal.read": ({ project, after }) =>
      shelf.with(project, async (journal) => {
        const { records, head } = await journal.read(after);
        return { value: { head }, bytes: Buffer.from(JSON.stringify(records), "utf8") };
      }),
    "journal.replace": ({ project }, { bytes }) =>
      shelf.with(project, async (journal) => ({ value: { head: await journal.replace(recordsOf(bytes)) } })),
    "snapshot.list": async ({ project }, { signal }) => {
      const { value } = await runJob("snapshot.list", { folder: shelf.folderOf(project) }, { signal });
      return { value: { snapshots: value } };
    },
    "snapshot.read": async ({ project, name }, { signal }) => {
      const { bytes } = await runJob("snapshot.read", { folder: shelf.folderOf(project), name }, { signal });
      return { value: {}, bytes };
    },
  };
}

function recordsOf(bytes: Uint8Array): SealedRecord[] {
  try {
    return sealedRecords.parse(JSON.parse(textOf(bytes)));
  } catch {
    throw new RefusalError(refuse("journal.unreadable-records"));
  }
}

/** @throws RefusalError `journal.unreadable-records` when it is no UTF-8 */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new RefusalError(refuse("journal.unreadable-records"));
  }
}
