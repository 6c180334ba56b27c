import { readdirSync } from "node:fs";
import { userInfo } from "node:os";
import { delimiter, join } from "node:path";

/** Name of the folder that holds packs, on a stick as in the data folder. */
const PACKS = "packs";
const ON_STICKS = "maillage-packs";

/** A folder that packs are looked for in. */
export interface PackFolder {
  readonly path: string;
  readonly removable: boolean;
}

/** Where packs of this machine are kept. */
export function homePacks(home: string): string {
  return join(home, PACKS);
}

/**
 * Every folder packs may lie in: that of this machine, `maillage-packs` at the root of each other disk or stick, and
 * those named by `MAILLAGE_PACKS`.
 *
 * @param home the data folder
 */
export function packFolders(home: string, env: NodeJS.ProcessEnv = process.env): PackFolder[] {
  const own = { path: homePacks(home), removable: false };
  const named = (env["MAILLAGE_PACKS"] ?? "").split(delimiter).filter((path) => path !== "");
  const sticks = mounts(process.platform).map((root) => join(root, ON_STICKS));
  return [own, ...[...named, ...sticks].map((path) => ({ path, removable: true }))];
}

/** Roots of the disks beside the system's own. */
function mounts(platform: NodeJS.Platform): string[] {
  if (platform === "win32") return [..."DEFGHIJKLMNOPQRSTUVWXYZ"].map((letter) => `${letter}:\\`);
  if (platform === "darwin") return inside("/Volumes");
  const { username } = userInfo();
  return [`/media/${username}`, `/run/media/${username}`, "/mnt"].flatMap(inside);
}

function inside(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
