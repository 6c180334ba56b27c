import { defineConfig } from "@playwright/test";

/**
 * End-to-end tests. Each starts the shell named by `MAILLAGE_SHELL` itself, with a data folder and a port of its own.
 * `MAILLAGE_CHROMIUM` is the browser they drive (set by `npm test`).
 */
export default defineConfig({
  testDir: "tests/browser",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  workers: 1,
  // Against what hangs, not for speed: a busy machine is several times slower.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env["CI"] !== undefined,
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  use: {
    locale: "fr-FR",
    timezoneId: "Africa/Bamako",
    viewport: { width: 1366, height: 768 },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      ...(process.env["MAILLAGE_CHROMIUM"] ? { executablePath: process.env["MAILLAGE_CHROMIUM"] } : {}),
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
