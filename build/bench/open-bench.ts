import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { documentOf, recordOf } from "#core/model/document";
import { replay, verifiedPrefix } from "#core/model/journal";
import { seededIds } from "#core/model/ledger";
import { Project } from "#core/model/project";
import { readProjectFile } from "#services/gpkg/read-project";
import { writeProjectFile } from "#services/gpkg/write-project";
import { JournalFile } from "#services/journal-file";
import { type Bench, measured, runsFor } from "./bench.ts";
import { BENCH_TIME, benchCadastre, benchMeta, journalOf } from "./synthetic-project.ts";

const worlds = (size: number) =>
  [
    ["project", size],
    ["small", 1000],
  ] as const;

/** Opening a project file (GeoPackage with its history) into a project in memory. */
export const openBench: Bench = {
  name: "open",
  size: 100_000,
  unit: "parcels",
  runs: (size) => runsFor(size, 500_000),
  async prepare(folder, size) {
    for (const [name, parcels] of worlds(size)) {
      const features = benchCadastre(parcels);
      const document = documentOf(new Project(benchMeta, features), journalOf(features));
      writeProjectFile(join(folder, `${name}.gpkg`), document, {
        profile: "interne",
      });
    }
    await mkdir(join(folder, "temp"));
  },
  async run(folder, size) {
    const open = (name: string) => {
      const options = { name, temp: join(folder, "temp"), now: BENCH_TIME, newId: seededIds("b") };
      const { document, editedOutside } = readProjectFile(join(folder, `${name}.gpkg`), options);
      if (editedOutside) throw new Error("the file came back as edited outside");
      return new Project(document.meta, document.features);
    };
    open("small");
    const { result, ms, cpuMs } = await measured(() => open("project"));
    return { ms, cpuMs, counts: { features: whole(result, size).size } };
  },
};

/** Rebuilding a project from the journal on the disk: read, follow the hashes, replay. */
export const replayBench: Bench = {
  name: "replay",
  size: 100_000,
  unit: "parcels",
  runs: (size) => runsFor(size, 500_000),
  async prepare(folder, size) {
    for (const [name, parcels] of worlds(size)) {
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
    return { ms, cpuMs, counts: { features: whole(result, size).size } };
  },
};

function whole(project: Project, parcels: number): Project {
  if (project.countOf("parcel") !== parcels) throw new Error("parcels were lost on the way");
  return project;
}
