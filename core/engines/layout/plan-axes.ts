import type { Ground } from "#core/engines/layout/ground-types";
import type { LayoutAxis } from "#core/engines/layout/layout-types";
import { RegionIndex } from "#core/engines/layout/region-index";
import { pathsInside } from "#core/engines/layout/runs";
import type { NewStreet } from "#core/engines/layout/zone-types";
import { footOnSegment, lengthM } from "#core/geometry/path";

/** A centreline while the plan is made; local millimetres. */
interface Line {
  readonly path: number[];
  readonly widthMm: number;
  readonly axis: Omit<LayoutAxis, "path" | "widthM">;
}

/**
 * Centrelines of the plan in project coordinates: kept streets inside the site, then the new ones, whose ends are led on
 * to the centreline of the street they run into.
 *
 * @param streets ground of all streets
 */
export function axesOf(ground: Ground, added: readonly NewStreet[], streets: RegionIndex): LayoutAxis[] {
  const kept = ground.kept.flatMap(({ street, widthMm, paths }) =>
    paths
      .filter((path) => lengthM(path) >= 1)
      .map((path): Line => {
        const named = street.name ? { name: street.name } : {};
        return { path: [...path], widthMm, axis: { rank: street.rank, existing: street.id, ...named } };
      }),
  );
  const laid = added.flatMap(({ path, rank, widthMm, region }) =>
    pathsInside(path, new RegionIndex(region))
      .flatMap((piece) => pathsInside(piece, ground.siteIndex))
      .filter((inSite) => lengthM(inSite) >= 1)
      .map((inSite): Line => ({ path: [...inSite], widthMm, axis: { rank, existing: undefined } })),
  );
  const lines = [...kept, ...laid];
  for (const line of laid) leadOn(line, lines, streets);
  return lines.map(({ path, widthMm, axis }) => ({
    ...axis,
    path: path.map((value, i) => Math.round(value) + (ground.origin[i % 2] as number)),
    widthM: widthMm / 1000,
  }));
}

/** Farther than half of both streets and this, millimetres, an end leads to no other centreline. */
const SLACK_MM = 1500;

/** Leads both ends of a new centreline on to the one whose street they have come to: straight on, else by the shortest way. */
function leadOn({ path, widthMm }: Line, lines: readonly Line[], streets: RegionIndex): void {
  const others = lines.filter((line) => line.path !== path);
  const n = path.length;
  const end = wayOn(path.slice(n - 4, n), widthMm, others, streets);
  const start = wayOn([...path.slice(2, 4), ...path.slice(0, 2)], widthMm, others, streets);
  if (end) path.push(...end);
  if (start) path.unshift(...start);
}

/** Where the end of a segment is led on to; `undefined` when it is on another centreline, or comes to none. */
function wayOn(
  [ax, ay, bx, by]: readonly number[],
  ownMm: number,
  others: readonly Line[],
  streets: RegionIndex,
): [x: number, y: number] | undefined {
  const at = [bx as number, by as number] as const;
  const [dx, dy] = [at[0] - (ax as number), at[1] - (ay as number)];
  const length = Math.hypot(dx, dy) || 1;
  const ahead: (readonly [farMm: number, x: number, y: number])[] = [];
  const beside: (readonly [farMm: number, x: number, y: number])[] = [];
  for (const { path, widthMm } of others) {
    for (let i = 0; i + 3 < path.length; i += 2) {
      const segment = path.slice(i, i + 4) as [number, number, number, number];
      const foot = footOnSegment(...segment, ...at);
      if (foot.distanceMm <= 1) return undefined;
      if (foot.distanceMm <= (ownMm + widthMm) / 2 + SLACK_MM) beside.push([foot.distanceMm, ...foot.at]);
      const onwardMm = crossingAhead(at, [dx / length, dy / length], segment);
      if (onwardMm === undefined || onwardMm > widthMm + SLACK_MM) continue;
      ahead.push([onwardMm, at[0] + (dx / length) * onwardMm, at[1] + (dy / length) * onwardMm]);
    }
  }
  for (const ways of [ahead, beside]) {
    const [nearest] = ways.sort((a, b) => a[0] - b[0]);
    if (!nearest) continue;
    const [, x, y] = nearest;
    const open = [0.25, 0.5, 0.75].every((t) => streets.contains(at[0] + (x - at[0]) * t, at[1] + (y - at[1]) * t));
    if (open) return [Math.round(x), Math.round(y)];
  }
  return undefined;
}

/** How far ahead a way crosses a segment, millimetres; `undefined` where it does not. */
function crossingAhead(
  [x, y]: readonly [number, number],
  [ux, uy]: readonly [number, number],
  [cx, cy, dx, dy]: readonly [number, number, number, number],
): number | undefined {
  const cross = ux * (dy - cy) - uy * (dx - cx);
  if (Math.abs(cross) < 1e-6) return undefined;
  const farMm = ((cx - x) * (dy - cy) - (cy - y) * (dx - cx)) / cross;
  const share = ((cx - x) * uy - (cy - y) * ux) / cross;
  return farMm >= 0 && share >= 0 && share <= 1 ? farMm : undefined;
}
