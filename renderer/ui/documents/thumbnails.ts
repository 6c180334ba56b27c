import type { Attachments } from "#store/attachments";
import { decodePicture } from "#ui/documents/decode-picture";

/** Longest side of a thumbnail, dots: sharp at 44 px on a fine screen. */
const SIDE_PX = 96;
/** Thumbnails kept; about 10 MB. */
const KEPT = 300;

/** Small pictures of documents, made one at a time so that many never hold the window up, and kept for a while. */
export class Thumbnails {
  readonly #attachments: Attachments;
  readonly #made = new Map<string, Promise<ImageBitmap | undefined>>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(attachments: Attachments) {
    this.#attachments = attachments;
  }

  /**
   * The thumbnail of a picture; `undefined` when it cannot be read or shown.
   *
   * @param wanted asked just before it is made: false once nobody looks any more
   */
  get(sha256: string, mediaType: string, wanted: () => boolean): Promise<ImageBitmap | undefined> {
    const known = this.#made.get(sha256);
    if (known) {
      // The last asked for is the last to go.
      this.#made.delete(sha256);
      this.#made.set(sha256, known);
      return known;
    }
    const made = this.#turn.then(async () => {
      if (!wanted()) {
        this.#made.delete(sha256);
        return undefined;
      }
      try {
        return await decodePicture(await this.#attachments.read(sha256), mediaType, SIDE_PX);
      } catch {
        return undefined;
      }
    });
    this.#turn = made;
    this.#made.set(sha256, made);
    const [oldest] = this.#made.keys();
    if (this.#made.size > KEPT && oldest !== undefined) this.#made.delete(oldest);
    return made;
  }
}
