import type { Pyramid } from "#core/derived/raster/pyramid";
import { pictureSize } from "#core/formats/picture-head";
import { WEB_MERCATOR_HALF_M } from "#core/geometry/map-crs";

/** What MBTiles and PMTiles have in common: pictures of squares of the web map. */

/** Bytes a tile may hold; honest ones hold a few dozen thousand. */
export const MOST_TILE_BYTES = 8 * 1024 * 1024;
export const DEEPEST_ZOOM = 24;

/** Pixels a side of the tiles of a file, by the picture of one. */
export function webTileSide(tile: Uint8Array): 256 | 512 {
  return pictureSize(tile)?.width === 512 ? 512 : 256;
}

/** A zoom of the web map as a resolution; the whole Earth is its extent. */
export function webLevel(zoom: number, side: number): Pyramid["levels"][number] {
  const tiles = 2 ** zoom;
  const step = (2 * WEB_MERCATOR_HALF_M) / (tiles * side);
  return {
    columns: tiles * side,
    rows: tiles * side,
    tileWidth: side,
    tileHeight: side,
    affine: [-WEB_MERCATOR_HALF_M, step, 0, WEB_MERCATOR_HALF_M, 0, -step],
  };
}

/** Whom tiles are owed to, as plain text: files give it with links. */
export function plainAttribution(text: string | undefined): string | undefined {
  const plain = text
    ?.replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 200);
  return plain || undefined;
}
