import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { maliReferentiel } from "#core/features/mali";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";
import { makeHgt } from "#tests/helpers/rasters";

// A regional pack made by the command line, on a folder that stands for a stick: its extract begins a project, its
// places are found, its relief is under the plan, and the window says so when the stick is gone.

let shell: RunningShell;
let folder: string;
let stick: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "maillage-packs-"));
  stick = join(folder, "maillage-packs");
  mkdirSync(stick);
  const [sample = ""] = readdirSync("resources/sample").filter((name) => name.endsWith(".osm"));
  const relief = join(folder, "N12W008.hgt");
  writeFileSync(
    relief,
    makeHgt((column, row) => 330 + ((column + row) % 40)),
  );
  const limits = join(folder, "limites.kml");
  writeFileSync(
    limits,
    `<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>Commune de Nienou</name><Polygon><outerBoundaryIs><LinearRing>
    <coordinates>-8,12 -7.9,12 -7.9,12.1 -8,12.1 -8,12</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>`,
  );
  const files = [join("resources/sample", sample), relief, limits];
  const norms = join(folder, "normes.json");
  writeFileSync(norms, JSON.stringify({ ...maliReferentiel, id: "cercle-d-essai", name: "Normes du cercle" }));
  const words = ["electron/shells/cli.ts", "pack", ...files, norms, "--name", "Cercle d'essai", "--date", "2026-10-01"];
  execFileSync(process.execPath, [...words, "--out", join(stick, "essai")], { stdio: ["ignore", "ignore", "inherit"] });
  process.env["MAILLAGE_PACKS"] = stick;
  shell = await startShell();
});
test.afterAll(async () => {
  delete process.env["MAILLAGE_PACKS"];
  await shell.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test("begins a project from a regional pack, finds its places, uses its relief", async ({ page }) => {
  const errors = errorsOf(page);
  await page.goto(shell.address);
  const extract = page.getByRole("button", { name: /Cercle d'essai/ });
  await expect(extract).toBeVisible();
  await picture(page, "packs-start");
  await accessible(page);
  await extract.click();
  await page.getByRole("textbox", { name: "Nom du projet" }).fill("Du pack");
  await page.getByRole("button", { name: "Créer le projet" }).click();
  await expect(page.getByRole("application")).toBeVisible();

  await test.step("the find box knows the places of the region", async () => {
    await page.keyboard.press("Control+f");
    await page.keyboard.type("nienou");
    const found = page.getByRole("option", { name: /Commune de Nienou/ });
    await expect(found).toContainText("Limite administrative");
    await picture(page, "packs-find");
    await found.click();
  });

  await test.step("its relief is put under the plan where it lies", async () => {
    await page.getByRole("tab", { name: "Légende" }).click();
    const use = page.getByRole("button", { name: "Fonds et relief sous le plan" });
    await use.scrollIntoViewIfNeeded();
    await expect(page.getByText("Données du 1 oct. 2026")).toBeVisible();
    await use.click();
    await expect(page.getByText("« Cercle d'essai » : 1 fichier mis sous le plan.")).toBeVisible();
    await expect(page.getByText("N12W008.hgt", { exact: true })).toBeVisible();
    await picture(page, "packs-list");
    await accessible(page);
  });

  await test.step("its référentiel becomes the project's", async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("référentiel");
    await page.getByRole("option", { name: /^Référentiel du projet/ }).click();
    const dialog = page.getByRole("dialog", { name: "Référentiel du projet" });
    await dialog.getByRole("button", { name: "Prendre celui du pack Cercle d'essai (normes.json)" }).click();
    await expect(dialog.getByLabel("Nom", { exact: true })).toHaveValue("Normes du cercle");
    await picture(page, "packs-norms");
    await accessible(page);
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByRole("tab", { name: "Historique" }).click();
    await expect(page.getByText(/Référentiel du projet : Normes du cercle/)).toBeVisible();
  });

  await test.step("the stick is taken away", async () => {
    rmSync(stick, { recursive: true });
    await page.reload();
    await page.locator(".recent-open").first().click();
    await page.getByRole("tab", { name: "Légende" }).click();
    await expect(page.getByText(/n'est plus sur cette machine/)).toBeVisible();
    await expect(page.getByText(/Aucun pack à portée/)).toBeVisible();
  });
  expect(errors).toEqual([]);
});
