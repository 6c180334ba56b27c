import type { SnapRun } from "#core/derived/snap/snap";
import type { Position } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";

/** A position within this of a segment stands on it: the rounding of the grid. */
const ON_MM = 1.5;

interface Node {
  readonly at: Position;
  readonly next: Map<string, number>;
}

/**
 * The shorter way along boundaries from one position to another: a street front along several parcels, the rim of a
 * building. Both stand on a vertex or a segment of the runs.
 *
 * @param runs boundaries that may be followed
 * @returns the vertices after `from`, flat, `to` the last; `undefined` when no boundary leads there
 */
export function traceBoundary(runs: Iterable<SnapRun>, from: Position, to: Position): number[] | undefined {
  const nodes = new Map<string, Node>();
  const nodeAt = (x: number, y: number): Node => {
    const key = `${x},${y}`;
    let node = nodes.get(key);
    if (!node) {
      node = { at: [x, y], next: new Map() };
      nodes.set(key, node);
    }
    return node;
  };
  const join = (a: Position, b: Position): void => {
    const [p, q] = [nodeAt(...a), nodeAt(...b)];
    if (p === q) return;
    const length = Math.hypot(a[0] - b[0], a[1] - b[1]);
    p.next.set(`${b[0]},${b[1]}`, length);
    q.next.set(`${a[0]},${a[1]}`, length);
  };
  for (const { run, closed } of runs) {
    const n = run.length;
    for (let i = 0; i < (closed ? n : n - 2); i += 2) {
      const a: Position = [run[i] as number, run[i + 1] as number];
      const b: Position = [run[(i + 2) % n] as number, run[(i + 3) % n] as number];
      join(a, b);
      const on = [from, to].filter((at) => footOnSegment(...a, ...b, ...at).distanceMm <= ON_MM);
      on.sort((p, q) => Math.hypot(p[0] - a[0], p[1] - a[1]) - Math.hypot(q[0] - a[0], q[1] - a[1]));
      // Each stands between the two ends, and both of them may lie on one segment.
      const stops = [a, ...on, b];
      for (let k = 0; k + 1 < stops.length; k++) join(stops[k] as Position, stops[k + 1] as Position);
    }
  }
  return shortest(nodes, `${from[0]},${from[1]}`, `${to[0]},${to[1]}`);
}

/** Dijkstra over the vertices nearer than the goal; nodes that are tied go by the order they came in. */
function shortest(nodes: ReadonlyMap<string, Node>, from: string, to: string): number[] | undefined {
  if (!nodes.has(from) || !nodes.has(to) || from === to) return undefined;
  const distance = new Map<string, number>([[from, 0]]);
  const before = new Map<string, string>();
  const open = new Set([from]);
  while (open.size > 0) {
    let here = "";
    for (const key of open)
      if (here === "" || (distance.get(key) as number) < (distance.get(here) as number)) here = key;
    if (here === to) break;
    open.delete(here);
    const reached = distance.get(here) as number;
    for (const [key, length] of nodes.get(here)?.next ?? []) {
      if (reached + length >= (distance.get(key) ?? Infinity)) continue;
      distance.set(key, reached + length);
      before.set(key, here);
      open.add(key);
    }
  }
  if (!before.has(to)) return undefined;
  const path: number[] = [];
  for (let key = to; key !== from; key = before.get(key) as string) path.unshift(...(nodes.get(key) as Node).at);
  return path;
}
