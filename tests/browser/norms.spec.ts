import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { acceptLayout } from "#core/commands/accept-layout";
import { layOut } from "#core/engines/layout/lay-out";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import { layoutParamsSchema } from "#core/engines/layout/layout-params";
import { maliReferentiel } from "#core/features/mali";
import { polygonOf } from "#core/geometry/geometry";
import { documentOf } from "#core/model/document";
import { seededIds } from "#core/model/ledger";
import { Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { writeProjectFile } from "#services/gpkg/write-project";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";
import { testMeta } from "#tests/helpers/builders";

// A small maillage held against its norms: looked at, a norm changed in a référentiel of the project's own, taken back;
// the programme given by numbers. By mouse and by key.

let shell: RunningShell;
let folder: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "maillage-norms-"));
  writeProjectFile(join(folder, "village.gpkg"), documentOf(village(), []), { profile: "interne" });
  shell = await startShell();
});
test.afterAll(async () => {
  await shell.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** Sixteen hectares of open land, laid out with a school and one water point. */
function village(): Project {
  const [x, y] = [600_000_000, 1_400_000_000];
  const site = [[x, y, x + 400_000, y, x + 400_000, y + 400_000, x, y + 400_000]];
  const project = new Project({ ...testMeta, name: "Village" }, [
    { id: "perimeter", class: "perimeter", geometry: polygonOf(...site), fields: {} },
  ]);
  const params = layoutParamsSchema.parse({ facilities: ["school", "water"] });
  const result = layOut(layoutInputOf(project, site, params, 1, maliReferentiel));
  if (isRefusal(result)) throw new Error(result.code);
  const edit = acceptLayout.plan(project, { result, site, params }, { newId: seededIds("n"), now: testMeta.created });
  if (isRefusal(edit)) throw new Error(edit.code);
  project.apply(edit.change);
  return project;
}

const dialog = (page: Page) => page.getByRole("dialog", { name: "Référentiel du projet" });

test("a plan against its norms", async ({ page }) => {
  page.setDefaultTimeout(10_000);
  const errors = errorsOf(page);
  await page.goto(shell.address);
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /^Ouvrir/ }).click();
  await (await choosing).setFiles(join(folder, "village.gpkg"));

  const broken = page.getByRole("region", { name: "Non respectées" });
  await test.step("what is not kept comes first, with its figure and source", async () => {
    await page.getByRole("tab", { name: "Normes" }).click();
    await expect(broken.getByText("Habitants par point d'eau")).toBeVisible();
    await expect(page.getByText("Mali, valeurs d'usage")).toBeVisible();
    await picture(page, "norms-1-tab");
    await accessible(page);
  });

  await test.step("the balance says shares, people and density", async () => {
    await page.getByRole("tab", { name: "Bilan" }).click();
    await expect(page.getByRole("row", { name: /^Habitants à l'hectare/ })).toBeVisible();
    await picture(page, "norms-1b-balance");
    await accessible(page);
    await page.getByRole("tab", { name: "Normes" }).click();
  });

  await test.step("a norm that fails shows its objects", async () => {
    await broken.getByRole("button", { name: /Habitants par point d'eau/ }).click();
    await expect(page.getByRole("tab", { name: /^Objet/ })).toContainText("1");
  });

  await test.step("ours is read only; a copy is changed, with its limits", async () => {
    await page.getByRole("tab", { name: "Normes" }).click();
    await page.getByRole("button", { name: "Voir le référentiel…" }).click();
    await dialog(page).getByLabel("Chercher une norme").fill("habitants point d'eau");
    await dialog(page)
      .getByRole("button", { name: /Habitants par point d'eau/ })
      .click();
    await expect(dialog(page).getByLabel("Valeur", { exact: true })).toHaveAttribute("readonly", "");
    await picture(page, "norms-2-shipped");
    await dialog(page).getByRole("button", { name: "Dupliquer pour modifier" }).click();
    await dialog(page).getByLabel("Nom", { exact: true }).fill("Commune de Koro");
    await dialog(page).getByLabel("Source", { exact: true }).fill("");
    await expect(dialog(page).getByText(/n'a pas de source/)).toBeVisible();
    await dialog(page).getByLabel("Source", { exact: true }).fill("Délibération communale");
    await dialog(page).getByLabel("Valeur", { exact: true }).fill("9000");
    await dialog(page).getByLabel("Statut", { exact: true }).selectOption("verifie");
    await dialog(page)
      .getByRole("checkbox", { name: /^Obligatoire/ })
      .check();
    await picture(page, "norms-3-own");
    await accessible(page);
    await dialog(page).getByRole("button", { name: "Enregistrer" }).click();
    await expect(dialog(page)).toBeHidden();
  });

  await test.step("the plan is held against it at once", async () => {
    const kept = page.getByRole("region", { name: "Respectées", exact: true });
    await expect(kept.getByText("Habitants par point d'eau")).toBeVisible();
    await expect(kept.getByText("Délibération communale")).toBeVisible();
    await expect(page.getByText("Commune de Koro")).toBeVisible();
    await picture(page, "norms-4-kept");
  });

  await test.step("it is undone like anything else", async () => {
    await page.keyboard.press("Control+z");
    await expect(broken.getByText("Habitants par point d'eau")).toBeVisible();
    await page.keyboard.press("Control+y");
    await expect(page.getByText("Commune de Koro")).toBeVisible();
  });

  await test.step("it leaves as a file, and a file that is none is refused with the place", async () => {
    await page.getByRole("button", { name: "Voir le référentiel…" }).click();
    const leaving = page.waitForEvent("download");
    await dialog(page).getByRole("button", { name: "Exporter" }).click();
    const path = await (await leaving).path();
    const made = JSON.parse(readFileSync(path, "utf8")) as typeof maliReferentiel;
    expect(made).toMatchObject({ name: "Commune de Koro", norms: { "water.people": { value: 9000 } } });

    const bad = join(folder, "bad.json");
    writeFileSync(bad, JSON.stringify({ ...made, norms: { "water.people": { value: "9000" } } }));
    const good = join(folder, "good.json");
    writeFileSync(good, JSON.stringify({ ...made, name: "Cercle de Koro", version: "3" }));
    for (const [file, told] of [
      [bad, /norms\.water\.people/],
      [good, undefined],
    ] as const) {
      const asking = page.waitForEvent("filechooser");
      await dialog(page).getByRole("button", { name: "Importer…" }).click();
      await (await asking).setFiles(file);
      if (told) await expect(dialog(page).getByText(told)).toBeVisible();
    }
    await expect(dialog(page).getByLabel("Nom", { exact: true })).toHaveValue("Cercle de Koro");
    await dialog(page).getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByText("Cercle de Koro")).toBeVisible();
  });

  await test.step("the programme is given by numbers and by need", async () => {
    await page
      .getByRole("navigation", { name: "Étapes" })
      .getByRole("button", { name: /^Maillage/ })
      .click();
    const panel = page.getByRole("region", { name: "Réserves et bâti" });
    await panel.getByLabel("Ajouter un équipement").selectOption({ label: "Mosquée" });
    await expect(panel.getByLabel("Mosquée, en m²", { exact: true })).toHaveValue(/1.000/);
    await page.getByRole("button", { name: "Mailler de nouveau" }).click();
    await expect(page.getByRole("region", { name: /remarques?$/ })).toBeVisible({ timeout: 20_000 });
    await panel.getByRole("button", { name: "Selon la population" }).click();
    await expect(panel.getByLabel("École, combien", { exact: true })).toHaveValue(/./);
    await picture(page, "norms-5-programme");
    await accessible(page);
  });
  expect(errors).toEqual([]);
});
