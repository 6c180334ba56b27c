import { randomBytes } from "node:crypto";
import { closeSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { OpenPart } from "#core/formats/write/writer";
import { RefusalError, refuse } from "#core/model/refusal";
import { fsyncFolder, fsyncPath } from "#services/durable-file";
import { fileSink, onDisk } from "#services/write/file-sink";

/** The files of a format in a folder of their own, which gets its name when all of them stand in it. */
export class PartFolder {
  readonly #path: string;
  readonly #aside: string;
  readonly #parts: { readonly path: string; readonly aside: string }[] = [];
  readonly #open = new Set<number>();

  /** @throws RefusalError `write.folder-there`: what stands in a folder is not written over */
  constructor(path: string) {
    if (existsSync(path)) throw new RefusalError(refuse("write.folder-there", { file: path }));
    this.#path = path;
    this.#aside = join(dirname(path), `.${randomBytes(6).toString("hex")}.${basename(path).slice(-60)}`);
  }

  readonly open: OpenPart = (name) => {
    const part = { path: join(this.#path, name), aside: join(this.#aside, name) };
    onDisk(part.path, () => mkdirSync(dirname(part.aside), { recursive: true }));
    const { file, sink } = fileSink(part.aside, part.path);
    this.#parts.push(part);
    this.#open.add(file);
    return sink;
  };

  /** Closes the files. @returns where each is to stand and where it stands */
  close(): { readonly path: string; readonly aside: string }[] {
    for (const file of this.#open) closeSync(file);
    this.#open.clear();
    return this.#parts;
  }

  /** Gives the folder its name. */
  keep(): string[] {
    this.close();
    return onDisk(this.#path, () => {
      for (const { aside } of this.#parts) fsyncPath(aside);
      renameSync(this.#aside, this.#path);
      fsyncFolder(dirname(this.#path));
      return this.#parts.map(({ path }) => path);
    });
  }

  /** Throws away what was written so far. */
  drop(): void {
    this.close();
    rmSync(this.#aside, { recursive: true, force: true });
  }
}
