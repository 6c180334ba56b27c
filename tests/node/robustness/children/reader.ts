import { parentPort, workerData } from "node:worker_threads";
import { mutate } from "#tests/node/robustness/mutate";
import type { SeedFile } from "#tests/node/robustness/outside-seeds";
import { readEveryWay } from "#tests/node/robustness/read-everyway";

/** Damages one seed file at a time and reads it; a promise nobody waits for ends the thread, as it ends a job. */
const { seeds, folder } = workerData as { seeds: readonly SeedFile[]; folder: string };

// What starts slowly on a busy machine (GDAL's process) is started before the clock is.
const slow = seeds.find(({ name }) => name.endsWith(".gml"));
if (slow) await readEveryWay(slow.name, slow.bytes, folder);
parentPort?.postMessage("ready");

parentPort?.on("message", async ({ place, seed }: { place: number; seed: number }) => {
  const { name, bytes } = seeds[place] as SeedFile;
  const donor = (seeds[(place + 1 + (seed % (seeds.length - 1))) % seeds.length] as SeedFile).bytes;
  const started = performance.now();
  const readings = await readEveryWay(name, mutate(bytes, donor, seed), folder);
  parentPort?.postMessage({ readings, ms: performance.now() - started });
});
