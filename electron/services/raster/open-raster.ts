import type { RasterAbout } from "#core/bridge/raster";
import { type Affine, groundOfLevel, type Pyramid, type RasterLevel } from "#core/derived/raster/pyramid";
import { hgtSide } from "#core/formats/hgt";
import { pictureKind, pictureSize } from "#core/formats/picture-head";
import { readWorldFile } from "#core/formats/world-file";
import { mapCrs } from "#core/geometry/map-crs";
import { FileSlices } from "#services/raster/file-slices";
import { Mbtiles } from "#services/raster/mbtiles";
import { PmtilesFile } from "#services/raster/pmtiles-file";
import { rasterRefusal } from "#services/raster/raster-refusal";
import { openHgt, type Relief, ReliefSampler, tiffRelief } from "#services/raster/relief";
import { openTiff, type TiffFile } from "#services/raster/tiff-file";
import { TiffPicture } from "#services/raster/tiff-picture";

/** An outside picture or relief on this machine, and what its reader cannot find in the file. */
export interface RasterFile {
  readonly path: string;
  readonly name: string;
  /** CRS to take where the file names none. */
  readonly crs?: string;
  /** Text of the world file beside a picture. */
  readonly world?: string;
}

/** An outside file that is open. One of `tile` and `sampler` is there. */
export interface OpenRaster {
  /** As people know it. */
  readonly format: "MBTiles" | "PMTiles" | "GeoTIFF" | "PNG/JPEG" | "SRTM HGT";
  readonly about: RasterAbout;
  /** Bytes of a tile: packed, or red-green-blue-opacity for `tiff`; for `picture` the whole file. */
  readonly tile?: (level: number, column: number, row: number) => Promise<Uint8Array | undefined>;
  readonly relief?: Relief;
  readonly sampler?: ReliefSampler;
  close(): void;
}

/** A picture that is unpacked whole: more pixels than this take more memory than our users' machines have. */
const MOST_PICTURE_PIXELS = 64_000_000;
const MOST_PICTURE_BYTES = 60 * 1024 * 1024;
/** Pixels a side of the tiles a picture is cut in, in the window. */
const PICTURE_TILE = 512;
const METRES_A_DEGREE = 111_320;

/**
 * Opens a picture or relief, told by its content.
 *
 * @throws RefusalError `raster.*`; whatever else a damaged file makes its reader throw
 */
export async function openRaster(file: RasterFile): Promise<OpenRaster> {
  const slices = new FileSlices(file.path);
  let head: Uint8Array;
  let size: number;
  try {
    size = slices.size;
    if (size === 0) throw rasterRefusal("empty", file.name);
    head = slices.read({ offset: 0, length: 64 * 1024 });
  } finally {
    await slices.close();
  }
  const sign = String.fromCharCode(...head.subarray(0, 16));
  if (sign.startsWith("SQLite format 3")) return openMbtiles(file);
  if (sign.startsWith("PMTiles")) return openPmtiles(file);
  if (/^(II[*+]\0|MM\0[*+])/.test(sign)) return openAnyTiff(file);
  if (pictureKind(head)) return openPicture(file, head, size);
  if (hgtSide(size) || /\.hgt$/i.test(file.name)) return reliefOf(openHgt(file.path, file.name), file.name, "SRTM HGT");
  throw rasterRefusal("unknown", file.name);
}

function openMbtiles({ path, name }: RasterFile): OpenRaster {
  const tiles = new Mbtiles(path, name);
  return {
    format: "MBTiles",
    about: aboutWebTiles(name, tiles.pyramid, tiles.bounds ?? tiles.covered, tiles.attribution),
    tile: async (level, column, row) => tiles.tile(level, column, row),
    close: () => tiles.close(),
  };
}

async function openPmtiles({ path, name }: RasterFile): Promise<OpenRaster> {
  const tiles = await PmtilesFile.open(path, name);
  return {
    format: "PMTiles",
    about: aboutWebTiles(name, tiles.pyramid, tiles.bounds, tiles.attribution),
    tile: (level, column, row) => tiles.tile(level, column, row),
    close: () => tiles.close(),
  };
}

/** What a file of squares of the web map is. Both kinds of file give their tiles packed, and are one for the window. */
function aboutWebTiles(
  name: string,
  { crs, levels }: Pyramid,
  [west, south, east, north]: readonly [number, number, number, number],
  attribution: string | undefined,
): RasterAbout {
  const door = mapCrs(crs);
  return {
    kind: "mbtiles",
    name,
    crs,
    extent: [...(door?.fromLonLat(west, south) ?? [0, 0]), ...(door?.fromLonLat(east, north) ?? [0, 0])],
    levels: levels.map(plainLevel),
    ...(attribution ? { attribution } : {}),
  };
}

async function openAnyTiff({ path, name, crs }: RasterFile): Promise<OpenRaster> {
  const file = await openTiff(path, name, crs);
  try {
    return isBytes(file) ? await tiffPicture(file) : reliefOf(tiffRelief(file), name, "GeoTIFF");
  } catch (thrown) {
    file.close();
    throw thrown;
  }
}

/** Eight bits a sample are colours; anything longer, alone, is altitudes. */
function isBytes({ picture }: TiffFile): boolean {
  return picture.getBitsPerSample(0) === 8 || picture.getSamplesPerPixel() > 1;
}

async function tiffPicture(file: TiffFile): Promise<OpenRaster> {
  const picture = await TiffPicture.of(file);
  const { levels } = picture.pyramid;
  return {
    format: "GeoTIFF",
    about: {
      kind: "tiff",
      name: file.name,
      crs: file.crs,
      extent: [...groundOfLevel(levels[0] as RasterLevel)],
      levels: levels.map(plainLevel),
      ...(picture.lacksOverviews ? { lacksOverviews: true } : {}),
    },
    tile: async (level, column, row) => (await picture.tile(level, column, row)).rgba,
    close: () => file.close(),
  };
}

function openPicture({ path, name, crs, world }: RasterFile, head: Uint8Array, bytes: number): OpenRaster {
  const size = pictureSize(head);
  if (!size || size.width === 0 || size.height === 0) throw rasterRefusal("damaged", name, { what: "PNG, JPEG" });
  const { width, height } = size;
  if (width * height > MOST_PICTURE_PIXELS || bytes > MOST_PICTURE_BYTES)
    throw rasterRefusal("picture-too-large", name, { width, height });
  if (world === undefined) throw rasterRefusal("no-world-file", name);
  const affine = readWorldFile(world);
  if (!affine) throw rasterRefusal("bad-world-file", name);
  if (!crs || !mapCrs(crs)) throw rasterRefusal("no-crs", name);
  const levels: RasterLevel[] = [];
  for (let thinned = 1; thinned === 1 || Math.max(width, height) / thinned > PICTURE_TILE / 2; thinned *= 2) {
    const columns = Math.ceil(width / thinned);
    const rows = Math.ceil(height / thinned);
    levels.push({
      columns,
      rows,
      tileWidth: PICTURE_TILE,
      tileHeight: PICTURE_TILE,
      affine: scaled(affine, width / columns, height / rows),
    });
  }
  const whole = (): Uint8Array => {
    const slices = new FileSlices(path);
    try {
      return slices.read({ offset: 0, length: bytes });
    } finally {
      void slices.close();
    }
  };
  return {
    format: "PNG/JPEG",
    about: {
      kind: "picture",
      name,
      crs,
      extent: [...groundOfLevel(levels[0] as RasterLevel)],
      levels: levels.map(plainLevel),
    },
    tile: async () => whole(),
    close: () => undefined,
  };
}

function reliefOf(relief: Relief, name: string, format: OpenRaster["format"]): OpenRaster {
  const { columns, rows, affine, crs, source } = relief;
  const sampler = new ReliefSampler(relief);
  const perUnit = mapCrs(crs)?.unit === "degree" ? METRES_A_DEGREE : 1;
  return {
    format,
    about: {
      kind: "relief",
      name,
      crs,
      extent: [...groundOfLevel({ columns, rows, tileWidth: columns, tileHeight: rows, affine })],
      levels: [],
      spacingM: Math.hypot(affine[2], affine[5]) * perUnit,
      ...(source ? { source } : {}),
    },
    relief,
    sampler,
    close: () => relief.close(),
  };
}

function scaled([x0, xc, xr, y0, yc, yr]: Affine, across: number, down: number): Affine {
  return [x0, xc * across, xr * down, y0, yc * across, yr * down];
}

function plainLevel({ affine, ...level }: RasterLevel): RasterAbout["levels"][number] {
  return { ...level, affine: [...affine] };
}
