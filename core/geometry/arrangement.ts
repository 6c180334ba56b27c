import Flatbush from "flatbush";
import type { Ring } from "#core/geometry/geometry";
import { type NodedGraph, type NodingOptions, nodeSegments } from "#core/geometry/noding";
import { NumberLists } from "#core/geometry/number-lists";
import { sideOfRing, signedAreaMm2 } from "#core/geometry/ring";

/** The face that is not bounded: everything outside. */
export const OUTSIDE = -1;

/**
 * A plane graph with its faces. Edge `e` runs from `edges[2e]` to `edges[2e+1]`; half-edge `2e` runs that way and
 * `2e+1` back. `faceOf[h]` is the face on the left of a half-edge, `OUTSIDE` for the unbounded one.
 */
export interface Arrangement extends NodedGraph {
  readonly faceOf: Int32Array;
  readonly faceCount: number;
  /** Half-edges out of each node, counter-clockwise. */
  readonly star: readonly (readonly number[])[];
}

/** Faces dissolved into one: a connected surface, shell first, as stored (counter-clockwise, holes clockwise). */
export interface Surface {
  /** Group the faces were given. */
  readonly group: number;
  readonly rings: readonly Ring[];
}

/** Nodes a bag of segments and traces the faces they bound. Loose ends are dropped. */
export function arrange(segments: ArrayLike<number>, options: NodingOptions = {}): Arrangement {
  return arrangementOf(nodeSegments(segments, options));
}

/** Traces the faces of a noded graph, after dropping what bounds nothing. */
export function arrangementOf(graph: NodedGraph): Arrangement {
  const nodes = graph.nodes;
  const edges = withoutLooseEnds(graph);
  const star = starsOf(nodes, edges);
  const next = nextHalfEdges(edges, star);
  const count = edges.length;
  const cycleOf = new Int32Array(count).fill(-1);
  const rings: number[][] = [];
  for (let h = 0; h < count; h++) {
    if (cycleOf[h] !== -1) continue;
    const ring: number[] = [];
    for (let k = h; cycleOf[k] === -1; k = next[k] as number) {
      cycleOf[k] = rings.length;
      const node = edges[k] as number;
      ring.push(nodes[2 * node] as number, nodes[2 * node + 1] as number);
    }
    rings.push(ring);
  }
  const faceOfCycle = facesOfCycles(rings);
  const faceOf = Int32Array.from(cycleOf, (cycle) => faceOfCycle.faces[cycle] as number);
  return { nodes, edges, star, faceOf, faceCount: faceOfCycle.count };
}

/**
 * Surfaces made by faces of the same group that share an edge. Faces that meet in a point only stay apart.
 *
 * @param groupOf group of each face; below 0 for faces that are no part of the result
 * @param straightMm a node where only two borders meet and that lies this near to their straight line is left out
 */
export function surfacesOf(arrangement: Arrangement, groupOf: ArrayLike<number>, straightMm = 0): Surface[] {
  const { edges, faceOf, nodes, star } = arrangement;
  const parts = connectedParts(arrangement, groupOf);
  const partOf = (h: number): number => {
    const face = faceOf[h] as number;
    return face === OUTSIDE || (groupOf[face] as number) < 0 ? -1 : (parts[face] as number);
  };
  const isBorder = (h: number): boolean => partOf(h) !== partOf(h ^ 1);
  const straight = straightNodes(arrangement, isBorder, straightMm, (h) => partOf(h) < 0);
  const rank = new Int32Array(edges.length);
  for (const around of star)
    around.forEach((h, i) => {
      rank[h] = i;
    });

  const found = new Map<number, number[][]>();
  const seen = new Uint8Array(edges.length);
  for (let start = 0; start < edges.length; start++) {
    const part = partOf(start);
    if (part < 0 || seen[start] || !isBorder(start)) continue;
    const visited: number[] = [];
    for (let h = start; !seen[h]; ) {
      seen[h] = 1;
      visited.push(edges[h] as number);
      // Clockwise from the way back, the first border of the same surface.
      const around = star[edges[h ^ 1] as number] as readonly number[];
      let i = rank[h ^ 1] as number;
      do {
        i = (i + around.length - 1) % around.length;
      } while (!isBorder(around[i] as number) || partOf(around[i] as number) !== part);
      h = around[i] as number;
    }
    const rings = simpleCycles(visited);
    const held = found.get(part);
    if (held) held.push(...rings);
    else found.set(part, rings);
  }

  const out: Surface[] = [];
  for (const [part, cycles] of found) {
    found.delete(part);
    const rings = cycles
      .map((cycle) =>
        cycle.reduce<number[]>((ring, node) => {
          if (!straight[node]) ring.push(nodes[2 * node] as number, nodes[2 * node + 1] as number);
          return ring;
        }, []),
      )
      .filter((ring) => ring.length >= 6)
      .map((ring) => ({ ring, area: signedAreaMm2(ring) }))
      .sort((a, b) => b.area - a.area);
    const shell = rings[0];
    if (!shell || shell.area <= 0) continue;
    // Copied to their size: what grew has room to spare, and there are as many as faces.
    out.push({ group: groupOf[part] as number, rings: rings.map(({ ring }) => ring.slice()) });
  }
  return out;
}

/** A number for each face: the least face of the connected part of its group. */
export function connectedParts(arrangement: Arrangement, groupOf: ArrayLike<number>): Int32Array {
  const { faceOf, edges, faceCount } = arrangement;
  const root = Int32Array.from({ length: faceCount }, (_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (root[at] !== at) {
      root[at] = root[root[at] as number] as number;
      at = root[at] as number;
    }
    return at;
  };
  for (let h = 0; h < edges.length; h += 2) {
    const a = faceOf[h] as number;
    const b = faceOf[h + 1] as number;
    if (a === OUTSIDE || b === OUTSIDE || groupOf[a] !== groupOf[b]) continue;
    const ra = find(a);
    const rb = find(b);
    if (ra < rb) root[rb] = ra;
    else root[ra] = rb;
  }
  return Int32Array.from({ length: faceCount }, (_, i) => find(i));
}

/**
 * Edges that bound something: those that hang loose are taken off, end by end. The exclusive or of the edges left at a
 * node is, where one is left, that edge.
 */
function withoutLooseEnds({ edges, nodes }: NodedGraph): readonly number[] {
  const degree = new Int32Array(nodes.length / 2);
  const mixed = new Int32Array(nodes.length / 2);
  edges.forEach((node, h) => {
    degree[node] = (degree[node] as number) + 1;
    mixed[node] = (mixed[node] as number) ^ (h >> 1);
  });
  const gone = new Uint8Array(edges.length / 2);
  let loose = 0;
  for (let start = 0; start < degree.length; start++) {
    for (let node = start; degree[node] === 1; ) {
      const e = mixed[node] as number;
      gone[e] = 1;
      loose++;
      const other = edges[2 * e] === node ? (edges[2 * e + 1] as number) : (edges[2 * e] as number);
      for (const end of [node, other]) {
        degree[end] = (degree[end] as number) - 1;
        mixed[end] = (mixed[end] as number) ^ e;
      }
      node = other;
    }
  }
  return loose === 0 ? edges : edges.filter((_, h) => !gone[h >> 1]);
}

/** Half-edges out of each node in counter-clockwise order. Half-edge `h` starts at `edges[h]`. */
function starsOf(nodes: readonly number[], edges: readonly number[]): number[][] {
  const around = new NumberLists(nodes.length / 2);
  edges.forEach((node, h) => {
    around.push(node, h);
  });
  const star = Array.from({ length: nodes.length / 2 }, (_, node) => around.of(node));
  const direction = (h: number): [number, number] => {
    const a = edges[h] as number;
    const b = edges[h ^ 1] as number;
    return [
      (nodes[2 * b] as number) - (nodes[2 * a] as number),
      (nodes[2 * b + 1] as number) - (nodes[2 * a + 1] as number),
    ];
  };
  for (const around of star) {
    if (around.length < 2) continue;
    around.sort((g, h) => {
      const [gx, gy] = direction(g);
      const [hx, hy] = direction(h);
      const upper = (x: number, y: number): number => (y > 0 || (y === 0 && x > 0) ? 0 : 1);
      return upper(gx, gy) - upper(hx, hy) || gy * hx - gx * hy;
    });
  }
  return star;
}

/** The half-edge that follows each one round its left face. */
function nextHalfEdges(edges: readonly number[], star: readonly (readonly number[])[]): Int32Array {
  const next = new Int32Array(edges.length);
  for (const around of star) {
    // Arriving by the twin of around[i], the face on the left goes on with the edge before it.
    around.forEach((out, i) => {
      next[out ^ 1] = around[(i + around.length - 1) % around.length] as number;
    });
  }
  return next;
}

/** Cycles that turn counter-clockwise are faces; the others are holes of the least face around them. */
function facesOfCycles(rings: readonly Ring[]): { faces: Int32Array; count: number } {
  const faces = new Int32Array(rings.length).fill(OUTSIDE);
  const areas = rings.map((ring) => signedAreaMm2(ring));
  const shells: number[] = [];
  areas.forEach((area, i) => {
    if (area > 0) faces[i] = shells.push(i) - 1;
  });
  if (shells.length === 0) return { faces, count: 0 };
  const index = new Flatbush(shells.length);
  for (const shell of shells) {
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
    const ring = rings[shell] as Ring;
    for (let i = 0; i < ring.length; i += 2) {
      minX = Math.min(minX, ring[i] as number);
      maxX = Math.max(maxX, ring[i] as number);
      minY = Math.min(minY, ring[i + 1] as number);
      maxY = Math.max(maxY, ring[i + 1] as number);
    }
    index.add(minX, minY, maxX, maxY);
  }
  index.finish();
  rings.forEach((ring, i) => {
    if ((areas[i] as number) > 0) return;
    const x = ring[0] as number;
    const y = ring[1] as number;
    let least = Infinity;
    for (const item of index.search(x, y, x, y)) {
      const shell = shells[item] as number;
      const area = areas[shell] as number;
      if (area < least && sideOfRing(rings[shell] as Ring, x, y) > 0) {
        least = area;
        faces[i] = item;
      }
    }
  });
  return { faces, count: shells.length };
}

/** A walk round a face, cut where it comes back to a node: simple rings, one shell and the holes that touch it. */
function simpleCycles(walk: readonly number[]): number[][] {
  const out: number[][] = [];
  const stack: number[] = [];
  const place = new Map<number, number>();
  for (const node of walk) {
    const before = place.get(node);
    if (before !== undefined) {
      const loop = stack.splice(before);
      for (const member of loop) place.delete(member);
      if (loop.length >= 3) out.push(loop);
    }
    place.set(node, stack.length);
    stack.push(node);
  }
  if (stack.length >= 3) out.push(stack);
  return out;
}

function straightNodes(
  arrangement: Arrangement,
  isBorder: (h: number) => boolean,
  toleranceMm: number,
  isOutside: (h: number) => boolean,
): Uint8Array {
  const { nodes, edges, star } = arrangement;
  const straight = new Uint8Array(nodes.length / 2);
  star.forEach((around, node) => {
    const borders = around.filter(isBorder);
    if (borders.length !== 2) return;
    const [x, y] = [nodes[2 * node] as number, nodes[2 * node + 1] as number];
    const ends = borders.map((h) => edges[h ^ 1] as number);
    const [a, b] = ends as [number, number];
    // Not two in a row, or the second would be judged against a node that is gone.
    if (straight[a] || straight[b]) return;
    const ax = (nodes[2 * a] as number) - x;
    const ay = (nodes[2 * a + 1] as number) - y;
    const bx = (nodes[2 * b] as number) - x;
    const by = (nodes[2 * b + 1] as number) - y;
    if (ax * bx + ay * by >= 0) return;
    // The outer border keeps its area: only what lies on its straight line may go.
    const outer = borders.some((h) => isOutside(h) || isOutside(h ^ 1));
    const tolerance = outer ? Math.min(toleranceMm, 0.01) : toleranceMm;
    if (Math.abs(ax * by - ay * bx) <= tolerance * Math.hypot(ax - bx, ay - by)) straight[node] = 1;
  });
  return straight;
}
