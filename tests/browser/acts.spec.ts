import { expect, type Page, test } from "@playwright/test";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";

// A parcel is divided, its parts merged again, and its past looked at: filiation, acts, the map of another day, the sheet.

let shell: RunningShell;

test.beforeAll(async () => {
  shell = await startShell();
});
test.afterAll(async () => {
  await shell.dispose();
});

const side = (page: Page) => page.getByRole("tabpanel");

async function find(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+f");
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await expect(side(page).getByText(words, { exact: true }).first()).toBeVisible();
}

test("divides, merges, looks back and prints the filiation of a parcel", async ({ page }) => {
  const errors = errorsOf(page);
  await page.goto(shell.address);
  await page.getByRole("button", { name: /^Village d'exemple/ }).click();
  await page.getByRole("button", { name: "Créer le projet" }).click();
  const stages = page.getByRole("navigation", { name: "Étapes" });
  await stages.getByRole("button", { name: "Périmètre" }).click();
  await page.getByRole("button", { name: "Proposer un périmètre" }).click();
  await stages.getByRole("button", { name: "Maillage" }).click();
  await page.getByRole("button", { name: "Mailler", exact: true }).click();
  await page.getByRole("button", { name: "Accepter ce plan" }).click({ timeout: 60_000 });
  await expect(page.getByRole("heading", { name: "En chiffres" })).toBeVisible();

  await test.step("an official area is held against the plan", async () => {
    await find(page, "1/1");
    const area = side(page).getByRole("textbox", { name: /^Surface arrêtée/ });
    await area.fill("9a 50ca");
    await area.press("Enter");
    await expect(side(page).getByRole("table").getByText("hors tolérance")).toBeVisible();
    await picture(page, "acts-1-surfaces");
    await accessible(page);
  });

  await test.step("division closes the parcel", async () => {
    await page.waitForTimeout(500);
    const box = await page.getByRole("application").boundingBox();
    if (!box) throw new Error("no map");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.keyboard.press("Escape");
    await page.getByRole("application").focus();
    await page.keyboard.press("s");
    await page.mouse.click(x - box.width / 3, y - box.height / 3);
    await page.mouse.click(x + box.width / 3, y + box.height / 3);
    await page.keyboard.press("Control+Enter");
    await expect(page.getByText(/divisé en/).first()).toBeVisible();
    await page.keyboard.press("v");
  });

  await test.step("filiation goes from child to parent and back", async () => {
    await find(page, "1/1-1");
    const filiation = side(page).getByRole("region", { name: "Filiation" });
    await expect(filiation.getByText(/Morcellement \d{4}-001/)).toBeVisible();
    await page.waitForTimeout(400);
    await picture(page, "acts-2-filiation");
    await accessible(page);
    await filiation.getByRole("button", { name: "1 (close)" }).click();
    await expect(side(page).getByText("Cette parcelle n'existe plus", { exact: false })).toBeVisible();
    await page.waitForTimeout(400);
    await picture(page, "acts-3-mere");
    await accessible(page);
    const download = page.waitForEvent("download");
    await filiation.getByRole("button", { name: "Fiche de filiation" }).click();
    expect((await download).suggestedFilename()).toMatch(/\(filiation\)\.pdf$/);
    await filiation.getByRole("button", { name: "1-2", exact: true }).click();
    await expect(side(page).getByText("1/1-2", { exact: true })).toBeVisible();
  });

  await test.step("a merger asks where the parts disagree", async () => {
    await side(page).getByRole("combobox", { name: "Usage" }).selectOption({ label: "Commerce" });
    // The parent in the middle of the map: its parts lie on both sides of the line drawn across it.
    await side(page).getByRole("button", { name: "1 (close)" }).click();
    await page.waitForTimeout(600);
    const box = await page.getByRole("application").boundingBox();
    if (!box) throw new Error("no map");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.click(x + 18, y - 18);
    await page.keyboard.down("Shift");
    await page.mouse.click(x - 18, y + 18);
    await page.keyboard.up("Shift");
    await page.keyboard.press("m");
    const dialog = page.getByRole("dialog", { name: "Fusionner : que retenir ?" });
    await expect(dialog).toBeVisible();
    await picture(page, "acts-4-fusion");
    await accessible(page);
    await dialog.getByRole("combobox", { name: "Usage" }).selectOption({ label: "Commerce (n° 1-2)" });
    await dialog.getByRole("button", { name: "Fusionner" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(side(page).getByRole("combobox", { name: "Usage" })).toHaveValue("commerce");
  });

  await test.step("acts are listed and amended", async () => {
    await page.keyboard.press("Shift+A");
    const dialog = page.getByRole("dialog", { name: "Actes sur les parcelles" });
    await expect(dialog.getByRole("row")).toHaveCount(3);
    const form = dialog.getByRole("form");
    await form.getByLabel("Service").fill("DRUH de Koulikoro");
    await form.getByLabel("Date").fill("2020-01-01");
    await form.getByRole("button", { name: "Garder" }).click();
    await expect(form.getByRole("alert")).toBeVisible();
    await dialog.getByRole("button", { name: /-001$/ }).click();
    await form.getByLabel("Date").fill("2020-01-01");
    await form.getByRole("button", { name: "Garder" }).click();
    await expect(dialog.getByRole("row").nth(2)).toContainText("2020");
    await picture(page, "acts-5-actes");
    await accessible(page);
    await page.keyboard.press("Escape");
  });

  await test.step("the map is shown as it was, and nothing can be changed", async () => {
    await page.getByRole("application").focus();
    await page.keyboard.press("Shift+D");
    await expect(page.getByRole("heading", { name: /^État au/ })).toBeVisible();
    await expect(page.getByRole("button", { name: "Diviser" }).first()).toHaveAttribute("aria-disabled", "true");
    await page.waitForTimeout(500);
    await picture(page, "acts-6-avant-hier");
    await accessible(page);
    await page.getByRole("slider", { name: "D'un acte à l'autre" }).press("Home");
    await expect(page.getByRole("heading", { name: /^État au 31 déc\. 2019/ })).toBeVisible();
    await page.waitForTimeout(500);
    await picture(page, "acts-7-au-debut");
    await page.getByRole("application").focus();
    await page.keyboard.press("Control+z");
    await expect(page.getByText("La carte montre une autre date", { exact: false }).first()).toBeVisible();
    await page.getByRole("button", { name: "Revenir à aujourd'hui" }).click();
    await expect(page.getByRole("button", { name: "Annuler" }).first()).not.toHaveAttribute("aria-disabled", "true");
  });
  expect(errors.filter((error) => !error.includes("Permissions-Policy"))).toEqual([]);
});
