import { inflateSync } from "node:zlib";
import { addDecoder, BaseDecoder, getDecoder, type ImageFileDirectory } from "geotiff";
import { pictureSize } from "#core/formats/picture-head";

/** Bytes a block may hold once unpacked: four bytes for each of 4,096 by 4,096 pixels. */
export const MOST_BLOCK_BYTES = 64 * 1024 * 1024;

/** Deflate that stops at what a block can hold: a few bytes may not have us make gigabytes. */
class BoundedDeflate extends BaseDecoder {
  override decodeBlock(buffer: ArrayBufferLike): ArrayBuffer {
    const out = inflateSync(new Uint8Array(buffer), { maxOutputLength: MOST_BLOCK_BYTES });
    return out.buffer.slice(out.byteOffset, out.byteOffset + out.byteLength) as ArrayBuffer;
  }
}

/** LZW as TIFF has it (high bit first, codes grow one early), into a buffer of a fixed size. */
class BoundedLzw extends BaseDecoder {
  override decodeBlock(buffer: ArrayBufferLike): ArrayBuffer {
    const { tileWidth, tileHeight, bitsPerSample, planarConfiguration } = this.parameters;
    const samples = typeof bitsPerSample === "number" ? [bitsPerSample] : [...bitsPerSample];
    const bits = planarConfiguration === 2 ? Math.max(...samples) : samples.reduce((a, b) => a + b, 0);
    const most = Math.ceil((tileWidth * bits) / 8) * tileHeight;
    if (!(most > 0 && most <= MOST_BLOCK_BYTES)) throw new RangeError(`block of ${most} bytes`);
    return unpackLzw(new Uint8Array(buffer), most).buffer;
  }
}

const CLEAR = 256;
const END = 257;

/** Unpacks LZW; stops at the end code, at the end of the bytes, or when `most` bytes are out. @throws RangeError for a code that was never made */
export function unpackLzw(bytes: Uint8Array, most: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(most);
  // Each entry is a piece of what is already out: where it begins and how long it is.
  const starts = new Int32Array(4097);
  const lengths = new Int32Array(4097);
  let next = 258;
  let width = 9;
  let size = 0;
  let bitAt = 0;
  let before = -1;
  while (bitAt + width <= bytes.length * 8 && size < most) {
    const at = bitAt >> 3;
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const code = (three >> (24 - width - (bitAt & 7))) & ((1 << width) - 1);
    bitAt += width;
    if (code === END) break;
    if (code === CLEAR) {
      next = 258;
      width = 9;
      before = -1;
      continue;
    }
    const start = size;
    if (code < 256) out[size++] = code;
    else {
      if (code >= next && !(code === next && before >= 0)) throw new RangeError(`LZW code ${code}`);
      const from = code === next ? before : (starts[code] as number);
      const length = code === next ? start - before + 1 : (lengths[code] as number);
      // Byte by byte: a piece may run into itself.
      for (let i = 0; i < length && size < most; i++) out[size++] = out[from + i] as number;
    }
    if (before >= 0 && next <= 4096) {
      starts[next] = before;
      lengths[next] = start - before + 1;
      next++;
    }
    before = start;
    if (next >= 2047) width = 12;
    else if (next >= 1023) width = 11;
    else if (next >= 511) width = 10;
  }
  return size === most ? out : out.slice(0, most);
}

type Parameters = ConstructorParameters<typeof BaseDecoder>[0];
const anyParameters: Parameters = {
  tileWidth: 1,
  tileHeight: 1,
  predictor: 1,
  bitsPerSample: [8],
  planarConfiguration: 1,
};
const Jpeg = (await getDecoder(7, anyParameters)).constructor as typeof BaseDecoder;

/** JPEG whose own size is that of its block: a few bytes may not have us draw 65,535 by 65,535 pixels. */
class BoundedJpeg extends Jpeg {
  override decodeBlock(buffer: ArrayBufferLike): Promise<ArrayBufferLike> | ArrayBufferLike {
    const { tileWidth, tileHeight } = this.parameters;
    const size = pictureSize(new Uint8Array(buffer));
    // Blocks are filled up to whole squares of 16 pixels.
    if (!size || size.width > tileWidth + 16 || size.height > tileHeight + 16)
      throw new RangeError("JPEG of another size");
    return super.decodeBlock(buffer);
  }
}

async function jpegParameters(directory: ImageFileDirectory): Promise<Parameters> {
  const tiled = directory.hasTag("TileWidth");
  return {
    ...anyParameters,
    tileWidth: Number(await directory.loadValue(tiled ? "TileWidth" : "ImageWidth")),
    tileHeight: Number(
      tiled
        ? await directory.loadValue("TileLength")
        : ((await directory.loadValue("RowsPerStrip")) ?? (await directory.loadValue("ImageLength"))),
    ),
    JPEGTables: await directory.loadValue("JPEGTables"),
  } as Parameters;
}

addDecoder(7, async () => BoundedJpeg, jpegParameters, false);
addDecoder([8, 32946], async () => BoundedDeflate, undefined, false);
addDecoder(5, async () => BoundedLzw, undefined, false);
