import type { Path, Position, Ring } from "#core/geometry/geometry";

/** Length of an open path, metres in the plan. */
export function lengthM(path: Path): number {
  let mm = 0;
  for (let i = 2; i < path.length; i += 2) {
    mm += Math.hypot((path[i] as number) - (path[i - 2] as number), (path[i + 1] as number) - (path[i - 1] as number));
  }
  return mm / 1000;
}

/** The foot of a position on a segment. */
export interface Foot {
  readonly at: Position;
  /** Share of the way from a to b, 0 to 1. */
  readonly share: number;
  readonly distanceMm: number;
}

/** Nearest position of segment a–b to a position; not rounded. */
export function footOnSegment(ax: number, ay: number, bx: number, by: number, x: number, y: number): Foot {
  const dx = bx - ax;
  const dy = by - ay;
  const square = dx * dx + dy * dy;
  const share = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
  const at: Position = [ax + share * dx, ay + share * dy];
  return { at, share, distanceMm: Math.hypot(x - at[0], y - at[1]) };
}

/** Shares of the way from a to b at which it crosses edges of rings, edge by edge in their order. */
export function crossingShares(ax: number, ay: number, bx: number, by: number, rings: readonly Ring[]): number[] {
  const shares: number[] = [];
  for (const ring of rings) {
    for (let k = 0, j = ring.length - 2; k < ring.length; j = k, k += 2) {
      const [cx, cy] = [ring[j] as number, ring[j + 1] as number];
      const share = crossingShare(ax, ay, bx, by, cx, cy, ring[k] as number, ring[k + 1] as number);
      if (share !== undefined) shares.push(share);
    }
  }
  return shares;
}

/**
 * Share of the way from a to b at which it crosses segment c–d; `undefined` where it does not. An end that touches
 * counts for one of the two sides it could belong to, so that a path through a vertex crosses once.
 */
export function crossingShare(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): number | undefined {
  const c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
  if (c > 0 === d > 0) return undefined;
  const a = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
  const b = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
  if (a > 0 === b > 0) return undefined;
  return a / (a - b);
}
