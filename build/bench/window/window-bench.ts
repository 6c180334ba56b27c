import type { ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { CDPSession, Page } from "@playwright/test";
import { documentOf } from "#core/model/document";
import { Project } from "#core/model/project";
import { writeProjectFile } from "#services/gpkg/write-project";
import { addressOf, freePort, spawnShell } from "../../browser-shell.ts";
import { median, quantile, rounded } from "../statistics.ts";
import { benchMeta, journalOf } from "../synthetic-project.ts";
import { buildWindow, endShell, root } from "./build-window.ts";
import { ChromiumWindow } from "./chromium-window.ts";
import { firstLoadKb } from "./first-load.ts";
import { FIRST_LOAD_KB, goals } from "./goals.ts";
import { drag, type Frames, heapMiB, type Place, pressed, scroll, settled, stillPicture, zoomSettle } from "./hand.ts";
import { serveOpenLayers } from "./openlayers-side.ts";
import { cadastre, town, type World } from "./worlds.ts";

/** Openings measured, and turns of what is done over and over. */
const OPENINGS = 3;
const TURNS = 5;
/** How long the window is left alone to see what it takes, milliseconds. */
const IDLE_MS = 4000;
/** How long the window is open before it has kept a picture of the project, milliseconds. */
const KEEPS_MS = 8000;
/** Where the map is dragged, and where the table lies under it, in a window of 1366 × 768. */
const MAP: Place = [640, 330];
const TABLE: Place = [640, 620];

/** One figure of the window. */
export interface WindowFigure {
  readonly figure: string;
  readonly world: World["name"];
  /** How many times slower the processor was made. */
  readonly slowed: number;
  /** Median, or the rank its name says, of `n`. */
  readonly value: number;
  readonly n: number;
  /** The same of a plain OpenLayers page with the same features, in the same run. */
  readonly openLayers?: number;
  readonly goal?: number;
  readonly met?: boolean;
}

/** What `bench ui` prints. */
export interface WindowFigures {
  readonly name: "ui";
  readonly size: number;
  readonly unit: "parcels";
  readonly n: number;
  /** Opening the cadastre again until its first map, at this machine's own speed. */
  readonly ms: number;
  /** Processor time of that window's process until then. */
  readonly cpuMs: number;
  /** The most memory that window's process ever took. */
  readonly peakMiB: number;
  readonly figures: readonly WindowFigure[];
  /** Goals that were not met. */
  readonly missed: readonly string[];
}

type Samples = Record<string, number[]>;

/**
 * Measures the window as a planner meets it: the browser shell, a real Chromium, generated projects brought in
 * through the front door; beside it a plain OpenLayers page with the same features.
 *
 * @param size parcels of the cadastre; the town has a fifth of them, and three houses on each
 * @param progress told what is being measured
 */
export async function windowBench(size: number, progress: (words: string) => void): Promise<WindowFigures> {
  await buildWindow();
  const folder = mkdtempSync(join(tmpdir(), "maillage-bench-"));
  const figures: WindowFigure[] = [];
  let opening: Samples = {};
  const open: { close(): unknown }[] = [];
  try {
    for (const world of [cadastre(size), town(size)]) {
      const own = join(folder, world.name);
      progress(`${world.name}: ${world.features.length} features`);
      const house = await House.found(own, world);
      const rival = await serveOpenLayers(join(own, "openlayers"), world.features);
      open.push(house, rival);
      for (const slowed of [1, 4]) {
        progress(`${world.name}, slowed ${slowed}×: OpenLayers`);
        const theirs = await measureOpenLayers(join(own, `profile-ol-${slowed}`), rival.address, slowed);
        progress(`${world.name}, slowed ${slowed}×: window`);
        const ours = await house.measure(slowed);
        if (world.name === "cadastre" && slowed === 1) opening = ours;
        for (const name of Object.keys(ours)) {
          const figure = figureOf(name, world.name, slowed, ours, theirs);
          figures.push(figure);
          progress(JSON.stringify(figure));
        }
      }
    }
    const kb = rounded(firstLoadKb(join(root, "dist", "renderer")));
    const load = { figure: "first-load-gz-kb", value: kb, n: 1, goal: FIRST_LOAD_KB, met: kb <= FIRST_LOAD_KB };
    figures.push({ ...load, world: "cadastre", slowed: 1 });
    return {
      name: "ui",
      size,
      unit: "parcels",
      n: OPENINGS,
      ms: rounded(median(opening["open-first-map-ms"] ?? [])),
      cpuMs: rounded(median(opening["open-cpu-ms"] ?? [])),
      peakMiB: rounded(median(opening["peak-mib"] ?? [])),
      figures,
      missed: figures.filter(({ met }) => met === false).map((one) => `${one.world} ${one.slowed}× ${one.figure}`),
    };
  } finally {
    await ChromiumWindow.closeAll();
    for (const each of open) await each.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function figureOf(figure: string, world: World["name"], slowed: number, ours: Samples, theirs: Samples): WindowFigure {
  const value = figureFrom(figure, ours[figure] ?? []);
  const other = theirs[figure];
  const goal = goals.find((one) => one.figure === figure && one.world === world && one.slowed === slowed)?.most;
  return {
    figure,
    world,
    slowed,
    value,
    n: ours[figure]?.length ?? 0,
    ...(other ? { openLayers: figureFrom(figure, other) } : {}),
    ...(goal === undefined ? {} : { goal, met: value <= goal }),
  };
}

function figureFrom(figure: string, samples: readonly number[]): number {
  return rounded(figure.includes("p95") ? quantile(samples, 0.95) : median(samples));
}

/** Work and distance of frames under a name, each at the middle and at the slow end. */
function noteFrames(samples: Samples, name: string, { workMs, apartMs }: Frames): void {
  samples[`${name}-work-p50-ms`] = [...workMs];
  samples[`${name}-work-p95-ms`] = [...workMs];
  samples[`${name}-frame-p95-ms`] = [...apartMs];
}

/** A browser shell with a browser's profile, and one project in them. */
class House {
  readonly #folder: string;
  readonly #port: number;
  #shell: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  /** Brings a world in as a planner would: a project file, opened, and closed again. */
  static async found(folder: string, { features }: World): Promise<House> {
    const house = new House(folder, await freePort());
    const file = join(folder, "projet.gpkg");
    mkdirSync(folder, { recursive: true });
    const document = documentOf(new Project(benchMeta, features), journalOf(features));
    writeProjectFile(file, document, { profile: "interne" });
    const chromium = await ChromiumWindow.start(join(folder, "profile"));
    const { page } = await chromium.page(1);
    await page.goto(await house.#address());
    const choosing = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: /^Ouvrir/ }).click();
    await (await choosing).setFiles(file);
    await stillPicture(page);
    await leaveProject(page);
    // As after a day's work: opened again for longer than it takes to keep a picture of it.
    await page.locator(".recent-open").click();
    await stillPicture(page);
    await wait(KEEPS_MS);
    await leaveProject(page);
    await chromium.close();
    await house.#kill();
    return house;
  }

  /** Opens the project some times, each in a browser just started, and works in the last. */
  async measure(slowed: number): Promise<Samples> {
    const samples: Samples = {};
    const add = (name: string, value: number): void => {
      samples[name] = [...(samples[name] ?? []), value];
    };
    for (let turn = 1; turn <= OPENINGS; turn++) {
      const chromium = await ChromiumWindow.start(join(this.#folder, "profile"));
      const { page, devtools } = await chromium.page(slowed);
      const started = performance.now();
      await page.goto(await this.#address());
      const door = page.locator(".recent-open");
      await door.waitFor();
      add("first-paint-ms", await firstPaint(page));
      const cpuMs = chromium.processUse()?.cpuMs;
      await door.click();
      await page.waitForFunction(() => window.probe.pictures.length > 0, undefined, { polling: 20 });
      const at = await page.evaluate(() => (window.probe.pictures[0]?.at ?? Number.NaN) - window.probe.acted);
      add("open-first-map-ms", at);
      const kept = await page.evaluate(() => (window.probe.keptPictureAt ?? Number.NaN) - window.probe.acted);
      add("open-kept-picture-ms", kept);
      await page.evaluate(() => window.probe.shown());
      add("start-usable-ms", performance.now() - started);
      const use = chromium.processUse();
      if (slowed === 1 && use && cpuMs !== undefined) add("open-cpu-ms", use.cpuMs - cpuMs);
      await stillPicture(page);
      if (turn === OPENINGS) await workInWindow({ page, devtools, chromium, slowed, samples });
      await leaveProject(page);
      await chromium.close();
      await this.#kill();
    }
    return samples;
  }

  async close(): Promise<void> {
    await this.#kill();
  }

  async #address(): Promise<string> {
    this.#shell = spawnShell(join(this.#folder, "home"), this.#port);
    return addressOf(this.#shell);
  }

  async #kill(): Promise<void> {
    const shell = this.#shell;
    this.#shell = undefined;
    if (shell) await endShell(shell);
  }
}

async function workInWindow(open: {
  page: Page;
  devtools: CDPSession;
  chromium: ChromiumWindow;
  slowed: number;
  samples: Samples;
}): Promise<void> {
  const { page, devtools, chromium, slowed, samples } = open;
  await page.locator(".map").focus();
  await page.keyboard.press("Home");
  await stillPicture(page);
  const labels = (): Promise<void> => page.keyboard.press("l");
  samples["redraw-ms"] = [];
  samples["redraw-work-ms"] = [];
  for (let k = 0; k < TURNS; k++) {
    samples["redraw-ms"].push(await settled(page, labels));
    samples["redraw-work-ms"].push(await page.evaluate(() => window.probe.pictures.at(-1)?.workMs ?? Number.NaN));
  }
  noteFrames(samples, "pan", await drag(page, MAP));
  await page.keyboard.press("Home");
  await stillPicture(page);
  samples["zoom-settle-ms"] = [];
  for (let k = 0; k < TURNS; k++) samples["zoom-settle-ms"].push(await zoomSettle(page, MAP, k % 2 === 0 ? -300 : 300));

  if (chromium.processUse()) {
    // Slowing a processor is itself work.
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    await wait(500);
    const before = chromium.processUse()?.cpuMs ?? 0;
    await wait(IDLE_MS);
    samples["idle-cpu-percent"] = [(((chromium.processUse()?.cpuMs ?? 0) - before) / IDLE_MS) * 100];
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowed });
  }
  await page.mouse.move(...MAP);
  for (let k = 0; k < 12; k++) await page.mouse.wheel(0, -400);
  await stillPicture(page);
  noteFrames(samples, "street-pan", await drag(page, MAP));

  await page.locator(".map").focus();
  await page.keyboard.press("Home");
  await stillPicture(page);
  samples["table-open-ms"] = [await pressed(page, "t")];
  await page.locator(".grid [data-feature]").first().waitFor();
  await stillPicture(page);
  noteFrames(samples, "table-scroll", await scroll(page, TABLE, 320));
  await page.locator(".grid").focus();
  samples["choose-all-ms"] = [];
  for (let k = 0; k < 3; k++) {
    samples["choose-all-ms"].push(await pressed(page, "Control+a"));
    await stillPicture(page);
    await page.keyboard.press("ArrowDown");
    await stillPicture(page);
  }
  await page.keyboard.press("Escape");
  samples["heap-mib"] = [await heapMiB(devtools)];
  const after = chromium.processUse();
  if (after) {
    samples["memory-mib"] = [after.rssMiB];
    samples["peak-mib"] = [after.peakMiB];
  }
}

async function measureOpenLayers(profile: string, address: string, slowed: number): Promise<Samples> {
  const chromium = await ChromiumWindow.start(profile);
  const { page, devtools } = await chromium.page(slowed);
  const samples: Samples = {};
  await page.goto(address);
  await stillPicture(page);
  samples["open-first-map-ms"] = [await page.evaluate(() => window.probe.pictures[0]?.at ?? Number.NaN)];
  const redraws: number[] = [];
  for (let k = 0; k < TURNS; k++) redraws.push(await page.evaluate(() => window.redraw()));
  samples["redraw-ms"] = redraws;
  noteFrames(samples, "pan", await drag(page, MAP));
  await stillPicture(page);
  samples["zoom-settle-ms"] = [];
  for (let k = 0; k < TURNS; k++) samples["zoom-settle-ms"].push(await zoomSettle(page, MAP, k % 2 === 0 ? -300 : 300));
  await page.evaluate(() => window.zoomTo(0.3));
  await stillPicture(page);
  noteFrames(samples, "street-pan", await drag(page, MAP));
  samples["heap-mib"] = [await heapMiB(devtools)];
  const use = chromium.processUse();
  if (use) {
    samples["memory-mib"] = [use.rssMiB];
    samples["peak-mib"] = [use.peakMiB];
  }
  await chromium.close();
  return samples;
}

function firstPaint(page: Page): Promise<number> {
  return page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN);
}

/** Closes the project by its menu, once it is saved. */
async function leaveProject(page: Page): Promise<void> {
  await page.locator("[data-save=saved]").waitFor();
  await page.locator(".project-menu").click();
  await page.getByRole("menuitem", { name: "Fermer le projet" }).click();
  await page.locator(".recent-open").waitFor();
}
