import { expect, type Page, test } from "@playwright/test";
import { Hand } from "#tests/browser/hand";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";

// Keeping the hand: lock a parcel and a street, take an îlot up again with the sliders, accept, undo; then lay the
// whole plan out anew around what is locked.

let shell: RunningShell;

test.beforeAll(async () => {
  shell = await startShell();
});
test.afterAll(async () => {
  await shell.dispose();
});

const stage = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Étapes" }).getByRole("button", { name }).click();

async function find(page: Page, number: string): Promise<void> {
  await page.keyboard.press("Control+f");
  await page.locator(":focus").fill(number);
  await expect(page.getByRole("listbox").getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("application")).toBeFocused();
  await page.getByRole("tab", { name: /^Objet/ }).click();
  await page.getByRole("application").focus();
  await expect(page.getByRole("tabpanel").getByText(number, { exact: true })).toBeVisible();
}

test("locks a parcel and a street, and takes an îlot up again", async ({ page }) => {
  const errors = errorsOf(page);
  const hand = new Hand(page);
  await page.goto(shell.address);

  await test.step("a plan with parcels", async () => {
    await page.getByRole("button", { name: /Village d'exemple/ }).click();
    await page.getByRole("textbox", { name: "Nom du projet" }).fill("Sinsina");
    await page.getByRole("button", { name: "Créer le projet" }).click();
    await stage(page, "Périmètre");
    await page.getByRole("button", { name: "Proposer un périmètre" }).click();
    await stage(page, "Maillage");
    await page.getByRole("button", { name: "Mailler", exact: true }).click();
    await page.getByRole("button", { name: "Accepter ce plan" }).click();
    await expect(page.getByRole("contentinfo").getByText("Enregistré").first()).toBeVisible();
  });

  await test.step("locks a parcel by the keyboard, sees it in the form and on the map", async () => {
    await find(page, "13/2");
    await page.keyboard.press("Shift+L");
    const locked = page.getByRole("tabpanel").getByLabel("Verrouillé");
    await expect(locked).toHaveValue("true");
    await picture(page, "locks-parcel");
    await page.keyboard.press("Control+z");
    await expect(locked).toHaveValue("");
    await page.keyboard.press("Control+y");
    await expect(locked).toHaveValue("true");
  });

  const form = page.getByRole("form", { name: /Reprendre l.îlot 13/ });
  const row = (name: string) => form.getByRole("row", { name: new RegExp(`^${name}`) });
  await test.step("takes its îlot up again: the draft follows the sliders", async () => {
    await page.keyboard.press("Shift+I");
    await expect(form).toBeVisible();
    await expect(row("Parcelles")).toBeVisible();
    const front = form.getByLabel("Façade", { exact: false });
    await front.focus();
    const before = await row("Parcelles").textContent();
    for (let i = 0; i < 6; i++) await page.keyboard.press("ArrowRight");
    await expect(row("Parcelles")).toBeVisible();
    await form
      .getByLabel(/Surface/)
      .first()
      .focus();
    for (let i = 0; i < 12; i++) await page.keyboard.press("ArrowRight");
    await expect(row("Parcelles")).not.toHaveText(before ?? "");
    await picture(page, "locks-relay");
    await accessible(page);
  });

  await test.step("Escape leaves no trace; Enter makes one step, and undo takes it back", async () => {
    await page.keyboard.press("Escape");
    await expect(form).toBeHidden();
    await page.getByRole("application").focus();
    await page.keyboard.press("Shift+I");
    await expect(row("Parcelles")).toBeVisible();
    await form
      .getByLabel(/Surface/)
      .first()
      .focus();
    for (let i = 0; i < 12; i++) await page.keyboard.press("ArrowRight");
    await expect(row("Nouvelles|Supprimées|Modifiées").first()).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(form).toBeHidden();
    await hand.tab("history");
    await expect(
      page
        .getByRole("tabpanel")
        .getByText(/Îlot 13 repris/)
        .first(),
    ).toBeVisible();
    await picture(page, "locks-accepted");
    await find(page, "13/2");
    await expect(page.getByRole("tabpanel").getByLabel("Verrouillé")).toHaveValue("true");
    await page.keyboard.press("Control+z");
    await hand.tab("history");
    await expect(
      page
        .getByRole("tabpanel")
        .getByText(/objet verrouillé/)
        .first(),
    ).toBeVisible();
  });

  await test.step("locks a street from the table, by its menu", async () => {
    await page.getByRole("application").focus();
    await page.keyboard.press("t");
    const table = page.getByRole("region", { name: "Table des attributs" });
    await table.getByRole("combobox").first().selectOption({ label: "Voies" });
    const planned = table.getByRole("row").filter({ hasText: "Projeté" }).first();
    await planned.click({ button: "right" });
    await page.getByRole("menuitem", { name: /^Verrouiller/ }).click();
    await page.keyboard.press("t");
    await expect(page.getByRole("tabpanel").getByLabel("Verrouillé")).toHaveValue("true");
  });

  await test.step("a locked parcel survives a whole new maillage", async () => {
    await stage(page, "Maillage");
    await page.getByRole("textbox", { name: /Façade/ }).fill("18");
    await page.getByRole("button", { name: "Mailler de nouveau" }).click();
    await page.getByRole("button", { name: "Accepter ce plan" }).click();
    await find(page, "13/2");
    await expect(page.getByRole("tabpanel").getByLabel("Verrouillé")).toHaveValue("true");
    await picture(page, "locks-whole");
  });
  expect(errors).toEqual([]);
});
