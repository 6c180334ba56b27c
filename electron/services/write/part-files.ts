import { randomBytes } from "node:crypto";
import { closeSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { OpenPart } from "#core/formats/write/writer";
import { fsyncFolder, fsyncPath } from "#services/durable-file";
import { fileSink, onDisk } from "#services/write/file-sink";

/**
 * The files a format is made of, side by side under one stem (`bornes.shp`, `bornes.dbf`…): written aside, forced to
 * the disk, and only then renamed, the first one last, so that no program finds it without its companions.
 */
export class PartFiles {
  readonly #folder: string;
  readonly #stem: string;
  readonly #mark = randomBytes(6).toString("hex");
  readonly #parts: { readonly path: string; readonly aside: string }[] = [];
  readonly #open = new Set<number>();

  /** @param stem the whole path less its ending */
  constructor(stem: string) {
    this.#folder = dirname(stem);
    this.#stem = basename(stem);
  }

  /** Where a part is written by other hands; it belongs to the files from then on. */
  reserve(ending: string): string {
    const path = join(this.#folder, `${this.#stem}${ending}`);
    const aside = join(this.#folder, `.${this.#mark}.${this.#stem.slice(-60)}${ending}`);
    this.#parts.push({ path, aside });
    return aside;
  }

  readonly open: OpenPart = (ending) => {
    const aside = this.reserve(ending);
    const path = join(this.#folder, `${this.#stem}${ending}`);
    const { file, sink } = fileSink(aside, path);
    this.#open.add(file);
    return sink;
  };

  /** Closes the files, which are still aside. @returns where each is to stand and where it stands, in the order opened */
  close(): { readonly path: string; readonly aside: string }[] {
    for (const file of this.#open) closeSync(file);
    this.#open.clear();
    return this.#parts;
  }

  /** Puts the files under their names. */
  keep(): string[] {
    this.close();
    return onDisk(this.#stem, () => {
      for (const { aside } of this.#parts) fsyncPath(aside);
      for (const { aside, path } of [...this.#parts].reverse()) renameSync(aside, path);
      fsyncFolder(this.#folder);
      return this.#parts.map(({ path }) => path);
    });
  }

  /** Throws away what was written so far. */
  drop(): void {
    this.close();
    for (const { aside } of this.#parts) for (const more of ["", "-journal"]) rmSync(aside + more, { force: true });
  }
}
