import type { Ground } from "#core/engines/layout/ground";
import { pathsInside } from "#core/engines/layout/ground";
import type { LayoutAxis } from "#core/engines/layout/layout-types";
import { RegionIndex } from "#core/engines/layout/region-index";
import type { NewStreet } from "#core/engines/layout/zone-streets";
import { bandAlong, type Region } from "#core/geometry/clip";
import { lengthM } from "#core/geometry/path";

/** Centrelines of the plan in project coordinates: kept streets inside the site, then the new ones. */
export function axesOf(ground: Ground, added: readonly NewStreet[]): LayoutAxis[] {
  const out: LayoutAxis[] = [];
  const shift = (path: readonly number[]): number[] =>
    path.map((value, i) => Math.round(value) + (ground.origin[i % 2] as number));
  for (const { street, widthMm, paths } of ground.kept) {
    for (const path of paths) {
      if (lengthM(path) < 1) continue;
      out.push({
        path: shift(path),
        rank: street.rank,
        widthM: widthMm / 1000,
        existing: street.id,
        ...(street.name ? { name: street.name } : {}),
      });
    }
  }
  void bandAlong;
  for (const { path, rank, widthMm, region } of added) {
    const rings: Region = region;
    for (const piece of pathsInside(path, new RegionIndex(rings), rings)) {
      for (const inSite of pathsInside(piece, ground.siteIndex, ground.site)) {
        if (lengthM(inSite) < 1) continue;
        out.push({ path: shift(inSite), rank, widthM: widthMm / 1000, existing: undefined });
      }
    }
  }
  return out;
}
