import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Home } from "#services/home";

/** A folder of this process alone, for outside files on their way in. */
export interface TempFolder {
  readonly path: string;
  /** Removes it and all that is in it. */
  remove(): void;
}

/** Makes this process's temporary folder, and removes those that dead processes left. */
export function openTempFolder(home: Home): TempFolder {
  mkdirSync(home.temp, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(home.temp)) {
    const pid = Number(/^(\d+)-/.exec(name)?.[1]);
    if (!isAlive(pid)) rmSync(join(home.temp, name), { recursive: true, force: true });
  }
  const path = mkdtempSync(join(home.temp, `${process.pid}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === "EPERM";
  }
}
