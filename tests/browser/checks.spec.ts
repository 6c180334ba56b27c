import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { syntheticCadastre } from "#core/engines/synthetic/cadastre";
import { lineOf, type PolygonGeometry } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";
import { documentOf } from "#core/model/document";
import type { Feature } from "#core/model/feature";
import { Project } from "#core/model/project";
import { writeProjectFile } from "#services/gpkg/write-project";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";
import { testMeta } from "#tests/helpers/builders";

// A cadastre with faults planted in it, gone through as a planner does: looked at, mended, accepted, printed; by
// mouse and by key.

let shell: RunningShell;
let folder: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "maillage-checks-"));
  const project = new Project({ ...testMeta, name: "Cadastre" }, faulty());
  writeProjectFile(join(folder, "cadastre.gpkg"), documentOf(project, []), {
    profile: "interne",
  });
  shell = await startShell();
});
test.afterAll(async () => {
  await shell.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** Three hundred parcels: one left out, one without number, one without use, one with a vertex of its own, a marigot through some. */
function faulty(): Feature[] {
  const features = syntheticCadastre(300, 42).flatMap((feature): Feature[] => {
    if (feature.id === "parcel-100") return [];
    if (feature.id === "parcel-20") {
      const { number: _number, ...fields } = feature.fields;
      return [{ ...feature, fields }];
    }
    if (feature.id === "parcel-50") {
      const { use: _use, ...fields } = feature.fields;
      return [{ ...feature, fields }];
    }
    if (feature.id !== "parcel-150") return [feature];
    const [ring = []] = (feature.geometry as PolygonGeometry).rings;
    const [ax = 0, ay = 0, bx = 0, by = 0] = ring;
    const middle = [Math.round((ax + bx) / 2), Math.round((ay + by) / 2)];
    return [{ ...feature, geometry: { kind: "polygon", rings: [[ax, ay, ...middle, ...ring.slice(2)]] } }];
  });
  const wet = features.find(({ id }) => id === "parcel-200")?.geometry as PolygonGeometry;
  const [x, y] = innerPosition(wet).map(Math.round) as [number, number];
  const path = lineOf([x - 30_000, y, x + 30_000, y]);
  return [
    ...features,
    { id: "marigot", class: "waterCourse", geometry: path, fields: { kind: "stream", name: "Koba" } },
  ];
}

const panel = (page: Page) => page.getByRole("region", { name: "Contrôles" });
const group = (page: Page, name: string) => panel(page).getByRole("region", { name, exact: true });
const issue = (page: Page, name: string) => group(page, name).getByRole("listitem").getByRole("button").first();
const act = (page: Page, name: string) => panel(page).getByRole("button", { name, exact: true });

test("rules while one works", async ({ page }) => {
  page.setDefaultTimeout(10_000);
  const errors = errorsOf(page);
  await page.goto(shell.address);
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /^Ouvrir/ }).click();
  await (await choosing).setFiles(join(folder, "cadastre.gpkg"));
  const stages = page.getByRole("navigation", { name: "Étapes" });

  await test.step("the bar says which stage fails, before one looks", async () => {
    await expect(stages.getByRole("button", { name: /^Maillage.*erreurs? à corriger/ })).toBeVisible();
    await stages.getByRole("button", { name: /^Contrôles/ }).click();
    await expect(group(page, "Vides dans le plan")).toBeVisible();
    await picture(page, "checks-1-list");
    await accessible(page);
  });

  await test.step("a gap is filled by a click, and that can be taken back", async () => {
    await issue(page, "Vides dans le plan").click();
    await picture(page, "checks-2-chosen");
    await accessible(page);
    await act(page, "Corriger").click();
    await expect(group(page, "Vides dans le plan")).toHaveCount(0);
    await page.keyboard.press("Control+z");
    await expect(group(page, "Vides dans le plan")).toBeVisible();
    await page.keyboard.press("Control+Shift+z");
    await expect(group(page, "Vides dans le plan")).toHaveCount(0);
  });

  await test.step("by keys alone: down to the missing number, Enter, and its fix", async () => {
    await issue(page, "Limites mal raccordées").click();
    await act(page, "Corriger").press("Enter");
    await expect(group(page, "Limites mal raccordées")).toHaveCount(0);
    await issue(page, "Servitudes").focus();
    const missing = issue(page, "Numéros manquants");
    for (let i = 0; i < 60 && !(await missing.evaluate((line) => line === document.activeElement)); i++) {
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(group(page, "Numéros manquants")).toHaveCount(0);
  });

  await test.step("what must be mended offers no acceptance; its list is printed", async () => {
    await issue(page, "Servitudes").click();
    await expect(panel(page).getByText("Ce constat ne peut pas être accepté")).toBeVisible();
    await picture(page, "checks-3-servitudes");
    const loading = page.waitForEvent("download");
    await act(page, "Imprimer cette liste").click();
    const file = await loading;
    expect(file.suggestedFilename()).toBe("Cadastre (servitudes).pdf");
    expect(
      readFileSync(await file.path())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
  });

  await test.step("another is accepted with a reason, shown apart, and taken up again", async () => {
    await issue(page, "Renseignements manquants").click();
    await act(page, "Accepter…").click();
    const dialog = page.getByRole("dialog", { name: "Accepter ce constat" });
    await dialog.getByRole("textbox", { name: "Motif" }).fill("Usage à décider au conseil");
    await picture(page, "checks-4-accept");
    await accessible(page);
    await dialog.getByRole("button", { name: "Accepter", exact: true }).click();
    const apart = group(page, "Constats acceptés");
    await expect(apart).toContainText("Usage à décider au conseil");
    await issue(page, "Constats acceptés").click();
    await picture(page, "checks-5-accepted");
    await accessible(page);
    await act(page, "Reprendre ce constat").click();
    await expect(apart).toHaveCount(0);
  });
  expect(errors).toEqual([]);
});
