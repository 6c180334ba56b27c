import { GeoTIFF, type GeoTIFFImage } from "geotiff";
import type { Affine } from "#core/derived/raster/pyramid";
import { mapCrs } from "#core/geometry/map-crs";
import { FileSlices } from "#services/raster/file-slices";
import { rasterRefusal } from "#services/raster/raster-refusal";
import { MOST_BLOCK_BYTES } from "#services/raster/tiff-decoders";

/** A GeoTIFF that is open: its picture, the coarser copies of it and the masks it brings, and where it lies. */
export interface TiffFile {
  readonly name: string;
  readonly picture: GeoTIFFImage;
  /** Coarser copies, the finest first. */
  readonly overviews: readonly GeoTIFFImage[];
  /** Masks of the picture and of its copies, by their width. */
  readonly masks: ReadonlyMap<number, GeoTIFFImage>;
  readonly affine: Affine;
  /** `EPSG:32629` */
  readonly crs: string;
  readonly nodata: number | undefined;
  close(): void;
}

/** More directories than this no honest file has. */
const MOST_IMAGES = 64;
const MOST_PIXELS_A_SIDE = 1_000_000;

/** Ways of packing that are read, by their TIFF number. */
const PACKINGS: ReadonlySet<number> = new Set([1, 5, 7, 8, 32773, 32946]);

/**
 * Opens a GeoTIFF without reading its pixels.
 *
 * @param crs the CRS to take where the file names none
 * @throws RefusalError `raster.no-place`, `raster.no-crs`, `raster.unknown-crs`, `raster.packing`, `raster.too-large`
 */
export async function openTiff(path: string, name: string, crs?: string): Promise<TiffFile> {
  const slices = new FileSlices(path);
  try {
    const tiff = await GeoTIFF.fromSource(slices as unknown as Parameters<typeof GeoTIFF.fromSource>[0]);
    const picture = await tiff.getImage(0);
    check(picture, name);
    const overviews: GeoTIFFImage[] = [];
    const masks = new Map<number, GeoTIFFImage>();
    for (let i = 1; i < MOST_IMAGES; i++) {
      const image = await imageOrNone(tiff, i);
      if (!image) break;
      const kind = Number(image.fileDirectory.getValue("NewSubfileType") ?? 0);
      if (kind & 4) masks.set(image.getWidth(), image);
      else if (kind & 1) overviews.push(image);
      else continue;
      check(image, name);
    }
    const first = Number(picture.fileDirectory.getValue("NewSubfileType") ?? 0);
    if (first & 4) throw rasterRefusal("damaged", name, { what: "mask without picture" });
    overviews.sort((a, b) => b.getWidth() - a.getWidth());
    return {
      name,
      picture,
      overviews: overviews.filter((image) => image.getWidth() < picture.getWidth()),
      masks,
      affine: affineOf(picture, name),
      crs: crsOf(picture, name, crs),
      nodata: picture.getGDALNoData() ?? undefined,
      close: () => void slices.close(),
    };
  } catch (thrown) {
    await slices.close();
    throw thrown;
  }
}

async function imageOrNone(tiff: GeoTIFF, index: number): Promise<GeoTIFFImage | undefined> {
  try {
    return await tiff.getImage(index);
  } catch (thrown) {
    if ((thrown as Error).constructor.name === "GeoTIFFImageIndexError" || /image at index/i.test(String(thrown)))
      return undefined;
    throw thrown;
  }
}

function check(image: GeoTIFFImage, name: string): void {
  const [width, height] = [image.getWidth(), image.getHeight()];
  if (!(width > 0 && height > 0)) throw rasterRefusal("damaged", name, { what: `${width} × ${height}` });
  if (width > MOST_PIXELS_A_SIDE || height > MOST_PIXELS_A_SIDE)
    throw rasterRefusal("too-large", name, { width, height });
  const packing = Number(image.fileDirectory.getValue("Compression") ?? 1);
  if (!PACKINGS.has(packing)) throw rasterRefusal("packing", name, { packing });
  const blockHeight = Math.min(image.getTileHeight(), image.isTiled ? Infinity : height);
  const block = image.getTileWidth() * blockHeight * image.getBytesPerPixel();
  if (!(block > 0 && block <= MOST_BLOCK_BYTES)) throw rasterRefusal("too-large", name, { width, height });
}

function affineOf(image: GeoTIFFImage, name: string): Affine {
  const directory = image.fileDirectory;
  const matrix = directory.getValue("ModelTransformation") as ArrayLike<number> | undefined;
  const tie = directory.getValue("ModelTiepoint") as ArrayLike<number> | undefined;
  const scale = directory.getValue("ModelPixelScale") as ArrayLike<number> | undefined;
  let affine: number[];
  if (tie && scale && tie.length >= 6 && scale.length >= 2) {
    const [i, j, , x, y] = Array.from(tie, Number) as [number, number, number, number, number, number];
    const [dx, dy] = Array.from(scale, Number) as [number, number];
    affine = [x - i * dx, dx, 0, y + j * dy, 0, -dy];
  } else if (matrix && matrix.length >= 16) {
    const m = Array.from(matrix, Number);
    affine = [m[3] as number, m[0] as number, m[1] as number, m[7] as number, m[4] as number, m[5] as number];
  } else throw rasterRefusal("no-place", name);
  let [x0, xc, xr, y0, yc, yr] = affine as [number, number, number, number, number, number];
  if (!affine.every(Number.isFinite) || !(Math.abs(xc * yr - xr * yc) > 0)) throw rasterRefusal("no-place", name);
  // The place given is that of the first pixel's middle (GTRasterTypeGeoKey 2), not of its corner.
  if (!image.pixelIsArea()) {
    x0 -= (xc + xr) / 2;
    y0 -= (yc + yr) / 2;
  }
  return [x0, xc, xr, y0, yc, yr];
}

const USER_DEFINED = 32_767;

function crsOf(image: GeoTIFFImage, name: string, asked: string | undefined): string {
  const keys = image.getGeoKeys() ?? {};
  const projected = Number(keys["ProjectedCSTypeGeoKey"] ?? 0);
  const geographic = Number(keys["GeographicTypeGeoKey"] ?? 0);
  const isProjected = Number(keys["GTModelTypeGeoKey"] ?? 0) === 1 || projected > 0;
  const epsg = isProjected ? projected : geographic;
  if (epsg === 0 || epsg === USER_DEFINED) {
    if (asked) return asked;
    throw rasterRefusal("no-crs", name);
  }
  const known = mapCrs(`EPSG:${epsg}`);
  if (!known) throw rasterRefusal("unknown-crs", name, { crs: `EPSG:${epsg}` });
  return known.code;
}
