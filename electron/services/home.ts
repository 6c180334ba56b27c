import { chmodSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Folders Maillage keeps on this machine. Only their owner can enter (0700). */
export interface Home {
  readonly root: string;
  /** One folder a project: journal, snapshots, lock. */
  readonly projects: string;
  /** Where removed projects go; nothing empties it but the planner. */
  readonly bin: string;
  /** Outside files on their way in, and unfinished exports; emptied at start and at exit. */
  readonly temp: string;
}

/**
 * Where the data folder lies: `MAILLAGE_HOME`, else the place each system keeps programs' data in.
 *
 * @param env environment variables
 * @param platform `process.platform`
 */
export function homePath(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  const own = env["MAILLAGE_HOME"];
  if (own) return own;
  if (platform === "win32") return join(env["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), "Maillage");
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "Maillage");
  const data = env["XDG_DATA_HOME"];
  return join(data?.startsWith("/") ? data : join(homedir(), ".local", "share"), "maillage");
}

/** Makes the data folder and its parts where they are missing. @throws the file system's error */
export function openHome(root: string = homePath()): Home {
  const home = { root, projects: join(root, "projects"), bin: join(root, "bin"), temp: join(root, "tmp") };
  for (const folder of [home.root, home.projects, home.bin, home.temp])
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  // A folder that was there before, perhaps made by hand with wider rights.
  if (process.platform !== "win32") chmodSync(root, 0o700);
  return home;
}
