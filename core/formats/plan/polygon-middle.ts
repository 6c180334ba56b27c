import type { PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { innerPosition, sideOfPolygon } from "#core/geometry/ring";

/** The centroid of a polygon's shell where it lies inside the polygon, else another inner position. Millimetres, not rounded. */
export function centroidInside(polygon: PolygonGeometry): Position {
  const ring = polygon.rings[0] as Ring;
  const ox = ring[0] as number;
  const oy = ring[1] as number;
  let twice = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const ax = (ring[j] as number) - ox;
    const ay = (ring[j + 1] as number) - oy;
    const bx = (ring[i] as number) - ox;
    const by = (ring[i + 1] as number) - oy;
    const cross = ax * by - bx * ay;
    twice += cross;
    sumX += (ax + bx) * cross;
    sumY += (ay + by) * cross;
  }
  const x = ox + sumX / (3 * twice);
  const y = oy + sumY / (3 * twice);
  return Number.isFinite(x) && sideOfPolygon(polygon, x, y) > 0 ? [x, y] : innerPosition(polygon);
}
