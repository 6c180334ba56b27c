import { basename } from "node:path";
import { type ReliefGrid, reliefGridOf, reliefPlaces } from "#core/derived/relief-grid";
import { emptyBox, growBox } from "#core/geometry/box";
import type { Ring } from "#core/geometry/geometry";
import { mapCrs } from "#core/geometry/map-crs";
import { RefusalError, refuse } from "#core/model/refusal";
import { openRaster } from "#services/raster/open-raster";
import { readingRaster } from "#services/raster/raster-refusal";
import { inputPath } from "#shells/cli/paths";

/**
 * Altitudes over a site from a file of altitudes (GeoTIFF, SRTM tile).
 *
 * @param crs of the site
 * @throws RefusalError `raster.*`; `cli.no-altitude` when the file has none for most of the site
 */
export async function siteRelief(path: string, site: readonly Ring[], crs: string): Promise<ReliefGrid> {
  const door = mapCrs(crs);
  if (!door) throw new RangeError(`unknown CRS ${crs}`);
  const at = reliefPlaces(growBox(emptyBox(), site[0] ?? []));
  const name = basename(path);
  const open = await readingRaster(path, () => openRaster({ path: inputPath(path), name }));
  try {
    const altitudes: number[] = [];
    for (let i = 0; i < at.places.length; i += 2) {
      const place = door.toLonLat((at.places[i] as number) / 1000, (at.places[i + 1] as number) / 1000);
      const altitude = await readingRaster(path, async () => open.sampler?.at(...place));
      altitudes.push(altitude ?? Number.NaN);
    }
    const relief = reliefGridOf(at, altitudes);
    if (!relief) throw new RefusalError(refuse("cli.no-altitude", { file: path }));
    return relief;
  } finally {
    open.close();
  }
}
