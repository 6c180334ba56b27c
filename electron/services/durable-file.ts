import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { diskFailure } from "#services/disk-failure";

/**
 * Makes a file that is either wholly there or not there at all, power cut included: it is written aside in the same
 * folder, forced to the disk, and renamed over the old one; then the folder is forced to the disk.
 *
 * @param path where the file must stand in the end
 * @param write makes the file at the path it is given (a temporary one beside `path`)
 * @throws BridgeError `failure` when the disk says no; nothing is left behind and the old file still stands
 */
export function writeDurably<T>(path: string, write: (aside: string) => T): T {
  const aside = join(dirname(path), `.${basename(path).slice(0, 60)}.${randomBytes(6).toString("hex")}.part`);
  try {
    const made = write(aside);
    fsyncPath(aside);
    renameSync(aside, path);
    fsyncFolder(dirname(path));
    return made;
  } catch (thrown) {
    for (const suffix of ["", "-journal", "-wal", "-shm"]) rmSync(aside + suffix, { force: true });
    throw diskFailure(thrown, path);
  }
}

/**
 * Writes bytes durably under a name.
 *
 * @param mode rights of the file; its owner alone unless said otherwise (files to hand over: 0o666 less the umask)
 * @see writeDurably
 */
export function writeBytesDurably(path: string, bytes: Uint8Array | string, mode = 0o600): void {
  writeDurably(path, (aside) => writeFileSync(aside, bytes, { mode, flag: "wx" }));
}

/** Forces a file's bytes to the disk. */
export function fsyncPath(path: string): void {
  // Windows only flushes a handle that may write.
  const handle = openSync(path, "r+");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Forces a folder's list of names to the disk. Windows has no such call, and needs none. */
export function fsyncFolder(path: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
