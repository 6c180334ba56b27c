import { orient2d } from "robust-predicates";
import { NodeTable } from "#core/geometry/node-table";

/** Places on an integer grid, each of them one vertex, whatever nodes lie there. */
export class Vertices {
  readonly x: number[] = [];
  readonly y: number[] = [];
  readonly #places = new NodeTable();
  readonly #node: number[] = [];

  /** The vertex at a place. */
  at(x: number, y: number, node: number): number {
    const vertex = this.#places.add(x, y);
    if (vertex < this.x.length) return vertex;
    this.x.push(x);
    this.y.push(y);
    this.#node.push(node);
    return vertex;
  }

  /** Whether another node than this one came to a vertex first. */
  isTwin(vertex: number, node: number): boolean {
    return this.#node[vertex] !== node;
  }

  /** Above 0 when a, b, c turn counter-clockwise, 0 on one line. Exact for integers below 2⁵³. */
  turn(a: number, b: number, c: number): number {
    const { x, y } = this;
    // robust-predicates counts y downwards.
    return -orient2d(x[a] as number, y[a] as number, x[b] as number, y[b] as number, x[c] as number, y[c] as number);
  }

  /** Whether c, on the line of a and b, lies strictly between them. */
  between(a: number, b: number, c: number): boolean {
    const axis = this.x[a] === this.x[b] ? this.y : this.x;
    const [from, at, to] = [axis[a] as number, axis[c] as number, axis[b] as number];
    return Math.min(from, to) < at && at < Math.max(from, to);
  }
}

/** A piece of a way between two vertices, the smaller first. */
export interface Segment {
  readonly a: number;
  readonly b: number;
  readonly way: number;
}

export function segmentOf(a: number, b: number, way: number): Segment {
  return a < b ? { a, b, way } : { a: b, b: a, way };
}

/** How segments meet beside their ends. */
export interface Meeting {
  /** The segments, split at vertices that lay on them. */
  readonly segments: readonly Segment[];
  /** Some vertex lay on a segment that did not have it. */
  readonly split: boolean;
  /** Two segments cross: nothing to be mended. */
  readonly crossing: boolean;
}

/** Sweeps from west to east over segments and finds where they meet beside their ends. */
export function meet(segments: readonly Segment[], vertices: Vertices): Meeting {
  const boxes = boxesOf(segments, vertices);
  const order = Uint32Array.from(segments.keys()).sort((s, t) => (boxes[4 * s] as number) - (boxes[4 * t] as number));
  const splits = new Map<Segment, Set<number>>();
  let crossing = false;
  const active: number[] = [];
  for (const s of order) {
    const [minX, minY, maxY] = [boxes[4 * s] as number, boxes[4 * s + 1] as number, boxes[4 * s + 3] as number];
    let kept = 0;
    for (const t of active) {
      if ((boxes[4 * t + 2] as number) < minX) continue;
      active[kept++] = t;
      if ((boxes[4 * t + 3] as number) < minY || (boxes[4 * t + 1] as number) > maxY) continue;
      if (meetPair(segments[s] as Segment, segments[t] as Segment, vertices, splits)) crossing = true;
    }
    active.length = kept;
    active.push(s);
  }
  if (splits.size === 0) return { segments, split: false, crossing };
  return { segments: segments.flatMap((s) => cut(s, [...(splits.get(s) ?? [])], vertices)), split: true, crossing };
}

/** A segment that comes more than once: `bridge` twice in one way, `shared` in two ways, `heap` oftener. */
export interface Doubled {
  readonly segment: Segment;
  readonly how: "bridge" | "shared" | "heap";
}

/** Segments that come an odd number of times, once each; and the doubled ones. */
export function withoutPairs(segments: readonly Segment[]): { kept: Segment[]; doubled: Doubled[] } {
  const keyOf = ({ a, b }: Segment): number => a * STRIDE + b;
  if (new Set(segments.map(keyOf)).size === segments.length) return { kept: [...segments], doubled: [] };
  const groups = Map.groupBy(segments, keyOf);
  const kept: Segment[] = [];
  const doubled: Doubled[] = [];
  for (const group of groups.values()) {
    const segment = group[0] as Segment;
    if (group.length % 2 === 1) kept.push(segment);
    if (group.length === 1) continue;
    const [first, second] = group;
    doubled.push({ segment, how: group.length > 2 ? "heap" : first?.way === second?.way ? "bridge" : "shared" });
  }
  return { kept, doubled };
}

/** More vertices than any file has references. */
const STRIDE = 2 ** 26;

/** West, south, east and north of each segment. */
function boxesOf(segments: readonly Segment[], { x, y }: Vertices): Float64Array {
  const boxes = new Float64Array(segments.length * 4);
  for (let i = 0; i < segments.length; i++) {
    const { a, b } = segments[i] as Segment;
    const [ax, ay, bx, by] = [x[a], y[a], x[b], y[b]] as [number, number, number, number];
    boxes[4 * i] = Math.min(ax, bx);
    boxes[4 * i + 1] = Math.min(ay, by);
    boxes[4 * i + 2] = Math.max(ax, bx);
    boxes[4 * i + 3] = Math.max(ay, by);
  }
  return boxes;
}

/** @returns whether the two cross; a vertex of one that lies on the other is noted in `splits` */
function meetPair(s: Segment, t: Segment, vertices: Vertices, splits: Map<Segment, Set<number>>): boolean {
  if (s.a === t.a && s.b === t.b) return false;
  const ta = vertices.turn(s.a, s.b, t.a);
  const tb = vertices.turn(s.a, s.b, t.b);
  if ((ta > 0 && tb > 0) || (ta < 0 && tb < 0)) return false;
  const sa = vertices.turn(t.a, t.b, s.a);
  const sb = vertices.turn(t.a, t.b, s.b);
  if (ta === 0 && vertices.between(s.a, s.b, t.a)) noteSplit(splits, s, t.a);
  if (tb === 0 && vertices.between(s.a, s.b, t.b)) noteSplit(splits, s, t.b);
  if (sa === 0 && vertices.between(t.a, t.b, s.a)) noteSplit(splits, t, s.a);
  if (sb === 0 && vertices.between(t.a, t.b, s.b)) noteSplit(splits, t, s.b);
  return ta !== 0 && tb !== 0 && ((sa > 0 && sb < 0) || (sa < 0 && sb > 0));
}

function noteSplit(splits: Map<Segment, Set<number>>, segment: Segment, vertex: number): void {
  const at = splits.get(segment);
  if (at) at.add(vertex);
  else splits.set(segment, new Set([vertex]));
}

function cut(segment: Segment, at: readonly number[], { x, y }: Vertices): Segment[] {
  if (at.length === 0) return [segment];
  const away = (v: number) =>
    Math.hypot((x[v] as number) - (x[segment.a] as number), (y[v] as number) - (y[segment.a] as number));
  const stops = [segment.a, ...at.toSorted((v, w) => away(v) - away(w)), segment.b];
  return stops.slice(1).map((to, i) => segmentOf(stops[i] as number, to, segment.way));
}
