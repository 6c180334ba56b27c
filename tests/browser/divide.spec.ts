import { expect, type Locator, type Page, test } from "@playwright/test";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";

// Modifying the cadastre as a land officer does: find a parcel, divide it in three, print its plan de bornage, in no
// more than 12 actions (one click, one key of command, or one field filled in); then the other acts on parcels.

let shell: RunningShell;

test.beforeAll(async () => {
  shell = await startShell();
});
test.afterAll(async () => {
  await shell.dispose();
});

const MOST_ACTIONS = 12;

/** Counts what the hand does. */
class Hand {
  readonly #page: Page;
  actions = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  async key(keys: string): Promise<void> {
    this.actions++;
    await this.#page.keyboard.press(keys);
  }

  async fill(field: Locator, text: string): Promise<void> {
    this.actions++;
    await field.fill(text);
  }

  async choose(field: Locator, words: string): Promise<void> {
    this.actions++;
    await field.selectOption({ label: words });
  }

  async click(what: Locator): Promise<void> {
    this.actions++;
    await what.click();
  }
}

const stage = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Étapes" }).getByRole("button", { name }).click();
const panel = (page: Page) => page.getByRole("complementary");

/** Chooses a parcel by its number, as the search box does. */
async function find(page: Page, hand: Hand, number: string): Promise<void> {
  await hand.key("Control+f");
  await hand.fill(page.locator(":focus"), number);
  await expect(page.getByRole("listbox").getByRole("option").first()).toBeVisible();
  await hand.key("Enter");
  // What was found lies on the map: so do the keys.
  await expect(page.getByRole("application")).toBeFocused();
}

test("divides a parcel in three and prints its plan de bornage", async ({ page }) => {
  const errors = errorsOf(page);
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

  const hand = new Hand(page);
  const started = Date.now();
  await test.step("find, divide in three, print", async () => {
    await find(page, hand, "5/2");
    await hand.key("x");
    const form = page.getByRole("form", { name: "Diviser selon une méthode" });
    const count = form.getByRole("textbox", { name: "Nombre de parties" });
    await expect(count).toBeFocused();
    await hand.fill(count, "3");
    await expect(form.getByRole("row")).toHaveCount(4);
    await picture(page, "divide-panel");
    await hand.key("Enter");
    await expect(form).toBeHidden();
    await hand.key("Control+p");
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByLabel("Modèle")).toHaveValue("bornage");
    await expect(dialog.getByLabel("Feuille", { exact: true })).toHaveValue("A4");
    await expect(dialog.getByRole("img")).toBeVisible();
    await picture(page, "divide-bornage");
    const download = page.waitForEvent("download");
    await hand.click(dialog.getByRole("button", { name: /PDF/ }));
    expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
  });
  const seconds = (Date.now() - started) / 1000;
  test.info().annotations.push({ type: "J2", description: `${hand.actions} actions, ${seconds.toFixed(1)} s` });
  console.log(`J2: ${hand.actions} actions, ${seconds.toFixed(1)} s`);
  expect(hand.actions).toBeLessThanOrEqual(MOST_ACTIONS);

  await test.step("one act, one step back", async () => {
    await expect(page.getByRole("status").filter({ hasText: "Enregistré" }).first()).toBeVisible();
    await page.keyboard.press("Control+z");
    await find(page, hand, "5/2");
    await expect(panel(page).getByText("5/2", { exact: true })).toBeVisible();
  });

  await test.step("Escape leaves no trace; areas too large are refused with the place", async () => {
    await page.keyboard.press("x");
    const form = page.getByRole("form", { name: "Diviser selon une méthode" });
    await form.getByLabel("Méthode").selectOption({ label: "Surfaces données" });
    await form.getByLabel(/Surfaces \(m²\)/).fill("300 ; 9000");
    await expect(form.getByRole("status")).toContainText("de trop");
    await expect(form.getByRole("button", { name: "Montrer le lieu" })).toBeVisible();
    await accessible(page);
    await page.keyboard.press("Escape");
    await expect(form).toBeHidden();
    await expect(panel(page).getByText("5/2", { exact: true })).toBeVisible();
  });

  await test.step("a line is dragged by its middle", async () => {
    await page.getByRole("application").focus();
    await page.keyboard.press("x");
    const form = page.getByRole("form", { name: "Diviser selon une méthode" });
    await expect(form.getByRole("row")).toHaveCount(3);
    const map = await page.getByRole("application").boundingBox();
    if (!map) throw new Error("the map is not on the page");
    // The parcel stands in the middle of the map, and so, nearly, does the middle of its one line.
    const [x, y] = [map.x + map.width / 2, map.y + map.height / 2 - 8];
    const areas = async () => (await form.getByRole("row").nth(1).textContent()) ?? "";
    const before = await areas();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 8, y, { steps: 4 });
    await page.mouse.up();
    await expect(form.getByLabel("Méthode")).toHaveValue("areas");
    expect(await areas()).not.toBe(before);
    await picture(page, "divide-drag");
    await page.keyboard.press("Escape");
    await expect(form).toBeHidden();
  });

  await test.step("gives a strip to the street, and takes it back", async () => {
    await page.keyboard.press("x");
    await panel(page).getByLabel("Acte").selectOption({ label: "Céder une bande à la voirie" });
    const form = page.getByRole("form", { name: "Céder une bande à la voirie" });
    await form.getByRole("textbox", { name: "Largeur de la bande (m)" }).fill("1,5");
    await expect(form.getByRole("row")).toHaveCount(3);
    await form.getByText("Acte : numéro, date, service, motif").click();
    await form.getByRole("textbox", { name: "Numéro" }).fill("24-017/DNC");
    await picture(page, "divide-cede");
    await form.getByRole("button", { name: "Céder la bande" }).click();
    await expect(form).toBeHidden();
    await page.keyboard.press("Shift+A");
    await expect(page.getByRole("row", { name: /^24-017\/DNC Cession à la voirie/ })).toBeVisible();
    await page.keyboard.press("Escape");
    await page.getByRole("tab", { name: "Historique" }).click();
    await expect(
      panel(page)
        .getByText(/bande de 1[.,]5 m cédée à la voirie/)
        .first(),
    ).toBeVisible();
  });
  expect(errors).toEqual([]);
});
