import type { GeoTIFFImage } from "geotiff";

type Samples =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** A piece of an image as it is packed in the file, unpacked: its samples beside each other, pixel by pixel. */
export interface Block {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly samples: Samples;
}

/** Memory that unpacked blocks of all images of a file may take, bytes. */
const CACHE_BYTES = 96 * 1024 * 1024;
/** Rows of a file in strips that are read together. */
const STRIP_ROWS = 64;

/** Blocks of a file's images, the latest used kept. */
export class TiffBlocks {
  readonly #kept = new Map<string, Block>();
  #bytes = 0;
  readonly #numbers = new Map<GeoTIFFImage, number>();

  /** Size of the blocks an image is read in. */
  sizeOf(image: GeoTIFFImage): { width: number; height: number } {
    const height = image.getTileHeight();
    if (image.isTiled) return { width: image.getTileWidth(), height };
    return { width: image.getWidth(), height: height * Math.max(1, Math.floor(STRIP_ROWS / height)) };
  }

  /** The block that holds a pixel. */
  async at(image: GeoTIFFImage, column: number, row: number): Promise<Block> {
    const size = this.sizeOf(image);
    const left = Math.floor(column / size.width) * size.width;
    const top = Math.floor(row / size.height) * size.height;
    const number = this.#numbers.get(image) ?? this.#numbers.size;
    this.#numbers.set(image, number);
    const key = `${number}/${left}/${top}`;
    const kept = this.#kept.get(key);
    if (kept) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
    const right = Math.min(image.getWidth(), left + size.width);
    const bottom = Math.min(image.getHeight(), top + size.height);
    const samples = (await image.readRasters({ window: [left, top, right, bottom], interleave: true })) as Samples;
    const block: Block = { left, top, width: right - left, height: bottom - top, samples };
    this.#kept.set(key, block);
    this.#bytes += samples.byteLength;
    for (const [old, { samples: gone }] of this.#kept) {
      if (this.#bytes <= CACHE_BYTES || old === key) break;
      this.#kept.delete(old);
      this.#bytes -= gone.byteLength;
    }
    return block;
  }
}
