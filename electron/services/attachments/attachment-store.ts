import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { BridgeError } from "#core/bridge/bridge-error";
import { isSha256 } from "#core/derived/documents-of";
import { MOST_ATTACHED_BYTES, MOST_ATTACHMENT_BYTES, mediaTypeOf } from "#core/formats/media-type";
import { RefusalError, refuse } from "#core/model/refusal";
import { diskFailure } from "#services/disk-failure";
import { writeBytesDurably } from "#services/durable-file";

/** What became of a file that is kept. `damaged`: its bytes are not those of its name. */
export type AttachmentState = "intact" | "damaged" | "missing";

/** A file that was taken in. */
export interface KeptAttachment {
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
}

/** An unfinished write older than this was left by a program that was killed, milliseconds. */
const STALE_MS = 24 * 3600 * 1000;

/**
 * Bytes of the documents attached in one project, each under its SHA-256. A file is there wholly or not at all, never
 * changes, and is read only when its bytes still are what its name says. None is ever removed: a step of the history
 * may want it again; all go when the project does.
 */
export class AttachmentStore {
  readonly folder: string;

  /** @param folder made at the first file */
  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Takes a file in, told by its content.
   *
   * @param name its name for people, which also tells office files apart
   * @throws RefusalError `attachment.empty`, `attachment.too-large`, `attachment.unknown-type`, `attachment.project-full`
   * @throws BridgeError `failure` when the disk says no: nothing is left behind
   */
  take(bytes: Uint8Array, name: string): KeptAttachment {
    if (bytes.length === 0) throw new RefusalError(refuse("attachment.empty", { file: name }));
    if (bytes.length > MOST_ATTACHMENT_BYTES) throw tooLarge(name);
    const mediaType = mediaTypeOf(bytes, name);
    if (!mediaType) throw new RefusalError(refuse("attachment.unknown-type", { file: name }));
    try {
      return { ...this.keep(bytes), mediaType };
    } catch (thrown) {
      // The planner knows the file by its own name, not by its SHA-256.
      if (!(thrown instanceof BridgeError)) throw thrown;
      const { code, params } = thrown.refusal;
      throw new BridgeError(thrown.kind, refuse(code, { file: name, params: { ...params, file: name } }));
    }
  }

  /** Takes a file of this machine in; a large one is refused before it is read. @throws as `take` */
  takeFile(path: string, name: string): KeptAttachment {
    if (statSync(path).size > MOST_ATTACHMENT_BYTES) throw tooLarge(name);
    return this.take(readFileSync(path), name);
  }

  /** Keeps bytes under their SHA-256. Those that are there and whole are left alone; damaged ones are made good. */
  keep(bytes: Uint8Array): Omit<KeptAttachment, "mediaType"> {
    const sha256 = sha256Of(bytes);
    if (this.state(sha256) === "intact") return { sha256, bytes: bytes.length };
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      if (this.#tidied() + bytes.length > MOST_ATTACHED_BYTES) {
        throw new RefusalError(refuse("attachment.project-full", { params: { most: mib(MOST_ATTACHED_BYTES) } }));
      }
    } catch (thrown) {
      throw diskFailure(thrown, this.folder);
    }
    writeBytesDurably(join(this.folder, sha256), bytes);
    return { sha256, bytes: bytes.length };
  }

  /** Keeps bytes that came under a SHA-256, if they are what it says. @returns whether they are */
  keepAs(sha256: string, bytes: Uint8Array): boolean {
    if (sha256Of(bytes) !== sha256) return false;
    this.keep(bytes);
    return true;
  }

  /** The bytes of a file. @throws RefusalError `attachment.missing`, `attachment.damaged`: never bytes of another file */
  read(sha256: string): Uint8Array {
    const bytes = this.#bytesOf(sha256);
    if (!bytes) throw new RefusalError(refuse("attachment.missing"));
    if (sha256Of(bytes) !== sha256) throw new RefusalError(refuse("attachment.damaged"));
    return bytes;
  }

  /** The bytes of a file that is there and whole. */
  whole(sha256: string): Uint8Array | undefined {
    const bytes = this.#bytesOf(sha256);
    return bytes && sha256Of(bytes) === sha256 ? bytes : undefined;
  }

  /** The files there are, by name. */
  kept(): string[] {
    return existsSync(this.folder) ? readdirSync(this.folder).filter(isSha256) : [];
  }

  /** Whether a file is there and whole. */
  state(sha256: string): AttachmentState {
    const bytes = this.#bytesOf(sha256);
    if (!bytes) return "missing";
    return sha256Of(bytes) === sha256 ? "intact" : "damaged";
  }

  #bytesOf(sha256: string): Uint8Array | undefined {
    if (!isSha256(sha256)) return undefined;
    const path = join(this.folder, sha256);
    try {
      if (statSync(path).size > MOST_ATTACHMENT_BYTES) return new Uint8Array(0);
      return readFileSync(path);
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "ENOTDIR") return undefined;
      throw diskFailure(thrown, path);
    }
  }

  /** Removes what killed programs left unfinished. @returns bytes of the files kept */
  #tidied(): number {
    let sum = 0;
    if (!existsSync(this.folder)) return sum;
    for (const name of readdirSync(this.folder)) {
      const path = join(this.folder, name);
      const { size, mtimeMs } = statSync(path);
      if (isSha256(name)) sum += size;
      else if (name.endsWith(".part") && Date.now() - mtimeMs > STALE_MS) rmSync(path, { force: true });
    }
    return sum;
  }
}

/** Where a project's attachments lie: in its own folder, so that they are put in the bin with it. */
export function attachmentsOf(projects: string, project: string): AttachmentStore {
  // The id came from the window or from a file: never a way out of the folder.
  if (!/^[a-z0-9-]{1,64}$/.test(project)) throw new RefusalError(refuse("project.unknown"));
  return new AttachmentStore(join(projects, project, "attachments"));
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function tooLarge(file: string): RefusalError {
  return new RefusalError(refuse("attachment.too-large", { file, params: { most: mib(MOST_ATTACHMENT_BYTES) } }));
}

function mib(bytes: number): number {
  return Math.round(bytes / (1024 * 1024));
}
