import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SYNTHETIC_CRS } from "#core/engines/synthetic/cadastre";
import { villageOsm } from "#core/engines/synthetic/village";
import { seededIds } from "#core/model/ledger";
import { readProjectFile } from "#services/gpkg/read-project";

const cli = fileURLToPath(new URL("../../../electron/shells/cli.ts", import.meta.url));
const HOUSES = 4000;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-import-kill-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Imports a file into the project; killed after a while, when asked to. @returns whether it came to its end */
function imported(file: string, project: string, killAfterMs?: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const words = [cli, "import", file, "--project", project, "--crs", SYNTHETIC_CRS];
    const child = spawn(process.execPath, words, { stdio: "ignore" });
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs).unref();
    child.on("error", reject);
    child.on("exit", (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

function housesIn(project: string): number {
  const options = { name: "p", temp: folder, now: "2026-01-01T00:00:00.000Z", newId: seededIds("k") };
  const { document, editedOutside } = readProjectFile(project, options);
  expect(editedOutside).toBe(false);
  return document.features.filter((feature) => feature.class === "building").length;
}

it("killed at any moment, an import leaves the project as it was or has it whole", { timeout: 180_000 }, async () => {
  const [few, many, project] = [join(folder, "few.osm"), join(folder, "many.osm"), join(folder, "p.gpkg")];
  writeFileSync(few, villageOsm(30, 1));
  writeFileSync(many, villageOsm(HOUSES, 2));
  // A project that is not there yet is not there after a kill, or whole.
  if (!(await imported(many, project, 400)) && existsSync(project)) expect(housesIn(project)).toBe(HOUSES);
  rmSync(project, { force: true });

  expect(await imported(few, project)).toBe(true);
  const before = readFileSync(project);
  const begun = performance.now();
  expect(await imported(many, project)).toBe(true);
  const wholeMs = performance.now() - begun;
  const whole = housesIn(project);
  let killed = 0;
  for (const share of [0.3, 0.5, 0.65, 0.8, 0.9, 0.97]) {
    writeFileSync(project, before);
    if (!(await imported(many, project, share * wholeMs))) killed++;
    if (!readFileSync(project).equals(before)) expect(housesIn(project)).toBe(whole);
  }
  expect(killed).toBeGreaterThan(0);
});
