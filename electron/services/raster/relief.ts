import { type AltitudeGrid, altitudeIn } from "#core/derived/elevation";
import { type Affine, pixelAt } from "#core/derived/raster/pyramid";
import { HGT_VOID, hgtCorner, hgtSide } from "#core/formats/hgt";
import { type MapCrs, mapCrs } from "#core/geometry/map-crs";
import { FileSlices } from "#services/raster/file-slices";
import { rasterRefusal } from "#services/raster/raster-refusal";
import { TiffBlocks } from "#services/raster/tiff-blocks";
import type { TiffFile } from "#services/raster/tiff-file";

/** Altitudes of an outside file, read piece by piece. Points lie at whole columns and rows. */
export interface Relief {
  readonly columns: number;
  readonly rows: number;
  readonly crs: string;
  /** Pixel to ground; a point's own place is at half a pixel, as in GDAL. */
  readonly affine: Affine;
  readonly nodata: number | undefined;
  /** Which survey it is, where the file says or its shape does. */
  readonly source: "SRTM" | undefined;
  readonly sampleType: string;
  /** Altitudes of a rectangle of points, `NaN` where there is none. */
  window(left: number, top: number, columns: number, rows: number): Promise<Float32Array>;
  close(): void;
}

/** Lowest and highest ground on Earth with some room, metres: what lies beyond is no altitude. */
const LOWEST_M = -500;
const HIGHEST_M = 9000;

/**
 * Opens an SRTM tile.
 *
 * @throws RefusalError `raster.hgt-size` for a length no tile has, `raster.hgt-name` when the name tells no place
 */
export function openHgt(path: string, name: string): Relief {
  const slices = new FileSlices(path);
  try {
    const side = hgtSide(slices.size);
    const corner = hgtCorner(name);
    if (!side) throw rasterRefusal("hgt-size", name, { bytes: slices.size });
    if (!corner) throw rasterRefusal("hgt-name", name);
    const step = 1 / (side - 1);
    return {
      columns: side,
      rows: side,
      crs: "EPSG:4326",
      affine: [corner.west - step / 2, step, 0, corner.south + 1 + step / 2, 0, -step],
      nodata: HGT_VOID,
      source: "SRTM",
      sampleType: "Int16",
      async window(left, top, columns, rows) {
        const out = new Float32Array(columns * rows);
        for (let row = 0; row < rows; row++) {
          const bytes = slices.read({ offset: 2 * ((top + row) * side + left), length: 2 * columns });
          for (let column = 0; column < columns; column++) {
            out[row * columns + column] = altitudeOr(bytes.readInt16BE(2 * column), HGT_VOID);
          }
        }
        return out;
      },
      close: () => void slices.close(),
    };
  } catch (thrown) {
    void slices.close();
    throw thrown;
  }
}

/** Altitudes of a GeoTIFF of one band. @throws RefusalError `raster.not-altitudes` */
export function tiffRelief(file: TiffFile): Relief {
  const { picture, nodata } = file;
  const count = picture.getSamplesPerPixel();
  const bits = picture.getBitsPerSample(0);
  const format = picture.getSampleFormat(0);
  // A format of 2 is signed, 3 a floating point; unsigned bytes are colours.
  const fits = count === 1 && ((format === 3 && bits >= 32) || (format <= 2 && (bits === 16 || bits === 32)));
  if (!fits) throw rasterRefusal("not-altitudes", file.name);
  const blocks = new TiffBlocks();
  const none = nodata ?? (bits === 16 && format === 2 ? HGT_VOID : undefined);
  return {
    columns: picture.getWidth(),
    rows: picture.getHeight(),
    crs: file.crs,
    affine: file.affine,
    nodata,
    source: /srtm/i.test(file.name) ? "SRTM" : undefined,
    sampleType: `${format === 3 ? "Float" : format === 2 ? "Int" : "UInt"}${bits}`,
    async window(left, top, columns, rows) {
      const out = new Float32Array(columns * rows);
      const size = blocks.sizeOf(picture);
      for (let y = top - (top % size.height); y < top + rows; y += size.height) {
        for (let x = left - (left % size.width); x < left + columns; x += size.width) {
          const block = await blocks.at(picture, x, y);
          const yEnd = Math.min(top + rows, block.top + block.height);
          const xEnd = Math.min(left + columns, block.left + block.width);
          for (let row = Math.max(top, block.top); row < yEnd; row++) {
            for (let column = Math.max(left, block.left); column < xEnd; column++) {
              const value = block.samples[(row - block.top) * block.width + column - block.left] as number;
              out[(row - top) * columns + column - left] = altitudeOr(value, none);
            }
          }
        }
      }
      return out;
    },
    close: () => file.close(),
  };
}

function altitudeOr(value: number, none: number | undefined): number {
  return value === none || !(value >= LOWEST_M && value <= HIGHEST_M) ? Number.NaN : value;
}

/** Points a side of the pieces a relief is asked in. */
const PIECE = 128;
const PIECES_KEPT = 64;

/** Answers altitudes at places, with the pieces around them kept. */
export class ReliefSampler {
  readonly #relief: Relief;
  readonly #crs: MapCrs;
  readonly #toPixel: (x: number, y: number) => [number, number];
  readonly #pieces = new Map<number, AltitudeGrid>();

  /** @throws RangeError for a CRS that is not known */
  constructor(relief: Relief) {
    const crs = mapCrs(relief.crs);
    if (!crs) throw new RangeError(`unknown CRS ${relief.crs}`);
    this.#relief = relief;
    this.#crs = crs;
    const { columns, rows, affine } = relief;
    this.#toPixel = pixelAt({ columns, rows, tileWidth: columns, tileHeight: rows, affine });
  }

  /** Altitude at a place, degrees: metres, `NaN` where the source has none, `undefined` outside it. */
  async at(lon: number, lat: number): Promise<number | undefined> {
    const { columns, rows } = this.#relief;
    const [x, y] = this.#toPixel(...this.#crs.fromLonLat(lon, lat));
    // To points: the first one's place is in the middle of the first pixel. Half a pixel at the rim is still inside.
    if (!(x >= 0 && y >= 0 && x <= columns && y <= rows)) return undefined;
    const column = Math.min(columns - 1, Math.max(0, x - 0.5));
    const row = Math.min(rows - 1, Math.max(0, y - 0.5));
    const left = Math.floor(column / PIECE) * PIECE;
    const top = Math.floor(row / PIECE) * PIECE;
    return altitudeIn(await this.#piece(left, top), column - left, row - top);
  }

  async #piece(left: number, top: number): Promise<AltitudeGrid> {
    const key = top * this.#relief.columns + left;
    const kept = this.#pieces.get(key);
    if (kept) return kept;
    // One point more than the piece: its last places lie between two pieces.
    const columns = Math.min(PIECE + 1, this.#relief.columns - left);
    const rows = Math.min(PIECE + 1, this.#relief.rows - top);
    const piece = { columns, rows, values: await this.#relief.window(left, top, columns, rows) };
    this.#pieces.set(key, piece);
    const [oldest] = this.#pieces.keys();
    if (this.#pieces.size > PIECES_KEPT && oldest !== undefined) this.#pieces.delete(oldest);
    return piece;
  }
}

/** Lowest and highest altitude of a relief, and how many points have none. Reads it all, band by band. */
export async function reliefRange(
  relief: Relief,
  progress: (share: number) => void,
): Promise<{ min: number | null; max: number | null; missing: number }> {
  const BAND = 64;
  let [min, max, missing] = [Infinity, -Infinity, 0];
  for (let top = 0; top < relief.rows; top += BAND) {
    const rows = Math.min(BAND, relief.rows - top);
    for (const value of await relief.window(0, top, relief.columns, rows)) {
      if (Number.isNaN(value)) missing++;
      else {
        if (value < min) min = value;
        if (value > max) max = value;
      }
    }
    progress((top + rows) / relief.rows);
  }
  return { min: min <= max ? min : null, max: min <= max ? max : null, missing };
}
