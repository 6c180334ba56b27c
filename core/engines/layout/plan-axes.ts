import type { Ground } from "#core/engines/layout/ground";
import type { LayoutAxis } from "#core/engines/layout/layout-types";
import { RegionIndex } from "#core/engines/layout/region-index";
import { pathsInside } from "#core/engines/layout/runs";
import type { NewStreet } from "#core/engines/layout/zone-streets";
import type { Region } from "#core/geometry/clip";
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
  for (const { path, rank, widthMm, region } of added) {
    const rings: Region = region;
    for (const piece of pathsInside(path, new RegionIndex(rings), rings)) {
      for (const inSite of pathsInside(piece, ground.siteIndex, ground.site)) {
        if (lengthM(inSite) < 1) continue;
        ledToKept(inSite as number[], ground);
        out.push({ path: shift(inSite), rank, widthM: widthMm / 1000, existing: undefined });
      }
    }
  }
  return out;
}

/** Leads both ends of a new centreline on to the kept one whose right-of-way it runs into. */
function ledToKept(path: number[], ground: Ground): void {
  const n = path.length;
  const lead = (ax: number, ay: number, bx: number, by: number): [number, number] | undefined => {
    const length = Math.hypot(bx - ax, by - ay) || 1;
    const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
    let best: [number, number] | undefined;
    let nearest = Infinity;
    for (const { paths, widthMm } of ground.kept) {
      for (const kept of paths) {
        for (let i = 0; i + 3 < kept.length; i += 2) {
          const [cx, cy, dx, dy] = kept.slice(i, i + 4) as [number, number, number, number];
          const cross = ux * (dy - cy) - uy * (dx - cx);
          if (Math.abs(cross) < 1e-6) continue;
          const t = ((cx - bx) * (dy - cy) - (cy - by) * (dx - cx)) / cross;
          const k = ((cx - bx) * uy - (cy - by) * ux) / cross;
          if (t < 0 || t > widthMm || k < 0 || k > 1 || t >= nearest) continue;
          nearest = t;
          best = [Math.round(bx + ux * t), Math.round(by + uy * t)];
        }
      }
    }
    return best;
  };
  const end = lead(path[n - 4] as number, path[n - 3] as number, path[n - 2] as number, path[n - 1] as number);
  const start = lead(path[2] as number, path[3] as number, path[0] as number, path[1] as number);
  if (end) path.push(...end);
  if (start) path.unshift(...start);
}
