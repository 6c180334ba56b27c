import type { Bridge } from "#core/bridge/bridge";
import type { SealedRecord } from "#core/model/journal";
import type { MaillageDatabase } from "#store/database";

/** The records a project has in the window's store, from a number on. Nothing is verified here. */
export async function windowRecords(database: MaillageDatabase, project: string, from = 0): Promise<SealedRecord[]> {
  const rows = await database.rowsOf(database.journal, project, from);
  return rows.map(({ seq, text, hash }) => ({ seq, text, hash }));
}

/** The good records a project has in its journal file, after a number. */
export async function journalRecords(bridge: Bridge, project: string, after = 0): Promise<SealedRecord[]> {
  const { bytes } = await bridge.call("journal.read", { project, after });
  return JSON.parse(new TextDecoder().decode(bytes)) as SealedRecord[];
}

/** Records as `journal.replace` takes them. */
export function recordBytes(records: readonly SealedRecord[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(records));
}
