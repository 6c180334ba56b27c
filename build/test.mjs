// `npm test`: everything, from a fresh clone. Ends with one line `N passed, N failed` and the matching code.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureDependencies, root, runNode, toolPath } from "./setup.mjs";

process.chdir(root);
ensureDependencies();
const { ensureChromium } = await import("./chromium.mjs");
const { build } = await import("./build.mjs");

const total = { passed: 0, failed: 0, skipped: 0 };
const results = join(root, "test-results");
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

/** Counts one step that either passes or fails as a whole. */
function count(name, passed) {
  total[passed ? "passed" : "failed"]++;
  process.stdout.write(`${passed ? "ok" : "FAILED"}: ${name}\n`);
}

/** Runs a tool as one step. */
async function step(name, args) {
  process.stdout.write(`\n== ${name}\n`);
  count(name, (await runNode(args)).status === 0);
}

const chromium = await ensureChromium();

await step("types (tsc -b)", [toolPath("typescript", "tsc"), "-b"]);
await step("style (biome check)", [toolPath("@biomejs/biome", "biome"), "check", "."]);

process.stdout.write("\n== node tests (vitest)\n");
const vitestReport = join(results, "vitest.json");
const vitest = await runNode([
  toolPath("vitest"),
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile=${vitestReport}`,
]);
addVitest(vitest.status);

process.stdout.write("\n== the window's build (vite)\n");
const built = await build("renderer", { always: true });
count("the window's build", built);

process.stdout.write("\n== window tests (playwright)\n");
const browserTests = join(root, "tests", "browser");
if (!existsSync(browserTests) || !readdirSync(browserTests).some((name) => name.endsWith(".spec.ts"))) {
  count("window tests are there", false);
} else if (chromium === undefined || !built) count("window tests could start", false);
else {
  const env = { MAILLAGE_SHELL: process.env.MAILLAGE_SHELL ?? "browser", MAILLAGE_CHROMIUM: chromium };
  const ran = await runNode([toolPath("@playwright/test", "playwright"), "test"], { env });
  addPlaywright(ran.status);
}

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exit(total.failed === 0 ? 0 : 1);

function addVitest(status) {
  if (!existsSync(vitestReport)) return count("node tests ran", false);
  const report = JSON.parse(readFileSync(vitestReport, "utf8"));
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  total.skipped += report.numPendingTests + report.numTodoTests;
  // A file that could not be read, or an error beside the tests, fails the run without failing a test.
  if (status !== 0 && report.numFailedTests === 0) count("node tests without errors beside them", false);
}

function addPlaywright(status) {
  const path = join(results, "playwright.json");
  if (!existsSync(path)) return count("window tests ran", false);
  const { stats } = JSON.parse(readFileSync(path, "utf8"));
  total.passed += stats.expected + stats.flaky;
  total.failed += stats.unexpected;
  total.skipped += stats.skipped;
  if (status !== 0 && stats.unexpected === 0) count("window tests without errors beside them", false);
}
