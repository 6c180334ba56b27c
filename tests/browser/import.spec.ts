import { expect, type Locator, type Page, test } from "@playwright/test";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";
import {
  housesShapefile,
  lotsGeoJson,
  polesCsv,
  type Sample,
  streetsDxf,
  wellsKml,
} from "#tests/helpers/import-samples";

// Files of four offices come in together through the wizard: what they hold, what it becomes, what it looks like, what
// cleaning did; one act, one undo, and nothing dropped in silence.

let shell: RunningShell;
test.beforeEach(async () => {
  shell = await startShell();
});
test.afterEach(async () => {
  await shell.dispose();
});

/** Lets files go over the window. */
async function drop(page: Page, onto: Locator, files: readonly Sample[]): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    (given) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of given) transfer.items.add(new File([new Uint8Array(bytes)], name));
      return transfer;
    },
    files.map(({ name, buffer }) => ({ name, bytes: [...buffer] })),
  );
  await onto.dispatchEvent("dragover", { dataTransfer });
  await onto.dispatchEvent("drop", { dataTransfer });
}

const layer = (dialog: Locator, name: string) => dialog.getByRole("checkbox", { name: new RegExp(`^${name} `) });
const classOfLayer = (dialog: Locator, name = "Ces objets sont des") => dialog.getByRole("combobox", { name });
const button = (dialog: Locator, name: string | RegExp) => dialog.getByRole("button", { name, exact: true });
const saved = (page: Page) => expect(page.getByRole("status").filter({ hasText: "Enregistré" })).toBeVisible();

test("files of four offices become a project, and more comes in later", async ({ page }) => {
  page.setDefaultTimeout(10_000);
  const errors = errorsOf(page);
  await page.goto(shell.address);
  const dialog = page.getByRole("dialog");

  await test.step("what was found, with the reason for each guess", async () => {
    await expect(page.getByRole("heading", { name: "Commencer" })).toBeVisible();
    await drop(page, page.locator(".start"), [lotsGeoJson(), wellsKml(), streetsDxf(), housesShapefile()]);
    await expect(layer(dialog, "lots")).toBeChecked();
    await picture(page, "import-1-trouve");
    await expect(dialog.getByText("4 surfaces, 1 point")).toBeVisible();
    await expect(dialog.getByText("Deviné d'après les accents : vérifiez les noms.")).toBeVisible();
    await expect(dialog.getByText(/c'est celui qui met les objets le plus près/).first()).toBeVisible();
    await accessible(page);
    const system = dialog.getByRole("region", { name: "voirie.dxf" }).getByRole("combobox", { name: /^Système/ });
    await system.selectOption("Autre système…");
    await dialog.getByRole("searchbox", { name: /^Chercher un système/ }).fill("lambert 93");
    await expect(dialog.getByRole("list", { name: "Systèmes trouvés" })).toContainText(
      "RGF93 v1 / Lambert-93 (EPSG:2154)",
    );
    await picture(page, "import-1b-systeme");
    await dialog.getByRole("searchbox", { name: /^Chercher un système/ }).fill("32629");
    await expect(dialog.getByText("1 système trouvé")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(system).toHaveValue("EPSG:32629");
    // Nothing says what a frame is: it is offered, not taken.
    await expect(layer(dialog, "CADRE")).not.toBeChecked();
    await button(dialog, "Régler la correspondance").click();
  });

  await test.step("what becomes of each layer and column", async () => {
    await expect(classOfLayer(dialog)).toHaveValue("parcel");
    await expect(dialog.getByText("Nomme des personnes : laissée (loi 2013-015)")).toBeVisible();
    await expect(dialog.getByRole("combobox", { name: "Unité de la colonne surface_ha" })).toHaveValue("10000");
    await dialog.getByRole("combobox", { name: "Ce que devient la colonne zone" }).selectOption("Remarque");
    await dialog.getByRole("checkbox", { name: "Garder en annexe 1 objet" }).check();
    await picture(page, "import-2-correspondance");
    await accessible(page);
    await button(dialog, "Voir l'aperçu").click();
  });

  await test.step("what it will look like, codes asked for", async () => {
    const rows = dialog.getByRole("region", { name: "Premières lignes : Parcelles" });
    await expect(rows).toContainText("625");
    await expect(rows).toContainText("six ares (n'est pas un nombre)");
    await picture(page, "import-3-apercu");
    await accessible(page);
    await dialog.getByRole("combobox", { name: "USAGE = H (2 fois)" }).selectOption("Habitation");
    await dialog.getByRole("combobox", { name: "USAGE = C (1 fois)" }).selectOption("Commerce");
    await button(dialog, "Relire avec ces choix").click();
    await expect(rows).toContainText("Habitation");
    await expect(dialog.getByText(/1 couche laissée : CADRE/)).toBeVisible();
    await button(dialog, "Voir le nettoyage").click();
  });

  await test.step("what cleaning did, then all of it in one act", async () => {
    await expect(dialog.getByText(/limites communes sont justes/)).toBeVisible();
    await picture(page, "import-4-nettoyage");
    await accessible(page);
    await button(dialog, "Créer le projet").click();
    await saved(page);
    await picture(page, "import-5-carte");
    const legend = page.getByRole("tabpanel");
    for (const name of ["Parcelles", "Bâtiments", "Points d'eau", "Voies", "Annexe (points)"]) {
      await expect(legend.getByText(name, { exact: true })).toBeVisible();
    }
  });

  await test.step("the same office sends its lots again: known, and nothing is laid over the plan", async () => {
    await drop(page, page.getByRole("application"), [lotsGeoJson("lots-2.geojson"), polesCsv()]);
    await expect(dialog.getByText(/À|Sur le plan/).first()).toBeVisible();
    await picture(page, "import-6-sur-le-plan");
    await button(dialog, "Régler la correspondance").click();
    await expect(dialog.getByText("Correspondance reprise de votre dernier import de cette source.")).toBeVisible();
    await dialog.getByRole("tab", { name: /poteaux/ }).click();
    await expect(classOfLayer(dialog)).toHaveValue("powerPole");
    await expect(dialog.getByRole("combobox", { name: "Ce que devient la colonne Hauteur" })).toHaveValue("heightM");
    await button(dialog, "Voir l'aperçu").click();
    await button(dialog, "Voir le nettoyage").click();
    await button(dialog, "Importer 7 objets").click();
    await expect(dialog.getByRole("alert")).toContainText("4 parcelles de lots-2.geojson, poteaux.csv");
    await picture(page, "import-7-recouvre");
    await accessible(page);
    await button(dialog, "Garder en annexe ce qui touche le plan").click();
    await saved(page);
    const legend = page.getByRole("tabpanel");
    await expect(legend.getByText("Annexe (surfaces)", { exact: true })).toBeVisible();
    await expect(legend.getByText("Poteaux", { exact: true })).toBeVisible();
    await picture(page, "import-8-annexe");
  });

  await test.step("what was kept as annex is taken into the plan later", async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("table annexe points");
    await page.keyboard.press("Enter");
    await page.getByRole("row").filter({ hasText: "lots.geojson" }).first().click();
    await page.getByRole("tab", { name: "Objet" }).click();
    await page.getByRole("combobox", { name: "En tant que" }).selectOption("Borne");
    await picture(page, "import-9-reprendre");
    await accessible(page);
    await page.getByRole("button", { name: "Reprendre cet objet" }).click();
    await expect(page.getByText("1 objet d'annexe repris dans le plan")).toBeVisible();
    await page.keyboard.press("Control+z");
  });

  await test.step("one act, one undo", async () => {
    await page.keyboard.press("Control+z");
    await expect(page.getByRole("tabpanel").getByText("Annexe (surfaces)", { exact: true })).toHaveCount(0);
    await expect(page.getByRole("tabpanel").getByText("Poteaux", { exact: true })).toHaveCount(0);
  });
  expect(errors).toEqual([]);
});

test("an import by keyboard alone, in English, in strong contrast", async ({ page }) => {
  page.setDefaultTimeout(10_000);
  const errors = errorsOf(page);
  await page.addInitScript(() => {
    localStorage.setItem("maillage.lang", '"en"');
    localStorage.setItem("maillage.theme", '"contrast"');
  });
  await page.goto(shell.address);
  const dialog = page.getByRole("dialog");
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /^New project from OpenStreetMap/ }).press("Enter");
  await (await choosing).setFiles(wellsKml());
  await expect(button(dialog, "Set the mapping")).toBeFocused();
  await picture(page, "import-contrast-1");
  await page.keyboard.press("Enter");
  await expect(classOfLayer(dialog, "These objects are")).toHaveValue("waterPoint");
  await accessible(page);
  await page.keyboard.press("Enter");
  await expect(button(dialog, "Make the project")).toBeFocused();
  // Another zone for the project: what was read is read again before it can be taken.
  await button(dialog, "What was found").click();
  await dialog.getByRole("combobox", { name: "Coordinate system", exact: true }).selectOption("EPSG:32630");
  await button(dialog, "Preview").click();
  await expect(button(dialog, "Make the project")).toBeVisible();
  await picture(page, "import-contrast-3");
  await accessible(page);
  await button(dialog, "Make the project").press("Enter");
  await expect(page.getByRole("navigation", { name: "Stages" })).toBeVisible();
  await page.getByRole("navigation", { name: "Stages" }).getByRole("button", { name: "Data" }).click();
  await expect(page.getByText("WGS 84 / UTM zone 30N").first()).toBeVisible();
  expect(errors).toEqual([]);
});
