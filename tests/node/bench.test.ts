import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { benches } from "../../build/bench/benches.ts";
import { type BenchFigures, benchNames, runBench } from "../../build/bench/run.ts";
import { median, quantile, rounded } from "../../build/bench/statistics.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "maillage-bench-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("every bench", () => {
  it.each(benches)("$name does its work on a small world and gives figures", async (bench) => {
    const own = join(folder, bench.name);
    await mkdir(own);
    await bench.prepare?.(own, 60);
    const run = await bench.run(own, 60);
    expect(run.ms).toBeGreaterThan(0);
    expect(run.cpuMs).toBeGreaterThan(0);
    for (const [name, samples] of Object.entries(run.samples ?? {})) {
      expect(samples.length, name).toBeGreaterThan(0);
      expect(Math.min(...samples), name).toBeGreaterThan(0);
    }
    expect(bench.runs(bench.size) % 2).toBe(1);
  });
});

describe("runBench", () => {
  it("gives medians over fresh processes, with their number", async () => {
    const figures = (await runBench("replay", 50)) as BenchFigures;
    expect(figures).toMatchObject({ name: "replay", size: 50, unit: "parcels", n: 5 });
    expect(figures.leastMs).toBeLessThanOrEqual(figures.ms);
    expect(figures.ms).toBeLessThanOrEqual(figures.p95Ms);
    // A bare Node process takes more than 20 MiB; one that inherited the tests' own memory far more than 400.
    expect(figures.peakMiB).toBeGreaterThan(20);
    expect(figures.peakMiB).toBeLessThan(400);
    expect(figures.counts?.["features"]).toBeGreaterThan(50);
  });

  it("knows the benches the command line names", () => {
    expect(benchNames).toEqual(
      expect.arrayContaining(["open", "replay", "import-osm", "layout", "edit", "check", "ui"]),
    );
    expect(new Set(benchNames).size).toBe(benchNames.length);
  });

  it("refuses a name or a size it cannot run", async () => {
    await expect(runBench("fly")).rejects.toThrow(RangeError);
    await expect(runBench("open", 0)).rejects.toThrow(RangeError);
    await expect(runBench("open", 1.5)).rejects.toThrow(RangeError);
  });
});

describe("statistics", () => {
  it("takes the middle, and the rank that a share asks for", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(quantile([5, 1, 4, 2, 3], 0.95)).toBe(5);
    expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(
      quantile(
        Array.from({ length: 100 }, (_, i) => i + 1),
        0.95,
      ),
    ).toBe(95);
    expect(median([])).toBeNaN();
  });

  it("keeps the digits that mean something", () => {
    expect(rounded(12.3456)).toBe(12.3);
    expect(rounded(0.0045678)).toBe(0.00457);
    expect(rounded(123_456)).toBe(123_500);
  });
});
