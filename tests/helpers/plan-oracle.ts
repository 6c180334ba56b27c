import type { PolygonGeometry } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";

/**
 * What is wrong with a plan's faces as one plane graph, worked out from their rings alone, without the graph and the
 * rules under test: edges of no length, edges two faces run along the same way, edges that cross, touch or overlap
 * anywhere but in shared ends, and Euler's count, which no gap and no second layer leaves right.
 *
 * Exact while the plan is less than about 60 km wide.
 *
 * @returns words for each fault; none when V − E + F = 1 + C with one bounded face for each feature
 */
export function planarFaults(faces: readonly (Feature & { readonly geometry: PolygonGeometry })[]): string[] {
  const faults: string[] = [];
  const places = new Map<string, number>();
  const xs: number[] = [];
  const ys: number[] = [];
  const [ox = 0, oy = 0] = faces[0]?.geometry.rings[0] ?? [];
  const placeOf = (x: number, y: number): number => {
    const key = `${x},${y}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    if (!Number.isInteger(x) || !Number.isInteger(y)) faults.push(`off the grid at ${key}`);
    places.set(key, xs.length);
    ys.push(y - oy);
    return xs.push(x - ox) - 1;
  };
  const halves = new Map<string, string>();
  const edges: [number, number][] = [];
  for (const { id, geometry } of faces) {
    for (const ring of geometry.rings) {
      for (let i = 0; i < ring.length; i += 2) {
        const j = (i + 2) % ring.length;
        const a = placeOf(ring[i] as number, ring[i + 1] as number);
        const b = placeOf(ring[j] as number, ring[j + 1] as number);
        const at = `${ring[i]},${ring[i + 1]}`;
        if (a === b) faults.push(`${id} has an edge of no length at ${at}`);
        const same = halves.get(`${a} ${b}`);
        if (same !== undefined) faults.push(`${id} and ${same} run the same way from ${at}`);
        halves.set(`${a} ${b}`, id);
        if (!halves.has(`${b} ${a}`)) edges.push([a, b]);
      }
    }
  }

  const parts = joinedParts(xs.length, edges);
  const bounded = edges.length - xs.length + parts;
  if (bounded !== faces.length) faults.push(`Euler counts ${bounded} bounded faces for ${faces.length} features`);

  // A sweep from west to east: only edges whose boxes meet are held against each other.
  const west = ([a, b]: [number, number]): number => Math.min(xs[a] as number, xs[b] as number);
  const order = [...edges].sort((e, f) => west(e) - west(f));
  for (let i = 0; i < order.length; i++) {
    const [a, b] = order[i] as [number, number];
    const east = Math.max(xs[a] as number, xs[b] as number);
    for (let k = i + 1; k < order.length; k++) {
      const [c, d] = order[k] as [number, number];
      if (Math.min(xs[c] as number, xs[d] as number) > east) break;
      if (meet(xs, ys, a, b, c, d)) {
        faults.push(`edges meet near ${(xs[a] as number) + ox},${(ys[a] as number) + oy}`);
      }
    }
  }
  return faults;
}

/** How many parts a graph hangs together in. */
function joinedParts(count: number, edges: readonly (readonly [number, number])[]): number {
  const root = Array.from({ length: count }, (_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (root[at] !== at) {
      root[at] = root[root[at] as number] as number;
      at = root[at] as number;
    }
    return at;
  };
  let parts = count;
  for (const [a, b] of edges) {
    const [p, q] = [find(a), find(b)];
    if (p === q) continue;
    root[p] = q;
    parts--;
  }
  return parts;
}

/** Whether two edges have a point in common that is not an end of both. */
function meet(xs: readonly number[], ys: readonly number[], a: number, b: number, c: number, d: number): boolean {
  const [ax, ay, bx, by] = [xs[a], ys[a], xs[b], ys[b]] as [number, number, number, number];
  const [cx, cy, dx, dy] = [xs[c], ys[c], xs[d], ys[d]] as [number, number, number, number];
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return false;
  const side = (px: number, py: number, qx: number, qy: number, rx: number, ry: number): number =>
    Math.sign((qx - px) * (ry - py) - (qy - py) * (rx - px));
  const [sc, sd] = [side(ax, ay, bx, by, cx, cy), side(ax, ay, bx, by, dx, dy)];
  const [sa, sb] = [side(cx, cy, dx, dy, ax, ay), side(cx, cy, dx, dy, bx, by)];
  if (sa * sb < 0 && sc * sd < 0) return true;
  const on = (s: number, p: number, q: number, r: number): boolean => {
    if (s !== 0 || r === p || r === q) return false;
    const [px, py, qx, qy, rx, ry] = [xs[p], ys[p], xs[q], ys[q], xs[r], ys[r]] as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    return (qx - px) * (rx - px) + (qy - py) * (ry - py) > 0 && (px - qx) * (rx - qx) + (py - qy) * (ry - qy) > 0;
  };
  return on(sc, a, b, c) || on(sd, a, b, d) || on(sa, c, d, a) || on(sb, c, d, b);
}
