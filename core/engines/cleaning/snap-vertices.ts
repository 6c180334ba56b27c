import type { CleaningFinding, DirtySurface } from "#core/engines/cleaning/cleaning-types";
import { NodeTable } from "#core/geometry/node-table";

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
  const places = new NodeTable();
  const owners: number[][] = [];
  objects.forEach(({ parts }, object) => {
    for (const ring of parts.flat()) {
      for (let i = 0; i < ring.length; i += 2) {
        const place = places.add(ring[i] as number, ring[i + 1] as number);
        const own = owners[place];
        if (!own) owners[place] = [object];
        else if (own.at(-1) !== object) own.push(object);
      }
    }
  });

  const order = owners.map((_, place) => place);
  order.sort((a, b) => (owners[b] as number[]).length - (owners[a] as number[]).length || a - b);
  /** Cells of the tolerance's size, by their column and row, and the places kept in each. */
  const cells = new NodeTable(owners.length);
  const kept: number[][] = [];
  const target = new Int32Array(owners.length).fill(-1);
  const findings: CleaningFinding[] = [];
  for (const place of order) {
    const [x, y] = [places.x(place), places.y(place)];
    const [column, row] = [Math.floor(x / snapMm), Math.floor(y / snapMm)];
    const own = owners[place] as number[];
    let nearest = -1;
    let least = snapMm;
    for (let i = column - 1; i <= column + 1; i++) {
      for (let j = row - 1; j <= row + 1; j++) {
        const cell = cells.find(i, j);
        for (const other of cell < 0 ? [] : (kept[cell] as number[])) {
          const distance = Math.hypot(places.x(other) - x, places.y(other) - y);
          if (distance > least || own.some((object) => (owners[other] as number[]).includes(object))) continue;
          least = distance;
          nearest = other;
        }
      }
    }
    if (nearest < 0) {
      const cell = cells.add(column, row);
      const held = kept[cell];
      if (held) held.push(place);
      else kept[cell] = [place];
      continue;
    }
    target[place] = nearest;
    (owners[nearest] as number[]).push(...own);
    findings.push({ kind: "vertex-moved", at: [x, y], objects: own, distanceMm: least });
  }
  if (findings.length === 0) return { objects, findings };

  const moved = (ring: readonly number[]): readonly number[] => {
    const out: number[] = [];
    let changed = false;
    for (let i = 0; i < ring.length; i += 2) {
      const place = places.find(ring[i] as number, ring[i + 1] as number);
      const to = target[place] as number;
      if (to >= 0) changed = true;
      out.push(places.x(to < 0 ? place : to), places.y(to < 0 ? place : to));
    }
    return changed ? out : ring;
  };
  return { objects: objects.map(({ parts }) => ({ parts: parts.map((rings) => rings.map(moved)) })), findings };
}
