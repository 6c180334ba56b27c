import Flatbush from "flatbush";
import type { Position } from "#core/geometry/geometry";
import { NodeTable } from "#core/geometry/node-table";
import { footOnSegment } from "#core/geometry/path";
import type { ProjectView } from "#core/model/project";

/** An end of an axis this near another axis meets it. */
export const JOIN_MM = 1_000;
/** Who walks crosses the street: a lane whose axis ends at the edge of a street leads onto it. */
export const WALK_JOIN_MM = 15_000;

/** The first look for the nearest street reaches so far; most parcels lie on one. */
const FIRST_LOOK_MM = 25_000;
/** Beyond this every edge is looked at. */
const WIDEST_LOOK_MM = 2_000_000;

/** A place on the network. */
export interface NetworkPlace {
  readonly edge: number;
  /** Share of the way along the edge. */
  readonly share: number;
  readonly at: Position;
  /** From the position asked about, straight. */
  readonly distanceMm: number;
}

/** Streets as a graph: nodes where axes cross, touch or bend; straight edges between them. */
export interface StreetGraph {
  readonly nodes: NodeTable;
  /** Of each edge: its two nodes, and its length. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly lengthMm: Float64Array;
  /** Of each node, edges that meet there: `edges[starts[n]..starts[n + 1]]`. */
  readonly starts: Int32Array;
  readonly edges: Int32Array;
  readonly tree: Flatbush | undefined;
}

/**
 * The graph of a project's street axes, existing and planned. Axes are joined where they cross, share a vertex, or
 * where an end comes near another.
 *
 * @param joinMm how near, millimetres
 */
export function streetGraphOf(project: ProjectView, joinMm = JOIN_MM): StreetGraph {
  const paths: (readonly number[])[] = [];
  for (const { geometry } of project.ofClass("streetAxis")) if (geometry?.kind === "line") paths.push(geometry.path);
  return streetGraph(paths, joinMm);
}

/** The graph of some axes, flat paths in millimetres. */
export function streetGraph(paths: readonly (readonly number[])[], joinMm = JOIN_MM): StreetGraph {
  const segments: number[] = [];
  const ends: Position[] = [];
  for (const path of paths) {
    for (let i = 2; i + 1 < path.length; i += 2) {
      segments.push(path[i - 2] as number, path[i - 1] as number, path[i] as number, path[i + 1] as number);
    }
    if (path.length >= 4)
      ends.push([path[0] as number, path[1] as number], [path.at(-2) as number, path.at(-1) as number]);
  }
  const count = segments.length / 4;
  const stops: { share: number; at: Position }[][] = Array.from({ length: count }, () => []);
  const segmentTree = treeOf(segments);
  const segment = (s: number): [number, number, number, number] => {
    const i = s * 4;
    return [segments[i] as number, segments[i + 1] as number, segments[i + 2] as number, segments[i + 3] as number];
  };
  for (let s = 0; s < count; s++) {
    const [ax, ay, bx, by] = segment(s);
    for (const t of segmentTree?.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)) ?? []) {
      if (t <= s) continue;
      const cross = crossing([ax, ay, bx, by], segment(t));
      if (!cross) continue;
      stops[s]?.push({ share: cross.shareA, at: cross.at });
      stops[t]?.push({ share: cross.shareB, at: cross.at });
    }
  }
  const joins: (readonly [end: Position, foot: Position])[] = [];
  for (const end of ends) {
    const reach = [end[0] - joinMm, end[1] - joinMm, end[0] + joinMm, end[1] + joinMm] as const;
    for (const s of segmentTree?.search(...reach) ?? []) {
      const foot = footOnSegment(...segment(s), ...end);
      if (foot.distanceMm > joinMm) continue;
      // The street it meets stays straight; a short edge leads from the end onto it.
      const at: Position = [Math.round(foot.at[0]), Math.round(foot.at[1])];
      stops[s]?.push({ share: foot.share, at });
      joins.push([end, at]);
    }
  }

  const nodes = new NodeTable(count * 2);
  const from: number[] = [];
  const to: number[] = [];
  for (let s = 0; s < count; s++) {
    const [ax, ay, bx, by] = segment(s);
    const along = [{ share: 0, at: [ax, ay] as Position }, ...(stops[s] ?? []), { share: 1, at: [bx, by] as Position }];
    if (along.length > 2) along.sort((p, q) => p.share - q.share);
    let last = -1;
    for (const { at } of along) {
      const node = nodes.add(...at);
      if (last >= 0 && node !== last) {
        from.push(last);
        to.push(node);
      }
      last = node;
    }
  }
  for (const [end, foot] of joins) {
    const [a, b] = [nodes.add(...end), nodes.add(...foot)];
    if (a === b) continue;
    from.push(a);
    to.push(b);
  }
  return assembled(nodes, from, to);
}

/** The place on the network nearest to a position, within reach. */
export function nearestOnNetwork(
  graph: StreetGraph,
  x: number,
  y: number,
  reachMm = Infinity,
): NetworkPlace | undefined {
  const { nodes, from, to, tree } = graph;
  let least = Infinity;
  let nearest = -1;
  // Edges nearer than half the width of a box meet the box: it is widened until it holds the nearest for sure.
  for (let half = Math.min(FIRST_LOOK_MM, reachMm); tree; half = Math.min(half * 3, reachMm)) {
    const all = half > WIDEST_LOOK_MM;
    const found = all ? from.keys() : tree.search(x - half, y - half, x + half, y + half);
    for (const edge of found) {
      const a = from[edge] as number;
      const b = to[edge] as number;
      const { distanceMm } = footOnSegment(nodes.x(a), nodes.y(a), nodes.x(b), nodes.y(b), x, y);
      if (distanceMm > reachMm || distanceMm > least || (distanceMm === least && edge > nearest)) continue;
      least = distanceMm;
      nearest = edge;
    }
    if (least <= half || half >= reachMm || all) break;
  }
  if (nearest < 0) return undefined;
  const [a, b] = [from[nearest] as number, to[nearest] as number];
  const foot = footOnSegment(nodes.x(a), nodes.y(a), nodes.x(b), nodes.y(b), x, y);
  const at: Position = [Math.round(foot.at[0]), Math.round(foot.at[1])];
  return { edge: nearest, share: foot.share, at, distanceMm: foot.distanceMm };
}

function assembled(nodes: NodeTable, from: readonly number[], to: readonly number[]): StreetGraph {
  const lengthMm = Float64Array.from(from, (a, e) =>
    Math.hypot(nodes.x(a) - nodes.x(to[e] as number), nodes.y(a) - nodes.y(to[e] as number)),
  );
  const starts = new Int32Array(nodes.count + 1);
  for (const list of [from, to]) for (const node of list) starts[node + 1] = (starts[node + 1] as number) + 1;
  for (let n = 0; n < nodes.count; n++) starts[n + 1] = (starts[n + 1] as number) + (starts[n] as number);
  const fill = starts.slice();
  const edges = new Int32Array(from.length * 2);
  for (const list of [from, to]) {
    for (const [e, node] of list.entries()) {
      edges[fill[node] as number] = e;
      fill[node] = (fill[node] as number) + 1;
    }
  }
  const flat = from.flatMap((a, e) => [nodes.x(a), nodes.y(a), nodes.x(to[e] as number), nodes.y(to[e] as number)]);
  return { nodes, from: Int32Array.from(from), to: Int32Array.from(to), lengthMm, starts, edges, tree: treeOf(flat) };
}

function treeOf(segments: readonly number[]): Flatbush | undefined {
  if (segments.length === 0) return undefined;
  const tree = new Flatbush(segments.length / 4);
  for (let i = 0; i < segments.length; i += 4) {
    const ax = segments[i] as number;
    const ay = segments[i + 1] as number;
    const bx = segments[i + 2] as number;
    const by = segments[i + 3] as number;
    tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  tree.finish();
  return tree;
}

/** Where two segments cross, ends included; nothing for segments along one line. */
function crossing(
  [ax, ay, bx, by]: readonly [number, number, number, number],
  [cx, cy, dx, dy]: readonly [number, number, number, number],
): { readonly shareA: number; readonly shareB: number; readonly at: Position } | undefined {
  const [ux, uy, vx, vy] = [bx - ax, by - ay, dx - cx, dy - cy];
  const turn = ux * vy - uy * vx;
  if (turn === 0) return undefined;
  const shareA = ((cx - ax) * vy - (cy - ay) * vx) / turn;
  const shareB = ((cx - ax) * uy - (cy - ay) * ux) / turn;
  if (shareA < 0 || shareA > 1 || shareB < 0 || shareB > 1) return undefined;
  return { shareA, shareB, at: [Math.round(ax + ux * shareA), Math.round(ay + uy * shareA)] };
}
