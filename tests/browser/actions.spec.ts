import { expect, test } from "@playwright/test";
import { catalogue } from "#core/messages/catalogue";
import { Hand } from "#tests/browser/hand";
import { type RunningShell, startShell } from "#tests/browser/shell";

// Whatever an action is, it can be called by its name, says why when it cannot be done, and stands on the sheet of keys.

let shell: RunningShell;
test.beforeAll(async () => {
  shell = await startShell();
});
test.afterAll(async () => {
  await shell.dispose();
});

test("every action is in the palette, with its key and its reason, in both languages", async ({ page }) => {
  await page.goto(shell.address);
  const hand = new Hand(page);
  await hand.door("ui.start.sample").click();
  await expect(hand.button("ui.import.create")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(hand.workflow).toBeVisible();
  for (const lang of ["fr", "en"] as const) {
    const { dialog, map } = new Hand(page, lang);
    const names = Object.entries(catalogue[lang]).filter(([key]) => /^ui\.action\.(?!palette$)[a-z-]+$/.test(key));
    expect(names.length).toBeGreaterThan(30);
    await map.focus();
    await page.keyboard.press("Control+k");
    const options = await dialog.getByRole("option").evaluateAll((list) =>
      list.map((option) => ({
        text: option.textContent ?? "",
        off: option.getAttribute("aria-disabled") === "true",
        why: option.querySelector(".choice-why")?.textContent ?? "",
        key: option.querySelector("kbd")?.textContent ?? "",
      })),
    );
    const lost = names.filter(([, name]) => !options.some(({ text }) => text.startsWith(name))).map(([key]) => key);
    expect(lost, `${lang}: not in the palette`).toEqual([]);
    expect(
      options.filter(({ off, why }) => off && why.trim() === "").map(({ text }) => text),
      `${lang}: unavailable without a reason`,
    ).toEqual([]);
    expect(options.filter(({ off }) => off).length).toBeGreaterThan(3);
    await page.keyboard.press("Escape");

    await map.focus();
    await page.keyboard.press("?");
    const sheet = await dialog.textContent();
    const keyed = names.filter(([, name]) => options.some(({ text, key }) => key !== "" && text.startsWith(name)));
    expect(
      keyed.filter(([, name]) => !sheet?.includes(name)).map(([key]) => key),
      `${lang}: not on the sheet`,
    ).toEqual([]);
    await page.keyboard.press("Escape");
    // The language itself is called by its name.
    await map.focus();
    await page.keyboard.press("Control+k");
    await page.keyboard.type(lang === "fr" ? "English" : "Français");
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
  }
});
