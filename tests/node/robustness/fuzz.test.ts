import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faultOfWords, type Reading, readEveryWay, saysWhere } from "#tests/node/robustness/read-everyway";
import { seedFiles } from "#tests/node/robustness/seed-files";

/** `MAILLAGE_FUZZ=10000 npx vitest run tests/node/robustness/fuzz.test.ts` is the long run. */
const MUTATIONS = Number(process.env["MAILLAGE_FUZZ"] ?? 450);
const FIRST_SEED = Number(process.env["MAILLAGE_FUZZ_SEED"] ?? 1);
const THREADS = 2;
const MOST_MS = 5_000;
const MOST_MIB = 512;

/** `MAILLAGE_FUZZ_FILES=dxf$` damages only the files so named. */
const seeds = seedFiles().filter(({ name }) => new RegExp(process.env["MAILLAGE_FUZZ_FILES"] ?? "").test(name));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-fuzz-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly name: string;
  readonly seed: number;
  readonly readings: readonly Reading[];
  readonly ms: number;
}

/** A thread that reads, once it has started what it needs. */
async function startReader(): Promise<Worker> {
  const worker = new Worker(new URL("children/reader.ts", import.meta.url), {
    workerData: { seeds, folder },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MIB },
  });
  // A worker stops handing messages out when its last listener goes, unless its own bookkeeping went before.
  worker.removeAllListeners();
  await new Promise((resolve) => worker.on("message", resolve));
  return worker;
}

/** Runs a share of the mutations in one thread; a thread that hangs or dies is replaced and its case noted. */
async function runThread(next: () => number | undefined, outcomes: Outcome[]): Promise<void> {
  let worker: Worker | undefined;
  for (let case_ = next(); case_ !== undefined; case_ = next()) {
    const seed = FIRST_SEED + case_;
    const place = case_ % seeds.length;
    const name = seeds[place]?.name ?? "";
    worker ??= await startReader();
    const held: Worker = worker;
    const done = await new Promise<{ readings: Reading[]; ms: number }>((resolve) => {
      const lost = (crash: string): void => resolve({ readings: [{ way: "thread", crash }], ms: 0 });
      const watch = setTimeout(() => lost("hang"), MOST_MS * 2);
      held.removeAllListeners();
      held.on("message", (message) => {
        clearTimeout(watch);
        resolve(message);
      });
      held.on("error", (error) => {
        clearTimeout(watch);
        lost(error.stack ?? error.message);
      });
      held.postMessage({ place, seed });
    });
    if (done.readings[0]?.way === "thread") {
      await held.terminate();
      worker = undefined;
    }
    outcomes.push({ name, seed, ...done });
  }
  await worker?.terminate();
}

describe("damaged files", () => {
  it("are sound before they are damaged", async () => {
    for (const { name, bytes } of seeds) {
      const readings = await readEveryWay(name, bytes, folder);
      expect(
        readings.some(({ refusal, crash }) => !refusal && !crash),
        `${name} ${JSON.stringify(readings)}`,
      ).toBe(true);
      expect(readings.filter(({ crash }) => crash)).toEqual([]);
    }
  });

  it(
    `end as read or refused, with the place: ${MUTATIONS} mutations`,
    async () => {
      const outcomes: Outcome[] = [];
      let at = 0;
      const next = (): number | undefined => (at < MUTATIONS ? at++ : undefined);
      await Promise.all(Array.from({ length: THREADS }, () => runThread(next, outcomes)));
      expect(outcomes.length).toBe(MUTATIONS);

      const crashes = outcomes.flatMap(({ name, seed, readings }) =>
        readings.flatMap(({ way, crash }) => (crash ? [`${name} seed ${seed} ${way}: ${crash}`] : [])),
      );
      expect(crashes).toEqual([]);
      expect(outcomes.filter(({ ms }) => ms > MOST_MS)).toEqual([]);
      const refusals = outcomes.flatMap(({ readings }) => readings.flatMap(({ refusal }) => refusal ?? []));
      expect(new Set(refusals.map(faultOfWords).filter((fault) => fault !== ""))).toEqual(new Set());
      const lost = refusals.filter((refusal) => !refusal.file || !saysWhere(refusal));
      const tally = Object.entries(Object.groupBy(lost, ({ code }) => code)).map(([code, some]) => [
        code,
        some?.length,
      ]);
      const slowest = Math.max(...outcomes.map(({ ms }) => ms));
      if (process.env["MAILLAGE_FUZZ"]) {
        console.log({ mutations: MUTATIONS, refusals: refusals.length, withoutPlace: lost.length, slowestMs: slowest });
        console.log(JSON.stringify(tally));
      }
      expect(lost.length / refusals.length, JSON.stringify(tally)).toBeLessThanOrEqual(0.01);
      expect(readdirSync(folder)).toEqual([]);
    },
    MUTATIONS * 100 + 20_000,
  );
});
