import { EdgeSet } from "#core/geometry/edge-set";
import type { Ring } from "#core/geometry/geometry";
import { oriented } from "#core/geometry/ring";

/** A lot, by its shell and holes. */
export interface FrontedLot {
  readonly id: string;
  readonly rings: readonly Ring[];
}

/**
 * The sides lots share with streets, vertex for vertex.
 *
 * @param streets rings of each street
 * @returns by lot: segments, four numbers each; lots without a front are left out
 */
export function streetFronts(
  streets: Iterable<readonly Ring[]>,
  lots: Iterable<FrontedLot>,
): ReadonlyMap<string, readonly number[]> {
  const edges = new EdgeSet();
  for (const rings of streets) eachEdge(rings, (ax, ay, bx, by) => edges.add(ax, ay, bx, by));
  const fronts = new Map<string, number[]>();
  for (const { id, rings } of lots) {
    const own: number[] = [];
    eachEdge(rings, (ax, ay, bx, by) => {
      if (edges.has(bx, by, ax, ay)) own.push(ax, ay, bx, by);
    });
    if (own.length > 0) fronts.set(id, own);
  }
  return fronts;
}

function eachEdge(rings: readonly Ring[], visit: (ax: number, ay: number, bx: number, by: number) => void): void {
  for (const ring of oriented(rings)) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      visit(ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number);
    }
  }
}
