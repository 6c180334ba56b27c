import type { GeoTIFFImage } from "geotiff";
import type { Affine, Pyramid, RasterLevel } from "#core/derived/raster/pyramid";
import { rasterRefusal } from "#services/raster/raster-refusal";
import { TiffBlocks } from "#services/raster/tiff-blocks";
import type { TiffFile } from "#services/raster/tiff-file";

/** Pixels a side of the tiles that are handed out, whatever the file is cut in. */
const TILE = 256;
/** A picture is handed out this small at the coarsest. */
const COARSEST = 512;
/** How many times coarser than what the file itself holds a level may be: each of its pixels costs the square of it. */
const THINNED_AT_MOST = 16;

interface Level {
  readonly image: GeoTIFFImage;
  /** One pixel in so many is taken, both ways. */
  readonly thinned: number;
  readonly shape: RasterLevel;
}

/** Colours of a GeoTIFF of eight bits, tile by tile. */
export class TiffPicture {
  readonly pyramid: Pyramid;
  /** The file has no coarser copies of itself though it is large: far views are slow. */
  readonly lacksOverviews: boolean;
  readonly #file: TiffFile;
  readonly #levels: readonly Level[];
  readonly #blocks = new TiffBlocks();
  readonly #colours: Colours;

  private constructor(file: TiffFile, levels: readonly Level[], colours: Colours) {
    this.#file = file;
    this.#levels = levels;
    this.#colours = colours;
    this.pyramid = { crs: file.crs, levels: levels.map(({ shape }) => shape) };
    this.lacksOverviews =
      file.overviews.length === 0 && file.picture.getWidth() * file.picture.getHeight() > 64_000_000;
  }

  /** @throws RefusalError `raster.not-colours` for what is not grey, palette or RGB(A) of eight bits */
  static async of(file: TiffFile): Promise<TiffPicture> {
    const colours = await coloursOf(file.picture, file.name);
    return new TiffPicture(file, levelsOf(file), colours);
  }

  /** Red, green, blue, opacity of a tile, rows from the top. @throws RangeError outside the level */
  async tile(level: number, column: number, row: number): Promise<{ width: number; height: number; rgba: Uint8Array }> {
    const found = this.#levels[level];
    if (!found) throw new RangeError(`level ${level}`);
    const { image, thinned, shape } = found;
    const left = column * TILE;
    const top = row * TILE;
    const width = Math.min(TILE, shape.columns - left);
    const height = Math.min(TILE, shape.rows - top);
    if (!(column >= 0 && row >= 0 && width > 0 && height > 0)) throw new RangeError(`tile ${column}, ${row}`);
    const rgba = new Uint8Array(4 * width * height);
    const mask = this.#file.masks.get(image.getWidth());
    const { paint, count } = this.#colours;
    const middle = Math.floor(thinned / 2);
    const each = async (
      from: GeoTIFFImage,
      put: (samples: ArrayLike<number>, at: number, to: number) => void,
      n: number,
    ) => {
      const columnAt = (x: number): number => Math.min(from.getWidth() - 1, (left + x) * thinned + middle);
      const rowAt = (y: number): number => Math.min(from.getHeight() - 1, (top + y) * thinned + middle);
      const size = this.#blocks.sizeOf(from);
      for (let y = 0; y < height; ) {
        const r = rowAt(y);
        const blockBottom = (Math.floor(r / size.height) + 1) * size.height;
        let yEnd = y + 1;
        while (yEnd < height && rowAt(yEnd) < blockBottom) yEnd++;
        for (let x = 0; x < width; ) {
          const block = await this.#blocks.at(from, columnAt(x), r);
          const blockRight = block.left + block.width;
          let xEnd = x + 1;
          while (xEnd < width && columnAt(xEnd) < blockRight) xEnd++;
          for (let v = y; v < yEnd; v++) {
            const line = (rowAt(v) - block.top) * block.width - block.left;
            for (let u = x; u < xEnd; u++) put(block.samples, n * (line + columnAt(u)), 4 * (v * width + u));
          }
          x = xEnd;
        }
        y = yEnd;
      }
    };
    const { nodata } = this.#file;
    await each(image, (samples, at, to) => paint(samples, at, rgba, to, nodata), count);
    if (mask) {
      await each(
        mask,
        (samples, at, to) => {
          if (!samples[at]) rgba[to + 3] = 0;
        },
        mask.getSamplesPerPixel(),
      );
    }
    return { width, height, rgba };
  }
}

function levelsOf(file: TiffFile): Level[] {
  const [x0, xc, xr, y0, yc, yr] = file.affine;
  const full = { width: file.picture.getWidth(), height: file.picture.getHeight() };
  const shapeOf = (columns: number, rows: number): RasterLevel => {
    const across = full.width / columns;
    const down = full.height / rows;
    const affine: Affine = [x0, xc * across, xr * down, y0, yc * across, yr * down];
    return { columns, rows, tileWidth: TILE, tileHeight: TILE, affine };
  };
  const levels: Level[] = [file.picture, ...file.overviews].map((image) => ({
    image,
    thinned: 1,
    shape: shapeOf(image.getWidth(), image.getHeight()),
  }));
  const { image, shape } = levels.at(-1) as Level;
  for (let thinned = 2; thinned <= THINNED_AT_MOST; thinned *= 2) {
    if (Math.max(shape.columns, shape.rows) / thinned < COARSEST) break;
    const columns = Math.ceil(shape.columns / thinned);
    const rows = Math.ceil(shape.rows / thinned);
    levels.push({ image, thinned, shape: shapeOf(columns, rows) });
  }
  return levels;
}

/** How a pixel's samples become a colour. */
interface Colours {
  /** Samples a pixel. */
  readonly count: number;
  paint(samples: ArrayLike<number>, at: number, rgba: Uint8Array, to: number, nodata: number | undefined): void;
}

/** TIFF's own numbers of ways to say colours. */
const WHITE_IS_ZERO = 0;
const BLACK_IS_ZERO = 1;
const RGB = 2;
const PALETTE = 3;
const YCBCR = 6;

async function coloursOf(image: GeoTIFFImage, name: string): Promise<Colours> {
  const count = image.getSamplesPerPixel();
  const way = Number(image.fileDirectory.getValue("PhotometricInterpretation") ?? BLACK_IS_ZERO);
  const extra = image.fileDirectory.getValue("ExtraSamples") as ArrayLike<number> | undefined;
  const plain = way === RGB || way === YCBCR ? 3 : 1;
  const whole = Array.from(
    { length: count },
    (_, i) => image.getBitsPerSample(i) === 8 && image.getSampleFormat(i) === 1,
  );
  if (!whole.every(Boolean) || count < plain) throw rasterRefusal("not-colours", name);
  // 1 and 2 are the two kinds of opacity.
  const opacity = count > plain && extra && Number(extra[0]) > 0 ? plain : undefined;
  const alpha = (samples: ArrayLike<number>, at: number): number =>
    opacity === undefined ? 255 : (samples[at + opacity] ?? 0);
  if (way === WHITE_IS_ZERO || way === BLACK_IS_ZERO) {
    const flip = way === WHITE_IS_ZERO ? 255 : 0;
    return {
      count,
      paint(samples, at, rgba, to, nodata) {
        const grey = samples[at] as number;
        rgba[to] = rgba[to + 1] = rgba[to + 2] = grey ^ flip;
        rgba[to + 3] = grey === nodata ? 0 : alpha(samples, at);
      },
    };
  }
  if (way === PALETTE) {
    const map = (await image.fileDirectory.loadValue("ColorMap")) as ArrayLike<number> | undefined;
    if (!map || map.length < 3 * 256) throw rasterRefusal("not-colours", name);
    return {
      count,
      paint(samples, at, rgba, to, nodata) {
        const index = samples[at] as number;
        for (let i = 0; i < 3; i++) rgba[to + i] = (map[i * 256 + index] as number) >> 8;
        rgba[to + 3] = index === nodata ? 0 : alpha(samples, at);
      },
    };
  }
  if (way === RGB) {
    return {
      count,
      paint(samples, at, rgba, to, nodata) {
        const [r, g, b] = [samples[at] as number, samples[at + 1] as number, samples[at + 2] as number];
        rgba[to] = r;
        rgba[to + 1] = g;
        rgba[to + 2] = b;
        rgba[to + 3] = r === nodata && g === nodata && b === nodata ? 0 : alpha(samples, at);
      },
    };
  }
  if (way === YCBCR) {
    const clamped = new Uint8ClampedArray(3);
    return {
      count,
      paint(samples, at, rgba, to) {
        const [y, cb, cr] = [
          samples[at] as number,
          (samples[at + 1] as number) - 128,
          (samples[at + 2] as number) - 128,
        ];
        clamped[0] = y + 1.402 * cr;
        clamped[1] = y - 0.344136 * cb - 0.714136 * cr;
        clamped[2] = y + 1.772 * cb;
        rgba.set(clamped, to);
        rgba[to + 3] = alpha(samples, at);
      },
    };
  }
  throw rasterRefusal("not-colours", name);
}
