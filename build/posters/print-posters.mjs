// Prints the posters through Chromium: a page of HTML each, on A4 and on A3.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { ensureChromium } from "../chromium.mjs";
import { root } from "../setup.mjs";
import { firstSteps } from "./first-steps.ts";
import { posterPage } from "./poster-page.ts";

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const executablePath = await ensureChromium();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ["--headless", "--no-sandbox", "--disable-quic", "--no-first-run"],
});
try {
  const page = await browser.newPage();
  await page.setContent(posterPage(firstSteps(root), root));
  await page.evaluate(() => document.fonts.ready);
  for (const [format, scale] of [
    ["A4", 1],
    ["A3", Math.SQRT2],
  ]) {
    const path = join(folder, `premiers-gestes-${format}.pdf`);
    await page.pdf({ path, format, scale, printBackground: true });
  }
} finally {
  await browser.close();
}
