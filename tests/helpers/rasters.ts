import { writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { crc32, deflateSync } from "node:zlib";
import { writeArrayBuffer } from "geotiff";
import { zxyToTileId } from "pmtiles";

/** Colour of a pixel: red, green, blue, opacity. */
export type Paint = (column: number, row: number) => readonly [number, number, number, number];

/** A PNG of 8 bits with opacity. */
export function makePng(width: number, height: number, paint: Paint): Buffer {
  const raw = Buffer.alloc(height * (1 + 4 * width));
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      raw.set(paint(column, row), row * (1 + 4 * width) + 1 + 4 * column);
    }
  }
  const chunk = (name: string, body: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(name, "latin1"), body]);
    const out = Buffer.alloc(8 + body.length + 4);
    out.writeUInt32BE(body.length, 0);
    named.copy(out, 4);
    out.writeUInt32BE(crc32(named), 8 + body.length);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(raw)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Where a made-up GeoTIFF lies: its upper left corner and the side of a pixel, in its CRS. */
export interface MadePlace {
  readonly epsg: number;
  readonly west: number;
  readonly north: number;
  readonly step: number;
}

function placeTags({ epsg, west, north, step }: MadePlace): Record<string, number[] | number> {
  const geographic = epsg === 4326;
  return {
    ModelPixelScale: [step, step, 0],
    ModelTiepoint: [0, 0, 0, west, north, 0],
    GTModelTypeGeoKey: geographic ? 2 : 1,
    GTRasterTypeGeoKey: 1,
    ...(geographic ? { GeographicTypeGeoKey: epsg } : { ProjectedCSTypeGeoKey: epsg }),
  };
}

/** An unpacked GeoTIFF of three bands of 8 bits. */
export function makeRgbTiff(width: number, height: number, place: MadePlace, paint: Paint, nodata?: string): Buffer {
  const values = new Uint8Array(3 * width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      values.set(paint(column, row).slice(0, 3), 3 * (row * width + column));
    }
  }
  return Buffer.from(
    writeArrayBuffer(values, {
      width,
      height,
      BitsPerSample: [8, 8, 8],
      SampleFormat: [1, 1, 1],
      SamplesPerPixel: 3,
      PhotometricInterpretation: 2,
      ...placeTags(place),
      ...(nodata === undefined ? {} : { GDAL_NODATA: nodata }),
    }),
  );
}

/** A GeoTIFF of altitudes: one band of 32-bit floating point. */
export function makeReliefTiff(
  width: number,
  height: number,
  place: MadePlace,
  altitude: (column: number, row: number) => number,
  nodata = "-9999",
): Buffer {
  const values = Float32Array.from({ length: width * height }, (_, i) => altitude(i % width, Math.floor(i / width)));
  return Buffer.from(
    writeArrayBuffer(values, {
      width,
      height,
      BitsPerSample: [32],
      SampleFormat: [3],
      SamplesPerPixel: 1,
      PhotometricInterpretation: 1,
      GDAL_NODATA: nodata,
      ...placeTags(place),
    }),
  );
}

/** An SRTM tile of 1,201 points a side. */
export function makeHgt(altitude: (column: number, row: number) => number): Buffer {
  const side = 1201;
  const out = Buffer.alloc(2 * side * side);
  for (let i = 0; i < side * side; i++) out.writeInt16BE(altitude(i % side, Math.floor(i / side)), 2 * i);
  return out;
}

/** A raster MBTiles file; rows of its tiles are counted from the north, as on web maps. */
export function makeMbtiles(
  path: string,
  metadata: Readonly<Record<string, string>>,
  tiles: readonly { readonly zoom: number; readonly column: number; readonly row: number; readonly data: Buffer }[],
): void {
  writeFileSync(path, "");
  const database = new DatabaseSync(path);
  database.exec(
    "CREATE TABLE metadata (name TEXT, value TEXT); CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)",
  );
  for (const [name, value] of Object.entries(metadata))
    database.prepare("INSERT INTO metadata VALUES (?, ?)").run(name, value);
  for (const { zoom, column, row, data } of tiles)
    database.prepare("INSERT INTO tiles VALUES (?, ?, ?, ?)").run(zoom, column, 2 ** zoom - 1 - row, data);
  database.close();
}

/** A raster PMTiles file (version 3) of PNG tiles, nothing in it packed; degrees. */
export function makePmtiles(
  ground: { readonly west: number; readonly south: number; readonly east: number; readonly north: number },
  attribution: string,
  tiles: readonly { readonly zoom: number; readonly column: number; readonly row: number; readonly data: Buffer }[],
): Buffer {
  const sorted = tiles
    .map(({ zoom, column, row, data }) => ({ id: zxyToTileId(zoom, column, row), zoom, data }))
    .sort((a, b) => a.id - b.id);
  const list = Buffer.from([
    ...varint(sorted.length),
    ...sorted.flatMap(({ id }, i) => varint(id - (sorted[i - 1]?.id ?? 0))),
    ...sorted.flatMap(() => varint(1)),
    ...sorted.flatMap(({ data }) => varint(data.length)),
    ...sorted.flatMap((_, i) => varint(i === 0 ? 1 : 0)),
  ]);
  const words = Buffer.from(JSON.stringify({ attribution }));
  const data = Buffer.concat(sorted.map((tile) => tile.data));
  const head = Buffer.alloc(127);
  head.write("PMTiles");
  head.writeUInt8(3, 7);
  const parts = [
    127,
    list.length,
    127 + list.length,
    words.length,
    0,
    0,
    127 + list.length + words.length,
    data.length,
  ];
  for (const [i, part] of [...parts, sorted.length, sorted.length, sorted.length].entries())
    head.writeBigUInt64LE(BigInt(part), 8 + 8 * i);
  const zooms = sorted.map(({ zoom }) => zoom);
  for (const [i, value] of [1, 1, 1, 2, Math.min(...zooms), Math.max(...zooms)].entries())
    head.writeUInt8(value, 96 + i);
  for (const [i, degrees] of [ground.west, ground.south, ground.east, ground.north].entries())
    head.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * i);
  return Buffer.concat([head, list, words, data]);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
