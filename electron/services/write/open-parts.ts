import { closeSync } from "node:fs";
import type { ByteSink } from "#core/formats/write/byte-sink";
import { fsyncPath } from "#services/durable-file";
import { fileSink } from "#services/write/file-sink";

/** A file that is being written: where it is to stand, and where it stands meanwhile. */
export interface Part {
  readonly path: string;
  readonly aside: string;
}

/** The files of a format while they are written aside. */
export class OpenParts {
  /** In the order they came. */
  readonly list: Part[] = [];
  readonly #open = new Set<number>();

  /** A file that is written by other hands. */
  add(part: Part): Part {
    this.list.push(part);
    return part;
  }

  /** A file that is written here. */
  open(part: Part): ByteSink {
    const { file, sink } = fileSink(part.aside, part.path);
    this.add(part);
    this.#open.add(file);
    return sink;
  }

  /** Closes them all; they are still aside. */
  close(): readonly Part[] {
    for (const file of this.#open) closeSync(file);
    this.#open.clear();
    return this.list;
  }

  /** Closes them all and forces them to the disk. */
  settle(): readonly Part[] {
    for (const { aside } of this.close()) fsyncPath(aside);
    return this.list;
  }
}
