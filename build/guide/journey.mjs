// The steps of the guide, as a planner takes them, in the words of the catalogue.
import { expect } from "@playwright/test";
import { projectionOf } from "#core/geometry/crs";
import { Hand } from "#tests/browser/hand";
import { writeMadeFiles, yardPhoto } from "./made-files.mjs";

/**
 * @param page at the first screen
 * @param {string} folder where files to be brought may be written
 * @param {(name: string) => Promise<void>} picture keeps the page as it stands
 */
export async function journey(page, folder, picture) {
  const hand = new Hand(page);
  page.setDefaultTimeout(60_000);
  const files = writeMadeFiles(folder);
  await expect(page.getByRole("heading", { name: hand.speak("ui.start.begin") })).toBeVisible();
  await picture("01-accueil");
  await outsideFiles(hand, files, picture);
  await hand.door("ui.start.sample").click();
  await expect(hand.button("ui.import.create")).toBeVisible();
  await picture("02-import");
  await hand.button("ui.import.create").click();
  await expect(hand.workflow).toBeVisible();
  await hand.stage("data");
  await picture("03-carte");
  await hand.stage("perimeter");
  await hand.button("ui.perimeter.propose").click();
  await picture("04-perimetre");
  await layout(hand, picture);
  await parcels(hand, picture);
  await networks(hand, picture);
  await norms(hand, picture);
  await ground(hand, files, picture);
  await photos(hand, picture);
  await papers(hand, picture);
}

async function give(hand, asks, ...paths) {
  const choosing = hand.page.waitForEvent("filechooser");
  await asks.click();
  await (await choosing).setFiles(paths);
}

async function outsideFiles(hand, { lots, wells }, picture) {
  await give(hand, hand.door("ui.start.new"), lots, wells);
  await hand.button("wizard.next.mapping").click();
  await expect(hand.button("wizard.next.preview")).toBeVisible();
  await picture("11-correspondance");
  await hand.escape();
}

async function layout(hand, picture) {
  const { page } = hand;
  const keepHouses = page.getByRole("checkbox", { name: hand.speak("ui.layout.keep") });
  const discard = () => hand.button("ui.layout.discard").click();
  const propose = async () => {
    await hand.button("ui.layout.compute").click();
    await expect(hand.button("ui.layout.accept")).toBeVisible({ timeout: 240_000 });
  };
  await hand.stage("layout");
  await propose();
  await picture("05-maillage");
  await discard();
  await keepHouses.uncheck();
  await hand.button("ui.layout.compute").click();
  await page.getByRole("button", { name: /^Examiner \d+ maisons en cause/ }).click({ timeout: 240_000 });
  await expect(page.getByRole("region", { name: /^Maison 1 sur \d+/ })).toBeVisible();
  await picture("13-maisons");
  await page.keyboard.press("Escape");
  await discard();
  await keepHouses.check();

  await hand.button("scenarios.alternatives.start").click();
  await expect(page.getByRole("radio", { name: "Le plus de parcelles" })).toBeChecked({ timeout: 240_000 });
  await hand.button("scenarios.save-three").click();
  await page
    .locator("summary")
    .filter({ hasText: hand.speak("scenarios.title") })
    .click();
  for (const name of ["Le plus de parcelles", "Le plus d'espace public"]) {
    await page.getByRole("checkbox", { name: `Comparer « ${name} »` }).check();
  }
  await hand.button("scenarios.compare").click();
  await expect(hand.dialog.getByRole("img", { name: /Carte de/ })).toHaveCount(2);
  await picture("12-scenarios");
  await hand.escape();
  await page
    .locator("summary")
    .filter({ hasText: hand.speak("scenarios.title") })
    .click();
  await discard();

  await hand.keyOnMap("Escape");
  await hand.button("ui.action.fit-plan").click();
  await propose();
  await hand.button("ui.layout.accept").click();
}

async function parcels(hand, picture) {
  const { page } = hand;
  await expect(page.getByRole("heading", { name: hand.speak("ui.parcels.figures") })).toBeVisible();
  await picture("06-parcelles");
  await hand.findParcel();
  await hand.keyOnMap("x");
  const form = page.getByRole("form", { name: hand.speak("divide.kind.divide") });
  await expect(form.getByRole("row").nth(1)).toBeVisible();
  await picture("14-parties");
  await page.keyboard.press("Escape");

  // Split across, by hand.
  await hand.findParcel();
  for (let i = 0; i < 2; i++) await hand.keyOnMap("+");
  await hand.keyOnMap("s");
  const [x, y, width, height] = await middle(hand);
  await page.mouse.click(x - width / 3, y - height / 3);
  await page.mouse.click(x + width / 3, y + height / 3);
  await page.keyboard.press("Control+Enter");
  await page.waitForTimeout(300);
  await picture("08-edition");
  await page.keyboard.press("Control+z");
  await hand.keyOnMap("v");
  await page.keyboard.press("Escape");
}

async function networks(hand, picture) {
  const { page } = hand;
  await hand.stage("networks");
  await hand.keyOnMap("f");
  await page.waitForTimeout(600);
  const [x, y] = await middle(hand);
  const put = async (name, ...places) => {
    await hand.button(`ui.network.${name}`).click();
    for (const [dx, dy] of places) await page.mouse.click(x + dx, y + dy);
  };
  await put("transformer-50", [-20, 30]);
  await put("line-bt", [-20, 30], [-150, 60]);
  await page.keyboard.press("Control+Enter");
  await put("borehole", [90, -120]);
  await put("standpipe", [-90, -60]);
  await put("pipe-63", [90, -120], [-90, -60]);
  await page.keyboard.press("Control+Enter");
  await hand.keyOnMap("v");
  await page.keyboard.press("Escape");
  await picture("07-reseaux");
  await hand.tab("balance");
  await hand.stage("parcels");
  await picture("atelier");
}

async function norms(hand, picture) {
  await hand.stage("checks");
  await hand.tab("norms");
  await picture("18-normes");
  await hand.button("norms.open").click();
  await expect(hand.dialog).toBeVisible();
  await picture("19-referentiel");
  await hand.escape();
}

/** What lies under the plan: an old plan laid by points, the profile of the ground. */
async function ground(hand, { scan, relief }, picture) {
  const { page } = hand;
  await hand.stage("parcels");
  await hand.tab("legend");
  const [east, north] = await centre(hand);
  await give(hand, hand.button("backdrop.add-file"), scan);
  const card = page.getByRole("region", { name: /Caler/ });
  const view = card.getByRole("application", { name: hand.speak("scan.view") });
  await expect(view).toBeVisible();
  for (const [number, keys, place] of [
    [1, ["ArrowLeft", "ArrowUp"], `${east - 240} ; ${north + 120}`],
    [2, ["ArrowRight", "ArrowRight"], `${east + 243},3 ; ${north + 120},2`],
    [3, ["ArrowDown", "ArrowLeft"], `${east + 1},6 ; ${north - 122},6`],
  ]) {
    if (number > 1) await card.getByRole("button", { name: "Ajouter un point" }).press("Enter");
    await view.focus();
    for (const key of keys) for (let i = 0; i < 3; i++) await page.keyboard.press(key);
    await page.keyboard.press("Enter");
    await card.getByRole("textbox", { name: new RegExp(`point ${number}`) }).fill(place);
    await page.keyboard.press("Tab");
  }
  await picture("15-calage");
  await card.getByRole("button", { name: hand.speak("ui.cancel") }).click();

  await hand.keyOnMap("f");
  await hand.keyOnMap("h");
  await give(hand, hand.button("backdrop.relief.add"), relief);
  await expect(page.getByText(hand.speak("backdrop.profile.empty"))).toBeVisible();
  const [x, y, width, height] = await middle(hand);
  for (const [dx, dy] of [
    [-0.25, -0.3],
    [0.05, -0.2],
    [0.25, -0.35],
  ]) {
    await page.mouse.click(x + width * dx, y + height * dy);
  }
  await hand.keyOnMap("Enter");
  await expect(page.getByRole("slider", { name: hand.speak("backdrop.profile.chart") })).toBeVisible();
  await picture("16-profil");
  await hand.button("backdrop.profile.close").click();
  await hand.keyOnMap("v");
}

async function photos(hand, picture) {
  const { page } = hand;
  await hand.findParcel();
  const [east, north] = await centre(hand, 0);
  const [lon, lat] = projectionOf("EPSG:32629").toLonLat(east * 1000, north * 1000);
  const bytes = await yardPhoto(page, { lon, lat, bearingDeg: 60, takenAt: "2026:03:01 10:22:05" });
  const dataTransfer = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(given)], "cour.jpg"));
    return transfer;
  }, bytes);
  await hand.map.dispatchEvent("dragover", { dataTransfer });
  await hand.map.dispatchEvent("drop", { dataTransfer });
  await expect(hand.page.locator(".modal[data-help=documents]")).toContainText("photo");
  await hand.escape();
  await hand.findParcel();
  await hand.keyOnMap("j");
  await expect(hand.dialog).toBeVisible();
  await picture("17-photos");
  await hand.escape();
}

async function papers(hand, picture) {
  const { page } = hand;
  await hand.stage("plans");
  await picture("09-export");
  await page.keyboard.press("Control+p");
  await hand.dialog.locator(".plan-sheet img").waitFor();
  await page.getByRole("textbox", { name: hand.speak("ui.plan.place") }).fill("Commune de Sinsina");
  await picture("10-plan");
}

/** Middle of the map on the page, and its size. */
async function middle(hand) {
  const { x, y, width, height } = await hand.map.boundingBox();
  return [x + width / 2, y + height / 2, width, height];
}

/** Coordinates of the map's middle, as the status bar says them, rounded to so many digits before the metre. */
async function centre(hand, digits = 2) {
  await hand.map.hover();
  const told = await hand.page.locator(".coordinates").innerText();
  return [...told.matchAll(/\d[\d\s\u202f\u00a0]*,\d\d/g)].map(([figure]) => {
    const metres = Number(figure.replace(/[\s\u202f\u00a0]/g, "").replace(",", "."));
    return Math.round(metres / 10 ** digits) * 10 ** digits;
  });
}
