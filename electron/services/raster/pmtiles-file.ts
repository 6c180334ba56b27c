import { gunzipSync } from "node:zlib";
import { Compression, type Header, PMTiles, TileType } from "pmtiles";
import type { Pyramid } from "#core/derived/raster/pyramid";
import { pictureKind } from "#core/formats/picture-head";
import { FileSlices } from "#services/raster/file-slices";
import { rasterRefusal } from "#services/raster/raster-refusal";
import { DEEPEST_ZOOM, MOST_TILE_BYTES, plainAttribution, webLevel, webTileSide } from "#services/raster/web-tiles";

/** A list of tiles that is longer once unpacked is no honest one, bytes. */
const MOST_LIST_BYTES = 32 * 1024 * 1024;

/** Pictures of a raster PMTiles file, tile by tile, as they are packed. Read piece by piece, never whole. */
export class PmtilesFile {
  readonly pyramid: Pyramid;
  readonly attribution: string | undefined;
  /** `[west, south, east, north]`, degrees. */
  readonly bounds: readonly [number, number, number, number];
  readonly #tiles: PMTiles;
  readonly #slices: FileSlices;
  readonly #zooms: readonly number[];

  private constructor(tiles: PMTiles, slices: FileSlices, header: Header, first: Uint8Array, told: unknown) {
    this.#tiles = tiles;
    this.#slices = slices;
    this.#zooms = Array.from({ length: header.maxZoom - header.minZoom + 1 }, (_, i) => header.maxZoom - i);
    this.pyramid = { crs: "EPSG:3857", levels: this.#zooms.map((zoom) => webLevel(zoom, webTileSide(first))) };
    this.bounds = [header.minLon, header.minLat, header.maxLon, header.maxLat];
    const words = typeof told === "object" && told !== null && "attribution" in told ? told.attribution : undefined;
    this.attribution = plainAttribution(typeof words === "string" ? words : undefined);
  }

  /**
   * Opens the file.
   *
   * @throws RefusalError `raster.vector-tiles`, `raster.empty`, `raster.tile-format`, `raster.damaged`
   * @throws what a damaged file makes its reader throw
   * @see https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
   */
  static async open(path: string, name: string): Promise<PmtilesFile> {
    const slices = new FileSlices(path);
    try {
      const source = {
        getKey: () => name,
        getBytes: async (offset: number, length: number) => {
          const [data] = await slices.fetch([{ offset, length }]);
          return { data: data as ArrayBuffer };
        },
      };
      const tiles = new PMTiles(source, undefined, unpacked);
      const header = await tiles.getHeader();
      if (header.tileType === TileType.Mvt) throw rasterRefusal("vector-tiles", name);
      const { minZoom, maxZoom, minLon, maxLon, minLat, maxLat } = header;
      if (!(minZoom <= maxZoom && maxZoom <= DEEPEST_ZOOM && minLon < maxLon && minLat < maxLat))
        throw rasterRefusal("damaged", name, { what: "PMTiles" });
      const first = await firstTile(tiles, header);
      if (!first) throw rasterRefusal("empty", name);
      if (!pictureKind(first)) throw rasterRefusal("tile-format", name);
      return new PmtilesFile(tiles, slices, header, first, await tiles.getMetadata());
    } catch (thrown) {
      await slices.close();
      throw thrown;
    }
  }

  /** A tile as it is packed, rows counted from the north; `undefined` where the file has none. */
  async tile(level: number, column: number, row: number): Promise<Uint8Array | undefined> {
    const zoom = this.#zooms[level];
    if (zoom === undefined) throw new RangeError(`level ${level}`);
    const found = await this.#tiles.getZxy(zoom, column, row);
    const data = found && new Uint8Array(found.data);
    return data && pictureKind(data) ? data : undefined;
  }

  close(): void {
    void this.#slices.close();
  }
}

/** A tile at the middle of the file's ground, at the coarsest zoom that has one there. */
async function firstTile(tiles: PMTiles, header: Header): Promise<Uint8Array | undefined> {
  const lon = (header.minLon + header.maxLon) / 2;
  const lat = (((header.minLat + header.maxLat) / 2) * Math.PI) / 180;
  for (let zoom = header.minZoom; zoom <= header.maxZoom; zoom++) {
    const across = 2 ** zoom;
    const column = Math.min(across - 1, Math.floor(((lon + 180) / 360) * across));
    const row = Math.floor(((1 - Math.asinh(Math.tan(lat)) / Math.PI) / 2) * across);
    const found = await tiles.getZxy(zoom, column, Math.min(across - 1, Math.max(0, row)));
    if (found) return new Uint8Array(found.data);
  }
  return undefined;
}

/** Unpacks a list of tiles or a tile, within limits. @throws RangeError for a packing no reader here knows */
async function unpacked(bytes: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  if (compression === Compression.None || compression === Compression.Unknown) return bytes;
  if (compression !== Compression.Gzip) throw new RangeError(`PMTiles packed by method ${compression}`);
  const most = Math.max(MOST_LIST_BYTES, MOST_TILE_BYTES);
  const out = gunzipSync(new Uint8Array(bytes), { maxOutputLength: most });
  return out.buffer.slice(out.byteOffset, out.byteOffset + out.byteLength) as ArrayBuffer;
}
