import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";

// The files of a project are handed over from one list of formats; each is read back before it is said to be done, and
// speaks the language of the window.

let shell: RunningShell;

test.beforeAll(async () => {
  shell = await startShell();
});
test.afterAll(() => shell.dispose());

const stage = (page: Page, name: string, list = "Étapes") =>
  page.getByRole("navigation", { name: list }).getByRole("button", { name }).click();

test("hands files over, read back, in the language of the window", async ({ page }) => {
  const errors = errorsOf(page);
  await page.goto(shell.address);
  await page.getByRole("button", { name: /Village d'exemple/ }).click();
  await page.getByRole("textbox", { name: "Nom du projet" }).fill("Remise");
  await page.getByRole("button", { name: "Créer le projet" }).click();
  await expect(page.getByRole("application")).toBeVisible();
  await stage(page, "Plans");

  const format = page.getByRole("combobox", { name: "Format" });
  const exported = async (label: string): Promise<{ name: string; bytes: Buffer }> => {
    await format.selectOption({ label });
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Exporter", exact: true }).click();
    const file = await download;
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };

  await test.step("every group of formats has its own", async () => {
    const groups = await format.locator("optgroup").evaluateAll((list) => list.map((one) => one.getAttribute("label")));
    expect(groups).toEqual(["SIG", "Dessin", "Tableur", "Terrain", "Réseaux", "Données ouvertes"]);
    await format.selectOption({ label: "EPANET (INP)" });
    const button = page.getByRole("button", { name: /^Exporter/ });
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleDescription(/Aucune conduite/);
  });

  await test.step("a Shapefile, a workbook and JOSM's own, said only once they were read back", async () => {
    const shapefile = await exported("Shapefile (ZIP)");
    expect(shapefile.name).toMatch(/\.shp\.zip$/);
    expect(shapefile.bytes.subarray(0, 2).toString()).toBe("PK");
    await expect(page.locator(".panel").getByText(/relu : \d+ objets/)).toBeVisible();
    await picture(page, "handover-shapefile");
    await accessible(page);
    const josm = await exported("OpenStreetMap (JOSM)");
    expect(josm.bytes.toString()).toContain('upload="never"');
  });

  await test.step("the choice is there again after a reload, and the file speaks English when the window does", async () => {
    const again = async (): Promise<void> => {
      await page.reload();
      await page.getByRole("button", { name: /^Remise/ }).click();
      await expect(page.getByRole("application")).toBeVisible();
    };
    await again();
    await stage(page, "Plans");
    await expect(format).toHaveValue("osm");
    await page.evaluate(() => localStorage.setItem("maillage.lang", '"en"'));
    await again();
    await stage(page, "Plans", "Stages");
    await page.getByRole("combobox", { name: "Format" }).selectOption({ label: "CSV tables" });
    await page.getByRole("combobox", { name: "Classes" }).selectOption({ label: "Buildings" });
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const text = readFileSync(await (await download).path(), "utf8");
    expect(text).toMatch(/Storeys/);
    await picture(page, "handover-english");
  });
  expect(errors).toEqual([]);
});
