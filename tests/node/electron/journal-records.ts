import { emptyHead, FOUNDING, foundingChange, type JournalHead, type SealedRecord, seal } from "#core/model/journal";
import type { ProjectMeta } from "#core/model/project-meta";

/** A project's words, for journals that hold nothing else. */
export const villageMeta: ProjectMeta = {
  id: "beleko",
  name: "Bèlèko",
  crs: "EPSG:32629",
  created: "2026-03-01T08:00:00.000Z",
  attributions: [],
};

/** `count` sealed records behind a head: a founding record first, then renamings. */
export function chain(count: number, from: JournalHead = emptyHead): SealedRecord[] {
  const out: SealedRecord[] = [];
  let head = from;
  for (let i = 0; i < count; i++) {
    const seq = head.seq + 1;
    const change = {
      ...foundingChange(villageMeta),
      meta: [villageMeta, { ...villageMeta, name: `Bèlèko ${seq}` }] as const,
    };
    const record = seal(
      {
        seq,
        time: new Date(Date.UTC(2026, 2, 1, 8, 0, seq)).toISOString(),
        kind: "do",
        command: seq === 1 ? FOUNDING : "rename-project",
        change: seq === 1 ? foundingChange(villageMeta) : change,
      },
      head,
    );
    out.push(record);
    head = { seq, hash: record.hash };
  }
  return out;
}
