import { expect, test } from "@playwright/test";
import { Machine } from "#tests/browser/durability/machine";
import { journalPlace, windowPlace } from "#tests/browser/durability/places";
import {
  atWork,
  hearPromises,
  historyLines,
  makeSample,
  openProject,
  placeWell,
  placeWells,
  recoveryTitle,
  savedWord,
  seeded,
  takeWells,
} from "#tests/browser/durability/planner";

// What the window has called “Enregistré” is there again, whatever was killed, damaged or full.

test.skip(process.platform === "win32", "kills process groups, which Windows does not have");

const KILLS = Number(process.env["MAILLAGE_KILLS"] ?? 8);
const SEED = Number(process.env["MAILLAGE_SEED"] ?? 1);

let machine: Machine;
test.beforeEach(async () => {
  machine = await Machine.make();
});
test.afterEach(async () => {
  await machine.dispose();
});

test(`killed ${KILLS} times in the middle of work, nothing promised is lost (seed ${SEED})`, async () => {
  test.setTimeout(60_000 + KILLS * 30_000);
  const random = seeded(SEED);
  let page = await machine.window();
  await makeSample(page);
  await placeWells(page, 2, random);
  let promised = await historyLines(page).count();
  const figures = { kills: 0, edits: promised, promised: 0, lost: 0, reopenMs: [] as number[] };
  for (let round = 0; round < KILLS; round++) {
    await hearPromises(page, (lines) => {
      promised = Math.max(promised, lines);
    });
    await takeWells(page);
    const until = performance.now() + 100 + 900 * random();
    while (performance.now() < until) {
      await placeWell(page, random);
      figures.edits++;
    }
    const victim = random();
    if (victim < 0.4) await machine.killBrowser();
    else if (victim < 0.7) await machine.killShell();
    if (victim >= 0.4) await Promise.all([machine.killShell(), machine.killBrowser()]);
    page = await machine.window();
    const start = performance.now();
    await openProject(page);
    await expect(recoveryTitle(page).or(page.getByRole("tab", { name: "Historique" }))).toBeVisible();
    await expect(recoveryTitle(page)).toHaveCount(0);
    figures.reopenMs.push(Math.round(performance.now() - start));
    await atWork(page);
    await expect(savedWord(page)).toBeVisible();
    const lines = await historyLines(page).count();
    figures.kills++;
    figures.promised = promised;
    figures.lost += Math.max(0, promised - lines);
    expect(lines).toBeGreaterThanOrEqual(promised);
    promised = lines;
    const file = journalPlace(machine.journal);
    const window = await windowPlace(page);
    expect(window.records).toEqual(file.records);
    expect(file.records).toHaveLength(lines + 1);
  }
  console.log(JSON.stringify(figures));
});
