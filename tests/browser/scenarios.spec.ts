import { expect, type Page, test } from "@playwright/test";
import { Counter } from "#tests/browser/counter";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";
import { sharedPath } from "#tests/helpers/shared";

// Three plans of one village, kept as scenarios, laid side by side, one adopted by an act, the plan settled and
// reopened; then the process is killed and everything must still be there.

// The address holds a one-time code: each test has a shell of its own.
let shell: RunningShell;

test.beforeEach(async () => {
  shell = await startShell();
});
test.afterEach(async () => {
  await shell.dispose();
});

const stage = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Étapes" }).getByRole("button", { name }).click();
const saved = (page: Page) => expect(page.getByRole("status").filter({ hasText: "Enregistré" })).toBeVisible();

/** The sample village with the perimeter proposed round it, at the stage of the layout. */
async function village(page: Page): Promise<void> {
  await page.goto(shell.address);
  await page.getByRole("button", { name: /Village d'exemple/ }).click();
  await page.getByRole("textbox", { name: "Nom du projet" }).fill("Sinsina");
  await page.getByRole("button", { name: "Créer le projet" }).click();
  await stage(page, "Périmètre");
  await page.getByRole("button", { name: "Proposer un périmètre" }).click();
  await expect(page.getByText("Surface du périmètre")).toBeVisible();
  await stage(page, "Maillage");
}

test("three alternatives become scenarios; one is adopted, settled and reopened", async ({ page }) => {
  const errors = errorsOf(page);
  await village(page);

  await test.step("three plans, one on the map", async () => {
    await page.getByRole("button", { name: "Comparer trois variantes" }).click();
    const choice = page.getByRole("radio", { name: "Le plus de parcelles" });
    await expect(choice).toBeChecked({ timeout: 60_000 });
    await picture(page, "scenarios-01-variantes");
    await accessible(page);
    const lots = page
      .getByRole("list", { name: "Indicateurs du plan" })
      .getByRole("listitem")
      .filter({ hasText: /^Parcelles/ });
    const before = await lots.innerText();
    await choice.press("ArrowRight");
    await page.getByRole("radio", { name: "Le moins de maisons touchées" }).press("ArrowRight");
    await expect(page.getByRole("radio", { name: "Le plus d'espace public" })).toBeChecked();
    await expect(lots).not.toHaveText(before);
  });

  await test.step("side by side", async () => {
    await page.getByRole("button", { name: "Garder les trois" }).click();
    await page.locator("summary").filter({ hasText: "Scénarios" }).click();
    for (const name of ["Le plus de parcelles", "Le plus d'espace public"]) {
      await page.getByRole("checkbox", { name: `Comparer « ${name} »` }).check();
    }
    await picture(page, "scenarios-02-liste");
    await accessible(page);
    await page.getByRole("button", { name: "Comparer côte à côte" }).click();
    const dialog = page.getByRole("dialog", { name: "Plans côte à côte" });
    await expect(dialog.getByRole("img", { name: /Carte de/ })).toHaveCount(2);
    await expect(dialog.getByRole("row", { name: /^Parcelles \d.*\(le meilleur\)/ })).toBeVisible();
    await page.waitForTimeout(300);
    await picture(page, "scenarios-03-cote-a-cote");
    await accessible(page);
    await page.keyboard.press("Escape");
  });
  await test.step("one is shown, renamed, deleted, had back", async () => {
    await page.getByRole("button", { name: /^Le moins de maisons touchées/ }).click();
    await page.getByRole("button", { name: "Renommer « Le moins de maisons touchées »" }).click();
    await page.getByRole("textbox", { name: "Nom du scénario" }).fill("Variante du conseil");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: /^Variante du conseil/ })).toBeVisible();
    await page.getByRole("button", { name: "Supprimer « Variante du conseil »" }).click();
    await expect(page.getByRole("button", { name: /^Variante du conseil/ })).toHaveCount(0);
    await page.getByRole("region", { name: "Messages" }).getByRole("button", { name: "Annuler" }).click();
    await expect(page.getByRole("button", { name: /^Variante du conseil/ })).toBeVisible();
  });

  await test.step("one is adopted by an act", async () => {
    await page.getByRole("button", { name: "Adopter « Variante du conseil »…" }).click();
    const dialog = page.getByRole("dialog", { name: "Adopter « Variante du conseil »" });
    await dialog.getByRole("textbox", { name: "Service" }).fill("Conseil communal de Sinsina");
    await accessible(page);
    await page.keyboard.press("Enter");
    await expect(page.getByText(/Adopté : Adoption d'un scénario 20\d\d-001/)).toBeVisible();
    await expect(page.getByRole("list", { name: "Indicateurs du plan" })).toBeVisible();
    await picture(page, "scenarios-04-adopte");
  });

  await test.step("the plan is settled, and no other takes its place", async () => {
    await stage(page, "Contrôles");
    const settle = page.getByRole("button", { name: "Arrêter le plan…" });
    await expect(settle).not.toHaveAttribute("aria-disabled", "true");
    await settle.click();
    const dialog = page.getByRole("dialog", { name: "Arrêter le plan" });
    await dialog.getByRole("textbox", { name: "Numéro" }).fill("2026/14");
    await dialog.getByRole("textbox", { name: "Service" }).fill("Mairie de Sinsina");
    await picture(page, "scenarios-05-arreter");
    await accessible(page);
    await page.keyboard.press("Enter");
    await expect(page.getByText(/Plan arrêté le .* par Mairie de Sinsina \(acte 2026\/14\)/)).toBeVisible();
    await stage(page, "Maillage");
    await expect(page.getByRole("button", { name: "Mailler de nouveau" })).toHaveAttribute("aria-disabled", "true");
    await picture(page, "scenarios-06-arrete");
    await accessible(page);
    await saved(page);
  });

  await test.step("all of it is there after the process was killed, and it is reopened with a reason", async () => {
    await shell.kill();
    await shell.restart();
    await page.goto("about:blank");
    await page.goto(shell.address);
    await page.getByRole("button", { name: /^Sinsina/ }).click();
    await stage(page, "Maillage");
    await expect(page.getByText(/Plan arrêté le/)).toBeVisible();
    await page.locator("summary").filter({ hasText: "Scénarios" }).click();
    await expect(page.getByRole("button", { name: /^Variante du conseil/ })).toBeVisible();
    await page.getByRole("button", { name: "Rouvrir le plan…" }).click();
    const dialog = page.getByRole("dialog", { name: "Rouvrir le plan" });
    await expect(dialog.getByRole("button", { name: "Rouvrir le plan" })).toHaveAttribute("aria-disabled", "true");
    await dialog.getByRole("textbox", { name: "Motif" }).fill("Limite du marché");
    await page.keyboard.press("Enter");
    await expect(page.getByText(/Plan arrêté le/)).toHaveCount(0);
    await page.keyboard.press("Control+z");
    await expect(page.getByText(/Plan arrêté le/)).toBeVisible();
  });
  expect(errors.filter((error) => !error.includes("Permissions-Policy"))).toEqual([]);
});

test("houses in the way are decided on one by one, by key, and the next plan keeps to it", async ({ page }) => {
  const errors = errorsOf(page);
  await village(page);
  await page.getByRole("checkbox", { name: "Ne couper aucune maison existante" }).uncheck();
  await page.getByRole("button", { name: "Mailler", exact: true }).click();
  await expect(page.getByRole("button", { name: "Accepter ce plan" })).toBeVisible({ timeout: 60_000 });
  const open = page.getByRole("button", { name: /^Examiner \d+ maisons en cause/ });
  await expect(open).toBeVisible();
  await picture(page, "scenarios-07-maisons");
  await open.click();
  const card = page.getByRole("region", { name: /^Maison 1 sur \d+/ });
  await expect(card).toBeVisible();
  await page.keyboard.press("v");
  await expect(card.getByRole("button", { name: /^Image/ })).toBeVisible();
  await page.waitForTimeout(400);
  await picture(page, "scenarios-08-revue");
  await accessible(page);
  await page.keyboard.press("g");
  await expect(page.getByRole("region", { name: /^Maison 2 sur/ })).toBeVisible();
  await page.keyboard.press("l");
  await page.keyboard.press("d");
  await expect(page.getByText(/3 décidées sur \d+\. 1 maison à déplacer, 6 habitants\./)).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("region", { name: /^Maison 3 sur/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^À déplacer/ })).toHaveAttribute("aria-pressed", "true");
  await picture(page, "scenarios-09-a-deplacer");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: /^Maison \d+ sur/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Accepter ce plan" })).toBeVisible({ timeout: 60_000 });
  await picture(page, "scenarios-10-remaille");
  await expect(page.getByRole("row", { name: /^Maisons à déplacer/ }).getByRole("cell")).toHaveText(/^1/);
  await expect(open).toBeVisible();
  expect(errors.filter((error) => !error.includes("Permissions-Policy"))).toEqual([]);
});

/** From the file to the settled plan; the issue asks for about 35 up to the accepted one. */
const MOST_ACTIONS = 35;
const korma = sharedPath("data/osm/lr-village-korma.osm");

test(`a plan of 300 lots from an OSM file in ${MOST_ACTIONS} actions, ${korma ? "Korma, Liberia" : "the SAMPLE village (outside data absent)"}`, async ({
  page,
}) => {
  const counter = new Counter(page);
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  await page.goto(shell.address);
  await counter.stage("data", async () => {
    if (korma) {
      const choosing = page.waitForEvent("filechooser");
      await counter.click(page.getByRole("button", { name: /Nouveau projet depuis OpenStreetMap/ }), "Nouveau projet");
      await (await choosing).setFiles(korma);
      counter.count("the file");
      counter.count("Open");
    } else await counter.click(page.getByRole("button", { name: /Village d'exemple/ }), "Village d'exemple");
    await expect(button("Créer le projet")).toBeFocused();
    await counter.key("Enter");
  });
  await counter.stage("perimeter", async () => {
    await counter.click(button("Proposer un périmètre"), "Proposer un périmètre");
    await counter.click(button("Continuer : Maillage"), "Continuer : Maillage");
  });
  await counter.stage("three alternatives", async () => {
    await counter.click(button("Comparer trois variantes"), "Comparer trois variantes");
    const first = page.getByRole("radio", { name: "Le plus de parcelles" });
    await expect(first).toBeChecked({ timeout: 90_000 });
    await first.focus();
    await counter.key("ArrowRight");
    await counter.key("ArrowRight");
    await counter.key("ArrowLeft");
    await expect(page.getByRole("radio", { name: "Le moins de maisons touchées" })).toBeChecked();
    await counter.click(button("Côte à côte"), "Côte à côte");
    await expect(page.getByRole("dialog", { name: "Plans côte à côte" })).toBeVisible();
    await counter.key("Escape");
  });
  await counter.stage("houses", async () => {
    const open = page.getByRole("button", { name: /^Examiner \d+ maison/ });
    if ((await open.count()) === 0) return;
    await counter.click(open, "Examiner");
    const many = Number(/sur (\d+)/.exec(await page.getByRole("heading", { name: /^Maison 1/ }).innerText())?.[1]);
    for (let i = 0; i < Math.min(many, 6); i++) await counter.key("G");
    await counter.key("Enter");
    await expect(button("Accepter ce plan")).toBeVisible({ timeout: 60_000 });
  });
  await counter.stage("kept and accepted", async () => {
    await counter.click(button("Enregistrer comme scénario…"), "Enregistrer comme scénario");
    await counter.key("Enter");
    const lots = page.getByRole("list", { name: "Indicateurs du plan" }).getByRole("listitem").first();
    const count = Number((await lots.innerText()).replaceAll(/\D/g, ""));
    expect(count).toBeGreaterThanOrEqual(korma ? 300 : 200);
    await counter.click(button("Accepter ce plan"), "Accepter ce plan");
    await expect(page.getByRole("heading", { name: "En chiffres" })).toBeVisible();
  });
  await counter.stage("settled", async () => {
    await stage(page, "Contrôles");
    counter.count("Contrôles");
    await counter.click(button("Arrêter le plan…"), "Arrêter le plan");
    const dialog = page.getByRole("dialog", { name: "Arrêter le plan" });
    await counter.field(dialog.getByRole("textbox", { name: "Service" }), "Mairie de Korma", "Service");
    await counter.click(dialog.getByRole("button", { name: "Arrêter le plan" }), "Arrêter le plan");
    await expect(page.getByText(/Plan arrêté le .* par Mairie de Korma/)).toBeVisible();
  });
  process.stdout.write(`${counter.report}\n    ${counter.total} actions\n`);
  expect(counter.total, counter.report).toBeLessThanOrEqual(MOST_ACTIONS);
});
