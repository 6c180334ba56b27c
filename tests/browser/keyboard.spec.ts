import { expect, type Page, test } from "@playwright/test";
import { errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";

// From the sample village to an accepted plan and back, without a mouse.

let shell: RunningShell;

test.beforeAll(async () => {
  shell = await startShell();
});
test.afterAll(async () => {
  await shell.dispose();
});

/** Tabs on until the control of this name has the focus, as a hand on the keyboard would. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole("button", { name, exact: true });
  for (let i = 0; i < 80; i++) {
    if (await wanted.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`80 tabs did not reach ${name}`);
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await expect(page.getByRole("button", { name, exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}

test("import, perimeter, layout, accept and undo by keyboard alone", async ({ page }) => {
  const errors = errorsOf(page);
  await page.goto(shell.address);
  await press(page, /^Village d'exemple/);
  await press(page, "Créer le projet");
  await expect(page.getByRole("navigation", { name: "Étapes" })).toBeVisible();
  await press(page, /^Périmètre/);
  await press(page, "Proposer un périmètre");
  await press(page, "Continuer : Maillage");
  await press(page, "Mailler");
  await expect(page.getByRole("button", { name: "Accepter ce plan" })).toBeVisible({ timeout: 60_000 });
  await press(page, "Accepter ce plan");
  await expect(page.getByRole("heading", { name: "En chiffres" })).toBeVisible();
  await picture(page, "20-clavier");
  await page.keyboard.press("Control+z");
  await expect(page.getByText("Pas encore de parcelles. Faites d'abord le maillage.", { exact: true })).toBeVisible();
  await page.keyboard.press("Control+Shift+Z");
  await expect(page.getByRole("heading", { name: "En chiffres" })).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Raccourcis clavier" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(errors.filter((error) => !error.includes("Permissions-Policy"))).toEqual([]);
});
