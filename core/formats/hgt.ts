/** An SRTM tile (`N12W008.hgt`): one degree by one degree of altitudes, 16-bit, the high byte first, void -32768. */
export interface HgtTile {
  /** Points a side: 1201 (3″, about 90 m) or 3601 (1″, about 30 m); both edges belong to the tile. */
  readonly side: number;
  /** Its lower left point, degrees. */
  readonly west: number;
  readonly south: number;
}

/** Altitude that stands for none. */
export const HGT_VOID = -32768;

/** Where a tile lies, by its file's name (`N12W008.hgt`, also `N12W008.SRTMGL1.hgt`). */
export function hgtCorner(name: string): { readonly west: number; readonly south: number } | undefined {
  const [, ns, lat, ew, lon] = /(?:^|[^a-z0-9])([NS])(\d{2})([EW])(\d{3})(?!\d)/i.exec(name) ?? [];
  if (!ns || !ew) return undefined;
  const south = Number(lat) * (ns.toUpperCase() === "S" ? -1 : 1);
  const west = Number(lon) * (ew.toUpperCase() === "W" ? -1 : 1);
  return south >= -90 && south < 90 && west >= -180 && west < 180 ? { west, south } : undefined;
}

/** Points a side of a tile of so many bytes; `undefined` when no tile is so long. */
export function hgtSide(bytes: number): number | undefined {
  return [1201, 3601].find((side) => 2 * side * side === bytes);
}
