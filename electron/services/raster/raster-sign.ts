import { extname } from "node:path";
import { knownFormatOf } from "#core/formats/known-formats";
import { FileSlices } from "#services/raster/file-slices";

/** Whether a file is a picture or a relief, by its first bytes and its name. */
export function isRaster(path: string, name: string): boolean {
  if (/\.hgt$/i.test(name)) return true;
  if (/\.mbtiles$/i.test(name)) return true;
  const slices = new FileSlices(path);
  try {
    if (slices.size === 0) return false;
    const bytes = slices.read({ offset: 0, length: 65_536 });
    const format = knownFormatOf({ bytes, text: bytes.toString("latin1"), extension: extname(name).toLowerCase() });
    return (
      format === "GeoTIFF" ||
      format === "PMTiles" ||
      (format === "ZIP" && /\.hgt\.zip$/i.test(name)) ||
      (format === "ZIP" && holdsHgt(bytes))
    );
  } finally {
    void slices.close();
  }
}

function holdsHgt(bytes: Buffer): boolean {
  return /\.hgt/i.test(bytes.subarray(30, 300).toString("latin1"));
}
