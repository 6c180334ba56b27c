import type { CleaningFinding, DirtySurface } from "#core/engines/cleaning/cleaning-types";
import { placesOf } from "#core/engines/cleaning/places";
import { NodeTable } from "#core/geometry/node-table";
import { NumberLists } from "#core/geometry/number-lists";

/**
 * Draws vertices of different objects that lie within the tolerance onto one place: the one that most objects share
 * already. Two vertices of the same object never become one, so no detail of an object is lost.
 *
 * @param snapMm tolerance, millimetres; 0 or less changes nothing
 * @returns objects with rings of the same length, some vertices moved; a finding for each place that moved
 */
export function snapVertices(
  objects: readonly DirtySurface[],
  snapMm: number,
): { objects: readonly DirtySurface[]; findings: CleaningFinding[] } {
  if (snapMm <= 0) return { objects, findings: [] };
  const { places, owners } = placesOf(objects);
  const order = Int32Array.from({ length: places.count }, (_, place) => place);
  order.sort((a, b) => owners.sizeOf(b) - owners.sizeOf(a) || a - b);
  /** Cells of the tolerance's size, by their column and row, and the places kept in each. */
  const cells = new NodeTable(places.count);
  const kept = new NumberLists(places.count);
  const target = new Int32Array(places.count).fill(-1);
  const findings: CleaningFinding[] = [];
  for (const place of order) {
    const [x, y] = [places.x(place), places.y(place)];
    const [column, row] = [Math.floor(x / snapMm), Math.floor(y / snapMm)];
    let nearest = -1;
    let least = snapMm;
    for (let i = column - 1; i <= column + 1; i++) {
      for (let j = row - 1; j <= row + 1; j++) {
        const cell = cells.find(i, j);
        for (let link = cell < 0 ? -1 : kept.firstLink(cell); link >= 0; link = kept.nextLink(link)) {
          const other = kept.valueAt(link);
          const distance = Math.hypot(places.x(other) - x, places.y(other) - y);
          if (distance > least || owners.meet(place, other)) continue;
          least = distance;
          nearest = other;
        }
      }
    }
    if (nearest < 0) {
      kept.push(cells.add(column, row), place);
      continue;
    }
    target[place] = nearest;
    const own = owners.of(place);
    for (const object of own) owners.push(nearest, object);
    findings.push({ kind: "vertex-moved", at: [x, y], objects: own, distanceMm: least });
  }
  if (findings.length === 0) return { objects, findings };

  const moved = (ring: readonly number[]): readonly number[] => {
    let out: number[] | undefined;
    for (let i = 0; i < ring.length; i += 2) {
      const to = target[places.find(ring[i] as number, ring[i + 1] as number)] as number;
      if (to < 0) continue;
      out ??= ring.slice();
      out[i] = places.x(to);
      out[i + 1] = places.y(to);
    }
    return out ?? ring;
  };
  return { objects: objects.map(({ parts }) => ({ parts: parts.map((rings) => rings.map(moved)) })), findings };
}
