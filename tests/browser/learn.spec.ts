import { expect, type Page, test } from "@playwright/test";
import { Hand } from "#tests/browser/hand";
import { errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";

// The guided first lotissement from end to end: each step is passed by doing it, never by a click on next.

let shell: RunningShell;
test.beforeEach(async () => {
  shell = await startShell();
});
test.afterEach(async () => {
  await shell.dispose();
});

const coach = (page: Page) => page.getByRole("region", { name: "Premier lotissement" });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first();
const stage = (page: Page, name: RegExp) =>
  page.getByRole("navigation", { name: "Étapes" }).getByRole("button", { name }).click();
/** The step the coach has come to, and the control it lights. */
async function stepIs(page: Page, number: number, words: string): Promise<void> {
  await expect(coach(page).getByText(`Étape ${number} sur 10`)).toBeVisible({ timeout: 60_000 });
  await expect(coach(page).getByRole("heading", { name: words })).toBeVisible();
  await expect(page.locator("[data-lit]")).toHaveCount(1);
}

test("first lotissement, stopped, resumed and finished", async ({ page }) => {
  const errors = errorsOf(page);
  await page.goto(shell.address);
  await page.getByRole("button", { name: /^Premier lotissement/ }).click();
  await expect(page.getByRole("dialog").getByText("Étape 1 sur 10")).toBeVisible();
  await button(page, "Créer le projet").click();
  await stepIs(page, 2, "Tracer le périmètre");
  await coach(page).getByRole("button", { name: "Montrer" }).click();
  await stage(page, /Périmètre/);
  await button(page, "Proposer un périmètre").click();
  await stepIs(page, 3, "Mailler");

  // The window is closed here; the next day the lesson goes on where it was.
  await expect(page.getByText("Enregistré", { exact: true })).toBeVisible();
  await shell.kill();
  await shell.restart();
  await page.goto("about:blank");
  await page.goto(shell.address);
  await page.getByRole("button", { name: /Reprendre où vous/ }).click();
  await stepIs(page, 3, "Mailler");
  await stage(page, /Maillage/);
  await button(page, "Mailler").click();
  await stepIs(page, 4, "Changer une largeur de voie");
  await page.getByRole("textbox", { name: "Desserte" }).fill("10");
  await page.getByRole("textbox", { name: "Desserte" }).press("Tab");
  await stepIs(page, 5, "Accepter le plan");
  await picture(page, "30-guide");
  await button(page, "Accepter ce plan").click();
  await stepIs(page, 6, "Diviser une parcelle");
  await new Hand(page).findParcel();
  await page.getByRole("application").focus();
  await page.keyboard.press("s");
  const box = await page.getByRole("application").boundingBox();
  if (!box) throw new Error("the map is not on the page");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.click(x - 200, y - 40);
  await page.mouse.click(x + 200, y + 40);
  await page.keyboard.press("Control+Enter");
  await stepIs(page, 7, "Annuler");
  await page.keyboard.press("Control+z");
  await stepIs(page, 8, "Placer un forage");
  await stage(page, /Réseaux/);
  await button(page, "Forage").click();
  await page.mouse.click(x, y);
  await stepIs(page, 9, "Contrôler");
  await coach(page).getByRole("button", { name: "Passer" }).click();
  await stepIs(page, 10, "Remettre le plan");
  await page.keyboard.press("Control+p");
  await expect(page.getByRole("dialog").getByText("Étape 10 sur 10")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Télécharger le PDF" }).click();
  await download;
  await expect(coach(page).getByText("Votre premier lotissement est fait")).toBeVisible();
  await picture(page, "31-guide-fini");
  await coach(page).getByRole("button", { name: "Terminer" }).click();
  await expect(coach(page)).toHaveCount(0);
  expect(errors.filter((error) => !error.includes("Permissions-Policy"))).toEqual([]);
});

test("help in context, searched; Bambara; the visual language at its address", async ({ page }) => {
  await page.goto(shell.address);
  await expect(page.getByRole("heading", { name: "Commencer" })).toBeVisible();
  await page.keyboard.press("F1");
  await expect(page.getByRole("article").first()).toBeFocused();
  const asked = page.getByRole("searchbox", { name: "Chercher dans l'aide" });
  await asked.fill("renumeroter");
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(page.locator("mark").first()).toHaveText("Renuméroter");
  await page.keyboard.press("Escape");
  await expect(asked).toHaveCount(0);
  await page.getByRole("button", { name: "Langue" }).click();
  await page.getByRole("menuitemradio", { name: /Bamanankan/ }).click();
  await expect(page.getByRole("heading", { name: "A daminɛ" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Projets de ce poste" })).toBeVisible();
  await page.getByRole("button", { name: "Kan" }).click();
  await page.getByRole("menuitemradio", { name: "Français" }).click();
  await page.goto(`${new URL(shell.address).origin}/?design`);
  const charter = page.getByRole("dialog", { name: "Charte graphique" });
  await expect(charter.getByRole("region", { name: "Contraste élevé" })).toBeVisible();
  await expect(charter.getByText("trop faible")).toHaveCount(0);
  await picture(page, "32-charte");
  await page.keyboard.press("Escape");
  await expect(charter).toHaveCount(0);
});

test("F1 opens the chapter of the panel, card or dialog one is in", async ({ page }) => {
  const hand = new Hand(page);
  await page.goto(shell.address);
  await hand.layOutSample();
  /** Presses F1 where one is, and comes back. */
  const helped = async (section: string) => {
    await page.keyboard.press("F1");
    await expect(page.locator(`article[data-section="${section}"]`)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("searchbox", { name: hand.speak("learn.help.search") })).toHaveCount(0);
  };
  await helped("parcels");
  await hand.map.focus();
  await helped("data");
  for (const [tab, section] of [
    ["legend", "backdrops"],
    ["norms", "norms"],
    ["history", "history"],
  ] as const) {
    await hand.tab(tab);
    await helped(section);
  }
  await hand.findParcel();
  await hand.keyOnMap("x");
  await expect(page.getByRole("form", { name: hand.speak("divide.kind.divide") })).toBeVisible();
  await helped("divide");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+p");
  await expect(hand.dialog.locator(".plan-sheet img")).toBeVisible();
  await helped("plan");
  await hand.escape();
  await hand.keyOnMap("t");
  await hand.table.getByRole("grid").focus();
  await helped("table");
  await hand.keyOnMap("t");
  await page.keyboard.press("Control+k");
  await expect(hand.dialog.getByRole("combobox")).toBeFocused();
  await helped("data");
  await hand.escape();
  await hand.stage("checks");
  await page.getByRole("button", { name: "Arrêter le plan…" }).click();
  await helped("settle");
  await picture(page, "33-aide-dans-une-fenetre");
});
