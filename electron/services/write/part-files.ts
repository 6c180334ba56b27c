import { randomBytes } from "node:crypto";
import { renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { OpenPart } from "#core/formats/write/writer";
import { fsyncFolder } from "#services/durable-file";
import { onDisk } from "#services/write/file-sink";
import { OpenParts, type Part } from "#services/write/open-parts";

/**
 * The files a format is made of, side by side under one stem (`bornes.shp`, `bornes.dbf`…): written aside, forced to
 * the disk, and only then renamed, the first one last, so that no program finds it without its companions.
 */
export class PartFiles {
  readonly #folder: string;
  readonly #stem: string;
  readonly #mark = randomBytes(6).toString("hex");
  readonly #parts = new OpenParts();

  /** @param stem the whole path less its ending */
  constructor(stem: string) {
    this.#folder = dirname(stem);
    this.#stem = basename(stem);
  }

  /** Where a part is written by other hands; it belongs to the files from then on. */
  reserve(ending: string): string {
    return this.#parts.add(this.#partOf(ending)).aside;
  }

  readonly open: OpenPart = (ending) => this.#parts.open(this.#partOf(ending));

  /** Closes the files, which are still aside. */
  close(): readonly Part[] {
    return this.#parts.close();
  }

  /** Puts the files under their names. */
  keep(): string[] {
    return onDisk(this.#stem, () => {
      const parts = this.#parts.settle();
      for (const { aside, path } of [...parts].reverse()) renameSync(aside, path);
      fsyncFolder(this.#folder);
      return parts.map(({ path }) => path);
    });
  }

  /** Throws away what was written so far. */
  drop(): void {
    for (const { aside } of this.close()) for (const more of ["", "-journal"]) rmSync(aside + more, { force: true });
  }

  #partOf(ending: string): Part {
    return {
      path: join(this.#folder, `${this.#stem}${ending}`),
      aside: join(this.#folder, `.${this.#mark}.${this.#stem.slice(-60)}${ending}`),
    };
  }
}
