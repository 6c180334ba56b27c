import type { Position, Ring } from "#core/geometry/geometry";

/** A side that goes on within this (sine, about half a degree) has no corner: a neighbour's corner lies there. */
const STRAIGHT = 0.01;

/** Vertices of a ring where it turns, clockwise from the northernmost; of several, the westernmost. */
export function cornersOf(ring: Ring): Position[] {
  const n = ring.length;
  const corners: Position[] = [];
  for (let i = n - 2; i >= 0; i -= 2) {
    const [px, py] = [ring[(i + n - 2) % n] as number, ring[(i + n - 1) % n] as number];
    const [x, y] = [ring[i] as number, ring[i + 1] as number];
    const [qx, qy] = [ring[(i + 2) % n] as number, ring[(i + 3) % n] as number];
    const [ux, uy, vx, vy] = [x - px, y - py, qx - x, qy - y];
    const turn = Math.abs(ux * vy - uy * vx);
    const goesBack = ux * vx + uy * vy < 0;
    if (turn > STRAIGHT * Math.hypot(ux, uy) * Math.hypot(vx, vy) || goesBack) corners.push([x, y]);
  }
  const north = corners.reduce((best, [x, y], i) => {
    const [bx, by] = corners[best] as Position;
    return y > by || (y === by && x < bx) ? i : best;
  }, 0);
  return [...corners.slice(north), ...corners.slice(0, north)];
}
