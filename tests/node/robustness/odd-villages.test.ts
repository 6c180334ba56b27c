import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BridgeError } from "#core/bridge/bridge-error";
import { RefusalError } from "#core/model/refusal";
import type { Job } from "#services/jobs/job";
import type { JobName } from "#services/jobs/jobs";
import { checkVerb } from "#shells/cli/check";
import { exportVerb } from "#shells/cli/export";
import { importVerb } from "#shells/cli/import";
import { layoutVerb } from "#shells/cli/layout";
import { printVerb } from "#shells/cli/print";
import { oddVillages } from "#tests/node/robustness/odd-villages";

// The same jobs in this thread: starting one for each step of each village would take most of the time.
vi.mock("#services/run-job", async () => {
  const { jobs } = await import("#services/jobs/jobs");
  const runJob = async (name: JobName, input: unknown, { bytes = new Uint8Array(0) } = {}) => {
    const job = (await jobs[name]()) as Job<unknown, unknown>;
    return { bytes: new Uint8Array(0), ...(await job(input, { bytes, progress: () => undefined })) };
  };
  return { runJob };
});

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-odd-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What stops each village, where something must: the verb and the code. */
const STOPPED: Readonly<Record<string, string>> = {
  "no house": "layout layout.no-site",
  "only nodes": "layout layout.no-site",
  "only relations": "import import.nothing",
  "two hamlets 900 km apart": "import import.too-wide",
  "coordinates off the globe": "import osm.bad-coordinates",
};

describe("an odd village, from OpenStreetMap to paper", () => {
  it.each(Object.keys(oddVillages))("%s", async (name) => {
    const at = (file: string): string => join(folder, file);
    writeFileSync(at("v.osm"), oddVillages[name]?.() ?? "");
    const context = { lang: "fr", temp: folder, seed: "1", progress: () => undefined } as const;
    const project = { project: at("p.gpkg") };
    const steps: readonly (readonly [verb: string, run: () => Promise<object>])[] = [
      ["import", () => importVerb.run([at("v.osm")], project, context)],
      ["layout", () => layoutVerb.run([at("p.gpkg")], { site: "auto", out: at("o.gpkg") }, context)],
      ["check", () => checkVerb.run([at("o.gpkg")], {}, context)],
      ["print", () => printVerb.run([at("o.gpkg")], { template: "A3", out: at("o.pdf") }, context)],
      ["export", () => exportVerb.run([at("o.gpkg"), at("o.geojson")], {}, context)],
      ["export", () => exportVerb.run([at("o.gpkg"), at("o.dxf")], {}, context)],
    ];
    let stopped = "";
    for (const [verb, run] of steps) {
      try {
        const answer = (await run()) as { areaErrorM2?: number; housesCut?: number };
        if (verb === "layout") {
          expect(answer.areaErrorM2).toBeLessThan(0.1);
          expect(answer.housesCut).toBe(0);
        }
      } catch (thrown) {
        const refused = thrown instanceof RefusalError || (thrown instanceof BridgeError && thrown.kind === "refusal");
        if (!refused) throw thrown;
        stopped = `${verb} ${thrown.refusal.code}`;
        break;
      }
    }
    expect(stopped).toBe(STOPPED[name] ?? "");
    const left = readdirSync(folder);
    expect(left.filter((file) => !/^(v\.osm|[po]\.gpkg|o\.(pdf|geojson|dxf))$/.test(file))).toEqual([]);
    for (const file of left) expect(statSync(at(file)).size).toBeGreaterThan(0);
  });
});
