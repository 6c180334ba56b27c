import { BoxGrid } from "#core/derived/box-grid";
import type { Box } from "#core/geometry/box";
import type { Position } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { type CheckGround, surfacesOf } from "#core/rules/check-ground";

/** Boundaries nearer than this are one line: the rounding of the grid. */
export const ROUNDING_MM = 2;

/** A boundary edge that is run oftener one way than back, and the vertices of others that lie on it. */
export interface LooseEdge {
  readonly from: Position;
  readonly to: Position;
  /** How much oftener. */
  readonly excess: number;
  /** Vertices between its ends, in order: what this edge lacks to be the same as its neighbours'. */
  stops: readonly Position[];
}

/** A piece of boundary that stays loose after edges are cut at each other's vertices: the rim of a fault. */
export interface Rim {
  readonly from: Position;
  readonly to: Position;
}

/**
 * What is left over of the plan's boundaries when each edge is set off against its twin, the outside of the perimeter
 * counted as one more face: nothing in a sound plan. Edges that lack a vertex of their neighbour are cut there first,
 * so that only the rims of gaps and overlaps stay. Follows the edges that change; without a perimeter the outer rim
 * of the plan stays too.
 */
export class BoundaryNet {
  readonly #ground: CheckGround;
  /** Runs of the perimeters the other way round, by edge. */
  readonly #outside = new Map<string, number>();
  readonly #loose = new Map<string, LooseEdge>();
  readonly #looseGrid = new BoxGrid();
  /** Pieces of loose edges, run from the lesser end: how often more than back. */
  readonly #pieces = new Map<string, Rim & { sum: number }>();

  constructor(ground: CheckGround) {
    this.#ground = ground;
  }

  get hasPerimeter(): boolean {
    return this.#outside.size > 0;
  }

  /** Loose edges by key, those with stops among them. */
  loose(key: string): LooseEdge | undefined {
    return this.#loose.get(key);
  }

  /** Rims by key. */
  rim(key: string): Rim | undefined {
    const piece = this.#pieces.get(key);
    return piece && piece.sum !== 0 ? piece : undefined;
  }

  /** Builds the net. @returns what `update` would for all of it */
  begin(): NetDiff {
    this.#readPerimeters();
    const edges: number[] = [];
    const { graph } = this.#ground;
    graph.eachOpenEdge((ax, ay, bx, by) => edges.push(ax, ay, bx, by));
    graph.eachDoubledEdge((ax, ay, bx, by) => edges.push(ax, ay, bx, by));
    for (const key of this.#outside.keys()) edges.push(...numbersOf(key));
    return this.update(edges);
  }

  /** Reads the perimeters again. @returns the edges that may have come loose by it */
  readPerimeters(): number[] {
    const before = [...this.#outside.keys()];
    this.#readPerimeters();
    return [...before, ...this.#outside.keys()].flatMap(numbersOf);
  }

  /** Looks again at edges that came, went or changed hands, four numbers each. */
  update(edges: readonly number[]): NetDiff {
    const touched = new Set<string>();
    const recut = new Set<string>();
    const ends: Position[] = [];
    const rims = new Set<string>();
    for (let i = 0; i < edges.length; i += 4) {
      const [ax, ay, bx, by] = edges.slice(i, i + 4) as [number, number, number, number];
      const sum = this.#runs(ax, ay, bx, by) - this.#runs(bx, by, ax, ay);
      for (const [excess, from, to] of [
        [sum, [ax, ay], [bx, by]],
        [-sum, [bx, by], [ax, ay]],
      ] as const) {
        const key = edgeKey(from, to);
        const held = this.#loose.get(key);
        if (held || excess > 0) touched.add(key);
        if ((held?.excess ?? 0) === Math.max(0, excess)) continue;
        if (held) this.#cut(held, -1, rims);
        this.#loose.delete(key);
        this.#looseGrid.drop(key);
        ends.push(from, to);
        if (excess <= 0) continue;
        const edge: LooseEdge = { from, to, excess, stops: [] };
        this.#loose.set(key, edge);
        this.#looseGrid.put(key, boxOfEnds(from, to, 0));
        this.#cut(edge, 1, rims);
        recut.add(key);
      }
    }
    for (const [x, y] of ends) for (const key of this.#looseGrid.idsIn(around(x, y))) recut.add(key);
    for (const key of recut) {
      const edge = this.#loose.get(key);
      if (!edge) continue;
      const stops = this.#stopsOn(edge);
      if (stops.length === edge.stops.length && stops.every((at, i) => same(at, edge.stops[i] as Position))) continue;
      this.#cut(edge, -1, rims);
      edge.stops = stops;
      this.#cut(edge, 1, rims);
      touched.add(key);
    }
    // Who has a vertex on a loose edge may have changed hands though the edge did not.
    if (this.#loose.size > 0) {
      for (const at of distinctEnds(edges)) for (const key of this.#looseGrid.idsIn(around(...at))) touched.add(key);
    }
    return { loose: touched, rims };
  }

  /** Faces whose ring runs a loose edge the way it is loose. */
  ownersOf({ from, to }: Rim): string[] {
    return this.#ground.graph.facesAlong(...from, ...to);
  }

  /** Loose edges whose box meets a box. */
  looseIn(box: Box): LooseEdge[] {
    return this.#looseGrid.idsIn(box).map((key) => this.#loose.get(key) as LooseEdge);
  }

  #runs(ax: number, ay: number, bx: number, by: number): number {
    const own = this.#ground.graph.facesAlong(ax, ay, bx, by).length;
    return this.#outside.size === 0 ? own : own + (this.#outside.get(edgeKey([ax, ay], [bx, by])) ?? 0);
  }

  #stopsOn({ from, to }: LooseEdge): Position[] {
    const on = new Map<string, { at: Position; share: number }>();
    for (const other of this.looseIn(boxOfEnds(from, to, ROUNDING_MM))) {
      for (const at of [other.from, other.to]) {
        const foot = footOnSegment(...from, ...to, ...at);
        if (foot.distanceMm > ROUNDING_MM || foot.share <= 0 || foot.share >= 1) continue;
        if (near(at, from) || near(at, to)) continue;
        on.set(at.join(" "), { at, share: foot.share });
      }
    }
    return [...on.values()]
      .sort((p, q) => p.share - q.share || p.at[0] - q.at[0] || p.at[1] - q.at[1])
      .map(({ at }) => at);
  }

  /** Counts the pieces of a loose edge, or takes them back. */
  #cut({ from, to, excess, stops }: LooseEdge, sign: 1 | -1, rims: Set<string>): void {
    let last = from;
    for (const at of [...stops, to]) {
      const up = before(last, at);
      const [a, b] = up ? [last, at] : [at, last];
      const key = edgeKey(a, b);
      const piece = this.#pieces.get(key) ?? { from: a, to: b, sum: 0 };
      piece.sum += (up ? 1 : -1) * sign * excess;
      if (piece.sum === 0) this.#pieces.delete(key);
      else this.#pieces.set(key, piece);
      rims.add(key);
      last = at;
    }
  }

  #readPerimeters(): void {
    this.#outside.clear();
    for (const { geometry } of surfacesOf(this.#ground.project, "perimeter")) {
      for (const ring of geometry.rings) {
        for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
          const key = edgeKey([ring[i] as number, ring[i + 1] as number], [ring[j] as number, ring[j + 1] as number]);
          this.#outside.set(key, (this.#outside.get(key) ?? 0) + 1);
        }
      }
    }
  }
}

/** Keys of loose edges and of rims that came, went or may be said otherwise. */
export interface NetDiff {
  readonly loose: ReadonlySet<string>;
  readonly rims: ReadonlySet<string>;
}

function edgeKey(from: Position, to: Position): string {
  return `${from[0]} ${from[1]} ${to[0]} ${to[1]}`;
}

function numbersOf(key: string): number[] {
  return key.split(" ").map(Number);
}

function distinctEnds(edges: readonly number[]): Position[] {
  const ends = new Map<string, Position>();
  for (let i = 0; i < edges.length; i += 2) {
    const at: Position = [edges[i] as number, edges[i + 1] as number];
    ends.set(at.join(" "), at);
  }
  return [...ends.values()];
}

/** The box of a segment, a margin around it. */
export function boxOfEnds([ax, ay]: Position, [bx, by]: Position, marginMm: number): Box {
  return [
    Math.min(ax, bx) - marginMm,
    Math.min(ay, by) - marginMm,
    Math.max(ax, bx) + marginMm,
    Math.max(ay, by) + marginMm,
  ];
}

function around(x: number, y: number): Box {
  return [x - ROUNDING_MM, y - ROUNDING_MM, x + ROUNDING_MM, y + ROUNDING_MM];
}

function before(a: Position, b: Position): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

function same(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function near(a: Position, b: Position): boolean {
  return Math.hypot(a[0] - b[0], a[1] - b[1]) <= ROUNDING_MM;
}
