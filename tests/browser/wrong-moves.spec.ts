import { expect, test } from "@playwright/test";
import { Hand } from "#tests/browser/hand";
import { errorsOf } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";

// What a planner in a hurry does wrong, and what must then still be right.

let shell: RunningShell;
test.beforeEach(async () => {
  shell = await startShell();
});
test.afterEach(async () => {
  await shell.dispose();
});

test("wrong moves cost nothing, and menus lie over all", async ({ page }) => {
  test.setTimeout(180_000);
  const errors = errorsOf(page);
  await page.goto(shell.address);
  const hand = new Hand(page);
  await hand.door("ui.start.sample").click();
  await hand.button("ui.import.create").click();
  await expect(hand.workflow).toBeVisible();

  await test.step("the map has the keys once the project is there", async () => {
    await expect(hand.map).toBeFocused();
  });

  await test.step("undo in the middle of a line takes its last vertex back, not the project's last act", async () => {
    await hand.stage("perimeter");
    await hand.button("ui.perimeter.propose").click();
    const area = page.locator(".big-figure");
    const before = await area.innerText();
    await hand.button("ui.perimeter.redraw").click();
    const box = await hand.map.boundingBox();
    if (!box) throw new Error("the map is not on the page");
    const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
    for (const place of [at(0.3, 0.3), at(0.6, 0.3), at(0.6, 0.6)]) await page.mouse.click(...place);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    // One vertex is left: finishing is not possible, and nothing of the project has gone.
    await page.keyboard.press("Control+Enter");
    await expect(area).toHaveText(before);
    await hand.keyOnMap("Escape");
    await hand.keyOnMap("v");
    await hand.keyOnMap("Control+z");
    await expect(hand.button("ui.perimeter.propose")).toBeVisible();
    await hand.keyOnMap("Control+y");
    await expect(area).toHaveText(before);
  });

  await test.step("a menu lies over unavailable buttons, and over what is said", async () => {
    await hand.stage("layout");
    await hand.button("ui.layout.compute").click();
    await hand.button("ui.layout.accept").click({ timeout: 60_000 });
    await expect(page.getByRole("heading", { name: hand.speak("ui.parcels.figures") })).toBeVisible();
    await page.locator(".project-menu").click();
    for (const item of await hand.menu.getByRole("menuitem").or(hand.menu.getByRole("menuitemcheckbox")).all()) {
      if (!(await item.isDisabled())) await item.click({ trial: true, timeout: 2000 });
    }
    await hand.escape();
  });

  await test.step("what was found is clicked in its list, and the map has the keys again", async () => {
    await hand.find("10");
    const first = page.getByRole("option").first();
    await first.click({ position: { x: 12, y: 10 }, timeout: 5000 });
    await expect(hand.map).toBeFocused();
    await expect(page.locator(".tab-panel h2, .tab-panel .big-figure").first()).toBeVisible();
  });

  await test.step("a dialog that takes its button away leaves the keys to the map", async () => {
    await hand.stage("checks");
    await hand.button("scenarios.settle").click();
    await hand.dialog.getByRole("button", { name: hand.speak("command.settle-plan.name"), exact: true }).click();
    await expect(hand.dialog).toHaveCount(0);
    await expect(hand.map).toBeFocused();
  });
  expect(errors.filter((error) => !error.includes("Permissions-Policy"))).toEqual([]);
});
