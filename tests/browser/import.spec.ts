import { expect, type Locator, type Page, test } from "@playwright/test";
import { housesShapefile, lotsGeoJson, type Sample, streetsDxf, wellsKml } from "#tests/browser/import-samples";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";

// Files of four offices come in together through the wizard: what they hold, what it becomes, what it looks like, what
// cleaning did; one act, one undo, and nothing dropped in silence.

let shell: RunningShell;
test.beforeAll(async () => {
  shell = await startShell();
});
test.afterAll(async () => {
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
const classOfLayer = (dialog: Locator) => dialog.getByRole("combobox", { name: "Ces objets sont des" });
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
    await layer(dialog, "CADRE").uncheck();
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
  expect(errors).toEqual([]);
});
