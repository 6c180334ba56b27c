import type { Position, Ring } from "#core/geometry/geometry";

/** Something to be put in order: where it is, and how deep and long it reaches across the rows. */
export interface Placed {
  readonly id: string;
  readonly at: Position;
  /** Vertices of its outline. */
  readonly outline: Ring;
}

/**
 * Orders places in serpentine rows: rows lie along a bearing, the first is the one nearest the north-west, it is
 * walked from its north-western end, and each next row the other way. The same places give the same order,
 * whatever order they come in.
 *
 * @param bearingDeg way the rows run, degrees clockwise from north
 */
export function serpentineOrder(places: readonly Placed[], bearingDeg: number): string[] {
  const radians = (bearingDeg * Math.PI) / 180;
  const along = towardsNorthWest(Math.sin(radians), Math.cos(radians));
  const across = towardsNorthWest(Math.cos(radians), -Math.sin(radians));
  const [ox, oy] = places[0]?.at ?? [0, 0];
  const measured = places.map(({ id, at, outline }) => {
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < outline.length; i += 2) {
      const v = ((outline[i] as number) - ox) * across[0] + ((outline[i + 1] as number) - oy) * across[1];
      if (v < low) low = v;
      if (v > high) high = v;
    }
    const u = (at[0] - ox) * along[0] + (at[1] - oy) * along[1];
    return { id, u, v: (low + high) / 2, depth: high - low };
  });
  const depths = measured.map((place) => place.depth).sort((a, b) => a - b);
  const step = (depths[Math.floor(depths.length / 2)] ?? 0) / 2;
  const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  measured.sort((a, b) => b.v - a.v || b.u - a.u || before(a.id, b.id));

  const rows: (typeof measured)[] = [];
  let rowV = Infinity;
  for (const place of measured) {
    const row = rows.at(-1);
    if (row && rowV - place.v <= step) row.push(place);
    else {
      rows.push([place]);
      rowV = place.v;
    }
  }
  return rows.flatMap((row, i) => {
    const way = i % 2 === 0 ? -1 : 1;
    return row.sort((a, b) => way * (a.u - b.u) || before(a.id, b.id)).map((place) => place.id);
  });
}

/**
 * Bearing of the long side of some rings, degrees from 0 to below 180: that of the narrowest of the rectangles
 * that lie along one of their edges, or 90 (west to east) for rings without a long side.
 */
export function longBearingDeg(rings: readonly Ring[]): number {
  const edges: { bearing: number; length: number }[] = [];
  const byDegree = new Map<number, number>();
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const dx = (ring[i] as number) - (ring[j] as number);
      const dy = (ring[i + 1] as number) - (ring[j + 1] as number);
      const bearing = ((Math.atan2(dx, dy) * 180) / Math.PI + 360) % 180;
      const length = Math.hypot(dx, dy);
      edges.push({ bearing, length });
      const degree = Math.round(bearing) % 180;
      byDegree.set(degree, (byDegree.get(degree) ?? 0) + length);
    }
  }
  // Few directions are worth trying: those that most of the outline follows.
  const tried = [...byDegree].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 12);
  let best = 90;
  let least = Infinity;
  for (const [degree] of tried) {
    const near = edges.filter((edge) => Math.round(edge.bearing) % 180 === degree);
    const total = near.reduce((sum, edge) => sum + edge.length, 0);
    const mean =
      near.reduce(
        (sum, edge) => sum + edge.length * (edge.bearing > degree + 90 ? edge.bearing - 180 : edge.bearing),
        0,
      ) / total;
    const width = extentAcross(rings, mean);
    if (width < least * 0.99) {
      least = width;
      best = (mean + 180) % 180;
    }
  }
  const length = extentAcross(rings, best + 90);
  return length < least * 1.02 && Math.abs(best - 90) > 45 ? (best + 90) % 180 : best;
}

function extentAcross(rings: readonly Ring[], bearingDeg: number): number {
  const radians = (bearingDeg * Math.PI) / 180;
  const [cx, cy] = [Math.cos(radians), -Math.sin(radians)];
  const [ox, oy] = [rings[0]?.[0] ?? 0, rings[0]?.[1] ?? 0];
  let low = Infinity;
  let high = -Infinity;
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const v = ((ring[i] as number) - ox) * cx + ((ring[i + 1] as number) - oy) * cy;
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
  }
  return high - low;
}

/** A direction or its opposite: whichever looks more to the north-west; on a tie, to the north. */
function towardsNorthWest(x: number, y: number): readonly [number, number] {
  const look = y - x;
  if (Math.abs(look) > 1e-9) return look > 0 ? [x, y] : [-x, -y];
  return y > 0 ? [x, y] : [-x, -y];
}
