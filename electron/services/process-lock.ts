import { chmodSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** A lock that is held. */
export interface ProcessLock {
  release(): void;
}

/**
 * Takes a lock that one process at most can hold. It is the operating system's own lock on a file (through
 * SQLite's exclusive transaction), so it falls with its holder, `kill -9` included, and can never be stale.
 *
 * @param path an empty file that stands for the lock; made when missing, left behind when released
 * @returns `undefined` when another process, or another place in this one, holds it
 */
export function takeLock(path: string): ProcessLock | undefined {
  const database = new DatabaseSync(path);
  try {
    database.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
    if (process.platform !== "win32") chmodSync(path, 0o600);
    return { release: () => database.close() };
  } catch (thrown) {
    database.close();
    if (((thrown as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY) return undefined;
    throw thrown;
  }
}

const SQLITE_BUSY = 5;
