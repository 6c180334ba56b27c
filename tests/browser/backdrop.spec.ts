import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { mapCrs } from "#core/geometry/map-crs";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";
import { makeHgt, makeMbtiles, makePng, makeRgbTiff, type Paint } from "#tests/helpers/rasters";

// Pictures and altitudes under the sample village, of files made here; by mouse and by keyboard.

let shell: RunningShell;
let folder: string;

test.beforeAll(async () => {
  shell = await startShell();
  folder = mkdtempSync(join(tmpdir(), "maillage-backdrop-"));
});
test.afterAll(async () => {
  await shell.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** A ground of bright stripes, a hundred pixels wide, with a hole of nodata in its upper left corner. */
const stripes: Paint = (column, row) =>
  column < 60 && row < 60
    ? [0, 0, 0, 255]
    : Math.floor((column + row) / 100) % 2
      ? [230, 120, 40, 255]
      : [60, 140, 60, 255];

async function addFiles(page: Page, button: string, ...names: string[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: button }).click(),
  ]);
  await chooser.setFiles(names.map((name) => join(folder, name)));
}

/** Colour of the backdrop's own picture at the middle of the map; `undefined` where it is transparent or hidden. */
function backdropColour(page: Page, share = 0.5): Promise<number[]> {
  return page.evaluate((share) => {
    const map = document.querySelector("[role=application]")?.getBoundingClientRect();
    const canvas = document.querySelector<HTMLCanvasElement>("[data-part=backdrops] canvas");
    if (!map || !canvas || canvas.style.visibility !== "visible") return [];
    const box = canvas.getBoundingClientRect();
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = copy.getContext("2d");
    context?.drawImage(canvas, 0, 0);
    const x = ((map.left + map.width * share - box.left) * canvas.width) / box.width;
    const y = ((map.top + map.height / 2 - box.top) * canvas.height) / box.height;
    return [...(context?.getImageData(Math.floor(x), Math.floor(y), 1, 1).data ?? [])];
  }, share);
}

test("lays pictures and altitudes under the sample village", async ({ page }) => {
  const errors = errorsOf(page);
  await page.goto(shell.address);
  await page.getByRole("button", { name: /Village d'exemple/ }).click();
  await page.getByRole("textbox", { name: "Nom du projet" }).fill("Fonds");
  await page.getByRole("button", { name: "Créer le projet" }).click();
  const map = page.getByRole("application");
  await expect(map).toBeVisible();
  await map.hover();
  const told = await page.locator(".coordinates").innerText();
  const [east, north] = [...told.matchAll(/\d[\d\s\u202f\u00a0]*,\d\d/g)].map(([figure]) =>
    Number(figure.replace(/[\s\u202f\u00a0]/g, "").replace(",", ".")),
  ) as [number, number];
  const crs = await page.locator(".status .crs").getAttribute("title");
  const epsg = Number(crs?.replace("EPSG:", ""));
  const [lon, lat] = mapCrs(`EPSG:${epsg}`)?.toLonLat(east, north) ?? [0, 0];

  await test.step("files made for this place", async () => {
    writeFileSync(
      join(folder, "ortho.tif"),
      makeRgbTiff(1400, 1000, { epsg, west: east - 1400, north: north + 1000, step: 2 }, stripes, "0"),
    );
    writeFileSync(
      join(folder, "coupé.tif"),
      makeRgbTiff(40, 40, { epsg, west: 0, north: 0, step: 1 }, stripes).subarray(0, 90),
    );
    const zoom = 15;
    const column = Math.floor(((lon + 180) / 360) * 2 ** zoom);
    const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
    const row = Math.floor(((1 - y / Math.PI) / 2) * 2 ** zoom);
    const data = makePng(256, 256, () => [90, 90, 220, 255]);
    const tiles = [-2, -1, 0, 1, 2].flatMap((dx) =>
      [-1, 0, 1].map((dy) => ({ zoom, column: column + dx, row: row + dy, data })),
    );
    makeMbtiles(
      join(folder, "carte.mbtiles"),
      { format: "png", bounds: `${lon - 0.03},${lat - 0.02},${lon + 0.03},${lat + 0.02}`, attribution: "© IGM Mali" },
      tiles,
    );
    writeFileSync(
      join(folder, "plan.png"),
      makePng(300, 200, () => [200, 30, 30, 255]),
    );
    writeFileSync(join(folder, "plan.pgw"), `4\n0\n0\n-4\n${east - 600}\n${north + 400}\n`);
    const name = `${lat < 0 ? "S" : "N"}${String(Math.abs(Math.floor(lat))).padStart(2, "0")}${lon < 0 ? "W" : "E"}${String(Math.abs(Math.floor(lon))).padStart(3, "0")}.hgt`;
    writeFileSync(
      join(folder, name),
      makeHgt((column, row) => 300 + Math.round(column / 4 + 8 * Math.sin(row / 3))),
    );
    await test.info().attach("relief", { body: name });
  });

  await test.step("an orthophoto, faded, ordered and hidden", async () => {
    await page.getByRole("tab", { name: "Légende" }).click();
    await expect(page.getByText("Posez une orthophoto")).toBeVisible();
    await picture(page, "50-fonds-vide");
    await addFiles(page, "Ajouter un fichier…", "ortho.tif");
    await expect(page.getByText("« ortho.tif » est sous le plan.")).toBeVisible();
    await expect.poll(() => backdropColour(page)).toHaveLength(4);
    // One of the two colours, or their blend where they meet.
    const [red = 0, , , opacityThere] = await backdropColour(page);
    expect(red).toBeGreaterThanOrEqual(60);
    expect(red).toBeLessThanOrEqual(230);
    expect(opacityThere).toBe(255);
    await picture(page, "51-ortho");
    await accessible(page);
    const opacity = page.getByRole("slider", { name: "Opacité" });
    await opacity.focus();
    for (let i = 0; i < 8; i++) await page.keyboard.press("ArrowLeft");
    await expect(opacity).toHaveAttribute("aria-valuetext", /^60\s%$/);
    await expect(page.locator("[data-part=backdrops] > div")).toHaveCSS("opacity", "0.6");
    await page.getByRole("checkbox", { name: "ortho.tif" }).uncheck();
    await expect(page.locator("[data-part=backdrops] canvas")).toHaveCount(0);
    await page.getByRole("checkbox", { name: "ortho.tif" }).check();
    await expect.poll(() => backdropColour(page)).toHaveLength(4);
  });

  await test.step("a damaged file is refused with its name and why", async () => {
    await addFiles(page, "Ajouter un fichier…", "coupé.tif");
    await expect(page.getByText(/coupé\.tif : Le fichier est abîmé/).first()).toBeVisible();
    await expect(page.locator(".backdrop-list > li")).toHaveCount(1);
  });

  await test.step("tiles of a web map, with whom they are owed to", async () => {
    await addFiles(page, "Ajouter un fichier…", "carte.mbtiles");
    await expect(page.getByText("« carte.mbtiles » est sous le plan.")).toBeVisible();
    await expect(map.getByText(/© IGM Mali/)).toBeVisible();
    await expect(page.locator("[data-part=backdrops] > div")).toHaveCount(2);
    await page.getByRole("button", { name: "Descendre « carte.mbtiles »" }).click();
    await expect(page.getByRole("checkbox", { name: /ortho|carte/ }).first()).toHaveAccessibleName("ortho.tif");
    await page.getByRole("button", { name: "Monter « carte.mbtiles »" }).click();
    await expect(page.locator("[data-part=backdrops] canvas").nth(1)).toHaveCSS("visibility", "visible");
    await picture(page, "52-mbtiles");
  });

  await test.step("a picture with its world file, in the CRS that is asked", async () => {
    await addFiles(page, "Ajouter un fichier…", "plan.png", "plan.pgw");
    await expect(page.getByRole("combobox", { name: "Système de coordonnées" })).toHaveValue(`EPSG:${epsg}`);
    await accessible(page);
    await page.getByRole("button", { name: "Ajouter", exact: true }).click();
    await expect(page.getByText("« plan.png » est sous le plan.")).toBeVisible();
    await page.getByRole("button", { name: "Retirer « plan.png »" }).click();
    await expect(page.locator(".backdrop-list > li")).toHaveCount(2);
    await page.locator(".toasts").getByRole("button", { name: "Annuler" }).click();
    await expect(page.locator(".backdrop-list > li")).toHaveCount(3);
    await page.getByRole("button", { name: "Retirer « plan.png »" }).click();
  });

  await test.step("the divider, by mouse and by keyboard", async () => {
    await page.getByRole("button", { name: "Volet sur « carte.mbtiles »" }).click();
    const divider = page.getByRole("slider", { name: "Volet sur « carte.mbtiles »" });
    await expect(divider).toHaveAttribute("aria-valuenow", "50");
    const box = await divider.boundingBox();
    if (!box) throw new Error("no divider");
    await page.mouse.move(box.x + 12, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x - 100, box.y + 200, { steps: 4 });
    await page.mouse.up();
    const dragged = Number(await divider.getAttribute("aria-valuenow"));
    expect(dragged).toBeLessThan(45);
    await divider.focus();
    await page.keyboard.press("ArrowRight");
    await expect(divider).toHaveAttribute("aria-valuenow", String(dragged + 2));
    await expect(page.locator("[data-part=backdrops] > div").last()).toHaveCSS("clip-path", /inset\(0px \d/);
    await picture(page, "53-volet");
    await page.keyboard.press("Escape");
    await expect(divider).toHaveCount(0);
  });

  await test.step("without altitudes the profile says what to do; with them it draws", async () => {
    await map.focus();
    await page.keyboard.press("h");
    const card = page.getByRole("region", { name: "Profil du terrain" });
    await expect(card).toContainText("Aucun relief sur cette machine");
    const name =
      test
        .info()
        .attachments.find((one) => one.name === "relief")
        ?.body?.toString() ?? "";
    await addFiles(page, "Ajouter un relief…", name);
    await expect(page.getByText(`« ${name} » donne maintenant les altitudes.`)).toBeVisible();
    await expect(card).toContainText("Cliquez les points de la ligne");
    const box = await map.boundingBox();
    if (!box) throw new Error("no map");
    await page.mouse.click(box.x + 150, box.y + 120);
    await page.mouse.click(box.x + 420, box.y + 160);
    await page.mouse.dblclick(box.x + 640, box.y + 90);
    const chart = card.getByRole("slider", { name: /Altitude le long du tracé/ });
    await expect(chart).toBeVisible();
    await expect(card).toContainText("SRTM");
    await expect(card).toContainText("± 16 m");
    await expect(card.locator("dl")).toContainText(/Plus haut\d+ m/);
    await chart.focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press("Shift+ArrowRight");
    await expect(chart).toHaveAttribute("aria-valuetext", /^À .* : \d+ m$/);
    await picture(page, "54-profil");
    await card.getByRole("button", { name: "Table" }).click();
    await expect(card.getByRole("row").nth(3)).toContainText(/\d/);
    await accessible(page);
    await card.getByRole("button", { name: "Table" }).click();
    for (const [button, ending] of [
      ["CSV", ".csv"],
      ["PNG", ".png"],
      ["SVG", ".svg"],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        card.getByRole("button", { name: button, exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).toContain(ending);
      await download.saveAs(`test-results/journey/profil${ending}`);
    }
    await page.mouse.move(box.x + 300, box.y + 200);
    await expect(page.locator(".altitude")).toHaveText(/alt\. \d+ m/);
    await map.focus();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(card).toHaveCount(0);
  });

  await test.step("all is there again after a reload, in the other theme and language", async () => {
    await page.evaluate(() => {
      localStorage.setItem("maillage.lang", '"en"');
      localStorage.setItem("maillage.theme", '"contrast"');
    });
    await page.reload();
    await page.getByRole("button", { name: /^Fonds/ }).click();
    await page.getByRole("tab", { name: "Legend" }).click();
    await expect(page.locator("[data-part=backdrops] > div")).toHaveCount(2);
    await expect.poll(() => backdropColour(page)).toHaveLength(4);
    await expect(page.getByRole("heading", { name: "Backdrops" })).toBeVisible();
    await page.getByRole("button", { name: "Divider on “carte.mbtiles”" }).click();
    await page.getByRole("application").focus();
    await page.keyboard.press("h");
    const box = await map.boundingBox();
    if (!box) throw new Error("no map");
    await page.mouse.click(box.x + 150, box.y + 120);
    await page.mouse.dblclick(box.x + 640, box.y + 90);
    await expect(page.getByRole("slider", { name: /Altitude along the line/ })).toBeVisible();
    await picture(page, "55-contrast-en");
    await accessible(page);
  });

  expect(errors.filter((error) => !error.includes("Permissions-Policy"))).toEqual([]);
});
