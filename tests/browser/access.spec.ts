import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Lang, speaker } from "#core/messages/catalogue";
import { errorsOf } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";

// Every screen, panel, tab, dialog and menu is held to WCAG 2.2 AA, once in French and light, once in English and
// high contrast: names depend on the language, colours on the theme, nothing on both. Then ten tasks by keyboard.

const LOOKS = [
  { lang: "fr", theme: "light" },
  { lang: "en", theme: "contrast" },
] as const;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let shell: RunningShell;
test.beforeEach(async () => {
  shell = await startShell();
});
test.afterEach(async () => {
  await shell.dispose();
});

/** Keeps language and theme before the page asks for them; nothing moves. */
async function dress(page: Page, lang: Lang, theme: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.addInitScript(
    ([chosenLang, chosenTheme]) => {
      localStorage.setItem("maillage.lang", JSON.stringify(chosenLang));
      localStorage.setItem("maillage.theme", JSON.stringify(chosenTheme));
    },
    [lang, theme],
  );
}

/** A script of the gestures, in the words of a language. */
function hand(page: Page, lang: Lang) {
  const speak = speaker(lang);
  const stages = page.getByRole("navigation", { name: speak("ui.workflow") });
  return {
    speak,
    button: (key: string) => page.getByRole("button", { name: speak(key), exact: true }).first(),
    stage: (id: string) => stages.getByRole("button", { name: new RegExp(speak(`ui.stage.${id}`)) }),
    dialog: page.getByRole("dialog"),
    menu: page.getByRole("menu"),
  };
}

for (const { lang, theme } of LOOKS) {
  test(`axe finds nothing, ${lang}, ${theme}`, async ({ page }) => {
    test.setTimeout(300_000);
    await dress(page, lang, theme);
    const { speak, button, stage, dialog, menu } = hand(page, lang);
    const found: string[] = [];
    const look = async (where: string) => {
      // Popups fade in: what is half seen has half the contrast.
      await page.waitForTimeout(150);
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      for (const { id, nodes } of violations) {
        for (const node of nodes) found.push(`${where}: ${id}: ${node.html.slice(0, 160)}`);
      }
    };

    await page.goto(shell.address);
    await expect(page.getByRole("heading", { name: speak("ui.start.begin") })).toBeVisible();
    await look("start");
    await page.getByRole("button", { name: new RegExp(`^${speak("ui.language")}`) }).click();
    await expect(menu).toBeVisible();
    await look("language menu");
    await page.keyboard.press("Escape");
    await button("learn.help").click();
    await expect(menu).toBeVisible();
    await look("help menu");
    await page.getByRole("menuitem", { name: speak("ui.action.charter") }).click();
    await expect(dialog).toBeVisible();
    await look("charter");
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: new RegExp(speak("learn.lesson.words")) }).click();
    await expect(button("ui.import.create")).toBeVisible();
    await look("import dialog, with the coach");
    await page.keyboard.press("F1");
    await expect(page.getByRole("searchbox", { name: speak("learn.help.search") })).toBeVisible();
    await look("help over a dialog");
    await page.keyboard.press("Escape");
    await button("ui.import.create").click();
    await expect(page.getByRole("navigation", { name: speak("ui.workflow") })).toBeVisible();
    await expect(page.getByRole("region", { name: speak("learn.lesson") })).toBeVisible();
    await look("workbench with the coach");
    for (const id of ["layout", "parcels", "networks", "checks", "plans", "data"]) {
      await stage(id).click();
      await look(`${id}, empty`);
    }
    await stage("perimeter").click();
    await button("ui.perimeter.propose").click();
    await look("perimeter");
    await stage("layout").click();
    await button("ui.layout.compute").click();
    await expect(button("ui.layout.accept")).toBeVisible({ timeout: 60_000 });
    await look("layout proposed");
    await button("ui.layout.accept").click();
    await expect(page.getByRole("heading", { name: speak("ui.parcels.figures") })).toBeVisible();
    for (const id of ["parcels", "networks", "checks", "plans"]) {
      await stage(id).click();
      await look(id);
    }
    for (const tab of ["balance", "history", "legend", "object"]) {
      await page.getByRole("tab", { name: speak(`ui.side.${tab}`) }).click();
      await look(`tab ${tab}`);
    }
    await page.keyboard.press("F1");
    await expect(page.getByRole("searchbox", { name: speak("learn.help.search") })).toBeVisible();
    await look("help beside the work");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+f");
    await page.keyboard.type("1/1");
    await look("search");
    await page.keyboard.press("Enter");
    await look("form of a parcel");
    await page.locator(".project-menu").click();
    await expect(menu).toBeVisible();
    await look("project menu");
    await page.getByRole("menuitem", { name: speak("ui.action.rename") }).click();
    await expect(dialog).toBeVisible();
    await look("rename dialog");
    await page.keyboard.press("Escape");
    await page.getByRole("application").focus();
    await page.keyboard.press("?");
    await expect(dialog).toBeVisible();
    await look("shortcut sheet");
    await page.keyboard.press("Escape");
    await page.getByRole("application").focus();
    await page.keyboard.press("t");
    await expect(page.getByRole("region", { name: speak("ui.table") })).toBeVisible();
    await look("table");
    await page.keyboard.press("Control+p");
    await expect(dialog.locator("svg[role=img]")).toBeVisible();
    await look("plan dialog");
    expect(found).toEqual([]);
  });
}

/** Tabs on until the focus is on a control of this name. */
async function tabTo(page: Page, role: "button" | "textbox" | "tab" | "menuitem", name: string | RegExp) {
  const wanted = page.getByRole(role, { name, exact: true }).first();
  await expect(wanted).toBeVisible({ timeout: 60_000 });
  for (let i = 0; i < 90; i++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return wanted;
    await page.keyboard.press("Tab");
  }
  throw new Error(`90 tabs did not reach ${name}`);
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, "button", name);
  await page.keyboard.press("Enter");
}

/** Finds a parcel by its number; some numbers are those of reserves. */
async function findParcel(page: Page): Promise<void> {
  for (const number of ["5/2", "6/3", "10/4", "2/2"]) {
    await page.keyboard.press("Control+f");
    await page.keyboard.type(number);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("tabpanel").getByText(number, { exact: true })).toBeVisible();
    if ((await page.getByRole("tabpanel").getByText("Parcelle", { exact: true }).count()) > 0) return;
  }
  throw new Error("none of these numbers is a parcel's");
}

test("ten tasks without a mouse", async ({ page }) => {
  test.setTimeout(240_000);
  const errors = errorsOf(page);
  await dress(page, "fr", "light");
  await page.goto(shell.address);
  const history = page.getByRole("tabpanel");
  const onMap = () => page.getByRole("application").focus();

  await test.step("1. change the language and back", async () => {
    await press(page, /^Langue/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Begin" })).toBeVisible();
    await press(page, /^Language/);
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Commencer" })).toBeVisible();
  });
  await test.step("2. make a project of the sample village", async () => {
    await press(page, /^Village d'exemple/);
    await press(page, "Créer le projet");
    await expect(page.getByRole("navigation", { name: "Étapes" })).toBeVisible();
  });
  await test.step("3. propose a perimeter", async () => {
    await press(page, /^Périmètre/);
    await press(page, "Proposer un périmètre");
    await expect(page.getByText("Surface du périmètre")).toBeVisible();
  });
  await test.step("4. lay out and accept", async () => {
    await press(page, "Continuer : Maillage");
    await press(page, "Mailler");
    await press(page, "Accepter ce plan");
    await expect(page.getByRole("heading", { name: "En chiffres" })).toBeVisible();
  });
  await test.step("5. find a parcel and fill in its form", async () => {
    await findParcel(page);
    await tabTo(page, "textbox", "Remarque");
    await page.keyboard.type("Angle de rue");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("textbox", { name: "Remarque" })).toHaveValue("Angle de rue");
  });
  await test.step("6. split the parcel with the crosshair", async () => {
    await onMap();
    // A drawing tool taken by key brings the crosshair.
    await page.keyboard.press("s");
    for (let i = 0; i < 12; i++) await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    for (let i = 0; i < 24; i++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByText(/divisé en/).first()).toBeVisible();
  });
  await test.step("7. undo, redo, undo", async () => {
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+y");
    await page.keyboard.press("Control+z");
    await tabTo(page, "tab", /Objet|Légende|Bilan|Historique/);
    const wanted = page.getByRole("tab", { name: "Historique" });
    for (let i = 0; i < 8 && !(await wanted.evaluate((tab) => tab === document.activeElement)); i++) {
      await page.keyboard.press("ArrowRight");
    }
    await page.keyboard.press("Enter");
    await expect(history.getByText("annulé").first()).toBeVisible();
  });
  await test.step("8. place a borehole", async () => {
    await press(page, /^Réseaux/);
    await press(page, "Forage");
    await onMap();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("row", { name: /^Forage/ }).first()).toBeVisible();
  });
  await test.step("9. check, and look the help up", async () => {
    await press(page, /^Contrôles/);
    await expect(page.getByText(/points? à regarder|Aucun problème/)).toBeVisible();
    await page.keyboard.press("F1");
    await expect(page.getByRole("article").filter({ has: page.getByRole("heading", { name: /^9\./ }) })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("searchbox", { name: "Chercher dans l'aide" })).toHaveCount(0);
  });
  await test.step("10. compose the plan and take the PDF", async () => {
    await page.keyboard.press("Control+p");
    const title = await tabTo(page, "textbox", "Commune, service");
    await page.keyboard.type("Commune de Sinsina");
    await expect(title).toHaveValue("Commune de Sinsina");
    const download = page.waitForEvent("download");
    await press(page, "Télécharger le PDF");
    expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
  });
  expect(errors.filter((error) => !error.includes("Permissions-Policy"))).toEqual([]);
});
