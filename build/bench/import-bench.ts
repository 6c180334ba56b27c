import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SYNTHETIC_CRS } from "#core/engines/synthetic/cadastre";
import { villageOsm } from "#core/engines/synthetic/village";
import { osmFeatures } from "#core/formats/osm/osm-features";
import { readOsm } from "#core/formats/osm/read-osm";
import { projectionOf } from "#core/geometry/crs";
import { type Bench, measured, runsFor } from "./bench.ts";
import { BENCH_SEED } from "./synthetic-project.ts";

/** From an OpenStreetMap XML file on the disk to features of the project's CRS. */
export const importBench: Bench = {
  name: "import-osm",
  size: 25_000,
  unit: "buildings",
  runs: (size) => runsFor(size, 200_000),
  async prepare(folder, size) {
    await writeFile(join(folder, "village.osm"), villageOsm(size, BENCH_SEED));
    await writeFile(join(folder, "small.osm"), villageOsm(500, BENCH_SEED));
  },
  async run(folder, size) {
    const read = async (file: string) => {
      const bytes = await readFile(join(folder, file));
      const data = readOsm(bytes, { file });
      const { features } = osmFeatures(data, projectionOf(SYNTHETIC_CRS));
      return { features, nodes: data.nodes.count, bytes: bytes.length };
    };
    await read("small.osm");
    const { result, ms, cpuMs } = await measured(() => read("village.osm"));
    const buildings = result.features.filter((feature) => feature.class === "building").length;
    if (buildings !== size) throw new Error(`${size} buildings were written, ${buildings} read`);
    return {
      ms,
      cpuMs,
      counts: { features: result.features.length, nodes: result.nodes, bytes: result.bytes },
    };
  },
};
