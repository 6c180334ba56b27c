import type { Path, PolygonGeometry } from "#core/geometry/geometry";
import { sideOfPolygon } from "#core/geometry/ring";

/** Length of a path inside a polygon, metres in the plan; what runs along the boundary counts as inside. */
export function lengthInsideM(path: Path, polygon: PolygonGeometry): number {
  let mm = 0;
  for (let i = 2; i + 1 < path.length; i += 2) {
    const ax = path[i - 2] as number;
    const ay = path[i - 1] as number;
    const ux = (path[i] as number) - ax;
    const uy = (path[i + 1] as number) - ay;
    const [minX, maxX, minY, maxY] = [
      Math.min(ax, ax + ux),
      Math.max(ax, ax + ux),
      Math.min(ay, ay + uy),
      Math.max(ay, ay + uy),
    ];
    const shares = [0, 1];
    for (const ring of polygon.rings) {
      for (let k = 0, j = ring.length - 2; k < ring.length; j = k, k += 2) {
        const cx = ring[j] as number;
        const cy = ring[j + 1] as number;
        const dx = ring[k] as number;
        const dy = ring[k + 1] as number;
        if ((cx > maxX && dx > maxX) || (cx < minX && dx < minX)) continue;
        if ((cy > maxY && dy > maxY) || (cy < minY && dy < minY)) continue;
        const vx = dx - cx;
        const vy = dy - cy;
        const turn = ux * vy - uy * vx;
        if (turn === 0) continue;
        const share = ((cx - ax) * vy - (cy - ay) * vx) / turn;
        const there = ((cx - ax) * uy - (cy - ay) * ux) / turn;
        if (share > 0 && share < 1 && there >= 0 && there <= 1) shares.push(share);
      }
    }
    if (shares.length > 2) shares.sort((a, b) => a - b);
    const length = Math.hypot(ux, uy);
    for (let s = 1; s < shares.length; s++) {
      const [from, to] = [shares[s - 1] as number, shares[s] as number];
      const middle = (from + to) / 2;
      if (sideOfPolygon(polygon, ax + ux * middle, ay + uy * middle) >= 0) mm += (to - from) * length;
    }
  }
  return mm / 1000;
}
