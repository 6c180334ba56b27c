import Flatbush from "flatbush";
import { orient2d } from "robust-predicates";
import { NodeTable } from "#core/geometry/node-table";

/** A plane graph: distinct nodes on the millimetre grid and edges that meet at nodes only. */
export interface NodedGraph {
  /** Flat node positions, integer millimetres: node `i` is `nodes[2i]`, `nodes[2i+1]`. */
  readonly nodes: readonly number[];
  /** Flat pairs of node numbers, each edge once, no edge from a node to itself. */
  readonly edges: readonly number[];
}

export interface NodingOptions {
  /** Two crossings nearer than this become one node, millimetres; 0 by default. Input vertices never move. */
  readonly snapMm?: number;
}

/** Rounds before noding gives up; two or three are the rule. */
const MAX_ROUNDS = 40;
/**
 * From this round on crossings fall on a node that is near, millimetres, farther each few rounds: lines that run
 * together at a narrow angle would else meet a little farther on in each round, like a zipper.
 */
const CALM_ROUND = 8;
const ZIPPER_MM = 3;
/** A node this near to an edge lies on it: half the diagonal of a grid cell, millimetres. */
const HOT = Math.SQRT1_2 + 1e-9;

/**
 * Nodes a bag of segments on the millimetre grid: every crossing, touching and overlap becomes a node, segments
 * that pass through a node's grid cell are led through it (snap rounding), and the whole is repeated until no two
 * edges cross. An edge strays from its segment by a millimetre or so, and by no more than `snapMm` at a crossing.
 *
 * @param segments flat `[x1, y1, x2, y2, …]`; values are rounded to the grid; segments of no length are dropped
 * @throws Error (a bug) when 40 rounds do not settle it
 * @see Hobby, Practical segment intersection with finite precision output, 1999
 */
export function nodeSegments(segments: ArrayLike<number>, options: NodingOptions = {}): NodedGraph {
  const table = new NodeTable();
  let edges: number[] = [];
  for (let i = 0; i + 3 < segments.length; i += 4) {
    edges.push(
      table.add(Math.round(segments[i] as number), Math.round(segments[i + 1] as number)),
      table.add(Math.round(segments[i + 2] as number), Math.round(segments[i + 3] as number)),
    );
  }
  edges = distinct(edges);
  const tips = tipsOf(edges, table.count);
  const snapMm = options.snapMm ?? 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const splits = findSplits(edges, table, round < 3 ? snapMm : reachOf(round), tips);
    if (splits.size === 0) return compacted(edges, table);
    edges = distinct(splitEdges(edges, splits, table));
  }
  throw new Error("noding does not settle");
}

function reachOf(round: number): number {
  return round < CALM_ROUND ? 0 : ZIPPER_MM * 2 ** Math.floor((round - CALM_ROUND) / 4);
}

function distinct(edges: readonly number[]): number[] {
  const seen = new NodeTable(edges.length / 4);
  const out: number[] = [];
  for (let i = 0; i < edges.length; i += 2) {
    const a = edges[i] as number;
    const b = edges[i + 1] as number;
    if (a === b) continue;
    const before = seen.count;
    seen.add(Math.min(a, b), Math.max(a, b));
    if (seen.count > before) out.push(a, b);
  }
  return out;
}

/** Nodes where only one edge ends: they draw no crossing to themselves. */
function tipsOf(edges: readonly number[], size: number): Uint8Array {
  const degree = new Uint32Array(size);
  for (const id of edges) degree[id] = (degree[id] as number) + 1;
  return Uint8Array.from(degree, (d) => (d === 1 ? 1 : 0));
}

/** Boxes of edges, long ones in pieces so that a slanting edge does not claim the whole plane. */
function edgeIndex(edges: readonly number[], table: NodeTable): { index: Flatbush; edgeOf: number[]; boxes: number[] } {
  const count = edges.length / 2;
  let sum = 0;
  for (let e = 0; e < count; e++) {
    const a = edges[2 * e] as number;
    const b = edges[2 * e + 1] as number;
    sum += Math.max(Math.abs(table.x(a) - table.x(b)), Math.abs(table.y(a) - table.y(b)));
  }
  const piece = Math.max(1000, (2 * sum) / Math.max(1, count));
  const edgeOf: number[] = [];
  const boxes: number[] = [];
  for (let e = 0; e < count; e++) {
    const ax = table.x(edges[2 * e] as number);
    const ay = table.y(edges[2 * e] as number);
    const bx = table.x(edges[2 * e + 1] as number);
    const by = table.y(edges[2 * e + 1] as number);
    // An edge along an axis has a slim box whatever its length.
    const slant = Math.min(Math.abs(bx - ax), Math.abs(by - ay));
    const n = Math.max(1, Math.min(256, Math.ceil(slant / piece)));
    for (let k = 0; k < n; k++) {
      const x1 = ax + ((bx - ax) * k) / n;
      const x2 = ax + ((bx - ax) * (k + 1)) / n;
      const y1 = ay + ((by - ay) * k) / n;
      const y2 = ay + ((by - ay) * (k + 1)) / n;
      edgeOf.push(e);
      boxes.push(Math.min(x1, x2) - 1, Math.min(y1, y2) - 1, Math.max(x1, x2) + 1, Math.max(y1, y2) + 1);
    }
  }
  const index = new Flatbush(Math.max(1, edgeOf.length));
  if (edgeOf.length === 0) index.add(0, 0, 0, 0);
  for (let i = 0; i < edgeOf.length; i++) {
    index.add(
      boxes[4 * i] as number,
      boxes[4 * i + 1] as number,
      boxes[4 * i + 2] as number,
      boxes[4 * i + 3] as number,
    );
  }
  index.finish();
  return { index, edgeOf, boxes };
}

/** Nodes to put on each edge in this round. */
function findSplits(
  edges: readonly number[],
  table: NodeTable,
  snapMm: number,
  tips: Uint8Array,
): Map<number, Set<number>> {
  const splits = new Map<number, Set<number>>();
  const put = (edge: number, node: number): void => {
    if (edges[2 * edge] === node || edges[2 * edge + 1] === node) return;
    const held = splits.get(edge);
    if (held) held.add(node);
    else splits.set(edge, new Set([node]));
  };
  if (edges.length === 0) return splits;
  const { index, edgeOf, boxes } = edgeIndex(edges, table);

  // Nodes that lie on edges they do not end.
  const ends = new Set(edges);
  for (const node of ends) {
    const x = table.x(node);
    const y = table.y(node);
    for (const item of index.search(x - 1, y - 1, x + 1, y + 1)) {
      const e = edgeOf[item] as number;
      if (onEdge(edges, e, node, table)) put(e, node);
    }
  }

  // Proper crossings.
  const near = snapMm > 0 ? new NearNodes(table, ends, tips, snapMm) : undefined;
  for (let item = 0; item < edgeOf.length; item++) {
    const e = edgeOf[item] as number;
    const found = index.search(
      boxes[4 * item] as number,
      boxes[4 * item + 1] as number,
      boxes[4 * item + 2] as number,
      boxes[4 * item + 3] as number,
      (other) => (edgeOf[other] as number) > e,
    );
    for (const other of found) {
      const f = edgeOf[other] as number;
      const at = crossing(edges, e, f, table);
      if (!at) continue;
      const node = near?.find(at[0], at[1]) ?? table.add(Math.round(at[0]), Math.round(at[1]));
      near?.add(node);
      put(e, node);
      put(f, node);
    }
  }
  return splits;
}

function onEdge(edges: readonly number[], e: number, node: number, table: NodeTable): boolean {
  const a = edges[2 * e] as number;
  const b = edges[2 * e + 1] as number;
  if (node === a || node === b) return false;
  const ax = table.x(a);
  const ay = table.y(a);
  const dx = table.x(b) - ax;
  const dy = table.y(b) - ay;
  const px = table.x(node) - ax;
  const py = table.y(node) - ay;
  const square = dx * dx + dy * dy;
  // Between neighbours on the grid there is no third place: two diagonals of one cell would chase each other for ever.
  if (square <= 2) return false;
  const along = px * dx + py * dy;
  if (along <= 0 || along >= square) return false;
  return Math.abs(px * dy - py * dx) <= HOT * Math.sqrt(square);
}

/** Where two edges cross inside both, or `undefined`. */
function crossing(edges: readonly number[], e: number, f: number, table: NodeTable): [number, number] | undefined {
  const a = edges[2 * e] as number;
  const b = edges[2 * e + 1] as number;
  const c = edges[2 * f] as number;
  const d = edges[2 * f + 1] as number;
  if (a === c || a === d || b === c || b === d) return undefined;
  const [ax, ay, bx, by] = [table.x(a), table.y(a), table.x(b), table.y(b)];
  const [cx, cy, dx, dy] = [table.x(c), table.y(c), table.x(d), table.y(d)];
  const c1 = orient2d(ax, ay, bx, by, cx, cy);
  const d1 = orient2d(ax, ay, bx, by, dx, dy);
  if (c1 === 0 || d1 === 0 || c1 > 0 === d1 > 0) return undefined;
  const a1 = orient2d(cx, cy, dx, dy, ax, ay);
  const b1 = orient2d(cx, cy, dx, dy, bx, by);
  if (a1 === 0 || b1 === 0 || a1 > 0 === b1 > 0) return undefined;
  const share = a1 / (a1 - b1);
  return [ax + share * (bx - ax), ay + share * (by - ay)];
}

/** Two cells far apart may share a key: distances are asked anyway. */
function cellKey(column: number, row: number): number {
  return column * 67108864 + row;
}

/** Finds a node near a crossing, so that lines meant to meet in one point do. */
class NearNodes {
  readonly #table: NodeTable;
  readonly #radius: number;
  readonly #cells = new Map<number, number[]>();

  constructor(table: NodeTable, nodes: Iterable<number>, tips: Uint8Array, radius: number) {
    this.#table = table;
    this.#radius = radius;
    for (const node of nodes) if (tips[node] !== 1) this.add(node);
  }

  add(node: number): void {
    const key = cellKey(Math.floor(this.#table.x(node) / this.#radius), Math.floor(this.#table.y(node) / this.#radius));
    const held = this.#cells.get(key);
    if (!held) this.#cells.set(key, [node]);
    else if (!held.includes(node)) held.push(node);
  }

  find(x: number, y: number): number | undefined {
    const cx = Math.floor(x / this.#radius);
    const cy = Math.floor(y / this.#radius);
    let best: number | undefined;
    let least = this.#radius;
    for (let i = cx - 1; i <= cx + 1; i++) {
      for (let j = cy - 1; j <= cy + 1; j++) {
        for (const node of this.#cells.get(cellKey(i, j)) ?? []) {
          const distance = Math.hypot(this.#table.x(node) - x, this.#table.y(node) - y);
          if (distance < least || (distance === least && best !== undefined && node < best)) {
            least = distance;
            best = node;
          }
        }
      }
    }
    return best;
  }
}

function splitEdges(edges: readonly number[], splits: Map<number, Set<number>>, table: NodeTable): number[] {
  const out: number[] = [];
  for (let e = 0; e < edges.length / 2; e++) {
    const a = edges[2 * e] as number;
    const b = edges[2 * e + 1] as number;
    const nodes = splits.get(e);
    if (!nodes) {
      out.push(a, b);
      continue;
    }
    const dx = table.x(b) - table.x(a);
    const dy = table.y(b) - table.y(a);
    const along = (n: number): number => (table.x(n) - table.x(a)) * dx + (table.y(n) - table.y(a)) * dy;
    let last = a;
    for (const node of [...nodes].sort((m, n) => along(m) - along(n) || m - n)) {
      out.push(last, node);
      last = node;
    }
    out.push(last, b);
  }
  return out;
}

/** Only the nodes that edges use, in the order edges name them. */
function compacted(edges: readonly number[], table: NodeTable): NodedGraph {
  const ids = new Int32Array(table.count).fill(-1);
  const nodes: number[] = [];
  const out = edges.map((id) => {
    if ((ids[id] as number) < 0) {
      ids[id] = nodes.length / 2;
      nodes.push(table.x(id), table.y(id));
    }
    return ids[id] as number;
  });
  return { nodes, edges: out };
}
