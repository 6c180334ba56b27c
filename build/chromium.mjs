// Finds a Chromium for the browser tests, or brings one: Debian's package, else Playwright's download.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { root, runNode, say, toolPath } from "./setup.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome.exe", "msedge.exe"];

/** Path of a Chromium; `""` when Playwright's own is there (it knows where); `undefined` when there is none. */
export async function ensureChromium() {
  const found = systemChromium();
  if (found) return found;
  if (existsSync("/etc/debian_version")) {
    const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
    if (sudo.length === 0 || spawnSync("sudo", ["-n", "true"]).status === 0) {
      say("Installation de Chromium (apt-get)…", "Installing Chromium (apt-get)…");
      const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
      for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-core"]]) {
        const [command, ...rest] = [...sudo, "apt-get", ...args];
        spawnSync(command, rest, { stdio: ["ignore", "inherit", "inherit"], env });
      }
      const installed = systemChromium();
      if (installed) return installed;
    }
  }
  say("Téléchargement du Chromium de Playwright…", "Fetching Playwright's Chromium…");
  const { status } = await runNode([toolPath("@playwright/test", "playwright"), "install", "chromium-headless-shell"]);
  if (status === 0) return "";
  say(
    "Aucun Chromium pour les essais de la fenêtre. Installez-le (Debian : apt-get install chromium), puis relancez.",
    "No Chromium for the window's tests. Install it (Debian: apt-get install chromium), then run again.",
  );
  return undefined;
}

function systemChromium() {
  const own = process.env.MAILLAGE_CHROMIUM;
  if (own && existsSync(own)) return own;
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.startsWith(root));
  for (const name of NAMES) {
    for (const folder of folders) if (existsSync(join(folder, name))) return join(folder, name);
  }
  return undefined;
}
