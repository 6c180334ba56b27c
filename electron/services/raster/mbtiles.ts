import { constants, DatabaseSync } from "node:sqlite";
import type { Pyramid } from "#core/derived/raster/pyramid";
import { pictureKind } from "#core/formats/picture-head";
import { rasterRefusal } from "#services/raster/raster-refusal";
import { DEEPEST_ZOOM, MOST_TILE_BYTES, plainAttribution, webLevel, webTileSide } from "#services/raster/web-tiles";

/** Pictures of a raster MBTiles file, tile by tile, as they are packed (PNG, JPEG or WebP). */
export class Mbtiles {
  readonly pyramid: Pyramid;
  readonly attribution: string | undefined;
  readonly #database: DatabaseSync;
  readonly #zooms: readonly number[];
  readonly #tile: ReturnType<DatabaseSync["prepare"]>;

  /**
   * Opens the file without changing a byte of it.
   *
   * @throws RefusalError `raster.not-mbtiles`, `raster.vector-tiles`, `raster.empty`
   * @throws SQLite's error when the file is damaged
   * @see https://github.com/mapbox/mbtiles-spec/blob/master/1.3/spec.md
   */
  constructor(path: string, name: string) {
    // `immutable`: nobody else writes it, so nothing is locked or left beside it.
    const address = new URL(`file://${encodeURI(path.replaceAll("\\", "/").replace(/^(?!\/)/, "/"))}?immutable=1`);
    this.#database = new DatabaseSync(address, {
      readOnly: true,
      allowExtension: false,
      enableDoubleQuotedStringLiterals: false,
      defensive: true,
      limits: { length: MOST_TILE_BYTES },
    });
    try {
      // `tiles` is often a view over two tables: it may join, and nothing else.
      this.#database.setAuthorizer((action) => (FORBIDDEN.has(action) ? constants.SQLITE_DENY : constants.SQLITE_OK));
      const told = this.#metadata(name);
      const format = told.get("format")?.toLowerCase();
      if (format === "pbf" || format === "mvt") throw rasterRefusal("vector-tiles", name);
      this.#tile = this.#database.prepare(
        "SELECT tile_data AS data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
      );
      this.#zooms = this.#zoomsOf(told);
      const first = this.#database.prepare("SELECT tile_data AS data FROM tiles LIMIT 1").get()?.["data"];
      if (this.#zooms.length === 0 || !(first instanceof Uint8Array)) throw rasterRefusal("empty", name);
      const kind = pictureKind(first);
      if (!kind) throw rasterRefusal(first[0] === 0x1f && first[1] === 0x8b ? "vector-tiles" : "tile-format", name);
      const side = webTileSide(first);
      this.attribution = plainAttribution(told.get("attribution"));
      this.pyramid = { crs: "EPSG:3857", levels: this.#zooms.map((zoom) => webLevel(zoom, side)) };
      this.bounds = boundsOf(told.get("bounds"));
    } catch (thrown) {
      this.#database.close();
      throw thrown;
    }
  }

  /** `[west, south, east, north]`, degrees, where the file says. */
  readonly bounds: readonly [number, number, number, number] | undefined;

  /** `[west, south, east, north]`, degrees, of the tiles at the coarsest zoom: for files that do not say. */
  get covered(): readonly [number, number, number, number] {
    const zoom = this.#zooms.at(-1) as number;
    const row = this.#database
      .prepare(
        "SELECT min(tile_column) AS w, max(tile_column) AS e, min(tile_row) AS s, max(tile_row) AS n FROM tiles WHERE zoom_level = ?",
      )
      .get(zoom);
    const tiles = 2 ** zoom;
    const lon = (column: number): number => (column / tiles) * 360 - 180;
    const lat = (rowFromSouth: number): number =>
      (Math.atan(Math.sinh(Math.PI * ((2 * rowFromSouth) / tiles - 1))) * 180) / Math.PI;
    return [lon(Number(row?.["w"])), lat(Number(row?.["s"])), lon(Number(row?.["e"]) + 1), lat(Number(row?.["n"]) + 1)];
  }

  /** A tile as it is packed, rows counted from the north; `undefined` where the file has none. */
  tile(level: number, column: number, row: number): Uint8Array | undefined {
    const zoom = this.#zooms[level];
    if (zoom === undefined) throw new RangeError(`level ${level}`);
    // MBTiles counts its rows from the south.
    const data = this.#tile.get(zoom, column, 2 ** zoom - 1 - row)?.["data"];
    return data instanceof Uint8Array && pictureKind(data) ? data : undefined;
  }

  close(): void {
    this.#database.close();
  }

  #metadata(name: string): Map<string, string> {
    const names = this.#database
      .prepare("SELECT lower(name) AS name FROM sqlite_master WHERE type IN ('table', 'view')")
      .all()
      .map((row) => row["name"]);
    if (!names.includes("tiles") || !names.includes("metadata")) throw rasterRefusal("not-mbtiles", name);
    const rows = this.#database.prepare("SELECT name, value FROM metadata LIMIT 200").all();
    return new Map(rows.map((row) => [String(row["name"]), String(row["value"] ?? "")]));
  }

  /** Zoom levels that are there, the deepest first. */
  #zoomsOf(told: ReadonlyMap<string, string>): number[] {
    const has = this.#database.prepare("SELECT 1 FROM tiles WHERE zoom_level = ? LIMIT 1");
    const least = Number(told.get("minzoom") || 0);
    const most = Number(told.get("maxzoom") || DEEPEST_ZOOM);
    const zooms: number[] = [];
    for (let zoom = DEEPEST_ZOOM; zoom >= 0; zoom--) {
      if (zoom <= most && zoom >= least && has.get(zoom)) zooms.push(zoom);
    }
    return zooms;
  }
}

const FORBIDDEN: ReadonlySet<number> = new Set([
  constants.SQLITE_RECURSIVE,
  constants.SQLITE_ATTACH,
  constants.SQLITE_DETACH,
  constants.SQLITE_PRAGMA,
]);

function boundsOf(text: string | undefined): [number, number, number, number] | undefined {
  const numbers = (text ?? "").split(",").map(Number);
  const [west, south, east, north] = numbers as [number, number, number, number];
  const fits = numbers.length === 4 && west >= -180 && east <= 180 && south >= -90 && north <= 90;
  return fits && west < east && south < north ? [west, south, east, north] : undefined;
}
