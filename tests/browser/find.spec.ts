import { expect, type Page, test } from "@playwright/test";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";

// Palette, find box, context menus, shortcut sheet and profiles, on the sample village.

let shell: RunningShell;

test.beforeAll(async () => {
  shell = await startShell();
});
test.afterAll(async () => {
  await shell.dispose();
});

const box = (page: Page) => page.getByRole("combobox", { name: /^Chercher une parcelle/ });
const palette = (page: Page) => page.getByRole("dialog", { name: "Toutes les commandes" });
const option = (page: Page) => page.getByRole("option", { selected: true });

async function find(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+f");
  await expect(box(page)).toBeFocused();
  await page.keyboard.type(text);
}

async function call(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toBeVisible();
  await page.keyboard.type(words);
}

test("what can be found and called, by its name", async ({ page, context }) => {
  const errors = errorsOf(page);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(shell.address);

  await test.step("a plan to look into", async () => {
    await page.getByRole("button", { name: /Village d'exemple/ }).click();
    await page.getByRole("button", { name: "Créer le projet" }).click();
    await page.getByRole("navigation", { name: "Étapes" }).getByRole("button", { name: "Périmètre" }).click();
    await page.getByRole("button", { name: "Proposer un périmètre" }).click();
    await page.getByRole("button", { name: "Continuer : Maillage" }).click();
    await page.getByRole("button", { name: "Mailler", exact: true }).click();
    await page.getByRole("button", { name: "Accepter ce plan" }).click({ timeout: 60_000 });
    await expect(page.getByRole("heading", { name: "En chiffres" })).toBeVisible();
  });

  await test.step("commands by other words, without accents", async () => {
    await call(page, "couper");
    await expect(option(page)).toContainText("Diviser");
    await picture(page, "30-palette");
    await accessible(page);
    await page.keyboard.press("Enter");
    await expect(palette(page)).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Diviser" }).first()).toHaveAttribute("aria-pressed", "true");
    await expect(page.getByRole("application")).toBeFocused();
    await page.keyboard.press("v");
    // What was called last stands first.
    await call(page, "");
    await expect(option(page)).toContainText("Diviser");
    await page.keyboard.press("Escape");
    await call(page, "reunir");
    await expect(option(page)).toContainText("Fusionner");
    await expect(option(page)).toContainText("Choisissez d'abord deux parcelles voisines");
    await expect(option(page)).toHaveAttribute("aria-disabled", "true");
    await page.keyboard.press("Enter");
    await expect(palette(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await call(page, "masquer batiments");
    await page.keyboard.press("Enter");
    await call(page, "batiments");
    await expect(page.getByRole("option", { name: "Afficher : Bâtiments" })).toBeVisible();
    await page.keyboard.press("Escape");
  });

  await test.step("parcels, names, commands in one box", async () => {
    await find(page, "5/2");
    await expect(page.getByRole("group", { name: "Parcelles et îlots" }).getByRole("option").first()).toHaveText(
      /^5\/2Parcelle$/,
    );
    await page.keyboard.press("Enter");
    await expect(page.getByRole("tabpanel").getByText("5/2", { exact: true })).toBeVisible();
    await find(page, "imprimer");
    await expect(page.getByRole("group", { name: "Commandes" }).getByRole("option").first()).toContainText(
      "Plan à imprimer",
    );
    await picture(page, "31-chercher");
    await accessible(page);
    await find(page, "zzzz");
    await expect(page.getByText("Rien trouvé. Vous pouvez taper :")).toBeVisible();
    await picture(page, "32-rien");
    await accessible(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("application")).toBeFocused();
  });

  await test.step("what lies under the hand, by keyboard and by mouse", async () => {
    await page.keyboard.press("Shift+F10");
    const menu = page.getByRole("menu");
    await expect(menu).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await expect(menu.getByRole("menuitem").first()).toBeFocused();
    await picture(page, "33-menu");
    await accessible(page);
    await menu.getByRole("menuitem", { name: /^Copier les coordonnées/ }).click();
    await expect(menu).toHaveCount(0);
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^E \d+,\d\d N \d+,\d\d$/);

    // What was copied is found again, and a mark stands there.
    await find(page, copied);
    await expect(page.getByRole("group", { name: "Coordonnées" }).getByRole("option")).toHaveText(/^E .*\+/);
    await page.keyboard.press("Enter");
    await page.waitForTimeout(400);
    await picture(page, "34-repere");

    const map = await page.getByRole("application").boundingBox();
    if (!map) throw new Error("the map is not on the page");
    await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2, { button: "right" });
    await expect(menu.getByRole("menuitem", { name: /^Voir dans la table/ })).toBeVisible();
    await menu.getByRole("menuitem", { name: /^Copier le code Plus/ }).click();
    const code = await page.evaluate(() => navigator.clipboard.readText());
    expect(code).toMatch(/^[2-9CFGHJMPQRVWX]{8}\+[2-9CFGHJMPQRVWX]{3}$/);
    await find(page, code.slice(4));
    await expect(page.getByRole("group", { name: "Coordonnées" }).getByRole("option")).toContainText(code);
    await page.keyboard.press("Escape");
  });

  await test.step("rows of the table have the same menu", async () => {
    await page.keyboard.press("t");
    const row = page.locator("[data-feature]").nth(1);
    await row.click({ button: "right" });
    const menu = page.getByRole("menu");
    await menu.getByRole("menuitem", { name: /^Zoomer sur la sélection/ }).click();
    await expect(menu).toHaveCount(0);
    await expect(row).toHaveAttribute("aria-selected", "true");
    await call(page, "table des attributs");
    await page.keyboard.press("Enter");
    await expect(row).toHaveCount(0);
  });

  await test.step("the sheet of keys prints on one page", async () => {
    await page.getByRole("application").focus();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Raccourcis clavier" })).toBeVisible();
    await picture(page, "35-raccourcis");
    await accessible(page);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    const [width, height] = (/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? []).slice(1).map(Number);
    expect([Math.round(width ?? 0), Math.round(height ?? 0)]).toEqual([595, 842]);
    await page.keyboard.press("Escape");
  });

  await test.step("a profile shows what its work needs", async () => {
    await call(page, "changer de profil");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Profil" });
    await dialog.getByRole("radio", { name: /^Agent/ }).check();
    await picture(page, "36-profils");
    await accessible(page);
    await page.keyboard.press("Escape");
    const stages = page.getByRole("navigation", { name: "Étapes" }).getByRole("button");
    await expect(stages).toHaveCount(2);
    await expect(page.getByRole("button", { name: "Diviser" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Mesurer" })).toBeVisible();
    await picture(page, "37-agent");
    await accessible(page);
    // Left out of the screen, found in the palette, which offers the profiles.
    await call(page, "diviser");
    await expect(option(page)).toContainText("Hors du profil Agent : changer de profil.");
    await page.keyboard.press("Enter");
    await dialog.getByRole("radio", { name: /^Géomètre/ }).check();
    await page.keyboard.press("Escape");
    await expect(stages).toHaveCount(4);
    await expect(page.getByRole("button", { name: "Diviser" }).first()).toBeVisible();
  });

  expect(errors.filter((error) => !error.includes("Permissions-Policy"))).toEqual([]);
});
