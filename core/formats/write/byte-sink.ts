/**
 * Bytes on their way into a file, gathered into large pieces. Numbers are little-endian unless said otherwise.
 * `drain` gets a view on memory that is used again: it must write or copy it before it returns.
 */
export class ByteSink {
  readonly #drain: (bytes: Uint8Array) => void;
  #bytes = new Uint8Array(PIECE);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;
  #before = 0;
  #text: string[] = [];
  #letters = 0;

  constructor(drain: (bytes: Uint8Array) => void) {
    this.#drain = drain;
  }

  /** Bytes taken so far. */
  get length(): number {
    this.#flushText();
    return this.#before + this.#at;
  }

  /** Text, as UTF-8. */
  text(text: string): void {
    this.#text.push(text);
    this.#letters += text.length;
    if (this.#letters >= LETTERS) this.#flushText();
  }

  bytes(bytes: Uint8Array): void {
    this.#flushText();
    this.#put(bytes);
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#at++] = value;
  }

  int16(value: number): void {
    this.#room(2);
    this.#view.setUint16(this.#at, value, true);
    this.#at += 2;
  }

  int32(value: number, bigEndian = false): void {
    this.#room(4);
    this.#view.setInt32(this.#at, value, !bigEndian);
    this.#at += 4;
  }

  double(value: number): void {
    this.#room(8);
    this.#view.setFloat64(this.#at, value, true);
    this.#at += 8;
  }

  /** Gives on what is held. Nothing is to be put in afterwards. */
  end(): void {
    this.#flushText();
    this.#flush();
  }

  #room(bytes: number): void {
    if (this.#letters > 0) this.#flushText();
    if (this.#at + bytes > PIECE) this.#flush();
  }

  #flushText(): void {
    if (this.#letters === 0) return;
    const bytes = ENCODER.encode(this.#text.join(""));
    this.#text = [];
    this.#letters = 0;
    this.#put(bytes);
  }

  #put(bytes: Uint8Array): void {
    if (this.#at + bytes.length > PIECE) this.#flush();
    if (bytes.length > PIECE) {
      this.#drain(bytes);
      this.#before += bytes.length;
      return;
    }
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #flush(): void {
    if (this.#at > 0) this.#drain(this.#bytes.subarray(0, this.#at));
    this.#before += this.#at;
    this.#at = 0;
  }
}

const PIECE = 1 << 18;
const LETTERS = 1 << 16;
const ENCODER = new TextEncoder();
