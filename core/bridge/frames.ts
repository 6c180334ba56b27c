/**
 * How a call and its answer travel where there is only a stream of bytes (the browser shell's HTTP). A frame is one
 * byte of kind, four bytes of length (big-endian), and the payload. A request is one `answer` frame (the input,
 * JSON) and perhaps one `bytes` frame; a reply is any number of `progress` frames, then either one `error` frame
 * or one `answer` frame and perhaps one `bytes` frame.
 */
export interface Frame {
  readonly kind: FrameKind;
  readonly payload: Uint8Array<ArrayBuffer>;
}

export type FrameKind = "progress" | "answer" | "bytes" | "error";

const KINDS: readonly FrameKind[] = ["progress", "answer", "bytes", "error"];
const HEAD_BYTES = 5;

/** Longest payload a frame may carry, bytes (1 GiB). */
export const MAX_FRAME_BYTES = 0x4000_0000;

/**
 * A frame as bytes.
 *
 * @param payload bytes as they are; any other value is written as UTF-8 JSON
 * @throws RangeError when the payload is longer than `MAX_FRAME_BYTES`
 */
export function encodeFrame(kind: FrameKind, payload: unknown): Uint8Array<ArrayBuffer> {
  const body = payload instanceof Uint8Array ? payload : new TextEncoder().encode(JSON.stringify(payload));
  const head = frameHead(kind, body.length);
  const out = new Uint8Array(HEAD_BYTES + body.length);
  out.set(head);
  out.set(body, HEAD_BYTES);
  return out;
}

/** What stands before a payload of so many bytes. @throws RangeError as `encodeFrame` */
export function frameHead(kind: FrameKind, length: number): Uint8Array<ArrayBuffer> {
  if (length > MAX_FRAME_BYTES) throw new RangeError(`frame of ${length} bytes, at most ${MAX_FRAME_BYTES}`);
  const head = new Uint8Array(HEAD_BYTES);
  head[0] = KINDS.indexOf(kind) + 1;
  new DataView(head.buffer).setUint32(1, length);
  return head;
}

/** The JSON value of a frame. @throws SyntaxError when it is not JSON */
export function frameValue(frame: Frame): unknown {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(frame.payload));
}

/** Cuts a stream of bytes, chunk by chunk, into frames. */
export class FrameReader {
  readonly #limit: number;
  #chunks: Uint8Array[] = [];
  #held = 0;

  /** @param limit longest payload that is accepted, bytes */
  constructor(limit = MAX_FRAME_BYTES) {
    this.#limit = limit;
  }

  /** Whether the stream ends between two frames. */
  get atRest(): boolean {
    return this.#held === 0;
  }

  /**
   * Takes the next chunk and gives the frames it completes. The chunk is not changed, and may be kept until its
   * frame is whole.
   *
   * @throws RangeError for an unknown kind or a length above the limit
   */
  push(chunk: Uint8Array): Frame[] {
    if (chunk.length > 0) this.#chunks.push(chunk);
    this.#held += chunk.length;
    const frames: Frame[] = [];
    while (this.#held >= HEAD_BYTES) {
      const head = this.#peek(HEAD_BYTES);
      const kind = KINDS[(head[0] as number) - 1];
      const length = new DataView(head.buffer, head.byteOffset).getUint32(1);
      if (!kind) throw new RangeError(`unknown kind of frame ${head[0]}`);
      if (length > this.#limit) throw new RangeError(`frame of ${length} bytes, at most ${this.#limit}`);
      if (this.#held < HEAD_BYTES + length) break;
      this.#take(HEAD_BYTES);
      frames.push({ kind, payload: this.#take(length) });
    }
    return frames;
  }

  #peek(count: number): Uint8Array {
    const first = this.#chunks[0] as Uint8Array;
    if (first.length >= count) return first;
    const out = new Uint8Array(count);
    let at = 0;
    for (const chunk of this.#chunks) {
      const part = chunk.subarray(0, count - at);
      out.set(part, at);
      at += part.length;
      if (at === count) break;
    }
    return out;
  }

  #take(count: number): Uint8Array<ArrayBuffer> {
    const out = new Uint8Array(count);
    let at = 0;
    let used = 0;
    while (at < count) {
      const chunk = this.#chunks[used] as Uint8Array;
      const part = chunk.subarray(0, count - at);
      out.set(part, at);
      at += part.length;
      if (part.length < chunk.length) {
        this.#chunks[used] = chunk.subarray(part.length);
        break;
      }
      used++;
    }
    this.#chunks.splice(0, used);
    this.#held -= count;
    return out;
  }
}
