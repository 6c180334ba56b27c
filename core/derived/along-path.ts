import { boxesMeet, boxOf, emptyBox, growBox } from "#core/geometry/box";
import type { Path, PolygonGeometry } from "#core/geometry/geometry";
import { crossingShare } from "#core/geometry/path";
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
  let least: number | undefined;
  for (let i = 0; i + 3 < path.length; i += 2) {
    const [ax, ay, bx, by] = path.slice(i, i + 4) as [number, number, number, number];
    // Where the step crosses edges; inside lies between a crossing and the next one.
    const crossings: number[] = [];
    for (const ring of polygon.rings) {
      for (let k = 0, j = ring.length - 2; k < ring.length; j = k, k += 2) {
        const share = crossingShare(
          ax,
          ay,
          bx,
          by,
          ring[j] as number,
          ring[j + 1] as number,
          ring[k] as number,
          ring[k + 1] as number,
        );
        if (share !== undefined) crossings.push(share);
      }
    }
    crossings.sort((a, b) => a - b);
    for (let c = 0; c < crossings.length; c++) {
      const from = crossings[c] as number;
      const middle = (from + (crossings[c + 1] ?? 1)) / 2;
      if (sideOfPolygon(polygon, ax + (bx - ax) * middle, ay + (by - ay) * middle) <= 0) continue;
      least = i / 2 + from;
      break;
    }
    if (least !== undefined) return least;
  }
  return undefined;
}
