import type { Bridge } from "#core/bridge/bridge";
import type { CrsWords } from "#core/bridge/outside";
import { projectedCrs } from "#core/geometry/crs";
import { lookUpCrsWith } from "#core/geometry/crs-transform";

/** The CRS this window has been told of by the main side, which has the whole EPSG list. */
const known = new Map<string, CrsWords>();
lookUpCrsWith((code) => known.get(code)?.definition);

/** Learns CRS of the EPSG list: from now on their positions can be turned here too. */
export function learnCrs(entries: readonly CrsWords[]): void {
  for (const entry of entries) known.set(entry.code, entry);
}

/** CRS of the EPSG list by code or by words of their name, Mali's first. */
export async function searchCrs(bridge: Bridge, words: string): Promise<readonly CrsWords[]> {
  const { value } = await bridge.call("crs.search", { words });
  learnCrs(value.found);
  return value.found;
}

/** A CRS as people call it: its name in the list, or the one its WKT begins with. */
export function crsName(crs: string): string {
  const name = known.get(crs)?.name ?? projectedCrs(crs)?.name;
  if (name) return `${name} (${crs})`;
  return /^\s*\w+\s*\[\s*"([^"]+)"/.exec(crs)?.[1] ?? crs;
}

/** How exact the way from a CRS to WGS 84 is, metres; `undefined` where it is exact or nobody knows. */
export function accuracyOf(crs: string): number | undefined {
  return known.get(crs)?.accuracyM || undefined;
}
