// Makes the pictures of the user's guide: drives the browser shell on the sample village, at 1366 × 768, and writes
// docs/guide/images. `node build/make-guide-images.mjs [folder]`; run it again when a screen has changed.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { ensureChromium } from "./chromium.mjs";
import { indexedPng } from "./png.mjs";
import { node24, root } from "./setup.mjs";

const PORT = 47_823;
const folder = process.argv[2] ?? join(root, "docs/guide/images");
mkdirSync(folder, { recursive: true });
const home = mkdtempSync(join(tmpdir(), "maillage-guide-"));
const shell = spawn(node24(), ["electron/shells/loopback.ts", "--no-open"], {
  cwd: root,
  env: { ...process.env, MAILLAGE_HOME: home, MAILLAGE_PORT: String(PORT) },
  stdio: ["ignore", "pipe", "pipe"],
});
let browser;
try {
  const address = await addressOf(shell);
  const executablePath = await ensureChromium();
  browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--headless", "--no-sandbox", "--disable-quic", "--no-first-run"],
  });
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: "fr-FR",
    timezoneId: "Africa/Bamako",
    reducedMotion: "reduce",
  });
  await journey(await context.newPage(), address);
} finally {
  await browser?.close();
  shell.kill();
  await new Promise((resolve) => shell.once("exit", resolve));
  rmSync(home, { recursive: true, force: true });
}

async function journey(page, address) {
  const button = (name) => page.getByRole("button", { name, exact: true }).first();
  const stage = (name) => page.getByRole("navigation", { name: "Étapes" }).getByRole("button", { name }).click();
  const map = page.getByRole("application");
  const picture = async (name) => {
    await page.mouse.move(683, 764);
    await page.waitForTimeout(900);
    await keep(page, name);
  };
  await page.goto(address);
  await page.getByRole("heading", { name: "Commencer" }).waitFor();
  await picture("01-accueil");
  await page.getByRole("button", { name: /^Village d'exemple/ }).click();
  await button("Créer le projet").waitFor();
  await picture("02-import");
  await button("Créer le projet").click();
  await page.getByRole("navigation", { name: "Étapes" }).waitFor();
  await stage(/Données/);
  await picture("03-carte");
  await stage(/Périmètre/);
  await button("Proposer un périmètre").click();
  await picture("04-perimetre");
  await stage(/Maillage/);
  await button("Mailler").click();
  await button("Accepter ce plan").waitFor({ timeout: 60_000 });
  await picture("05-maillage");
  await button("Accepter ce plan").click();
  await page.getByRole("heading", { name: "En chiffres" }).waitFor();
  await picture("06-parcelles");

  // A parcel looked for, and split across.
  await page.keyboard.press("Control+f");
  await page.keyboard.type("2/3");
  await page.keyboard.press("Enter");
  await map.focus();
  for (let i = 0; i < 2; i++) await page.keyboard.press("+");
  await page.keyboard.press("s");
  const box = await map.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.click(x - box.width / 3, y - box.height / 3);
  await page.mouse.click(x + box.width / 3, y + box.height / 3);
  await page.keyboard.press("Control+Enter");
  await page.waitForTimeout(300);
  await picture("08-edition");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("v");
  await page.keyboard.press("Escape");

  await stage(/Réseaux/);
  await page.keyboard.press("f");
  await page.waitForTimeout(600);
  const put = async (name, places) => {
    await button(name).click();
    for (const [dx, dy] of places) await page.mouse.click(x + dx, y + dy);
  };
  await put("Poste 50 kVA", [[-20, 30]]);
  await put("Ligne BT", [
    [-20, 30],
    [-150, 60],
  ]);
  await page.keyboard.press("Control+Enter");
  await put("Forage", [[90, -120]]);
  await put("Borne-fontaine", [[-90, -60]]);
  await put("PEHD 63", [
    [90, -120],
    [-90, -60],
  ]);
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("v");
  await page.keyboard.press("Escape");
  await picture("07-reseaux");
  await page.getByRole("tab", { name: "Bilan" }).click();
  await stage(/Parcelles/);
  await picture("atelier");
  await stage(/Plans/);
  await picture("09-export");
  await page.keyboard.press("Control+p");
  await page.getByRole("dialog").locator(".plan-sheet img").waitFor();
  await page.getByRole("textbox", { name: "Commune, service" }).fill("Commune de Sinsina");
  await picture("10-plan");
}

/** Keeps the page as it stands, with few colours. */
async function keep(page, name) {
  const png = await page.screenshot();
  // The browser itself reads its picture back: no decoder of our own.
  const pixels = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const pen = canvas.getContext("2d");
    pen.drawImage(bitmap, 0, 0);
    const { data, width, height } = pen.getImageData(0, 0, bitmap.width, bitmap.height);
    let text = "";
    for (let i = 0; i < data.length; i += 32_768) text += String.fromCharCode(...data.subarray(i, i + 32_768));
    return { width, height, base64: btoa(text) };
  }, png.toString("base64"));
  const bytes = indexedPng(Buffer.from(pixels.base64, "base64"), pixels.width, pixels.height);
  writeFileSync(join(folder, `${name}.png`), bytes);
  process.stderr.write(`${name}.png ${Math.round(bytes.length / 1000)} kB\n`);
}

function addressOf(child) {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (chunk) => {
      said += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+\/#code=[0-9a-f]+/.exec(said)?.[0];
      if (address) resolve(address);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", (code) => reject(new Error(`the shell ended with ${code}: ${said}`)));
  });
}
