import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { OpenPart } from "#core/formats/write/writer";
import { RefusalError, refuse } from "#core/model/refusal";
import { fsyncFolder } from "#services/durable-file";
import { onDisk } from "#services/write/file-sink";
import { OpenParts, type Part } from "#services/write/open-parts";

/** The files of a format in a folder of their own, which gets its name when all of them stand in it. */
export class PartFolder {
  readonly #path: string;
  readonly #aside: string;
  readonly #parts = new OpenParts();

  /** @throws RefusalError `write.folder-there`: what stands in a folder is not written over */
  constructor(path: string) {
    if (existsSync(path)) throw new RefusalError(refuse("write.folder-there", { file: path }));
    this.#path = path;
    this.#aside = join(dirname(path), `.${randomBytes(6).toString("hex")}.${basename(path).slice(-60)}`);
  }

  readonly open: OpenPart = (name) => {
    const part = { path: join(this.#path, name), aside: join(this.#aside, name) };
    onDisk(part.path, () => mkdirSync(dirname(part.aside), { recursive: true }));
    return this.#parts.open(part);
  };

  /** Closes the files, which are still aside. */
  close(): readonly Part[] {
    return this.#parts.close();
  }

  /** Gives the folder its name. */
  keep(): string[] {
    return onDisk(this.#path, () => {
      const parts = this.#parts.settle();
      renameSync(this.#aside, this.#path);
      fsyncFolder(dirname(this.#path));
      return parts.map(({ path }) => path);
    });
  }

  /** Throws away what was written so far. */
  drop(): void {
    this.close();
    rmSync(this.#aside, { recursive: true, force: true });
  }
}
