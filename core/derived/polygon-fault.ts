import Flatbush from "flatbush";
import { orient2d } from "robust-predicates";
import { liesIn } from "#core/derived/ring-nesting";
import type { PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { signedAreaMm2 } from "#core/geometry/ring";

/** Why a polygon is no sound face, and where. */
export interface PolygonFault {
  /**
   * `short`: a ring of fewer than three vertices, or without area. `repeats`: a ring passes a vertex twice.
   * `crosses`: two edges cross, overlap or touch. `turns`: a ring turns the wrong way round. `outside`: a hole
   * that does not lie in the shell.
   */
  readonly kind: "short" | "repeats" | "crosses" | "turns" | "outside";
  readonly at: Position;
}

/**
 * Where two segments meet beyond an end they share: a crossing, a touch, or an overlap. Exact tests; the place of
 * a crossing is rounded to the millimetre.
 */
export function meetingOf(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): Position | undefined {
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return undefined;
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return undefined;
  const sameA = (ax === cx && ay === cy) || (ax === dx && ay === dy);
  const sameB = (bx === cx && by === cy) || (bx === dx && by === dy);
  if (sameA && sameB) return [ax, ay];
  const c = orient2d(ax, ay, bx, by, cx, cy);
  const d = orient2d(ax, ay, bx, by, dx, dy);
  if (sameA || sameB) {
    if (c !== 0 || d !== 0) return undefined;
    // In one line with one end in common: they overlap when both others lie the same way from it.
    const [px, py, qx, qy] = sameA ? [ax, ay, bx, by] : [bx, by, ax, ay];
    const [rx, ry] = px === cx && py === cy ? [dx, dy] : [cx, cy];
    return (qx - px) * (rx - px) + (qy - py) * (ry - py) > 0 ? [px, py] : undefined;
  }
  const a = orient2d(cx, cy, dx, dy, ax, ay);
  const b = orient2d(cx, cy, dx, dy, bx, by);
  if (c > 0 !== d > 0 && c !== 0 && d !== 0 && a > 0 !== b > 0 && a !== 0 && b !== 0) {
    const share = c / (c - d);
    return [Math.round(cx + (dx - cx) * share), Math.round(cy + (dy - cy) * share)];
  }
  if (c === 0 && within(ax, ay, bx, by, cx, cy)) return [cx, cy];
  if (d === 0 && within(ax, ay, bx, by, dx, dy)) return [dx, dy];
  if (a === 0 && within(cx, cy, dx, dy, ax, ay)) return [ax, ay];
  if (b === 0 && within(cx, cy, dx, dy, bx, by)) return [bx, by];
  return undefined;
}

/** The first fault of a polygon, or `undefined` when it is a sound face. Rings may touch each other in vertices. */
export function faultOfPolygon(polygon: PolygonGeometry): PolygonFault | undefined {
  for (const [k, ring] of polygon.rings.entries()) {
    const fault = ringFault(ring, k > 0);
    if (fault) return fault;
  }
  const edges = edgesOf(polygon);
  const count = edges.length / 4;
  if (count <= 48) {
    for (let i = 0; i < count; i++) {
      for (let j = i + 1; j < count; j++) {
        const at = edgeMeeting(edges, i, j);
        if (at) return { kind: "crosses", at };
      }
    }
  } else {
    const tree = treeOf(edges);
    for (let i = 0; i < count; i++) {
      for (const j of nearEdge(tree, edges, i)) {
        const at = j > i ? edgeMeeting(edges, i, j) : undefined;
        if (at) return { kind: "crosses", at };
      }
    }
  }
  return holeOutside(polygon, polygon.rings.slice(1));
}

/** So many faults of one polygon are worth showing. */
const MOST_FAULTS = 100;

/** Every fault of a polygon, one for each place; none when it is a sound face. */
export function faultsOfPolygon(polygon: PolygonGeometry): PolygonFault[] {
  if (!faultOfPolygon(polygon)) return [];
  const faults = new Map<string, PolygonFault>();
  const put = (fault: PolygonFault): void => {
    const key = fault.at.join(" ");
    if (faults.size < MOST_FAULTS && !faults.has(key)) faults.set(key, fault);
  };
  for (const [k, ring] of polygon.rings.entries()) {
    for (const at of repeatedVertices(ring)) put({ kind: "repeats", at });
    const fault = ringFault(ring, k > 0);
    if (fault && fault.kind !== "repeats") put(fault);
  }
  const edges = edgesOf(polygon);
  const tree = treeOf(edges);
  for (let i = 0; i < edges.length / 4 && faults.size < MOST_FAULTS; i++) {
    for (const j of nearEdge(tree, edges, i).sort((a, b) => a - b)) {
      const at = j > i ? edgeMeeting(edges, i, j) : undefined;
      if (at) put({ kind: "crosses", at });
    }
  }
  for (const hole of polygon.rings.slice(1)) {
    const fault = hole.length >= 6 ? holeOutside(polygon, [hole]) : undefined;
    if (fault) put(fault);
  }
  return [...faults.values()];
}

/**
 * The first fault of a polygon that was sound before some of its vertices were put where they are now. Costs its
 * number of edges, not their square.
 *
 * @param touched the vertices that are new or have moved, and the ends of edges that are new, flat
 * @param swept box of all the ground the boundary has moved over
 */
export function faultAfterEdit(
  polygon: PolygonGeometry,
  touched: readonly number[],
  swept: readonly [minX: number, minY: number, maxX: number, maxY: number],
): PolygonFault | undefined {
  const isTouched = (x: number, y: number): boolean => {
    for (let t = 0; t < touched.length; t += 2) if (touched[t] === x && touched[t + 1] === y) return true;
    return false;
  };
  const edges: number[] = [];
  const changed: number[] = [];
  for (const [k, ring] of polygon.rings.entries()) {
    let hit = false;
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ax, ay, bx, by] = [ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number];
      if (isTouched(ax, ay) || isTouched(bx, by)) {
        changed.push(edges.length / 4);
        hit = true;
      }
      edges.push(ax, ay, bx, by);
    }
    const fault = hit || ring.length < 6 ? ringFault(ring, k > 0) : undefined;
    if (fault) return fault;
  }
  for (const i of changed) {
    for (let j = 0; j < edges.length / 4; j++) {
      const at = i === j ? undefined : edgeMeeting(edges, i, j);
      if (at) return { kind: "crosses", at };
    }
  }
  const near = polygon.rings.slice(1).filter((hole) => {
    for (let i = 0; i < hole.length; i += 2) {
      const x = hole[i] as number;
      const y = hole[i + 1] as number;
      if (x >= swept[0] && x <= swept[2] && y >= swept[1] && y <= swept[3]) return true;
    }
    return false;
  });
  return holeOutside(polygon, near);
}

/** Edges of all rings, four numbers each. */
export function edgesOf(polygon: PolygonGeometry): number[] {
  const edges: number[] = [];
  for (const ring of polygon.rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      edges.push(ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number);
    }
  }
  return edges;
}

function ringFault(ring: Ring, hole: boolean): PolygonFault | undefined {
  const first: Position = [ring[0] ?? 0, ring[1] ?? 0];
  if (ring.length < 6) return { kind: "short", at: first };
  const repeated = repeatedVertex(ring);
  if (repeated) return { kind: "repeats", at: repeated };
  const area = signedAreaMm2(ring);
  // A ring without area either lies in one line or crosses itself, which the look at its edges will place.
  if (area === 0) return isStraight(ring) ? { kind: "short", at: first } : undefined;
  return area < 0 !== hole ? { kind: "turns", at: first } : undefined;
}

function isStraight(ring: Ring): boolean {
  const [ax, ay] = [ring[0] as number, ring[1] as number];
  let far = 2;
  for (let i = 2; i < ring.length; i += 2) if (ring[i] !== ax || ring[i + 1] !== ay) far = i;
  for (let i = 2; i < ring.length; i += 2) {
    if (
      orient2d(ax, ay, ring[far] as number, ring[far + 1] as number, ring[i] as number, ring[i + 1] as number) !== 0
    ) {
      return false;
    }
  }
  return true;
}

function repeatedVertex(ring: Ring): Position | undefined {
  if (ring.length <= 64) {
    for (let i = 0; i < ring.length; i += 2) {
      for (let j = i + 2; j < ring.length; j += 2) {
        if (ring[i] === ring[j] && ring[i + 1] === ring[j + 1]) return [ring[i] as number, ring[i + 1] as number];
      }
    }
    return undefined;
  }
  const seen = new Map<number, number[]>();
  for (let i = 0; i < ring.length; i += 2) {
    const x = ring[i] as number;
    const y = ring[i + 1] as number;
    const column = seen.get(x);
    if (column?.includes(y)) return [x, y];
    if (column) column.push(y);
    else seen.set(x, [y]);
  }
  return undefined;
}

function repeatedVertices(ring: Ring): Position[] {
  const seen = new Set<string>();
  const twice: Position[] = [];
  for (let i = 0; i < ring.length; i += 2) {
    const key = `${ring[i]} ${ring[i + 1]}`;
    if (seen.has(key)) twice.push([ring[i] as number, ring[i + 1] as number]);
    seen.add(key);
  }
  return twice;
}

function holeOutside(polygon: PolygonGeometry, holes: readonly Ring[]): PolygonFault | undefined {
  const shell = polygon.rings[0] as Ring;
  for (const hole of holes) {
    if (!liesIn(hole, shell)) return { kind: "outside", at: [hole[0] as number, hole[1] as number] };
  }
  return undefined;
}

function edgeMeeting(edges: readonly number[], i: number, j: number): Position | undefined {
  const a = i * 4;
  const c = j * 4;
  return meetingOf(
    edges[a] as number,
    edges[a + 1] as number,
    edges[a + 2] as number,
    edges[a + 3] as number,
    edges[c] as number,
    edges[c + 1] as number,
    edges[c + 2] as number,
    edges[c + 3] as number,
  );
}

function treeOf(edges: readonly number[]): Flatbush {
  const tree = new Flatbush(edges.length / 4);
  for (let i = 0; i < edges.length; i += 4) {
    const [ax, ay, bx, by] = [
      edges[i] as number,
      edges[i + 1] as number,
      edges[i + 2] as number,
      edges[i + 3] as number,
    ];
    tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  tree.finish();
  return tree;
}

function nearEdge(tree: Flatbush, edges: readonly number[], i: number): number[] {
  const a = i * 4;
  const [ax, ay, bx, by] = [edges[a] as number, edges[a + 1] as number, edges[a + 2] as number, edges[a + 3] as number];
  return tree.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
}

function within(ax: number, ay: number, bx: number, by: number, x: number, y: number): boolean {
  return x >= Math.min(ax, bx) && x <= Math.max(ax, bx) && y >= Math.min(ay, by) && y <= Math.max(ay, by);
}
