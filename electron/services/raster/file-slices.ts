import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** Longest piece of a file that is asked for at once, bytes: no honest tile, strip or list of them is longer. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A piece of a file. */
export interface Slice {
  readonly offset: number;
  readonly length: number;
}

/** A file read piece by piece, in the shape `geotiff` asks of a source. Never read whole. */
export class FileSlices {
  readonly #file: number;
  readonly size: number;

  /** @throws the file system's error */
  constructor(path: string) {
    this.#file = openSync(path, "r");
    this.size = fstatSync(this.#file).size;
  }

  /**
   * Bytes of a piece, fewer where the file ends in it.
   *
   * @throws RangeError when it begins behind the file's end or is too long to be honest
   */
  read({ offset, length }: Slice): Buffer<ArrayBuffer> {
    if (!(offset >= 0 && offset < this.size)) throw new RangeError(`offset ${offset}, file of ${this.size} bytes`);
    const wanted = Math.min(length, this.size - offset);
    if (!(wanted >= 0 && wanted <= MOST_BYTES)) throw new RangeError(`piece of ${wanted} bytes`);
    const bytes = Buffer.from(new ArrayBuffer(wanted));
    let got = 0;
    while (got < wanted) {
      const read = readSync(this.#file, bytes, got, wanted - got, offset + got);
      if (read === 0) break;
      got += read;
    }
    return bytes.subarray(0, got);
  }

  async fetch(slices: readonly Slice[]): Promise<ArrayBuffer[]> {
    return slices.map((slice) => {
      const bytes = this.read(slice);
      return bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.buffer.slice(0, bytes.byteLength);
    });
  }

  async fetchSlice(slice: Slice): Promise<{ offset: number; length: number; data: ArrayBuffer }> {
    const [data] = await this.fetch([slice]);
    return { ...slice, data: data as ArrayBuffer };
  }

  get fileSize(): number {
    return this.size;
  }

  async close(): Promise<void> {
    closeSync(this.#file);
  }
}
