import { join } from "node:path";
import { recordOf } from "#core/model/document";
import { replay, verifiedPrefix } from "#core/model/journal";
import { JournalFile } from "#services/journal-file";
import { type Bench, measured, runsFor } from "./bench.ts";
import { benchCadastre, journalOf } from "./synthetic-project.ts";

/** Opening a project from its journal: read, follow the hashes, replay. What the recovery screen does. */
export const openBench: Bench = {
  name: "open",
  size: 100_000,
  unit: "parcels",
  runs: (size) => runsFor(size, 500_000),
  async prepare(folder, size) {
    for (const [name, parcels] of [
      ["project", size],
      ["small", 1000],
    ] as const) {
      const journal = new JournalFile(join(folder, name));
      await journal.append(journalOf(benchCadastre(parcels)));
      await journal.close();
    }
  },
  async run(folder, size) {
    const open = async (name: string) => {
      const journal = new JournalFile(join(folder, name));
      const { records } = await journal.read(0);
      const { good } = verifiedPrefix(records);
      const { project } = replay(good.map(recordOf));
      await journal.close();
      return project;
    };
    await open("small");
    const { result, ms, cpuMs } = await measured(() => open("project"));
    if (result.countOf("parcel") !== size) throw new Error("parcels were lost on the way");
    return { ms, cpuMs, counts: { features: result.size } };
  },
};
