import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SYNTHETIC_CRS, syntheticCadastre } from "#core/engines/synthetic/cadastre";
import { emptyHead, FOUNDING, foundingChange, type JournalHead, type JournalRecord, seal } from "#core/model/journal";

/** Writes the journal of a large made-up cadastre into a data folder, as if it had been imported there. */
export function writeCadastre(home: string, parcels: number): void {
  const id = "cadastre";
  const time = "2026-01-01T00:00:00.000Z";
  const meta = { id, name: "Cadastre", crs: SYNTHETIC_CRS, created: time, attributions: [] };
  const acts: Omit<JournalRecord, "seq" | "time" | "kind">[] = [
    { command: FOUNDING, change: foundingChange(meta) },
    {
      command: "import-features",
      params: {},
      change: { added: syntheticCadastre(parcels, 1), updated: [], removed: [] },
    },
  ];
  let head: JournalHead = emptyHead;
  const lines = acts.map((act) => {
    const record = seal({ seq: head.seq + 1, time, kind: "do", ...act }, head);
    head = { seq: record.seq, hash: record.hash };
    return `${JSON.stringify(record)}\n`;
  });
  const folder = join(home, "projects", id);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, "journal.jsonl"), lines.join(""));
}
