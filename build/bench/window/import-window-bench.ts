import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addressOf, freePort, spawnShell } from "../../browser-shell.ts";
import { median, rounded } from "../statistics.ts";
import { buildWindow, endShell } from "./build-window.ts";
import { ChromiumWindow } from "./chromium-window.ts";
import { stillPicture } from "./hand.ts";
import { longestTaskOf } from "./main-thread.ts";

/** Times the file is taken in, each in a browser and a house of its own. */
const TURNS = 3;
/** What the window still does behind an act, milliseconds. */
const AFTER_MS = 6000;

/**
 * What `bench import-window` prints: how long each step took and its longest stall, milliseconds; medians over `n`
 * imports. `…-stall-cpu-ms` leaves out what other programs took meanwhile.
 */
export interface ImportFigures {
  readonly name: "import-window";
  readonly size: number;
  readonly unit: "buildings";
  readonly n: number;
  /** From the click that accepts until the project is saved. */
  readonly ms: number;
  readonly cpuMs: number;
  readonly peakMiB: number;
  readonly figures: Readonly<Record<string, number>>;
}

/**
 * Takes a GeoJSON of buildings in through the wizard, once as a new project and once more into it, and measures how long
 * the window stood still: the longest task of its main thread.
 */
export async function importWindowBench(size: number, progress: (words: string) => void): Promise<ImportFigures> {
  await buildWindow();
  const folder = await mkdtemp(join(tmpdir(), "maillage-bench-"));
  const samples: Record<string, number[]> = {};
  try {
    const files = [join(folder, "batiments.geojson"), join(folder, "batiments-2.geojson")] as const;
    for (const [nth, file] of files.entries()) await writeBuildings(file, size, nth);
    for (let turn = 1; turn <= TURNS; turn++) {
      const own = join(folder, String(turn));
      await mkdir(own);
      for (const [name, value] of Object.entries(await oneTurn(own, files))) {
        samples[name] = [...(samples[name] ?? []), value];
      }
      progress(JSON.stringify(Object.fromEntries(Object.entries(samples).map(([name, list]) => [name, list.at(-1)]))));
    }
  } finally {
    await ChromiumWindow.closeAll();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  const figures = Object.fromEntries(Object.entries(samples).map(([name, list]) => [name, rounded(median(list))]));
  const of = (name: string): number => figures[name] ?? Number.NaN;
  const [ms, cpuMs, peakMiB] = [of("new-accept-ms"), of("cpu-ms"), of("peak-mib")];
  return { name: "import-window", size, unit: "buildings", n: TURNS, ms, cpuMs, peakMiB, figures };
}

async function oneTurn(folder: string, files: readonly [string, string]): Promise<Record<string, number>> {
  const out: Record<string, number> = {};
  const shell = spawnShell(join(folder, "home"), await freePort());
  const chromium = await ChromiumWindow.start(join(folder, "profile"));
  try {
    const { page, devtools } = await chromium.page(1);
    await page.goto(await addressOf(shell));
    const dialog = page.getByRole("dialog");
    const step = async (name: string, work: () => Promise<unknown>): Promise<void> => {
      const begun = performance.now();
      let ms = 0;
      const longest = await longestTaskOf(devtools, async () => {
        await work();
        ms = performance.now() - begun;
      });
      Object.assign(out, {
        [`${name}-ms`]: ms,
        [`${name}-stall-ms`]: longest.ms,
        [`${name}-stall-cpu-ms`]: longest.cpuMs,
      });
    };
    const choose = async (file: string, open: () => Promise<unknown>): Promise<void> => {
      const choosing = page.waitForEvent("filechooser");
      await open();
      await (await choosing).setFiles(file);
    };
    const onward = /^Régler la correspondance|^Voir l'aperçu/;
    const accept = /^Créer le projet|^Importer/;
    for (const [nth, file] of files.entries()) {
      const name = nth === 0 ? "new" : "more";
      await step(`${name}-look`, async () => {
        await choose(file, async () => {
          if (nth === 0) await page.getByRole("button", { name: /^Nouveau projet/ }).click();
          else {
            await page.locator(".project-menu").click();
            await page.getByRole("menuitem", { name: /^Importer/ }).click();
            await dialog.getByRole("button", { name: /^Choisir/ }).click();
          }
        });
        await dialog.getByRole("button", { name: onward }).first().waitFor();
      });
      await step(`${name}-read`, async () => {
        if (nth === 0) await dialog.getByRole("button", { name: "Régler la correspondance" }).click();
        await dialog.getByRole("button", { name: "Voir l'aperçu" }).click();
        await dialog.getByRole("button", { name: accept }).waitFor();
      });
      await step(`${name}-accept`, async () => {
        await dialog.getByRole("button", { name: accept }).click();
        await dialog.waitFor({ state: "hidden" });
        await page.locator("[data-save=saved]").waitFor();
        await stillPicture(page);
      });
      await step(`${name}-after`, () => page.waitForTimeout(AFTER_MS));
    }
    const use = chromium.processUse();
    if (use) Object.assign(out, { "cpu-ms": use.cpuMs, "peak-mib": use.peakMiB });
    return out;
  } finally {
    await chromium.close();
    await endShell(shell);
  }
}

/** Small houses in rows near Bamako, each with its corners turned a little, and what an office says of them. */
async function writeBuildings(path: string, count: number, nth: number): Promise<void> {
  const file = createWriteStream(path);
  const row = Math.ceil(Math.sqrt(count));
  file.write('{"type":"FeatureCollection","name":"batiments","features":[\n');
  for (let i = 0; i < count; i++) {
    const [west, south] = [-8 + 0.0002 * (i % row), 12.5 + 0.0002 * (Math.floor(i / row) + nth * (row + 5))];
    const [east, north] = [west + 0.0001, south + 0.00008 + (i % 7) * 1e-6];
    const ring = [
      [west, south],
      [east, south + 3e-6],
      [east - 2e-6, north],
      [west + 1e-6, north],
      [west, south],
    ].map((at) => at.map((degrees) => Number(degrees.toFixed(7))));
    const properties = { nom: `Maison ${nth}-${i}`, niveaux: 1 + (i % 3), releve: "2024-03-11" };
    const feature = { type: "Feature", properties, geometry: { type: "Polygon", coordinates: [ring] } };
    if (!file.write(`${JSON.stringify(feature)}${i + 1 < count ? "," : ""}\n`)) await once(file, "drain");
  }
  file.end("]}\n");
  await once(file, "finish");
}
