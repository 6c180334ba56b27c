import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";
import { makePng } from "#tests/helpers/rasters";

// A scanned plan without any place of its own, laid under the sample village by points known on the ground.

let shell: RunningShell;
let folder: string;
test.beforeAll(async () => {
  shell = await startShell();
  folder = mkdtempSync(join(tmpdir(), "maillage-scan-"));
});
test.afterAll(async () => {
  await shell.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test("lays a scanned plan by control points, by hand and by keyboard", async ({ page }) => {
  const errors = errorsOf(page);
  const plan = join(folder, "plan-1974.png");
  // A sheet with a grid of 100 pixels and a frame.
  const ink = [60, 50, 40, 255] as const;
  writeFileSync(
    plan,
    makePng(800, 600, (x, y) => (x % 100 < 2 || y % 100 < 2 ? [...ink] : [246, 238, 220, 255])),
  );
  await page.goto(shell.address);
  await page.getByRole("button", { name: /Village d'exemple/ }).click();
  await page.getByRole("textbox", { name: "Nom du projet" }).fill("Calage");
  await page.getByRole("button", { name: "Créer le projet" }).click();
  const map = page.getByRole("application", { name: /carte/i });
  await expect(map).toBeVisible();
  await map.hover();
  const centre = [...(await page.locator(".coordinates").innerText()).matchAll(/\d[\d\s\u202f\u00a0]*,\d\d/g)].map(
    ([figure]) => Number(figure.replace(/[\s\u202f\u00a0]/g, "").replace(",", ".")),
  );
  const [east = 0, north = 0] = centre.map((value) => Math.round(value / 100) * 100);

  await page.getByRole("tab", { name: "Légende" }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Ajouter un fichier…" }).click(),
  ]);
  await chooser.setFiles(plan);
  const card = page.getByRole("region", { name: /Caler/ });
  const view = card.getByRole("application", { name: "Image à caler" });
  await expect(view).toBeVisible();
  const lay = card.getByRole("button", { name: "Caler l'image" });
  await expect(lay).toHaveAttribute("aria-disabled", "true");

  await test.step("the first point by hand: a corner of the grid, then its place on the map", async () => {
    const box = await view.boundingBox();
    if (!box) throw new Error("no view");
    const zoom = Math.min(box.width / 800, box.height / 600);
    const [left, top] = [box.x + box.width / 2 - 400 * zoom, box.y + box.height / 2 - 300 * zoom];
    await page.mouse.click(left + 100 * zoom, top + 500 * zoom);
    await expect(card.getByText(/cliquez sa place sur la carte/)).toBeVisible();
    const ground = await map.boundingBox();
    if (!ground) throw new Error("no map");
    await page.mouse.click(ground.x + ground.width - 160, ground.y + 420);
    await expect(card.getByRole("textbox", { name: /point 1/ })).toHaveValue(/\d+,\d+ ; \d+,\d+/);
    await card.getByRole("textbox", { name: /point 1/ }).fill(`${east - 300} ; ${north - 200}`);
  });

  await test.step("the others by keyboard: the cross over the pixel, coordinates written", async () => {
    for (const [number, keys, ground] of [
      [2, ["ArrowRight", "ArrowUp"], `${east + 300} ; ${north - 200}`],
      [3, ["ArrowLeft", "ArrowUp"], `${east} ; ${north + 220}`],
    ] as const) {
      await card.getByRole("button", { name: "Ajouter un point" }).press("Enter");
      await view.focus();
      for (const key of keys) for (let k = 0; k < 3; k++) await page.keyboard.press(key);
      await page.keyboard.press("Enter");
      await card.getByRole("textbox", { name: new RegExp(`point ${number}`) }).fill(ground);
    }
    await expect(card.getByText(/Écart moyen/)).toBeVisible();
    await picture(page, "scan-card");
    await accessible(page);
    await card.getByRole("combobox", { name: "Méthode" }).selectOption("affine");
    await expect(card.getByText(/Écart moyen 0\scm/)).toBeVisible();
    await expect(card.getByText(/rien ne se vérifie/)).toBeVisible();
    await card.getByRole("combobox", { name: "Méthode" }).selectOption("helmert");
  });

  await test.step("laid, it is a backdrop that says how well it lies", async () => {
    await lay.click();
    await expect(page.getByText(/est calée : écart moyen/)).toBeVisible();
    await expect(page.getByText(/Calée sur 3 points \(Helmert\)/)).toBeVisible();
    await expect(card).toBeHidden();
    await expect(page.locator("[data-part=backdrops] canvas")).toBeVisible();
    await picture(page, "scan-laid");
  });
  expect(errors).toEqual([]);
});
