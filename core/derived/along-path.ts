import { boxesMeet, boxOf, emptyBox, growBox } from "#core/geometry/box";
import type { Path, PolygonGeometry } from "#core/geometry/geometry";
import { crossingShares } from "#core/geometry/path";
import { sideOfPolygon } from "#core/geometry/ring";

/** A surface with its id. */
interface Surface {
  readonly id: string;
  readonly geometry: PolygonGeometry;
}

/**
 * The surfaces a drawn path runs through, in the order it enters them; each once.
 *
 * @param path flat, millimetres
 */
export function surfacesAlong(path: Path, surfaces: Iterable<Surface>): string[] {
  const entered: { id: string; at: number }[] = [];
  const box = growBox(emptyBox(), path);
  for (const { id, geometry } of surfaces) {
    const at = boxesMeet(box, boxOf(geometry)) ? entry(path, geometry) : undefined;
    if (at !== undefined) entered.push({ id, at });
  }
  return entered.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
}

/** How far along a path (vertices passed, and the share of the next step) a surface is entered. */
function entry(path: Path, polygon: PolygonGeometry): number | undefined {
  if (path.length >= 2 && sideOfPolygon(polygon, path[0] as number, path[1] as number) > 0) return 0;
  for (let i = 0; i + 3 < path.length; i += 2) {
    const [ax, ay, bx, by] = path.slice(i, i + 4) as [number, number, number, number];
    // Inside lies between a crossing and the next one.
    const crossings = crossingShares(ax, ay, bx, by, polygon.rings).sort((p, q) => p - q);
    for (let c = 0; c < crossings.length; c++) {
      const from = crossings[c] as number;
      const middle = (from + (crossings[c + 1] ?? 1)) / 2;
      if (sideOfPolygon(polygon, ax + (bx - ax) * middle, ay + (by - ay) * middle) > 0) return i / 2 + from;
    }
  }
  return undefined;
}
