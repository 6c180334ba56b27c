import { randomBytes } from "node:crypto";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { RefusalError, refuse } from "#core/model/refusal";
import { onDisk } from "#services/disk-failure";
import type { TempFolder } from "#services/temp-folder";

/** A file the window left with the main side, or chose from a dialog. The window knows its handle, never its path. */
export interface OutsideFile {
  readonly handle: string;
  /** Its name as the planner knows it, for messages. */
  readonly name: string;
  readonly path: string;
  readonly size: number;
}

/** Outside files by handle. They live in this process's temporary folder and go with it. */
export class OutsideFiles {
  readonly #folder: TempFolder;
  readonly #byHandle = new Map<string, OutsideFile>();

  constructor(folder: TempFolder) {
    this.#folder = folder;
  }

  /** This process's temporary folder. */
  get folder(): string {
    return this.#folder.path;
  }

  /** Keeps bytes under a new handle (32 hex digits, never guessable). */
  async put(name: string, bytes: Uint8Array): Promise<OutsideFile> {
    const handle = randomBytes(16).toString("hex");
    const path = join(this.#folder.path, handle);
    await onDisk(path, () => {
      try {
        writeFileSync(path, bytes, { mode: 0o600, flag: "wx" });
      } catch (thrown) {
        rmSync(path, { force: true });
        throw thrown;
      }
    });
    const file = { handle, name: basename(name.replaceAll("\\", "/")) || "fichier", path, size: bytes.length };
    this.#byHandle.set(handle, file);
    return file;
  }

  /** Gives a handle to a file that stays where it lies and is only read, such as one of a regional pack. */
  lend(name: string, path: string): OutsideFile {
    const file = { handle: randomBytes(16).toString("hex"), name, path, size: statSync(path).size };
    this.#byHandle.set(file.handle, file);
    return file;
  }

  /** The file of a handle. @throws RefusalError `files.unknown-handle` */
  get(handle: string): OutsideFile {
    const file = this.#byHandle.get(handle);
    if (!file) throw new RefusalError(refuse("files.unknown-handle"));
    return file;
  }

  /** The bytes of a file. */
  async read(file: OutsideFile): Promise<Uint8Array> {
    return onDisk(file.name, () => readFileSync(file.path));
  }
}
