import { SYNTHETIC_CRS, syntheticCadastre } from "#core/engines/synthetic/cadastre";
import type { Feature } from "#core/model/feature";
import {
  emptyHead,
  foundingChange,
  type JournalHead,
  type JournalRecord,
  type SealedRecord,
  seal,
} from "#core/model/journal";
import type { ProjectMeta } from "#core/model/project-meta";

export const BENCH_SEED = 42;
export const BENCH_TIME = "2026-01-01T00:00:00.000Z";

/** The words of a bench's project. */
export const benchMeta: ProjectMeta = {
  id: "banc",
  name: "Banc d'essai",
  crs: SYNTHETIC_CRS,
  created: BENCH_TIME,
  attributions: [],
};

/** The synthetic cadastre every bench works on. */
export function benchCadastre(parcels: number): Feature[] {
  return syntheticCadastre(parcels, BENCH_SEED);
}

/** Where a chain of records ends. */
export function journalHead(records: readonly SealedRecord[]): JournalHead {
  const last = records.at(-1);
  return last ? { seq: last.seq, hash: last.hash } : emptyHead;
}

/** A journal that founds a project and brings in features with one command. */
export function journalOf(features: readonly Feature[]): SealedRecord[] {
  const records: JournalRecord[] = [
    { seq: 1, time: BENCH_TIME, kind: "do", command: "create-project", change: foundingChange(benchMeta) },
    {
      seq: 2,
      time: BENCH_TIME,
      kind: "do",
      command: "import-features",
      params: { count: features.length },
      change: { added: features, updated: [], removed: [] },
    },
  ];
  const sealed: SealedRecord[] = [];
  for (const record of records) sealed.push(seal(record, journalHead(sealed)));
  return sealed;
}
