import { expect, test } from "@playwright/test";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";

// A cadastre drawn by several hands comes in from GeoJSON: the planner sees what cleaning changed before accepting.

let shell: RunningShell;
test.beforeAll(async () => {
  shell = await startShell();
});
test.afterAll(async () => {
  await shell.dispose();
});

const parcel = (numero: string, x: number, y: number, w: number, h: number): object => ({
  type: "Feature",
  properties: { numero, usage: "habitation", proprietaire: "Konaté" },
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [x, y],
        [x + w, y],
        [x + w, y + h],
        [x, y + h],
        [x, y],
      ].map(([east = 0, north = 0]) => [610_000 + east, 1_390_000 + north]),
    ],
  },
});

test("an outside cadastre is cleaned in sight of the planner", async ({ page }) => {
  const errors = errorsOf(page);
  await page.goto(shell.address);
  const sheet = {
    type: "FeatureCollection",
    name: "Parcelles",
    crs: { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::32629" } },
    features: [
      parcel("1", 0, 0, 20.03, 25),
      parcel("2", 20, 0, 20, 25),
      parcel("3", 0, 25.02, 40, 30),
      parcel("4", 38, 30, 20, 20),
      parcel("5", 38, 30, 20, 20),
    ],
  };
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /Nouveau projet depuis OpenStreetMap/ }).click();
  const buffer = Buffer.from(JSON.stringify(sheet));
  await (await choosing).setFiles({ name: "feuille-A.geojson", mimeType: "application/geo+json", buffer });

  const dialog = page.getByRole("dialog");
  const system = dialog.getByRole("combobox", { name: "Système de coordonnées du fichier" });
  await expect(system).toHaveValue("EPSG:32629");
  await picture(page, "cadastre-1-couche");
  await accessible(page);
  await dialog.getByRole("button", { name: "Régler la correspondance" }).click();
  await expect(dialog.getByRole("combobox", { name: "Ces objets sont des" })).toHaveValue("parcel");
  await dialog.getByRole("button", { name: "Voir l'aperçu" }).click();
  await expect(dialog.getByText(/nomment des personnes ne sont pas reprises/)).toBeVisible();
  await dialog.getByRole("button", { name: "Voir le nettoyage" }).click();

  const found = dialog.getByRole("list", { name: "Ce que le nettoyage a trouvé" });
  await expect(found).toContainText("Empiètements");
  await expect(found).toContainText("Sommets accrochés");
  await expect(dialog.getByText(/entièrement couvert par le second/)).toBeVisible();
  await picture(page, "cadastre-2-nettoyage");
  await accessible(page);
  await dialog.getByRole("button", { name: "Créer le projet" }).click();
  await expect(page.getByRole("navigation", { name: "Étapes" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Enregistré" })).toBeVisible();
  await picture(page, "cadastre-3-carte");

  await page.getByRole("navigation", { name: "Étapes" }).getByRole("button", { name: "Parcelles" }).click();
  await page.getByText("Modèle et portée des numéros").click();
  await page.getByRole("textbox", { name: "Modèle du numéro" }).fill("A-{n:2}");
  await expect(page.getByText("Donne par exemple A-01")).toBeVisible();
  await page.getByRole("button", { name: "Tracer le parcours" }).click();
  const map = page.getByRole("application");
  const box = (await map.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  // Over the southern lots, from east to west, then up.
  for (const [across, down] of [
    [0.55, 0.75],
    [0.2, 0.75],
    [0.3, 0.3],
  ] as const) {
    await page.mouse.click(box.x + box.width * across, box.y + box.height * down);
  }
  await picture(page, "cadastre-4-parcours");
  await accessible(page);
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: "Historique" }).click();
  await expect(page.getByText("3 lots numérotés")).toBeVisible();
  await picture(page, "cadastre-5-numeros");
  expect(errors).toEqual([]);
});
