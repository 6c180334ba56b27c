import type { Bridge, BridgeOutput } from "#core/bridge/bridge";
import { isSha256 } from "#core/derived/documents-of";
import { RefusalError, refuse } from "#core/model/refusal";

/** Whether the file of a document is there and whole. */
export type AttachmentState = BridgeOutput<"attachment.check">["states"][number];

/** The files of a project's documents, on the main side. Refusals and failures are thrown. */
export class Attachments {
  readonly #bridge: Bridge;
  readonly #project: string;

  constructor(bridge: Bridge, project: string) {
    this.#bridge = bridge;
    this.#project = project;
  }

  /** Keeps a file; resolves once it is on the disk. */
  async put(name: string, bytes: Uint8Array): Promise<BridgeOutput<"attachment.put">> {
    const short = name.slice(-200);
    return (await this.#bridge.call("attachment.put", { project: this.#project, name: short }, { bytes })).value;
  }

  /** A file's bytes: they are what they were when it was attached, or it is refused. */
  async read(sha256: string): Promise<Uint8Array> {
    if (!isSha256(sha256)) throw new RefusalError(refuse("attachment.missing"));
    return (await this.#bridge.call("attachment.read", { project: this.#project, sha256 })).bytes;
  }

  /** The state of files, in the order asked. */
  async check(sha256: readonly string[]): Promise<readonly AttachmentState[]> {
    const states: AttachmentState[] = [];
    for (const one of sha256) {
      // One after the other: reading a large file must not keep the main side from saving.
      const asked = { project: this.#project, sha256: isSha256(one) ? [one] : [] };
      states.push((await this.#bridge.call("attachment.check", asked)).value.states[0] ?? "missing");
    }
    return states;
  }
}
