import type { Pad } from "#core/engines/layout/ground-types";
import { PolygonFinder } from "#core/engines/layout/polygon-finder";
import type { RegionIndex } from "#core/engines/layout/region-index";
import { intersectionOf } from "#core/geometry/clip";
import type { Ring } from "#core/geometry/geometry";

/** Corners sharper or blunter than this, radians, are left as they are. */
const SHARPEST = (50 * Math.PI) / 180;
const BLUNTEST = (135 * Math.PI) / 180;
/** The sides of a corner are at least this many times as long as what is cut from them. */
const LEAST_SIDE = 2.5;
/** A corner is cut from so far out in the street that rounding leaves nothing of it, millimetres. */
const OUT_MM = 50;

/**
 * The pans coupés of land between streets: a triangle of street at every corner that two streets meet at, except where
 * a house stands there.
 *
 * @param land surfaces between streets, shell counter-clockwise, local millimetres
 * @param cutMm length of the cut side
 */
export function cutCorners(land: readonly Ring[], streets: RegionIndex, pads: readonly Pad[], cutMm: number): Ring[] {
  if (cutMm <= 0) return [];
  const houses = new PolygonFinder(pads.map(({ ring }) => [ring]));
  const out: Ring[] = [];
  for (const ring of land) {
    const n = ring.length;
    for (let i = 0; i < n; i += 2) {
      const corner = cornerAt(ring, (i + n - 2) % n, i, (i + 2) % n, streets, cutMm);
      if (!corner) continue;
      const near = houses.near(corner.minX, corner.minY, corner.maxX, corner.maxY);
      if (near.every((p) => intersectionOf([(pads[p] as Pad).ring], [corner.ring]).length === 0)) out.push(corner.ring);
    }
  }
  return out;
}

interface Corner {
  readonly ring: number[];
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

function cornerAt(
  ring: Ring,
  before: number,
  at: number,
  after: number,
  streets: RegionIndex,
  cutMm: number,
): Corner | undefined {
  const [x, y] = [ring[at] as number, ring[at + 1] as number];
  const [ax, ay] = [(ring[before] as number) - x, (ring[before + 1] as number) - y];
  const [bx, by] = [(ring[after] as number) - x, (ring[after + 1] as number) - y];
  const [a, b] = [Math.hypot(ax, ay), Math.hypot(bx, by)];
  // The land lies on the left: a corner of it turns left.
  if (ax * by - ay * bx >= 0) return undefined;
  const angle = Math.acos(Math.max(-1, Math.min(1, (ax * bx + ay * by) / (a * b))));
  if (angle < SHARPEST || angle > BLUNTEST) return undefined;
  const leg = cutMm / (2 * Math.sin(angle / 2));
  if (Math.min(a, b) < LEAST_SIDE * leg) return undefined;
  const beside = (share: number, dx: number, dy: number, length: number, side: 1 | -1): boolean => {
    const [ux, uy] = [dx / length, dy / length];
    return streets.contains(x + ux * share - side * uy * 300, y + uy * share + side * ux * 300);
  };
  if (!beside(leg, ax, ay, a, 1) || !beside(leg, bx, by, b, -1)) return undefined;
  const [mx, my] = [ax / a + bx / b, ay / a + by / b];
  const m = Math.hypot(mx, my) || 1;
  const points = [
    x + (ax / a) * leg,
    y + (ay / a) * leg,
    x - (mx / m) * OUT_MM,
    y - (my / m) * OUT_MM,
    x + (bx / b) * leg,
    y + (by / b) * leg,
  ].map(Math.round);
  const xs = points.filter((_, i) => i % 2 === 0);
  const ys = points.filter((_, i) => i % 2 === 1);
  return {
    ring: points,
    minX: Math.min(...xs),
    minY: Math.min(...ys),
    maxX: Math.max(...xs),
    maxY: Math.max(...ys),
  };
}
