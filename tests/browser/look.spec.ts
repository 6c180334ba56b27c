import { expect, type Page, test } from "@playwright/test";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";

// Measure, annotate, compare, keep views and set the window up, on the sample village; by mouse and by keyboard.

let shell: RunningShell;

test.beforeAll(async () => {
  shell = await startShell();
});
test.afterAll(async () => {
  await shell.dispose();
});

const stage = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Étapes" }).getByRole("button", { name }).click();
const tab = (page: Page, name: string) => page.getByRole("tab", { name }).click();

async function boxOf(page: Page) {
  const box = await page.getByRole("application").boundingBox();
  if (!box) throw new Error("the map is not on the page");
  return box;
}

/** What reaches out of the window or covers its neighbours; parts made to scroll are asked only whether they must sideways. */
async function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const named = (element: Element) =>
      `${element.tagName}.${element.className} "${element.textContent?.slice(0, 30)}"`;
    const found: string[] = [];
    for (const scrolling of document.querySelectorAll(".panel-body, .tab-panel, .look-card, .top, .status")) {
      if (scrolling.scrollWidth > scrolling.clientWidth + 1) found.push(`scrolls sideways: ${named(scrolling)}`);
    }
    for (const element of document.querySelectorAll<HTMLElement>(".bench *")) {
      const box = element.getBoundingClientRect();
      if (box.width <= 1 || element.closest(".unseen, .toasts, .map, .grid, .panel-body, .tab-panel, .splitter"))
        continue;
      const out = box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1;
      if (out) found.push(`out of the window: ${named(element)}`);
      const place = element.parentElement?.closest(".top > *, .panel, .centre, .side")?.getBoundingClientRect();
      if (place && (box.right > place.right + 2 || box.left < place.left - 2))
        found.push(`over its neighbour: ${named(element)}`);
    }
    return found.slice(0, 6);
  });
}

test("looks at the sample village", async ({ page }) => {
  const errors = errorsOf(page);
  await page.goto(shell.address);

  await test.step("a plan to look at", async () => {
    await page.getByRole("button", { name: /Village d'exemple/ }).click();
    await page.getByRole("textbox", { name: "Nom du projet" }).fill("Essai");
    await page.getByRole("button", { name: "Créer le projet" }).click();
    await stage(page, "Périmètre");
    await page.getByRole("button", { name: "Proposer un périmètre" }).click();
    await stage(page, "Maillage");
    await page.getByRole("button", { name: "Mailler", exact: true }).click();
    await page.getByRole("button", { name: "Accepter ce plan" }).click({ timeout: 60_000 });
    await expect(page.getByRole("heading", { name: "En chiffres" })).toBeVisible();
  });

  await test.step("measure by mouse", async () => {
    await page.getByRole("application").focus();
    await page.keyboard.press("d");
    const card = page.getByRole("region", { name: "Mesure", exact: true });
    await expect(card).toContainText("Cliquez des points sur la carte");
    const map = await boxOf(page);
    const [x, y] = [map.x + map.width * 0.72, map.y + map.height * 0.4];
    await page.mouse.click(x, y);
    await page.mouse.click(x + 90, y + 10);
    await page.mouse.click(x + 80, y + 120);
    await page.mouse.click(x, y);
    await expect(card.getByRole("row", { name: /^Longueur/ })).toContainText(/\d,\d\d m/);
    await expect(card.getByRole("row", { name: /^Surface/ })).toContainText("m²");
    await expect(card.getByRole("row", { name: /^Contenance/ })).toContainText(/\d+ ca/);
    await expect(card.getByRole("region", { name: "Segments mesurés" }).getByRole("row")).toHaveCount(4);
    await picture(page, "30-mesure");
    await accessible(page);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await card.getByRole("button", { name: "Copier" }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.split("\n")[0]).toBe("N°\tPlan (m)\tTerrain (m)\tGisement (gon)\t(°)");
    expect(copied.split("\n")).toHaveLength(7);
    await page.keyboard.press("Escape");
    await expect(card).toContainText("Cliquez des points sur la carte");
    await page.keyboard.press("Escape");
    await expect(card).toHaveCount(0);
  });

  await test.step("measure by keyboard, and no history", async () => {
    await tab(page, "Historique");
    const steps = await page.locator(".history li").count();
    await page.getByRole("application").focus();
    await page.keyboard.press("d");
    await page.keyboard.press("Space");
    for (let i = 0; i < 8; i++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Space");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("region", { name: "Segments mesurés" }).getByRole("row")).toHaveCount(2);
    for (let i = 0; i < 3; i++) await page.keyboard.press("Escape");
    await expect(page.getByRole("region", { name: "Mesure", exact: true })).toHaveCount(0);
    expect(await page.locator(".history li").count()).toBe(steps);
  });

  await test.step("pin a note, write it, find it again, see to it", async () => {
    await page.getByRole("button", { name: "Poser une remarque" }).first().click();
    const map = await boxOf(page);
    await page.mouse.click(map.x + map.width * 0.6, map.y + map.height * 0.55);
    const text = page.getByRole("textbox", { name: "Remarque" });
    await expect(text).toBeFocused();
    await text.fill("Vérifier avec le chef de village : limite du marché");
    await page.getByRole("textbox", { name: "Auteur" }).fill("A. Coulibaly");
    await page.keyboard.press("Tab");
    await expect(page.getByText("1 à traiter")).toBeVisible();
    await expect(page.getByRole("button", { name: /limite du marché A\. Coulibaly/ })).toBeVisible();
    await picture(page, "31-remarque");
    await accessible(page);
    await page.getByRole("button", { name: "Traitée" }).click();
    await expect(page.getByText("0 à traiter")).toBeVisible();
    await page.getByRole("button", { name: /limite du marché/ }).click();
    await page.getByRole("button", { name: /limite du marché/ }).click();
    await expect(page.getByRole("textbox", { name: "Remarque" })).toBeVisible();
  });

  await test.step("pin a note by keyboard", async () => {
    await page.getByRole("application").focus();
    await page.keyboard.press("r");
    await page.keyboard.press("Space");
    await expect(page.getByRole("textbox", { name: "Remarque" })).toBeFocused();
    await page.keyboard.type("Deuxième remarque");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("button", { name: /Deuxième remarque/ })).toBeVisible();
    await expect(page.getByRole("application")).toBeFocused();
  });

  await test.step("keep views and go back to them", async () => {
    const scale = page.locator(".status .scale");
    await page.getByRole("textbox", { name: "Nom de la vue" }).fill("Marché");
    await page.getByRole("button", { name: "Garder", exact: true }).click();
    const before = await scale.innerText();
    await page.getByRole("application").focus();
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    await expect(scale).not.toHaveText(before);
    await page.keyboard.press("b");
    await expect(scale).toHaveText(before);
    await page.keyboard.press("Shift+B");
    await expect(page.getByRole("button", { name: "Vue 2", exact: true })).toBeVisible();
    await picture(page, "32-reperes");
  });

  await test.step("compare with an earlier step", async () => {
    await page.keyboard.press("t");
    const rows = page.getByRole("region", { name: "Table des attributs" }).getByRole("row");
    await rows.nth(3).click();
    await page.getByRole("complementary").getByRole("combobox", { name: "Usage" }).selectOption("commerce");
    await rows.nth(1).click();
    await page.getByRole("complementary").getByRole("button", { name: "Supprimer" }).click();
    await page.getByRole("application").focus();
    await page.keyboard.press("t");
    await tab(page, "Historique");
    const line = page.getByRole("listitem").filter({ hasText: "Maillage adopté" });
    await line.getByRole("button", { name: "Comparer avec aujourd'hui" }).click();
    const card = page.getByRole("region", { name: "Comparaison" });
    await expect(card.getByRole("row", { name: /^Parcelles/ })).toHaveText("Parcelles–11");
    await expect(card.getByRole("row", { name: /^Espaces libres/ })).toHaveText(/^Espaces libres1/);
    await expect(card.getByRole("row", { name: /^Remarques/ })).toHaveText(/^Remarques sur la carte2/);
    // The comparison follows what is done, undone and redone.
    await page.keyboard.press("Control+z");
    await expect(card.getByRole("row", { name: /^Parcelles/ })).toHaveText("Parcelles–1–");
    await page.keyboard.press("Control+y");
    await expect(card.getByRole("row", { name: /^Parcelles/ })).toHaveText("Parcelles–11");
    await page.getByRole("button", { name: "Voir les différences" }).click();
    await page.waitForTimeout(600);
    await picture(page, "33-comparaison");
    await accessible(page);
    await page.keyboard.press("Control+f");
    await page.keyboard.type("1/3");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(600);
    await picture(page, "33-comparaison-pres");
    await page.getByRole("application").focus();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(card).toHaveCount(0);
  });

  await test.step("panels by keyboard and by mouse, remembered", async () => {
    const left = page.getByRole("separator", { name: "Largeur du panneau de l'étape" });
    const panel = page.locator(".panel");
    const before = Number(await left.getAttribute("aria-valuenow"));
    await left.focus();
    await page.keyboard.press("ArrowRight");
    await expect(left).toHaveAttribute("aria-valuenow", String(before + 16));
    expect((await panel.boundingBox())?.width).toBe(before + 16);
    const right = page.getByRole("separator", { name: "Largeur du panneau de détails" });
    const edge = await right.boundingBox();
    if (!edge) throw new Error("no edge");
    await page.mouse.move(edge.x + 3, edge.y + 200);
    await page.mouse.down();
    await page.mouse.move(edge.x - 37, edge.y + 200, { steps: 4 });
    await page.mouse.up();
    const side = (await page.locator(".side").boundingBox())?.width;
    await page.keyboard.press("t");
    const top = page.getByRole("separator", { name: "Hauteur de la table" });
    const height = Number(await top.getAttribute("aria-valuenow"));
    await top.focus();
    await page.keyboard.press("ArrowUp");
    await expect(top).toHaveAttribute("aria-valuenow", String(height + 16));
    await picture(page, "34-panneaux");
    await accessible(page);
    await left.focus();
    await page.keyboard.press("Enter");
    await expect(panel).toHaveCount(0);
    await page.reload();
    await page.getByRole("button", { name: /^Essai/ }).click();
    await expect(page.getByRole("application")).toBeVisible();
    await expect(panel).toHaveCount(0);
    expect((await page.locator(".side").boundingBox())?.width).toBe(side);
    await page.keyboard.press("Shift+P");
    expect((await panel.boundingBox())?.width).toBe(before + 16);
    // A note is a feature like any other: it was saved with the project.
    await tab(page, "Repères");
    await expect(page.getByRole("button", { name: /Deuxième remarque/ })).toBeVisible();
  });

  await test.step("nothing hangs over, in either language and theme, on a small screen and at 125 %", async () => {
    await page.evaluate(() => {
      for (const part of ["panel", "side", "table"]) localStorage.removeItem(`maillage.dock.${part}`);
    });
    for (const [lang, theme] of [
      ["fr", "contrast"],
      ["en", "light"],
    ] as const) {
      await page.evaluate(
        ([lang, theme]) => {
          localStorage.setItem("maillage.lang", JSON.stringify(lang));
          localStorage.setItem("maillage.theme", JSON.stringify(theme));
        },
        [lang, theme],
      );
      await page.reload();
      await page.getByRole("button", { name: /^Essai/ }).click();
      await page.getByRole("application").focus();
      await page.keyboard.press("t");
      for (const size of [
        { width: 1366, height: 768 },
        { width: 1093, height: 614 },
      ]) {
        await page.setViewportSize(size);
        for (const at of [1, 3, 5, 7]) {
          await page.locator(`.workflow li:nth-child(${at}) button`).click();
          await page.waitForTimeout(250);
          expect.soft(await overflowing(page), `${lang} ${theme} ${size.width} stage ${at}`).toEqual([]);
          await picture(page, `35-${lang}-${theme}-${size.width}-${at}`);
        }
      }
    }
  });

  expect(errors.filter((error) => !error.includes("Permissions-Policy"))).toEqual([]);
});
