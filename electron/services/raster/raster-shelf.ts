import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import {
  type BackdropEntry,
  backdropEntry,
  type RasterAbout,
  type RasterList,
  rasterAbout,
  rasterHandle,
} from "#core/bridge/raster";
import { RefusalError, refuse } from "#core/model/refusal";
import { onDisk } from "#services/disk-failure";
import { writeBytesDurably } from "#services/durable-file";
import type { RasterFile } from "#services/raster/open-raster";

/** What is kept of a project's list. */
const kept = z.object({ backdrops: z.array(backdropEntry), reliefs: z.array(rasterHandle) });
type Kept = z.infer<typeof kept>;

/** What is kept beside a file. */
const card = z.object({
  about: rasterAbout,
  name: z.string(),
  crs: z.string().optional(),
  world: z.string().optional(),
  /** Where the file of a regional pack lies; it is not copied in. */
  lent: z.string().optional(),
});
type Card = z.infer<typeof card>;

/** A file that no project names is swept after so long. */
const SWEEP_MS = 24 * 3600 * 1000;

/**
 * Pictures and reliefs of this machine, and which projects use them. A file is copied in (the stick it came from is
 * taken away) under a handle; the window never learns where it lies.
 *
 * On the disk: `files/<handle>/data`, `files/<handle>/card.json`, `projects/<id>.json`.
 */
export class RasterShelf {
  readonly #root: string;

  /** @param root folder of its own; made where it is missing */
  constructor(root: string) {
    this.#root = root;
    for (const folder of ["files", "projects"]) mkdirSync(join(root, folder), { recursive: true, mode: 0o700 });
  }

  /**
   * Takes the next piece of a file in; without a handle, begins one.
   *
   * @throws RefusalError `raster.out-of-turn` when the piece does not follow the last
   */
  async put(handle: string | undefined, offset: number, bytes: Uint8Array): Promise<{ handle: string; size: number }> {
    const id = handle ?? randomBytes(16).toString("hex");
    const folder = join(this.#root, "files", id);
    return onDisk(folder, () => {
      if (handle === undefined) mkdirSync(folder, { mode: 0o700 });
      const path = join(folder, "data");
      const size = existsSync(path) ? statSync(path).size : 0;
      if (existsSync(join(folder, "card.json")) || !existsSync(folder) || size !== offset)
        throw new RefusalError(refuse("raster.out-of-turn"));
      const file = openSync(path, "a", 0o600);
      try {
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      } finally {
        closeSync(file);
      }
      return { handle: id, size: size + bytes.length };
    });
  }

  /** Writes what a file is beside it; from then on it can be used. */
  async settle(handle: string, made: Card): Promise<void> {
    await onDisk(handle, () => writeBytesDurably(join(this.#root, "files", handle, "card.json"), JSON.stringify(made)));
  }

  /** Takes up a file that stays where it lies, as that of a regional pack on a stick does. */
  async lend(handle: string, made: Card & { readonly lent: string }): Promise<void> {
    mkdirSync(join(this.#root, "files", handle), { recursive: true, mode: 0o700 });
    await this.settle(handle, made);
  }

  /** Path of a file that is coming in, has come in or is lent. */
  pathOf(handle: string): string {
    return this.#card(handle)?.lent ?? join(this.#root, "files", handle, "data");
  }

  /** Removes a file that turned out to be none. */
  drop(handle: string): void {
    rmSync(join(this.#root, "files", handle), { recursive: true, force: true });
  }

  /** A file as its reader wants it. @throws RefusalError `raster.missing` when it is gone from this machine */
  file(handle: string): RasterFile {
    const found = this.#card(handle);
    if (!found || !existsSync(this.pathOf(handle)))
      throw new RefusalError(refuse("raster.missing", { params: { name: found?.name ?? handle.slice(0, 8) } }));
    const { name, crs, world } = found;
    return { path: this.pathOf(handle), name, ...(crs ? { crs } : {}), ...(world ? { world } : {}) };
  }

  /** What a project uses. Files that are gone are named as missing; one without its card is forgotten. */
  list(project: string): RasterList {
    const { backdrops, reliefs } = this.#kept(project);
    const told = (handle: string): { about: RasterAbout; missing: boolean } | undefined => {
      const found = this.#card(handle);
      return found && { about: found.about, missing: !existsSync(this.pathOf(handle)) };
    };
    return {
      backdrops: backdrops.flatMap((entry) => {
        const more = told(entry.handle);
        return more ? [{ ...entry, ...more }] : [];
      }),
      reliefs: reliefs.flatMap((handle) => {
        const more = told(handle);
        return more ? [{ handle, ...more }] : [];
      }),
    };
  }

  /** Remembers what a project uses. */
  async keep(project: string, backdrops: readonly BackdropEntry[], reliefs: readonly string[]): Promise<void> {
    const list: Kept = { backdrops: [...backdrops], reliefs: [...reliefs] };
    await onDisk(project, () => writeBytesDurably(this.#listPath(project), JSON.stringify(list)));
  }

  /** Removes files that no project names and nobody has touched for a day. */
  sweep(now: number): void {
    const used = new Set<string>();
    for (const name of readdirSync(join(this.#root, "projects"))) {
      const { backdrops, reliefs } = this.#kept(basename(name, ".json"));
      for (const { handle } of backdrops) used.add(handle);
      for (const handle of reliefs) used.add(handle);
    }
    for (const handle of readdirSync(join(this.#root, "files"))) {
      const folder = join(this.#root, "files", handle);
      if (!used.has(handle) && now - statSync(folder).mtimeMs > SWEEP_MS) this.drop(handle);
    }
  }

  #listPath(project: string): string {
    return join(this.#root, "projects", `${project}.json`);
  }

  #kept(project: string): Kept {
    return readJson(this.#listPath(project), kept) ?? { backdrops: [], reliefs: [] };
  }

  #card(handle: string): Card | undefined {
    return readJson(join(this.#root, "files", handle, "card.json"), card);
  }
}

/** A small file of ours; `undefined` when it is missing or was damaged: a backdrop is no work that could be lost. */
function readJson<T>(path: string, shape: z.ZodType<T>): T | undefined {
  try {
    const read = shape.safeParse(JSON.parse(readFileSync(path, "utf8")));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
