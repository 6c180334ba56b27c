import { type ChildProcess, execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Folder of the program. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Builds the window anew and finds a Chromium to show it in. @throws Error when there is none */
export async function buildWindow(): Promise<void> {
  process.env["MAILLAGE_CHROMIUM"] ??= await chromiumPath();
  execFileSync(process.execPath, ["build/build.mjs"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
}

/** The Chromium that the window's tests drive; "" for the driver's own. @throws Error when there is none */
async function chromiumPath(): Promise<string> {
  const recipe = new URL("../../chromium.mjs", import.meta.url).href;
  const { ensureChromium } = (await import(recipe)) as { ensureChromium(): Promise<string | undefined> };
  const path = await ensureChromium();
  if (path === undefined) throw new Error("no Chromium to measure the window in");
  return path;
}

/** Ends a browser shell, and waits until it has. */
export async function endShell(shell: ChildProcess): Promise<void> {
  if (shell.exitCode !== null) return;
  const ended = new Promise((resolve) => shell.once("exit", resolve));
  shell.kill("SIGTERM");
  await ended;
}
