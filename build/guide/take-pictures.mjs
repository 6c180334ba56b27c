// Drives the browser shell on the sample village, at 1366 × 768, and keeps a picture of each step of the guide.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { addressOf, freePort, spawnShell } from "../browser-shell.ts";
import { ensureChromium } from "../chromium.mjs";
import { indexedPng } from "../png.mjs";
import { journey } from "./journey.mjs";

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const home = mkdtempSync(join(tmpdir(), "maillage-guide-"));
const shell = spawnShell(home, await freePort());
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
  const page = await context.newPage();
  await page.goto(address);
  await journey(page, home, async (name) => {
    await page.mouse.move(683, 764);
    await page.waitForTimeout(900);
    await keep(page, name);
  });
} finally {
  await browser?.close();
  shell.kill();
  await new Promise((resolve) => shell.once("exit", resolve));
  rmSync(home, { recursive: true, force: true });
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
