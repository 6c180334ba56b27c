import { orient2d } from "robust-predicates";
import type { PolygonGeometry, Position, Ring } from "#core/geometry/geometry";

/**
 * Signed area of a ring, square millimetres; above 0 when it turns counter-clockwise.
 * Worked out from the ring's first vertex, so that UTM values of 10¹⁰ mm keep their last digits.
 */
export function signedAreaMm2(ring: Ring): number {
  const ox = ring[0] as number;
  const oy = ring[1] as number;
  let twice = 0;
  for (let i = 2; i + 3 < ring.length; i += 2) {
    const ax = (ring[i] as number) - ox;
    const ay = (ring[i + 1] as number) - oy;
    const bx = (ring[i + 2] as number) - ox;
    const by = (ring[i + 3] as number) - oy;
    twice += ax * by - bx * ay;
  }
  return twice / 2;
}

/** Plan area of a polygon (shell less holes), square metres in the project CRS. Not a ground area. */
export function planAreaM2(polygon: PolygonGeometry): number {
  let mm2 = 0;
  polygon.rings.forEach((ring, i) => {
    mm2 += (i === 0 ? 1 : -1) * Math.abs(signedAreaMm2(ring));
  });
  return mm2 / 1e6;
}

/** The same ring turned the other way; the first vertex stays first. */
export function reversed(ring: Ring): number[] {
  const out = [ring[0] as number, ring[1] as number];
  for (let i = ring.length - 2; i >= 2; i -= 2) out.push(ring[i] as number, ring[i + 1] as number);
  return out;
}

/** Rings turned as stored: shell counter-clockwise, holes clockwise. */
export function oriented(rings: readonly Ring[]): Ring[] {
  return rings.map((ring, i) => (signedAreaMm2(ring) > 0 === (i === 0) ? ring : reversed(ring)));
}

/** Where a position lies: 1 inside the ring, 0 on its boundary, -1 outside. Exact (adaptive predicates). */
export function sideOfRing(ring: ArrayLike<number>, x: number, y: number): 1 | 0 | -1 {
  let inside = false;
  const n = ring.length;
  for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
    const ax = ring[j] as number;
    const ay = ring[j + 1] as number;
    const bx = ring[i] as number;
    const by = ring[i + 1] as number;
    if (bx === x && by === y) return 0;
    if (ay > y === by > y) {
      if (ay === y && by === y && x >= Math.min(ax, bx) && x <= Math.max(ax, bx)) return 0;
      continue;
    }
    const side = orient2d(ax, ay, bx, by, x, y);
    if (side === 0) return 0;
    if (by > ay === side < 0) inside = !inside;
  }
  return inside ? 1 : -1;
}

/** Where a position lies against a polygon with holes: 1 inside, 0 on a boundary, -1 outside. */
export function sideOfPolygon(polygon: PolygonGeometry, x: number, y: number): 1 | 0 | -1 {
  const shell = sideOfRing(polygon.rings[0] as Ring, x, y);
  if (shell <= 0) return shell;
  for (let k = 1; k < polygon.rings.length; k++) {
    const hole = sideOfRing(polygon.rings[k] as Ring, x, y);
    if (hole === 0) return 0;
    if (hole > 0) return -1;
  }
  return 1;
}

/** Where the lines lie that are looked along for the roomiest place, from the foot of a shape to its top. */
const LINES = [0.5, 0.38, 0.62, 0.25, 0.75, 0.12, 0.88];

/**
 * A position well inside a polygon, for its label and for asking which face it lies in: the middle of the
 * longest inner run on a few horizontal lines. Not rounded to the millimetre.
 */
export function innerPosition(polygon: PolygonGeometry): Position {
  const shell = polygon.rings[0] as Ring;
  let best: Position = [shell[0] as number, shell[1] as number];
  let width = -1;
  for (const { from, to, y } of innerRuns(polygon)) {
    // The middle line is preferred unless another is clearly roomier.
    if (to - from <= width * 1.35) continue;
    width = to - from;
    best = [(from + to) / 2, y];
  }
  return best;
}

/** Positions inside a polygon, the roomiest first: where one lies on the edge of something, another may not. */
export function* innerPositions(polygon: PolygonGeometry): Generator<Position, void> {
  yield innerPosition(polygon);
  const runs = [...innerRuns(polygon)].sort((a, b) => b.to - b.from - (a.to - a.from));
  for (const share of [0.382, 0.618, 0.271, 0.729]) {
    for (const { from, to, y } of runs) yield [from + (to - from) * share, y];
  }
}

/** Runs of a few horizontal lines that lie inside a polygon, line by line from west to east. */
function* innerRuns(polygon: PolygonGeometry): Generator<{ from: number; to: number; y: number }, void> {
  let minY = Infinity;
  let maxY = -Infinity;
  const shell = polygon.rings[0] as Ring;
  for (let i = 1; i < shell.length; i += 2) {
    const y = shell[i] as number;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  const crossings: number[] = [];
  for (const share of LINES) {
    // Off the grid, so that no vertex lies on the line and each crossing is counted once.
    const y = minY + (maxY - minY) * share + 0.123456789e-1;
    crossings.length = 0;
    for (const ring of polygon.rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const ay = ring[j + 1] as number;
        const by = ring[i + 1] as number;
        if (ay > y === by > y) continue;
        const ax = ring[j] as number;
        crossings.push(ax + (((ring[i] as number) - ax) * (y - ay)) / (by - ay));
      }
    }
    if (crossings.length === 2 && (crossings[0] as number) > (crossings[1] as number)) crossings.reverse();
    else if (crossings.length > 2) crossings.sort((a, b) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      yield { from: crossings[k] as number, to: crossings[k + 1] as number, y };
    }
  }
}

/** Length of the boundary of a ring, millimetres. */
export function perimeterMm(ring: Ring): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    sum += Math.hypot((ring[i] as number) - (ring[j] as number), (ring[i + 1] as number) - (ring[j + 1] as number));
  }
  return sum;
}
