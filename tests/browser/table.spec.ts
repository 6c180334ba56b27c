import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { syntheticCadastre } from "#core/engines/synthetic/cadastre";
import { documentOf } from "#core/model/document";
import { Project } from "#core/model/project";
import { writeProjectFile } from "#services/gpkg/write-project";
import { errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";
import { testMeta } from "#tests/helpers/builders";

// A cadastre's table as a planner works in it: filter, group, count, write, paste; by mouse and by key.

const COUNT = Number(process.env["MAILLAGE_TABLE_ROWS"] ?? 1200);
let shell: RunningShell;
let folder: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "maillage-table-"));
  const features = syntheticCadastre(COUNT, 42).map((feature) =>
    feature.id === "parcel-1"
      ? { ...feature, fields: { ...feature.fields, holder: "Aminata Traoré", note: "=près du marché" } }
      : feature,
  );
  const project = new Project({ ...testMeta, name: "Cadastre" }, features);
  writeProjectFile(join(folder, "cadastre.gpkg"), documentOf(project, []), {
    profile: "interne",
  });
  shell = await startShell();
});
test.afterAll(async () => {
  await shell.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const table = (page: Page) => page.getByRole("region", { name: "Table des attributs" });
const grid = (page: Page) => table(page).getByRole("grid");
/** Brings a column into sight: only the cells in sight are there. */
const toColumn = (page: Page, name: string) => grid(page).getByRole("columnheader", { name }).scrollIntoViewIfNeeded();
const counted = (page: Page) => table(page).getByRole("status").last();
const act = (page: Page, name: string) => table(page).getByRole("button", { name, exact: true });

/** Holds the parts this test is about to axe. */
async function accessible(page: Page, part: ".table" | ".modal" | ".side"): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}

async function openTable(page: Page): Promise<void> {
  await page.goto(shell.address);
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /^Ouvrir/ }).click();
  await (await choosing).setFiles(join(folder, "cadastre.gpkg"));
  await expect(page.getByRole("navigation", { name: "Étapes" })).toBeVisible({ timeout: 90_000 });
  await page.keyboard.press("t");
  await expect(grid(page).getByRole("row").nth(1)).toBeVisible();
}

test("the table of a cadastre", async ({ page }) => {
  page.setDefaultTimeout(10_000);
  const errors = errorsOf(page);
  await openTable(page);
  const all = COUNT.toLocaleString("fr-FR");

  await test.step("filters over columns and in a formula", async () => {
    await expect(counted(page)).toHaveText(`${all} lignes sur ${all}`);
    await act(page, "Filtrer par colonne").click();
    await grid(page).getByRole("combobox", { name: "Filtre : Usage" }).selectOption({ label: "Commerce" });
    await expect(counted(page)).not.toHaveText(`${all} lignes sur ${all}`);
    await expect(grid(page).getByRole("row").nth(3).getByRole("gridcell", { name: "Commerce" })).toBeVisible();
    const area = grid(page).getByRole("textbox", { name: "Filtre : Surface plan (m²)" });
    await area.fill("> beaucoup");
    await expect(area).toHaveAttribute("aria-invalid", "true");
    await area.fill("");
    const formula = table(page).getByRole("textbox", { name: "Formule" });
    await formula.fill("surfce > 400");
    await expect(table(page).getByText("Mot 1 : aucune colonne ne s'appelle « surfce ».")).toBeVisible();
    await formula.fill('surface > 100 et usage = "habitation"');
    await expect(counted(page)).toHaveText(`0 lignes sur ${all}`);
    await picture(page, "40-table-filtre");
    await accessible(page, ".table");
    await act(page, "Filtrer par colonne").click();
    await expect(counted(page)).toHaveText(`${all} lignes sur ${all}`);
  });

  await test.step("keys walk the cells, draw the choice, sort and write", async () => {
    await grid(page).focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+PageDown");
    await expect(grid(page).getByRole("row", { selected: true }).first()).toBeVisible();
    await page.keyboard.press("Control+a");
    await expect(page.getByRole("tab", { name: "Objet" })).toContainText(String(COUNT));
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expect(grid(page).getByRole("columnheader", { name: /Surface plan/ })).toHaveAttribute(
      "aria-sort",
      "ascending",
    );
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Home");
    // Far columns are drawn once they are in sight.
    await page.keyboard.press("End");
    const remark = grid(page).getByRole("columnheader", { name: /^Remarque/ });
    const last = Number(await grid(page).getAttribute("aria-colcount"));
    const back = last - Number(await remark.getAttribute("aria-colindex"));
    for (let i = 0; i < back; i++) await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("F2");
    await page.keyboard.type("Vu sur place");
    await page.keyboard.press("Enter");
    await expect(grid(page).getByRole("row").nth(1).getByRole("gridcell", { name: "Vu sur place" })).toBeVisible();
    await page.keyboard.press("F2");
    await page.keyboard.type("Rien");
    await page.keyboard.press("Escape");
    await expect(grid(page).getByText("Rien", { exact: true })).toHaveCount(0);
    await page.keyboard.press("Control+z");
    await expect(grid(page).getByText("Vu sur place")).toHaveCount(0);
  });

  await test.step("groups and statistics", async () => {
    await table(page).getByRole("combobox", { name: "Grouper les lignes" }).selectOption({ label: "Par usage" });
    const group = grid(page)
      .getByRole("row", { name: /Habitation/ })
      .first();
    await expect(group).toContainText(/lignes/);
    await group.click();
    await expect(group.getByRole("gridcell")).toHaveAttribute("aria-expanded", "true");
    await act(page, "Statistiques").click();
    await expect(
      page.getByRole("region", { name: "Statistiques" }).getByRole("row", { name: /Médiane/ }),
    ).toBeVisible();
    await picture(page, "41-table-groupes");
    await accessible(page, ".table");
    await act(page, "Statistiques").click();
    await table(page).getByRole("combobox", { name: "Grouper les lignes" }).selectOption("");
  });

  await test.step("one value for many, as one act", async () => {
    await grid(page).focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await act(page, "Donner une valeur").click();
    const dialog = page.getByRole("dialog", { name: "Donner une valeur" });
    await dialog.getByRole("combobox", { name: "Champ" }).selectOption({ label: "Contenance de l'acte (m²)" });
    await dialog.getByRole("textbox", { name: "Valeur" }).fill("beaucoup");
    await expect(dialog.getByRole("alert")).toContainText("n'est pas un nombre");
    await dialog.getByRole("textbox", { name: "Valeur" }).fill("412,5");
    await accessible(page, ".modal");
    await dialog.getByRole("button", { name: "Écrire dans 3 fiches" }).click();
    await toColumn(page, "Contenance de l'acte");
    await expect(grid(page).getByRole("gridcell", { name: "412,5" })).toHaveCount(3);
    await page.keyboard.press("Control+z");
    await expect(grid(page).getByRole("gridcell", { name: "412,5" })).toHaveCount(0);
  });

  await test.step("a block from a spreadsheet", async () => {
    await act(page, "Coller depuis un tableur").click();
    const dialog = page.getByRole("dialog", { name: "Coller depuis un tableur" });
    await dialog
      .getByRole("textbox", { name: /Bloc copié/ })
      .fill(
        "Îlot\tNuméro\tContenance de l'acte\tUsage\n1\t1\t1 250,75\tCommerce\n1\t2\tbeaucoup\tvilla\n999999\t1\t3\t",
      );
    await dialog.getByRole("combobox", { name: "Chaque ligne va" }).selectOption({ index: 1 });
    await expect(dialog.getByText(/3 refusées/)).toBeVisible();
    await picture(page, "42-table-coller");
    await accessible(page, ".modal");
    await dialog.getByRole("button", { name: /^Écrire/ }).click();
    await toColumn(page, "Contenance de l'acte");
    await expect(grid(page).getByRole("gridcell", { name: /1\s250,75/ })).toHaveCount(1);
    await page.getByRole("tab", { name: "Historique" }).click();
    await expect(page.getByRole("list").getByText("Fiche modifiée").first()).toBeVisible();
  });

  await test.step("the form: areas, personal data, several values", async () => {
    await grid(page).focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    const form = page.getByRole("tabpanel");
    await expect(form.getByText("Surface terrain")).toBeVisible();
    await expect(form.getByText("Donné par la numérotation.").first()).toBeVisible();
    await expect(form.getByRole("textbox", { name: /Détenteur/ })).toHaveCount(0);
    await expect(grid(page).getByRole("columnheader", { name: "Détenteur" })).toHaveCount(0);
    await form.locator("summary", { hasText: "Statut foncier" }).click();
    await form.getByRole("checkbox", { name: "Afficher les données personnelles" }).check();
    await expect(form.getByRole("textbox", { name: /Détenteur/ })).toHaveValue("Aminata Traoré");
    await form.getByRole("textbox", { name: /Contenance/ }).fill("douze");
    await form.getByRole("textbox", { name: /Contenance/ }).press("Enter");
    await expect(form.getByRole("alert")).toContainText("« douze » n'est pas un nombre");
    await picture(page, "43-fiche");
    await accessible(page, ".side");
    await form.getByRole("textbox", { name: /Contenance/ }).press("Escape");
    await grid(page).focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+ArrowUp");
    await form.locator("summary", { hasText: "Statut foncier" }).click();
    await expect(form.getByRole("textbox", { name: /Détenteur/ })).toHaveAttribute("placeholder", "plusieurs valeurs");
    await form.getByRole("textbox", { name: "Remarque" }).fill("À borner");
    await form.getByRole("textbox", { name: "Remarque" }).press("Enter");
    await toColumn(page, "Remarque");
    await expect(grid(page).getByRole("gridcell", { name: "À borner" })).toHaveCount(2);
    await picture(page, "44-fiche-plusieurs");
  });

  await test.step("every column: only the cells in sight are there, and keep their numbers", async () => {
    await act(page, "Colonnes").click();
    const columns = page.getByRole("dialog", { name: "Colonnes" });
    const boxes = await columns.getByRole("checkbox").all();
    for (const box of boxes.slice(0, -1)) await box.check();
    await page.keyboard.press("Escape");
    const heads = grid(page).getByRole("columnheader");
    const count = await heads.count();
    await expect(grid(page)).toHaveAttribute("aria-colcount", String(count));
    await grid(page).focus();
    await page.keyboard.press("Control+Home");
    const cells = grid(page).getByRole("row").nth(1).getByRole("gridcell");
    expect(await cells.count()).toBeLessThan(count);
    await page.keyboard.press("End");
    await expect(heads.last()).toBeInViewport();
    await expect(cells.last()).toHaveAttribute("aria-colindex", String(count));
    const active = await grid(page).getAttribute("aria-activedescendant");
    await expect(page.locator(`[id="${active}"]`)).toBeInViewport();
    // A cell stands under its heading.
    const [head, cell] = [await heads.last().boundingBox(), await cells.last().boundingBox()];
    expect(Math.abs((head?.x ?? 0) - (cell?.x ?? 9))).toBeLessThan(1);
    await grid(page).evaluate((box) => (box.scrollLeft = 0));
    await expect(cells.first()).toHaveAttribute("aria-colindex", "1");
    await expect(grid(page)).not.toHaveAttribute("aria-activedescendant");
    await picture(page, "46-table-colonnes");
    await accessible(page, ".table");
    await page.keyboard.press("Control+Home");
    await act(page, "Colonnes").click();
    for (const name of ["NINACAD", "Surface levée (m²)", "Surface terrain (m²)", "Méthode du levé", "Parcelles mères"])
      await columns.getByRole("checkbox", { name }).uncheck();
    await page.keyboard.press("Escape");
  });

  await test.step("columns and find and replace", async () => {
    await act(page, "Colonnes").click();
    const columns = page.getByRole("dialog", { name: "Colonnes" });
    await expect(columns.getByRole("checkbox", { name: "NINACAD" })).not.toBeChecked();
    await expect(grid(page).getByRole("columnheader", { name: "NINACAD" })).toHaveCount(0);
    await columns.getByRole("checkbox", { name: "Maisons existantes" }).uncheck();
    await columns.getByRole("checkbox", { name: "Surface terrain (m²)" }).check();
    await page.keyboard.press("Escape");
    await expect(grid(page).getByRole("columnheader", { name: "Maisons existantes" })).toHaveCount(0);
    await expect(grid(page).getByRole("columnheader", { name: /Surface terrain/ })).toBeVisible();
    await act(page, "Chercher et remplacer").click();
    const dialog = page.getByRole("dialog", { name: "Chercher et remplacer" });
    await dialog.getByRole("combobox", { name: "Champ" }).selectOption({ label: "Remarque" });
    await dialog.getByRole("textbox", { name: "Chercher" }).fill("à borner");
    await dialog.getByRole("textbox", { name: "Remplacer par" }).fill("Bornée");
    await expect(dialog.getByRole("status")).toHaveText("2 cellules changeront.");
    await picture(page, "45-remplacer");
    await dialog.getByRole("button", { name: "Remplacer dans 2 cellules" }).click();
    await toColumn(page, "Remarque");
    await expect(grid(page).getByRole("gridcell", { name: "Bornée", exact: true }).last()).toBeVisible();
  });

  expect(errors.filter((error) => !error.includes("Permissions-Policy"))).toEqual([]);
});
