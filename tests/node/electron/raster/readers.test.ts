import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { deflateSync } from "node:zlib";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RefusalError } from "#core/model/refusal";
import { openRaster, type RasterFile } from "#services/raster/open-raster";
import { readingRaster } from "#services/raster/raster-refusal";
import { surveyRaster } from "#services/raster/survey-raster";
import { unpackLzw } from "#services/raster/tiff-decoders";
import {
  makeHgt,
  makeMbtiles,
  makePmtiles,
  makePng,
  makeReliefTiff,
  makeRgbTiff,
  type Paint,
} from "#tests/helpers/rasters";
import { sharedPath } from "#tests/helpers/shared";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-raster-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const place = { epsg: 32629, west: 600_000, north: 1_400_000, step: 0.5 };
const paint: Paint = (column, row) => [column % 256, row % 256, 77, 255];

function fileOf(name: string, bytes: Uint8Array, more: Partial<RasterFile> = {}): RasterFile {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { path, name, ...more };
}

/** The code a file is refused with. */
async function refusalOf(file: RasterFile): Promise<string> {
  try {
    const open = await readingRaster(file.name, () => openRaster(file));
    open.close();
    return "none";
  } catch (thrown) {
    if (thrown instanceof RefusalError) {
      expect(thrown.refusal.file).toBe(file.name);
      return thrown.refusal.code;
    }
    throw thrown;
  }
}

describe("a GeoTIFF of colours", () => {
  it("gives its ground, its levels and its pixels", async () => {
    const open = await openRaster(fileOf("rgb.tif", makeRgbTiff(1300, 700, place, paint)));
    expect(open.about).toMatchObject({
      kind: "tiff",
      crs: "EPSG:32629",
      extent: [600_000, 1_399_650, 600_650, 1_400_000],
    });
    expect(open.about.levels.map(({ columns, rows }) => [columns, rows])).toEqual([
      [1300, 700],
      [650, 350],
    ]);
    const tile = await open.tile?.(0, 4, 1);
    // The fifth column of tiles begins at pixel 1,024: 276 of 256 are left, so 256; row 256.
    expect(tile?.length).toBe(4 * 256 * 256);
    expect([...(tile?.subarray(0, 8) ?? [])]).toEqual([0, 0, 77, 255, 1, 0, 77, 255]);
    const edge = await open.tile?.(0, 5, 2);
    expect(edge?.length).toBe(4 * 20 * 188);
    const thin = await open.tile?.(1, 0, 0);
    // One pixel in two is taken, the second of each pair.
    expect([...(thin?.subarray(4 * 257, 4 * 258) ?? [])]).toEqual([3, 3, 77, 255]);
    await expect(open.tile?.(0, 6, 0)).rejects.toThrow(RangeError);
    open.close();
  });

  it("leaves its nodata transparent", async () => {
    const holed: Paint = (column) => (column < 10 ? [0, 0, 0, 0] : [9, 8, 7, 255]);
    const open = await openRaster(fileOf("holed.tif", makeRgbTiff(40, 10, place, holed, "0")));
    const tile = await open.tile?.(0, 0, 0);
    expect(tile?.[4 * 9 + 3]).toBe(0);
    expect([...(tile?.subarray(40, 44) ?? [])]).toEqual([9, 8, 7, 255]);
    open.close();
  });

  const gdal = "/usr/bin/gdal_translate";
  it.skipIf(!existsSync(gdal))(
    "reads what GDAL packs, tiled and in strips (skipped where GDAL is absent)",
    async () => {
      const source = fileOf("plain.tif", makeRgbTiff(600, 500, place, paint));
      for (const [n, options] of [
        ["-co", "COMPRESS=LZW"],
        ["-co", "COMPRESS=LZW", "-co", "PREDICTOR=2", "-co", "TILED=YES"],
        ["-co", "COMPRESS=DEFLATE", "-co", "TILED=YES", "-co", "BIGTIFF=YES"],
        ["-co", "COMPRESS=DEFLATE", "-co", "INTERLEAVE=BAND"],
        ["-co", "COMPRESS=PACKBITS"],
      ].entries()) {
        const path = join(folder, `packed-${n}.tif`);
        execFileSync(gdal, ["-q", ...options, source.path, path]);
        const open = await openRaster({ path, name: "packed.tif" });
        for (const [column, row] of [
          [0, 0],
          [2, 1],
        ] as const) {
          const tile = (await open.tile?.(0, column, row)) as Uint8Array;
          const width = column === 2 ? 88 : 256;
          for (const at of [0, 17, width * 100 + 30]) {
            const [x, y] = [column * 256 + (at % width), row * 256 + Math.floor(at / width)];
            expect([...tile.subarray(4 * at, 4 * at + 4)], options.join(" ")).toEqual(paint(x, y));
          }
        }
        open.close();
      }
      // JPEG loses a little, in colours of its own kind; a mask beside it says what is no picture.
      const jpeg = join(folder, "jpeg.tif");
      const smooth = fileOf(
        "smooth.tif",
        makeRgbTiff(512, 512, place, (c, r) => [c / 2, r / 2, 90, 255]),
      );
      execFileSync(gdal, [
        "-q",
        "-co",
        "COMPRESS=JPEG",
        "-co",
        "PHOTOMETRIC=YCBCR",
        "-co",
        "TILED=YES",
        smooth.path,
        jpeg,
      ]);
      const open = await openRaster({ path: jpeg, name: "jpeg.tif" });
      const tile = (await open.tile?.(0, 1, 1)) as Uint8Array;
      const [r, g, b] = [...tile.subarray(4 * (100 * 256 + 50))] as [number, number, number];
      expect(Math.abs(r - 153)).toBeLessThan(6);
      expect(Math.abs(g - 178)).toBeLessThan(6);
      expect(Math.abs(b - 90)).toBeLessThan(8);
      open.close();
    },
  );
});

describe("a raster MBTiles", () => {
  const tile = makePng(256, 256, () => [10, 20, 30, 255]);

  it("gives its zooms, its bounds, its attribution and its tiles, rows from the north", async () => {
    const path = join(folder, "carte.mbtiles");
    makeMbtiles(
      path,
      {
        name: "Carte",
        format: "png",
        bounds: "-8,12,-7,13",
        minzoom: "1",
        maxzoom: "2",
        attribution: "© <a href='x'>IGM</a>",
      },
      [
        { zoom: 1, column: 0, row: 0, data: tile },
        { zoom: 2, column: 1, row: 1, data: tile },
      ],
    );
    const before = readFileSync(path);
    const open = await openRaster({ path, name: "carte.mbtiles" });
    expect(open.about).toMatchObject({ kind: "mbtiles", crs: "EPSG:3857", attribution: "© IGM" });
    expect(open.about.levels.map(({ columns }) => columns)).toEqual([1024, 512]);
    expect(open.about.extent.map(Math.round)).toEqual([-890556, 1345708, -779236, 1459732]);
    expect((await open.tile?.(0, 1, 1))?.length).toBe(tile.length);
    expect(await open.tile?.(0, 0, 0)).toBeUndefined();
    open.close();
    expect(readFileSync(path)).toEqual(before);
  });

  it.each([
    ["raster.vector-tiles", { format: "pbf" }, tile],
    ["raster.vector-tiles", {}, Buffer.from([0x1f, 0x8b, 8, 0])],
    ["raster.tile-format", {}, Buffer.from("GIF89a")],
    ["raster.empty", {}, undefined],
  ])("is refused: %s", async (code, metadata, data) => {
    const path = join(folder, `${Math.random()}.mbtiles`);
    makeMbtiles(path, metadata, data ? [{ zoom: 0, column: 0, row: 0, data }] : []);
    expect(await refusalOf({ path, name: "x.mbtiles" })).toBe(code);
  });

  it("is refused when its tiles are a query that never ends, or it is another database", async () => {
    const path = join(folder, "loop.mbtiles");
    const database = new DatabaseSync(path);
    database.exec(`CREATE TABLE metadata (name TEXT, value TEXT);
      CREATE VIEW tiles AS WITH RECURSIVE n(zoom_level) AS (SELECT 1 UNION ALL SELECT 1 FROM n)
        SELECT zoom_level, 1 AS tile_column, 1 AS tile_row, x'00' AS tile_data FROM n`);
    database.close();
    expect(await refusalOf({ path, name: "loop.mbtiles" })).toBe("raster.damaged");
    const other = join(folder, "other.mbtiles");
    new DatabaseSync(other).exec("CREATE TABLE t (a)");
    expect(await refusalOf({ path: other, name: "other.mbtiles" })).toBe("raster.not-mbtiles");
  });
});

describe("a raster PMTiles", () => {
  const tile = makePng(256, 256, () => [10, 20, 30, 255]);
  const ground = { west: -8, south: 12, east: -7, north: 13 };
  const squares = (data: Buffer) => [
    { zoom: 1, column: 0, row: 0, data },
    { zoom: 2, column: 1, row: 1, data },
  ];

  it("gives the same as an MBTiles of the same tiles", async () => {
    const open = await openRaster(fileOf("carte.pmtiles", makePmtiles(ground, "© <a href='x'>IGM</a>", squares(tile))));
    expect(open.format).toBe("PMTiles");
    expect(open.about).toMatchObject({ kind: "mbtiles", crs: "EPSG:3857", attribution: "© IGM" });
    expect(open.about.levels.map(({ columns }) => columns)).toEqual([1024, 512]);
    expect(open.about.extent.map(Math.round)).toEqual([-890556, 1345708, -779236, 1459732]);
    expect(Buffer.from((await open.tile?.(0, 1, 1)) ?? [])).toEqual(tile);
    expect(await open.tile?.(0, 0, 0)).toBeUndefined();
    open.close();
  });

  it.each([
    ["raster.tile-format", squares(Buffer.from("GIF89a"))],
    ["raster.empty", [{ zoom: 3, column: 7, row: 7, data: tile }]],
  ])("is refused: %s", async (code, tiles) => {
    expect(await refusalOf(fileOf("x.pmtiles", makePmtiles(ground, "", tiles)))).toBe(code);
  });

  it("is refused when it holds vector tiles, or is cut or altered anywhere", async () => {
    const whole = makePmtiles(ground, "IGM", squares(tile));
    const vector = Buffer.from(whole);
    vector.writeUInt8(1, 99);
    expect(await refusalOf(fileOf("v.pmtiles", vector))).toBe("raster.vector-tiles");
    for (let at = 8; at < 140; at++) {
      const altered = Buffer.from(whole);
      altered.writeUInt8(255 - (altered[at] as number), at);
      expect(await refusalOf(fileOf("a.pmtiles", altered))).toMatch(/^(none|raster\..*)$/);
      expect(await refusalOf(fileOf("c.pmtiles", whole.subarray(0, at)))).toMatch(/^raster\./);
    }
  });
});

describe("a picture with its world file", () => {
  const png = makePng(40, 30, () => [1, 2, 3, 255]);

  it("lies where the six numbers say", async () => {
    const file = fileOf("plan.png", png, { crs: "EPSG:32629", world: "2\n0\n0\n-2\n500001\n1399999\n" });
    const { about } = await openRaster(file);
    expect(about).toMatchObject({ kind: "picture", extent: [500_000, 1_399_940, 500_080, 1_400_000] });
  });

  it.each([
    ["raster.no-world-file", undefined],
    ["raster.bad-world-file", "2 0 0 -2 5"],
    ["raster.bad-world-file", "0 0 0 0 5 5"],
    ["raster.bad-world-file", "un deux trois quatre cinq six"],
  ])("is refused: %s", async (code, world) => {
    expect(await refusalOf(fileOf("plan.png", png, { crs: "EPSG:32629", ...(world ? { world } : {}) }))).toBe(code);
  });

  it("is refused when it claims more pixels than fit in memory", async () => {
    const huge = Buffer.from(png);
    huge.writeUInt32BE(60_000, 16);
    huge.writeUInt32BE(60_000, 20);
    const file = fileOf("huge.png", huge, { crs: "EPSG:32629", world: "1 0 0 -1 0 0" });
    expect(await refusalOf(file)).toBe("raster.picture-too-large");
  });
});

describe("altitudes", () => {
  it("of an SRTM tile are blended between points, and its voids are told apart", async () => {
    const bytes = makeHgt((column, row) => (column === 600 && row === 600 ? -32768 : column + 2 * row));
    const { sampler, about } = await openRaster(fileOf("N12W008.hgt", bytes));
    expect(about).toMatchObject({ kind: "relief", source: "SRTM", crs: "EPSG:4326" });
    expect(about.spacingM).toBeCloseTo(92.8, 0);
    const step = 1 / 1200;
    expect(await sampler?.at(-8, 13)).toBe(0);
    expect(await sampler?.at(-8 + 10.5 * step, 13 - 4.25 * step)).toBeCloseTo(19, 6);
    expect(await sampler?.at(-7, 12)).toBeCloseTo(3600, 9);
    expect(await sampler?.at(-8 + 600 * step, 13 - 600 * step)).toBeNaN();
    // Beside the hole the nearest point answers.
    expect(await sampler?.at(-8 + 600.6 * step, 13 - 600.6 * step)).toBe(1803);
    expect(await sampler?.at(-8.01, 12.5)).toBeUndefined();
  });

  it("of a GeoTIFF keep to its own grid", async () => {
    const relief = makeReliefTiff(50, 40, { ...place, step: 30 }, (c, r) => (c === 0 ? -9999 : 300 + c + r / 10));
    const open = await openRaster(fileOf("mnt.tif", relief));
    expect(open.about).toMatchObject({ kind: "relief", spacingM: 30 });
    const { projectionOf } = await import("#core/geometry/crs");
    const door = projectionOf("EPSG:32629");
    const at = (e: number, n: number) => open.sampler?.at(...door.toLonLat(e * 1000, n * 1000));
    // The middle of the pixel in column 10, row 5.
    expect(await at(600_000 + 10.5 * 30, 1_400_000 - 5.5 * 30)).toBeCloseTo(310.5, 3);
    expect(await at(600_000 + 11 * 30, 1_400_000 - 5.5 * 30)).toBeCloseTo(311, 3);
    expect(await at(600_010, 1_399_900)).toBeNaN();
    expect(await at(599_900, 1_399_900)).toBeUndefined();
    open.close();
  });

  it.each([
    ["raster.hgt-size", "N12W008.hgt", 2_884_801],
    ["raster.hgt-name", "village.hgt", 2_884_802],
    ["raster.unknown", "n'importe.bin", 500],
    ["raster.empty", "vide.hgt", 0],
  ])("are refused: %s for %s", async (code, name, bytes) => {
    expect(await refusalOf(fileOf(name, Buffer.alloc(bytes)))).toBe(code);
  });

  it("come out of a ZIP, and a ZIP without them is refused", async () => {
    const zip = zipSync({ "N12W008.hgt": makeHgt(() => 321) }, { level: 1 });
    const told = await surveyRaster(fileOf("t.hgt.zip", zip).path, "t.hgt.zip", folder, () => undefined);
    expect(told).toMatchObject({ format: "SRTM HGT", raster: { width: 1201, min: 321, max: 321, missing: 0 } });
    const bad = fileOf("bad.hgt.zip", zipSync({ "readme.txt": new Uint8Array(9), "N12W008.hgt": new Uint8Array(9) }));
    await expect(surveyRaster(bad.path, bad.name, folder, () => undefined)).rejects.toMatchObject({
      refusal: { code: "raster.zip-without-hgt" },
    });
  });

  const data = sharedPath("data/raster");
  it.skipIf(!data)("of real files are those others tell of (skipped where ../shared is absent)", async () => {
    const at = (name: string) => join(data ?? "", name);
    const zip = await surveyRaster(
      at("andorra-srtm-N42E001.hgt.zip"),
      "andorra-srtm-N42E001.hgt.zip",
      folder,
      () => undefined,
    );
    expect(zip).toMatchObject({ raster: { width: 1201, height: 1201, crs: "EPSG:4326", min: 349, max: 3100 } });
    const tif = await surveyRaster(
      at("swellendam-srtm-utm33s.tif"),
      "swellendam-srtm-utm33s.tif",
      folder,
      () => undefined,
    );
    expect(tif).toMatchObject({ raster: { width: 837, height: 661, crs: "EPSG:32733", min: 0, max: 1699 } });
  });
});

describe("hostile and damaged files", () => {
  it("a GeoTIFF cut anywhere is refused or read, never a bug", async () => {
    const whole = makeRgbTiff(64, 64, place, paint);
    for (let keep = 1; keep < whole.length; keep += Math.ceil(whole.length / 60)) {
      const file = fileOf("cut.tif", whole.subarray(0, keep));
      const work = readingRaster(file.name, async () => {
        const open = await openRaster(file);
        try {
          await open.tile?.(0, 0, 0);
        } finally {
          open.close();
        }
      });
      await work.catch((thrown: unknown) => expect(thrown).toBeInstanceOf(RefusalError));
    }
  });

  it("bytes changed at random in a GeoTIFF are refused or read", async () => {
    const whole = makeRgbTiff(16, 16, place, paint);
    let seed = 7;
    const next = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      return seed;
    };
    for (let n = 0; n < 120; n++) {
      const bytes = Buffer.from(whole);
      for (let k = 0; k < 3; k++) bytes[next() % 600] = next() & 255;
      const file = fileOf("changed.tif", bytes);
      const work = readingRaster(file.name, async () => {
        const open = await openRaster(file);
        try {
          await open.tile?.(0, 0, 0);
        } finally {
          open.close();
        }
      });
      await work.catch((thrown: unknown) => expect(thrown).toBeInstanceOf(RefusalError));
    }
  });

  it("a picture of a million pixels a side in one strip is refused before any is made", async () => {
    const bigger = makeRgbTiff(4, 4, place, paint);
    const view = new DataView(bigger.buffer, bigger.byteOffset);
    const big = view.getUint16(0) === 0x4d4d;
    const entries = view.getUint16(view.getUint32(4, !big), !big);
    for (let i = 0; i < entries; i++) {
      const entry = view.getUint32(4, !big) + 2 + 12 * i;
      const tag = view.getUint16(entry, !big);
      if (tag === 256 || tag === 257 || tag === 278) {
        view.setUint16(entry + 2, 4, !big);
        view.setUint32(entry + 8, 900_000, !big);
      }
    }
    expect(await refusalOf(fileOf("bomb.tif", bigger))).toBe("raster.too-large");
  });

  it("a block that unpacks to more than it may is refused", async () => {
    expect(() => unpackLzw(Uint8Array.of(0xff, 0xff, 0xff), 100)).toThrow(RangeError);
    const { getDecoder } = await import("geotiff");
    const decoder = await getDecoder(8, {
      tileWidth: 8,
      tileHeight: 8,
      predictor: 1,
      bitsPerSample: [8],
      planarConfiguration: 1,
    });
    const bomb = deflateSync(Buffer.alloc(80 * 1024 * 1024));
    expect(() => decoder.decodeBlock(bomb.buffer.slice(bomb.byteOffset, bomb.byteOffset + bomb.length))).toThrow();
  });
});
