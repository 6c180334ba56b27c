import { statSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";
import { sharedPath } from "#tests/helpers/shared";

// The whole journey in French on a small laptop's screen: from an OpenStreetMap file to the printed plan, by mouse,
// looked at and held to axe at each step; then the process is killed and everything must still be there.

const village = sharedPath("data/osm/lr-village-robertking.osm");
let shell: RunningShell;

test.beforeAll(async () => {
  shell = await startShell();
});
test.afterAll(async () => {
  await shell.dispose();
});

const stage = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Étapes" }).getByRole("button", { name }).click();
const saved = (page: Page) => expect(page.getByRole("status").filter({ hasText: "Enregistré" })).toBeVisible();
/** The figure beside a heading of a table of figures, or under a name in a line of them. */
const figure = (page: Page, name: string) =>
  page
    .getByRole("row", { name: new RegExp(`^${name}`) })
    .first()
    .getByRole("cell")
    .or(
      page
        .locator("dt")
        .filter({ hasText: new RegExp(`^${name}$`) })
        .locator("xpath=following-sibling::dd"),
    );

test(`from ${village ? "a village of Liberia" : "the SAMPLE village (outside data absent)"} to its plan`, async ({
  page,
}) => {
  const errors = errorsOf(page);
  await page.goto(shell.address);

  await test.step("start", async () => {
    await expect(page.getByRole("heading", { name: "Commencer" })).toBeVisible();
    await expect(page.getByText("Aucun projet encore")).toBeVisible();
    await picture(page, "01-accueil");
    await accessible(page);
  });

  await test.step("import", async () => {
    if (village) {
      const choosing = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: /Nouveau projet depuis OpenStreetMap/ }).click();
      await (await choosing).setFiles(village);
    } else await page.getByRole("button", { name: /Village d'exemple/ }).click();
    const dialog = page.getByRole("dialog", { name: "Nouveau projet depuis OpenStreetMap" });
    await expect(dialog.getByRole("list", { name: "Objets par classe" })).toContainText("Bâtiments");
    await expect(dialog.getByRole("combobox", { name: "Système de coordonnées" })).toHaveValue(/^EPSG:326\d\d$/);
    await picture(page, "02-import");
    await accessible(page);
    await dialog.getByRole("textbox", { name: "Nom du projet" }).fill("Robertking");
    await dialog.getByRole("button", { name: "Créer le projet" }).click();
  });

  await test.step("map", async () => {
    await expect(page.getByRole("navigation", { name: "Étapes" })).toBeVisible();
    await stage(page, "Données");
    await expect(figure(page, "Bâtiments")).toHaveText(/\d/);
    await expect(page.getByText(village ? "© OpenStreetMap contributors" : /données inventées/).first()).toBeVisible();
    await page.mouse.move(690, 400);
    await expect(page.getByText(/^E \d/)).toBeVisible();
    await saved(page);
    await picture(page, "03-carte");
    await accessible(page);
  });

  await test.step("perimeter", async () => {
    await stage(page, "Périmètre");
    await page.getByRole("button", { name: "Proposer un périmètre" }).click();
    await expect(page.getByText("Surface du périmètre")).toBeVisible();
    await settled(page);
    await picture(page, "04-perimetre");
    await accessible(page);
  });

  await test.step("layout", async () => {
    await stage(page, "Maillage");
    await page.getByRole("button", { name: "Mailler", exact: true }).click();
    await expect(page.getByRole("button", { name: "Accepter ce plan" })).toBeVisible({ timeout: 60_000 });
    await expect(figure(page, "Maisons coupées")).toHaveText(/^0 sur/);
    await settled(page);
    await picture(page, "05-maillage");
    await accessible(page);
    const lots = figure(page, "Parcelles");
    const before = await lots.innerText();
    await page.getByRole("textbox", { name: "Surface (m²)", exact: true }).fill("600");
    await page.getByRole("textbox", { name: "Surface (m²)", exact: true }).press("Tab");
    await expect(lots).not.toHaveText(before, { timeout: 60_000 });
    await expect(page.getByRole("button", { name: "Accepter ce plan" })).toBeVisible({ timeout: 60_000 });
    await settled(page);
    await picture(page, "06-recalcul");
    await page.getByRole("button", { name: "Accepter ce plan" }).click();
  });

  await test.step("parcels", async () => {
    await expect(page.getByRole("heading", { name: "En chiffres" })).toBeVisible();
    await saved(page);
    await settled(page);
    await picture(page, "07-parcelles");
    await accessible(page);
    await page.getByRole("tab", { name: "Bilan" }).click();
    await expect(figure(page, "Voirie").last()).toHaveText(/%/);
    await picture(page, "08-bilan");
    await accessible(page);
  });

  await test.step("search and form", async () => {
    await page.keyboard.press("Control+f");
    await page.keyboard.type("1/1");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("tabpanel").getByText("1/1", { exact: true })).toBeVisible();
    await page.getByRole("tabpanel").getByRole("textbox", { name: "Remarque" }).fill("Angle de rue");
    await page.getByRole("tabpanel").getByRole("textbox", { name: "Remarque" }).press("Enter");
    await settled(page);
    await picture(page, "09-fiche");
    await accessible(page);
  });

  await test.step("split, undo, redo", async () => {
    const count = await counted(page, "Parcelles");
    const map = await boxOf(page);
    await page.keyboard.press("Escape");
    await page.getByRole("application").focus();
    await page.keyboard.press("s");
    await expect(page.getByRole("button", { name: "Diviser" }).first()).toHaveAttribute("aria-pressed", "true");
    await cross(page, map);
    await counts(page, "Parcelles", count + 1);
    await expect(page.getByText(/divisé en/).first()).toBeVisible();
    await picture(page, "10-division");
    await page.keyboard.press("Control+z");
    await counts(page, "Parcelles", count);
    await page.keyboard.press("Control+y");
    await counts(page, "Parcelles", count + 1);
    await page.keyboard.press("Control+z");
    await counts(page, "Parcelles", count);
  });

  await test.step("table and merge", async () => {
    await page.keyboard.press("v");
    await page.keyboard.press("t");
    const table = page.getByRole("region", { name: "Table des attributs" });
    await expect(table.getByRole("row").nth(1)).toBeVisible();
    await picture(page, "11-table");
    await accessible(page);
    const count = await counted(page, "Parcelles");
    await merged(page, count);
    await picture(page, "12-fusion");
    await table.getByRole("button", { name: "Fermer la table" }).click();
  });

  await test.step("networks", async () => {
    await stage(page, "Réseaux");
    await page.getByRole("button", { name: "Cadrer le périmètre" }).click();
    await settled(page);
    const map = await boxOf(page);
    const at = (dx: number, dy: number): [number, number] => [map.x + map.width / 2 + dx, map.y + map.height / 2 + dy];
    await page.getByRole("button", { name: "Poste 50 kVA" }).click();
    await page.mouse.click(...at(0, 0));
    await page.getByRole("button", { name: "Forage" }).click();
    await page.mouse.click(...at(20, 20));
    await page.getByRole("button", { name: "Borne-fontaine" }).click();
    await page.mouse.click(...at(-20, 20));
    await expect(figure(page, "Borne-fontaine")).toHaveText("1");
    await expect(figure(page, "Parcelles à moins de .* d'un point d'eau")).not.toHaveText(/^0 sur/);
    await page.getByRole("button", { name: "Ligne BT" }).click();
    await page.mouse.click(...at(0, 0));
    await page.mouse.click(...at(36, 0));
    await page.keyboard.press("Control+Enter");
    await expect(figure(page, "Ligne électrique BT")).toHaveText(/m$/);
    await page.getByRole("tab", { name: "Historique" }).click();
    await expect(page.getByText(/^Ajout : /).first()).toBeVisible();
    await picture(page, "13-reseaux");
    await accessible(page);
  });

  await test.step("checks", async () => {
    await stage(page, "Contrôles");
    await expect(page.getByText(/points? à regarder|Aucun constat/)).toBeVisible();
    await picture(page, "14-controles");
    await accessible(page);
  });

  await test.step("exports and plan", async () => {
    await stage(page, "Plans");
    for (const [name, ending] of [
      ["Projet GeoPackage", ".gpkg"],
      ["GeoJSON", ".geojson"],
      ["DXF", ".dxf"],
    ] as const) {
      await page.getByRole("combobox", { name: "Format" }).selectOption({ label: name });
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Exporter", exact: true }).click();
      const file = await download;
      expect(file.suggestedFilename()).toMatch(new RegExp(`\\${ending}$`));
      expect(statSync(await file.path()).size).toBeGreaterThan(1000);
    }
    await picture(page, "15-exports");
    await accessible(page);
    await page.keyboard.press("Control+p");
    const dialog = page.getByRole("dialog", { name: "Plan à imprimer" });
    const sheet = dialog.locator(".plan-sheet img");
    await expect(sheet).toBeVisible();
    const before = (await sheet.getAttribute("src")) ?? "";
    await dialog.getByRole("textbox", { name: "Commune, service" }).fill("Commune de Robertking");
    await expect(sheet).not.toHaveAttribute("src", before);
    await picture(page, "16-plan");
    await accessible(page);
    const download = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Télécharger le PDF" }).click();
    expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
  });

  await test.step("killed and opened again", async () => {
    await saved(page);
    await stage(page, "Parcelles");
    const count = await figure(page, "Parcelles").innerText();
    await shell.kill();
    await shell.restart();
    await page.goto("about:blank");
    await page.goto(shell.address);
    await page.getByRole("button", { name: /^Robertking/ }).click();
    await stage(page, "Parcelles");
    await expect(figure(page, "Parcelles")).toHaveText(count);
    await page.getByRole("tab", { name: "Historique" }).click();
    await expect(page.getByRole("list").getByText("Périmètre tracé").first()).toBeVisible();
    await picture(page, "17-retrouve");
    // The acts of before the end of the process can still be taken back.
    await stage(page, "Réseaux");
    await expect(figure(page, "Ligne électrique BT")).toHaveText(/m$/);
    await page.keyboard.press("Control+z");
    await expect(figure(page, "Ligne électrique BT")).toHaveCount(0);
    await saved(page);
  });

  expect(errors.filter((error) => !error.includes("Permissions-Policy"))).toEqual([]);
});

/** The number a figure of the table shows. */
async function counted(page: Page, name: string): Promise<number> {
  return Number((await figure(page, name).innerText()).replace(/[^0-9]/g, ""));
}

/** Waits until a figure shows this number, however the language groups it. */
async function counts(page: Page, name: string, wanted: number, timeout = 15_000): Promise<void> {
  await expect.poll(() => counted(page, name), { timeout }).toBe(wanted);
}

/** Waits until the map has come to rest. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(500);
}

async function boxOf(page: Page) {
  const box = await page.getByRole("application").boundingBox();
  if (!box) throw new Error("the map is not on the page");
  return box;
}

/** Draws a line across the thing in the middle of the map, from side to side, and finishes it. */
async function cross(page: Page, map: { x: number; y: number; width: number; height: number }): Promise<void> {
  const [x, y] = [map.x + map.width / 2, map.y + map.height / 2];
  await page.mouse.click(x - map.width / 3, y - map.height / 3);
  await page.mouse.click(x + map.width / 3, y + map.height / 3);
  await page.keyboard.press("Control+Enter");
}

/** Chooses neighbours in the table until two of them merge: rows that follow each other in an îlot mostly touch. */
async function merged(page: Page, count: number): Promise<void> {
  const rows = page.getByRole("region", { name: "Table des attributs" }).getByRole("row");
  for (let i = 1; i < 8; i++) {
    await rows.nth(i).click();
    await rows.nth(i + 1).click({ modifiers: ["Control"] });
    await page.keyboard.press("m");
    try {
      await counts(page, "Parcelles", count - 1, 1500);
      return;
    } catch {
      // These two do not touch, and the window said so; the next two may.
    }
  }
  throw new Error("no two rows that follow each other could be merged");
}
