import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument } from "@cantoo/pdf-lib";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { syntheticCadastre } from "#core/engines/synthetic/cadastre";
import { projectionOf } from "#core/geometry/crs";
import { innerPosition } from "#core/geometry/ring";
import { documentOf } from "#core/model/document";
import type { Feature } from "#core/model/feature";
import { Project } from "#core/model/project";
import { writeProjectFile } from "#services/gpkg/write-project";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";
import { testMeta } from "#tests/helpers/builders";
import { type TestExif, withExif } from "#tests/helpers/photos";

// Photos dropped on the map, documents attached to a parcel: placed, looked at, checked, detached, opened elsewhere.

let shell: RunningShell;
let other: RunningShell;
let folder: string;
let parcel: Feature;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "maillage-documents-"));
  const features = syntheticCadastre(60, 42);
  parcel = features.find((feature) => feature.class === "parcel") as Feature;
  writeProjectFile(join(folder, "p.gpkg"), documentOf(new Project({ ...testMeta, name: "Cadastre" }, features), []), {
    profile: "interne",
  });
  [shell, other] = await Promise.all([startShell(), startShell()]);
});
test.afterAll(async () => {
  await Promise.all([shell.dispose(), other.dispose()]);
  rmSync(folder, { recursive: true, force: true });
});

async function openProject(page: Page, address: string, file: string): Promise<void> {
  await page.goto(address);
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /^Ouvrir/ }).click();
  await (await choosing).setFiles(file);
  await expect(page.getByRole("navigation", { name: "Étapes" })).toBeVisible({ timeout: 60_000 });
}

/** A photo of 600 × 400 as a camera writes it: red to the left, blue to the right, a grey shade of its own. */
async function photo(page: Page, shade: number, exif: TestExif): Promise<number[]> {
  const drawn = await page.evaluate((grey) => {
    const canvas = document.createElement("canvas");
    canvas.width = 600;
    canvas.height = 400;
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    for (const [colour, x] of [
      ["#d03020", 0],
      ["#2040c0", 300],
    ] as const) {
      context.fillStyle = colour;
      context.fillRect(x, 0, 300, 400);
    }
    context.fillStyle = `rgb(${grey} ${grey} ${grey})`;
    context.fillRect(280, 180, 40, 40);
    return canvas.toDataURL("image/jpeg").split(",")[1] ?? "";
  }, shade);
  return [...withExif(Buffer.from(drawn, "base64"), exif)];
}

/** A PDF of two pages: words in a font it does not bring, then nothing. */
async function aDeed(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage([595, 842]).drawText("Attestation d'attribution", { x: 60, y: 700, size: 40 });
  pdf.addPage([595, 842]);
  return pdf.save();
}

async function drop(page: Page, onto: Locator, files: readonly { name: string; bytes: readonly number[] }[]) {
  const dataTransfer = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, bytes } of given) transfer.items.add(new File([new Uint8Array(bytes)], name));
    return transfer;
  }, files);
  await onto.dispatchEvent("dragover", { dataTransfer });
  await onto.dispatchEvent("drop", { dataTransfer });
}

/** Whether the photo that is shown is red above and blue below. */
async function isUpright(page: Page): Promise<boolean> {
  return page.locator(".photo-pane canvas").evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    const at = (share: number) =>
      context.getImageData(Math.floor(canvas.width / 2) + 80, Math.floor(canvas.height * share), 1, 1).data;
    const [above, below] = [at(0.35), at(0.65)];
    return (above[0] ?? 0) > 150 && (above[2] ?? 255) < 90 && (below[2] ?? 0) > 150 && (below[0] ?? 255) < 90;
  });
}

test("documents and photos of a cadastre", async ({ page, browser }) => {
  page.setDefaultTimeout(10_000);
  const errors = errorsOf(page);
  await openProject(page, shell.address, join(folder, "p.gpkg"));
  const map = page.getByRole("application");
  const geometry = parcel.geometry?.kind === "polygon" ? parcel.geometry : undefined;
  const [x, y] = geometry ? innerPosition(geometry) : [0, 0];
  const { toLonLat } = projectionOf(testMeta.crs);
  const at = (dx: number, dy: number): { lon: number; lat: number } => {
    const [lon, lat] = toLonLat(x + dx, y + dy);
    return { lon, lat };
  };
  const viewer = page.getByRole("dialog");

  await test.step("photos dropped on the map stand where they were taken", async () => {
    const first = await photo(page, 40, {
      ...at(0, 0),
      bearingDeg: 60,
      takenAt: "2026:03:01 10:22:05",
      orientation: 6,
      artist: "Traoré",
    });
    await drop(page, map, [
      { name: "façade.jpg", bytes: first },
      { name: "puits.jpg", bytes: await photo(page, 90, { ...at(-60_000, -60_000), takenAt: "2026:03:01 11:00:00" }) },
      { name: "double.jpg", bytes: first },
      { name: "bureau.jpg", bytes: await photo(page, 140, {}) },
      { name: "paris.jpg", bytes: await photo(page, 190, { lon: 2.35, lat: 48.85 }) },
      { name: "lettre.txt", bytes: [...new TextEncoder().encode("Bonjour")] },
    ]);
    await expect(viewer).toContainText("2 photos posées sur la carte.");
    await expect(viewer).toContainText("1 est attachée à la parcelle");
    for (const words of ["1 sans position", "1 prise hors du projet", "1 déjà dans le projet", "n'est pas une photo"]) {
      await expect(viewer).toContainText(words);
    }
    await accessible(page);
    await picture(page, "documents-drop");
    await viewer.getByRole("button", { name: "Fermer" }).last().click();
    await expect(page.getByText("Enregistré", { exact: true })).toBeVisible();
  });

  await test.step("a click on a photo's mark opens it, upright", async () => {
    await page.keyboard.press("Control+f");
    await page.keyboard.type(`${(x / 1000).toFixed(2)} ${(y / 1000).toFixed(2)}`);
    await page.keyboard.press("Enter");
    await expect(viewer).toHaveCount(0);
    await map.focus();
    await page.keyboard.press("Escape");
    await page.waitForTimeout(400);
    await picture(page, "documents-map");
    const box = await map.boundingBox();
    if (!box) throw new Error("no map");
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await expect(viewer).toContainText("façade.jpg");
    await expect(viewer).toContainText("vers 60°");
    await expect(viewer.getByRole("img", { name: "façade.jpg" })).toBeVisible();
    await expect.poll(() => isUpright(page)).toBe(true);
    await expect(viewer).toContainText("1 sur 2");
    await accessible(page);
    await picture(page, "documents-viewer");
  });

  await test.step("the viewer by keyboard: zoom, move, next, close", async () => {
    const pixels = () => page.locator(".photo-pane canvas").evaluate((one) => (one as HTMLCanvasElement).toDataURL());
    const whole = await pixels();
    for (let i = 0; i < 5; i++) await page.keyboard.press("+");
    expect(await pixels()).not.toBe(whole);
    await page.keyboard.press("ArrowRight");
    await expect(viewer).toContainText("1 sur 2");
    await page.keyboard.press("0");
    expect(await pixels()).toBe(whole);
    await page.keyboard.press("ArrowRight");
    await expect(viewer).toContainText("puits.jpg");
    await page.keyboard.press("PageUp");
    await expect(viewer).toContainText("façade.jpg");
    await page.keyboard.press("Escape");
    await expect(viewer).toHaveCount(0);
  });

  const side = page.getByRole("complementary");
  const section = page.getByRole("region", { name: "Pièces", exact: true });
  await test.step("a deed attached to the parcel: checked, filed, kept", async () => {
    await side.getByRole("button", { name: /^Parcelle/ }).click();
    await expect(section).toContainText("façade.jpg");
    const deed = join(folder, "acte.pdf");
    writeFileSync(deed, await aDeed());
    const choosing = page.waitForEvent("filechooser");
    await section.getByRole("button", { name: "Attacher une pièce" }).click();
    await (await choosing).setFiles(deed);
    await section.getByRole("button", { name: /acte\.pdf/ }).click();
    await section.getByRole("combobox", { name: "Type" }).selectOption({ label: "Acte" });
    await expect(section.getByRole("button", { name: /acte\.pdf/ })).toContainText("Acte");
    await section.getByRole("button", { name: "Vérifier" }).click();
    await expect(section.getByText("Intacte", { exact: true })).toHaveCount(2);
    const download = page.waitForEvent("download");
    await section.getByRole("button", { name: "Enregistrer sous" }).click();
    const kept = await (await download).path();
    expect(readFileSync(kept).equals(readFileSync(deed))).toBe(true);
    await accessible(page);
    await section.getByRole("button", { name: "Attacher une pièce" }).scrollIntoViewIfNeeded();
    await picture(page, "documents-section");
  });

  await test.step("a PDF is looked at page by page", async () => {
    await section.getByRole("button", { name: "Ouvrir" }).click();
    await expect(viewer.getByRole("img", { name: "acte.pdf" })).toBeVisible();
    await expect(viewer).toContainText("Page 1 sur 2");
    const ink = () =>
      page.locator(".photo-pane canvas").evaluate((element) => {
        const canvas = element as HTMLCanvasElement;
        const { data } = (canvas.getContext("2d") as CanvasRenderingContext2D).getImageData(
          0,
          0,
          canvas.width,
          canvas.height,
        );
        let dark = 0;
        for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 255) < 100 && (data[i + 3] ?? 0) > 200) dark++;
        return dark;
      });
    await expect.poll(ink).toBeGreaterThan(200);
    await picture(page, "documents-pdf");
    await accessible(page);
    await page.keyboard.press("PageDown");
    await expect(viewer).toContainText("Page 2 sur 2");
    await expect.poll(ink).toBe(0);
    await page.keyboard.press("Escape");
    await expect(viewer).toHaveCount(0);
  });

  await test.step("what cannot be attached is refused by name", async () => {
    await drop(page, section, [{ name: "page.svg", bytes: [...new TextEncoder().encode("<svg onload=alert(1)>")] }]);
    await expect(page.getByText(/page\.svg : ce type de fichier ne s'attache pas/).first()).toBeVisible();
  });

  await test.step("detached and taken back", async () => {
    await section.getByRole("button", { name: "Détacher" }).click();
    await expect(section).not.toContainText("acte.pdf");
    await page.getByRole("button", { name: "Annuler", exact: true }).last().click();
    await expect(section).toContainText("acte.pdf");
  });

  await test.step("the project file brings its documents to another machine", async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("geopackage interne");
    const download = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    const file = join(folder, "rendu.gpkg");
    await (await download).saveAs(file);
    const context = await browser.newContext();
    const there = await context.newPage();
    await openProject(there, other.address, file);
    await there.getByRole("application").focus();
    await there.keyboard.press("j");
    await expect(there.getByRole("dialog")).toContainText("1 sur 3");
    await expect(there.getByRole("img", { name: "puits.jpg" })).toBeVisible();

    // The same in English, in the contrast theme.
    await there.evaluate(() => {
      localStorage.setItem("maillage.lang", '"en"');
      localStorage.setItem("maillage.theme", '"contrast"');
    });
    await there.reload();
    await there.getByRole("button", { name: /^Cadastre/ }).click();
    const thereMap = there.getByRole("application");
    await thereMap.focus();
    await there.keyboard.press("j");
    await expect(there.getByRole("dialog")).toContainText("1 of 3");
    await expect(there.getByRole("img", { name: "puits.jpg" })).toBeVisible();
    await accessible(there);
    await picture(there, "documents-viewer-en");
    await there.keyboard.press("Escape");
    await there.keyboard.press("Control+f");
    await there.keyboard.type("1/1");
    await there.keyboard.press("Enter");
    const documents = there.getByRole("region", { name: "Documents", exact: true });
    await documents.getByRole("button", { name: /façade/ }).click();
    await accessible(there);
    await documents.getByRole("button", { name: "Attach a document" }).scrollIntoViewIfNeeded();
    await picture(there, "documents-section-en");
    await context.close();
  });
  expect(errors).toEqual([]);
});
