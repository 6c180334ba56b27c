import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { syntheticCadastre } from "#core/engines/synthetic/cadastre";
import { documentOf } from "#core/model/document";
import { Project } from "#core/model/project";
import { writeProjectFile } from "#services/gpkg/write-project";
import { errorsOf } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";
import { testMeta } from "#tests/helpers/builders";

// A project is opened with the picture that was kept of it; the map takes its place.

let shell: RunningShell;
let folder: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "maillage-opening-"));
  const project = new Project({ ...testMeta, name: "Cadastre" }, syntheticCadastre(20_000, 42));
  const options = { profile: "interne" } as const;
  writeProjectFile(join(folder, "cadastre.gpkg"), documentOf(project, []), options);
  shell = await startShell();
});
test.afterAll(async () => {
  await shell.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test("shows the project's picture while it is read", async ({ page }) => {
  page.setDefaultTimeout(20_000);
  const errors = errorsOf(page);
  await page.goto(shell.address);
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /^Ouvrir/ }).click();
  await (await choosing).setFiles(join(folder, "cadastre.gpkg"));
  await expect(page.getByRole("navigation", { name: "Étapes" })).toBeVisible({ timeout: 60_000 });

  await test.step("kept once the project has rested", async () => {
    const kept = (what: string) =>
      page.evaluate(async (table) => {
        const names = (await indexedDB.databases()).map(({ name }) => name);
        if (!names.includes(`maillage-${table}`)) return 0;
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const asked = indexedDB.open(`maillage-${table}`);
          asked.onsuccess = () => resolve(asked.result);
          asked.onerror = () => reject(asked.error);
        });
        const count = await new Promise<number>((resolve) => {
          const asked = database.transaction(table).objectStore(table).count();
          asked.onsuccess = () => resolve(asked.result);
        });
        database.close();
        return count;
      }, what);
    await expect.poll(() => kept("overviews"), { timeout: 20_000 }).toBe(1);
    await expect.poll(() => kept("drawings"), { timeout: 20_000 }).toBe(1);
  });

  await test.step("shown at the next opening, until the map is there", async () => {
    // What is shown for a moment only is noted as it comes.
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => {
        const picture = document.querySelector(".opening-picture");
        if (picture && seen.length === 0) seen.push(picture.textContent ?? "");
      }).observe(document.body, { childList: true, subtree: true });
    });
    await page.locator(".project-menu").click();
    await page.getByRole("menuitem", { name: "Fermer le projet" }).click();
    await page.getByRole("button", { name: /^Cadastre/ }).click();
    await expect(page.getByRole("navigation", { name: "Étapes" })).toBeVisible();
    await expect(page.locator(".opening-picture")).toHaveCount(0);
    expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual(["Ouverture du projet…"]);
    await expect(page.locator(".map canvas").first()).toBeVisible();
  });
  expect(errors).toEqual([]);
});
