import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * The system's Chromium, Chrome or Edge, or `undefined`. `MAILLAGE_BROWSER` names another.
 *
 * @param env environment variables
 * @param platform `process.platform`
 * @param exists whether a file is there (tests put their own)
 */
export function findBrowser(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  exists: (path: string) => boolean = existsSync,
): string | undefined {
  const own = env["MAILLAGE_BROWSER"];
  return [...(own ? [own] : []), ...candidates(env, platform)].find(exists);
}

function candidates(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  if (platform === "win32") {
    const roots = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) => env[name] ?? []);
    const programs = [
      ["Google", "Chrome", "Application", "chrome.exe"],
      ["Chromium", "Application", "chrome.exe"],
      ["Microsoft", "Edge", "Application", "msedge.exe"],
    ];
    return programs.flatMap((program) => roots.map((root) => join(root, ...program)));
  }
  if (platform === "darwin") {
    const programs = [
      "Google Chrome.app/Contents/MacOS/Google Chrome",
      "Chromium.app/Contents/MacOS/Chromium",
      "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];
    return programs.flatMap((program) =>
      ["/Applications", join(env["HOME"] ?? "", "Applications")].map((root) => join(root, program)),
    );
  }
  const names = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
  ];
  const folders = [...(env["PATH"] ?? "").split(delimiter).filter(Boolean), "/usr/bin", "/snap/bin"];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Fixed flags of the window: a profile of its own, nothing fetched from outside, no remote debugging. */
export function browserFlags(address: string, profile: string): string[] {
  return [
    `--app=${address}`,
    `--user-data-dir=${profile}`,
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-extensions",
    "--disable-features=Translate",
    "--window-size=1366,768",
  ];
}

/**
 * Opens the window in app mode, in a profile under the data folder that only its owner can enter.
 *
 * @returns the browser's process; it ends when the window is closed
 */
export function openBrowser(browser: string, address: string, profile: string): ChildProcess {
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  // The address holds the one-time code; on the command line it is spent within the second it is seen.
  return spawn(browser, browserFlags(address, profile), { stdio: "ignore" });
}
