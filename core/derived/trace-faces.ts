import type { Ring } from "#core/geometry/geometry";
import { NodeTable } from "#core/geometry/node-table";

/** The faces that cut lines make of a polygon. */
export interface TracedFaces {
  /** Closed walks with their face on the left: counter-clockwise shells, clockwise holes. */
  readonly walks: number[][];
  /** Of each cut, the walks on its left and on its right; the same one when the cut divides nothing. */
  readonly sidesOfChain: readonly (readonly [left: number, right: number])[];
}

/**
 * Traces the faces of a polygon cut by chains that run inside it from boundary vertex to boundary vertex. The
 * chains' ends must be vertices of the rings; nothing may cross.
 *
 * @param rings shell counter-clockwise, holes clockwise
 */
export function tracedWalks(rings: readonly Ring[], chains: readonly (readonly number[])[]): TracedFaces {
  const nodes = new NodeTable();
  const from: number[] = [];
  const to: number[] = [];
  const outOf: number[][] = [];
  const put = (a: number, b: number): void => {
    while (outOf.length <= Math.max(a, b)) outOf.push([]);
    outOf[a]?.push(from.length);
    from.push(a);
    to.push(b);
  };
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      put(nodes.add(ring[j] as number, ring[j + 1] as number), nodes.add(ring[i] as number, ring[i + 1] as number));
    }
  }
  const firstOfChain: number[] = [];
  for (const chain of chains) {
    firstOfChain.push(from.length);
    for (let i = 0; i + 3 < chain.length; i += 2) {
      const a = nodes.add(chain[i] as number, chain[i + 1] as number);
      const b = nodes.add(chain[i + 2] as number, chain[i + 3] as number);
      put(a, b);
      put(b, a);
    }
  }

  /** Of the edges out of the node that `e` comes to, the first clockwise from the way back. */
  const nextOf = (e: number): number => {
    const node = to[e] as number;
    const [x, y] = [nodes.x(node), nodes.y(node)];
    const back = from[e] as number;
    const [bx, by] = [nodes.x(back) - x, nodes.y(back) - y];
    let best = -1;
    for (const f of outOf[node] as number[]) {
      if (best < 0 || clockwiseBefore(bx, by, end(f, x, y), end(best, x, y))) best = f;
    }
    return best;
  };
  const end = (f: number, x: number, y: number): readonly [number, number] => {
    const node = to[f] as number;
    return [nodes.x(node) - x, nodes.y(node) - y];
  };

  const walkOf = new Int32Array(from.length).fill(-1);
  const walks: number[][] = [];
  for (let start = 0; start < from.length; start++) {
    if ((walkOf[start] as number) >= 0) continue;
    const walk: number[] = [];
    for (let e = start; (walkOf[e] as number) < 0; e = nextOf(e)) {
      walkOf[e] = walks.length;
      const node = from[e] as number;
      walk.push(nodes.x(node), nodes.y(node));
    }
    walks.push(walk);
  }
  const sidesOfChain = firstOfChain.map((e) => [walkOf[e] as number, walkOf[e + 1] as number] as const);
  return { walks, sidesOfChain };
}

/** Whether, turning clockwise from direction (bx, by), direction p comes before direction q. */
function clockwiseBefore(bx: number, by: number, p: readonly [number, number], q: readonly [number, number]): boolean {
  const half = (d: readonly [number, number]): number => {
    const cross = bx * d[1] - by * d[0];
    // 0: strictly clockwise side; 1: straight on behind or the counter-clockwise side; 2: the way back itself.
    if (cross < 0) return 0;
    if (cross === 0) return bx * d[0] + by * d[1] > 0 ? 2 : 1;
    return 1;
  };
  const hp = half(p);
  const hq = half(q);
  if (hp !== hq) return hp < hq;
  return p[0] * q[1] - p[1] * q[0] < 0;
}
