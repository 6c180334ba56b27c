import { mkdirSync, writeFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import type { Random } from "#core/engines/synthetic/random";

/** The window's own word that all is on the disk. */
export const savedWord = (page: Page) => page.getByRole("status").filter({ hasText: "Enregistré" });
/** The window's word that something is not. */
export const unsavedWord = (page: Page) => page.getByRole("alert").filter({ hasText: "Non enregistré" });
export const recoveryTitle = (page: Page) => page.getByRole("heading", { name: /deux copies qui ne s'accordent pas/ });
/** Lines of the history shown, the start left out. */
export const historyLines = (page: Page) => page.locator("ol.history li:has(time)");

/** Makes a project of the sample village. */
export async function makeSample(page: Page): Promise<void> {
  await page.getByRole("button", { name: /Village d'exemple/ }).click();
  await page.getByRole("button", { name: "Créer le projet" }).click();
  await atWork(page);
}

/** Opens the only project there is. */
export async function openProject(page: Page): Promise<void> {
  await page.locator("section[aria-labelledby=start-recent] li button").first().click();
}

/** In the workbench, with the history shown. */
export async function atWork(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Historique" }).click();
  await expect(historyLines(page).first()).toBeVisible();
}

/** Takes water points in hand: each click on the map from now on is an edit. */
export async function takeWells(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "Étapes" }).getByRole("button", { name: "Réseaux" }).click();
  // History has lines of the same name.
  const well = page.locator("button.preset").filter({ hasText: "Forage" });
  if ((await well.getAttribute("aria-pressed")) !== "true") await well.click();
}

/** Places one water point somewhere on the map. */
export async function placeWell(page: Page, random: Random): Promise<void> {
  const map = await page.getByRole("application").boundingBox();
  if (!map) throw new Error("the map is not on the page");
  await page.mouse.click(map.x + map.width * random.between(0.2, 0.8), map.y + map.height * random.between(0.2, 0.8));
}

/** Places so many points, and waits until the window says they are kept. */
export async function placeWells(page: Page, count: number, random: Random): Promise<void> {
  const before = await historyLines(page).count();
  await takeWells(page);
  for (let i = 0; i < count; i++) await placeWell(page, random);
  await expect(historyLines(page)).toHaveCount(before + count);
  await expect(savedWord(page)).toBeVisible();
}

/**
 * Tells of each moment the window says “Enregistré”: how many lines of history it shows then. History and the word
 * come from one snapshot of the session, so that many are promised.
 */
export async function hearPromises(page: Page, hear: (lines: number) => void): Promise<void> {
  await page.exposeFunction("promised", hear);
  await page.evaluate(() => {
    let last = -1;
    const look = () => {
      const saved = document.querySelector("footer [role=status]")?.textContent?.trim() === "Enregistré";
      const lines = document.querySelectorAll("ol.history li:has(time)").length;
      if (!saved || lines === last) return;
      last = lines;
      (globalThis as unknown as { promised: (lines: number) => void }).promised(lines);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
  });
}

/** Writes figures where a run can be read back, and on the screen. */
export function figuresOf(name: string, figures: object): void {
  mkdirSync("test-results/durability", { recursive: true });
  writeFileSync(
    `test-results/durability/${name.replaceAll(/\W+/g, "-")}.json`,
    `${JSON.stringify(figures, null, 2)}\n`,
  );
  process.stdout.write(`    ${name}: ${JSON.stringify(figures)}\n`);
}
