import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import type { Lang } from "#core/messages/catalogue";
import { Hand } from "#tests/browser/hand";
import { errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";
import { type Stop, tour, writeTourFiles } from "#tests/browser/tour";

// Every screen, panel, tab, dialog, menu, empty state and refusal is held to WCAG 2.2 AA in both languages and both
// themes; at 125 % nothing is cut or out of reach; whatever takes the focus shows it. Then ten tasks by keyboard.

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What a theme changes: colours, and the thickness of borders. */
const LOOK_RULES = ["color-contrast", "target-size", "link-in-text-block"];
const WHOLE = { width: 1366, height: 768 };
/** The same seen at 125 %. */
const AT_125 = { width: 1093, height: 614 };

let shell: RunningShell;
let folder: string;
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "maillage-tour-"));
  shell = await startShell();
});
test.afterEach(async () => {
  await shell.dispose();
  rmSync(folder, { recursive: true, force: true });
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

/** Takes the whole tour; at each stop, asks what is wrong there. */
async function travel(page: Page, lang: Lang, ask: (stop: Stop) => Promise<readonly string[]>): Promise<string[]> {
  page.setDefaultTimeout(20_000);
  await page.goto(shell.address);
  const hand = new Hand(page, lang);
  const found: string[] = [];
  for (const stop of tour(writeTourFiles(folder))) {
    await test.step(stop.name, async () => {
      await stop.show(hand);
      // Popups fade in: what is half seen has half the contrast.
      await page.waitForTimeout(150);
      for (const fault of await ask(stop)) found.push(`${stop.name}: ${fault}`);
    });
  }
  return found;
}

async function axe(page: Page, theme: string, rules: "all" | "look"): Promise<string[]> {
  // One page, no frames: the short way. Tips that the walk of the focus left open stand in no region.
  const builder = new AxeBuilder({ page }).setLegacyMode().exclude("[data-base-ui-portal]:has(.tip-place)");
  const { violations } = await (rules === "all" ? builder.withTags(RULES) : builder.withRules(LOOK_RULES)).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${theme}: ${id}: ${node.html.slice(0, 160)}`));
}

async function wear(page: Page, theme: string): Promise<void> {
  await page.evaluate((name) => {
    document.documentElement.dataset["theme"] = name;
  }, theme);
}

// Two journeys reach all: each language at one size, every stop in both themes.
for (const [lang, size, themes] of [
  ["fr", AT_125, ["contrast", "light"]],
  ["en", WHOLE, ["light", "contrast"]],
] as const) {
  test(`axe finds nothing, and nothing is cut or out of reach, ${lang}, ${size.width} × ${size.height}`, async ({
    page,
  }) => {
    test.setTimeout(600_000);
    await page.setViewportSize(size);
    await dress(page, lang, themes[0]);
    const found = await travel(page, lang, async (stop) => {
      const faults = await axe(page, themes[0], "all");
      faults.push(...(await page.evaluate(misfits)), ...(await page.evaluate(unseenFocus)));
      for (const theme of themes.slice(1)) {
        await wear(page, theme);
        faults.push(...(await axe(page, theme, "look")));
      }
      await picture(page, `access-${lang}-${stop.name}`);
      await wear(page, themes[0]);
      return faults;
    });
    expect(found).toEqual([]);
  });
}

/** In the page: words cut short with nothing that gives them whole, targets under 24 px, parts out of the window. */
function misfits(): string[] {
  const found: string[] = [];
  const over = document.querySelector(".modal, .palette, .charter");
  const named = (part: Element) =>
    `${part.tagName.toLowerCase()}.${part.getAttribute("class")} "${(part.textContent ?? "").slice(0, 40)}"`;
  const controls =
    "button, a[href], input, select, textarea, summary, [role=tab], [role^=menuitem], [role=option], [role=button]";
  const scrolls = (part: Element): boolean => {
    for (let up = part.parentElement; up; up = up.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(up).overflow)) return true;
    }
    return false;
  };
  for (const part of document.querySelectorAll<HTMLElement>("#root *, body > div *")) {
    const box = part.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || part.closest(".unseen, .map, svg, .tip-place")) continue;
    if (over && !over.contains(part)) continue;
    const style = getComputedStyle(part);
    const isCut = part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0 && style.overflowX === "hidden";
    // The cells of a table are widened by the planner.
    if (isCut && !part.closest("[title]") && !part.closest(".grid")) found.push(`cut: ${named(part)}`);
    if (part.matches(controls) && (box.width < 23.5 || box.height < 23.5)) {
      const label = part.closest("label")?.getBoundingClientRect();
      const isReached = label && label.width >= 23.5 && label.height >= 20;
      if (!isReached) found.push(`${Math.round(box.width)} × ${Math.round(box.height)} px: ${named(part)}`);
    }
    const isOut = box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1;
    if (isOut && style.position !== "fixed" && !scrolls(part)) found.push(`out of the window: ${named(part)}`);
  }
  return found;
}

/** In the page: what takes the focus by key without looking any different. */
function unseenFocus(): string[] {
  const found: string[] = [];
  // A menu closes when the focus leaves it; its lines are walked by arrows.
  if (document.querySelector(".menu[role=menu]")) return found;
  const before = document.activeElement as HTMLElement | null;
  const over = document.querySelector(".modal, .palette, .charter") ?? document.body;
  const looks = (part: Element): string =>
    [undefined, "::after"]
      .map((pseudo) => {
        const style = getComputedStyle(part, pseudo);
        const outline = style.outlineStyle === "none" ? "" : `${style.outlineWidth} ${style.outlineColor}`;
        return `${outline}|${style.boxShadow}|${style.borderColor}|${style.backgroundColor}`;
      })
      .join();
  const seen = new Set<string>();
  for (const part of over.querySelectorAll<HTMLElement>("button, a[href], input, select, textarea, [tabindex='0']")) {
    const kind = `${part.tagName}.${part.className}.${part.getAttribute("type")}`;
    if (seen.has(kind) || part.closest("[inert], [aria-hidden=true]") || part.getClientRects().length === 0) continue;
    // The map draws its own ring, above its pictures.
    if (part.tabIndex < 0 || part.matches(":disabled, .map") || part === before) continue;
    seen.add(kind);
    const around = [part, part.parentElement ?? part, ...part.children];
    const atRest = around.map(looks).join();
    part.focus({ preventScroll: true, focusVisible: true } as FocusOptions);
    if (document.activeElement === part && around.map(looks).join() === atRest) {
      found.push(`no focus seen: ${kind} "${(part.textContent ?? "").slice(0, 30)}"`);
    }
  }
  // The page itself takes no focus: what was focused last lets go of it, and of its tip.
  if (before === document.body) (document.activeElement as HTMLElement | null)?.blur();
  else before?.focus({ preventScroll: true });
  return found;
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

test("ten tasks without a mouse", async ({ page }) => {
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
    await new Hand(page).findParcel();
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
    await expect(page.getByText(/points? à regarder|Aucun constat/)).toBeVisible();
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
