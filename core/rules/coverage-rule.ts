import Flatbush from "flatbush";
import { EdgeTally } from "#core/derived/edge-tally";
import { NodeTable } from "#core/derived/node-table";
import { meetingOf } from "#core/derived/polygon-fault";
import { polygonsOf, simpleRings } from "#core/derived/ring-nesting";
import type { PolygonGeometry, Position } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { innerPosition, perimeterMm, planAreaM2, reversed, sideOfPolygon, signedAreaMm2 } from "#core/geometry/ring";
import { type CheckContext, type Surface, surfacesOf } from "#core/rules/check-context";
import { type Issue, issueOf } from "#core/rules/issue";

/** A half-edge whose twin is missing; `id` absent: the outside, along the perimeter. */
interface LooseEdge {
  readonly from: number;
  readonly to: number;
  readonly id: string | undefined;
}

/** Boundaries nearer than this are one line: the rounding of the grid. */
const ROUNDING_MM = 2;
/** So many places are worth showing; a plan with more has another trouble. */
const MOST = 500;

/**
 * Overlaps and gaps of the coverage. With the outside of the perimeter counted as one more face, every edge of a
 * sound plan is run once each way. What is left over closes to loops around the faults; how often the loops wind
 * about a place says how many faces too many (overlap) or too few (gap) lie there.
 */
export function coverageIssues(context: CheckContext): Issue[] {
  if (context.faces.length === 0) return [];
  const nodes = new NodeTable(context.faces.length * 4);
  const loose = cutAtCrossings(looseEdges(context, nodes), nodes);
  if (loose.length === 0) return [];
  const perimeters = surfacesOf(context.project, "perimeter");
  const issues: Issue[] = [];

  const loops: number[][] = [];
  for (const { ring, ids } of loopsOf(loose, nodes)) {
    if (!isThin(ring)) loops.push(ring);
    else if (!ids.includes(undefined)) {
      issues.push(issueOf("coverage-unnoded", "warning", classOfId(context, ids[0]), named(ids), middleOf(ring)));
    }
  }
  const edges = loose.map(({ from, to }) => [nodes.x(from), nodes.y(from), nodes.x(to), nodes.y(to)] as const);
  for (const gap of polygonsOf(loops.map(reversed)).slice(0, MOST)) {
    const at = innerPosition(gap);
    if (windingAt(edges, at) >= 0) continue;
    const ids = facesAround(gap, loose, nodes);
    issues.push(issueOf("coverage-gap", "error", classOfId(context, ids[0]), ids, at, { areaM2: roundedM2(gap) }));
  }
  for (const overlap of polygonsOf(loops).slice(0, MOST)) {
    const at = innerPosition(overlap);
    if (windingAt(edges, at) <= 0) continue;
    const ids = context
      .facesIn([...at, ...at])
      .filter((face) => sideOfPolygon(face.geometry, ...at) > 0)
      .map((face) => face.id)
      .sort();
    const outside =
      perimeters.length > 0 && perimeters.every((perimeter) => sideOfPolygon(perimeter.geometry, ...at) < 0);
    const rule = outside && ids.length < 2 ? "coverage-outside" : "coverage-overlap";
    issues.push(issueOf(rule, "error", classOfId(context, ids[0]), ids, at, { areaM2: roundedM2(overlap) }));
  }
  return issues;
}

/** All half-edges without a twin, the perimeter's outside included. */
function looseEdges(context: CheckContext, nodes: NodeTable): LooseEdge[] {
  let halves = 0;
  for (const { geometry } of context.faces) for (const ring of geometry.rings) halves += ring.length / 2;
  const tally = new EdgeTally(halves / 2);
  /** Each half-edge of the faces in turn: twice its edge, and one more when it runs from the higher node. */
  const walk = new Int32Array(halves);
  let walked = 0;
  for (const face of context.faces) {
    eachEdge(face.geometry, nodes, (a, b) => {
      walk[walked++] = tally.run(a, b) * 2 + (a < b ? 0 : 1);
    });
  }
  const outside = outsideRuns(context, nodes, tally).map(([a, b]) => ({ a, b, edge: tally.run(a, b) }));

  const loose: LooseEdge[] = [];
  const isLoose = (edge: number, up: boolean): boolean => (up ? tally.sum(edge) : -tally.sum(edge)) > 0;
  walked = 0;
  for (const { id, geometry } of context.faces) {
    for (const ring of geometry.rings) {
      for (let i = 0; i < ring.length; i += 2) {
        const half = walk[walked++] as number;
        const edge = half >> 1;
        const up = half % 2 === 0;
        if (!isLoose(edge, up)) continue;
        const [low, high] = [tally.low(edge), tally.high(edge)];
        loose.push(up ? { from: low, to: high, id } : { from: high, to: low, id });
      }
    }
  }
  for (const { a, b, edge } of outside) if (isLoose(edge, a < b)) loose.push({ from: a, to: b, id: undefined });
  return loose;
}

function eachEdge(polygon: PolygonGeometry, nodes: NodeTable, visit: (a: number, b: number) => void): void {
  for (const ring of polygon.rings) {
    let last = nodes.add(ring.at(-2) as number, ring.at(-1) as number);
    for (let i = 0; i < ring.length; i += 2) {
      const node = nodes.add(ring[i] as number, ring[i + 1] as number);
      visit(last, node);
      last = node;
    }
  }
}

/** The perimeter run the other way, cut where vertices of the coverage's rim lie on it. */
function outsideRuns(context: CheckContext, nodes: NodeTable, tally: EdgeTally): (readonly [number, number])[] {
  const perimeters = surfacesOf(context.project, "perimeter");
  if (perimeters.length === 0) return rimRuns(context, nodes);
  const rim = new Set<number>();
  for (let edge = 0; edge < tally.count; edge++) {
    if (tally.sum(edge) !== 0) rim.add(tally.low(edge)).add(tally.high(edge));
  }
  const held = [...rim];
  const tree = held.length > 0 ? new Flatbush(held.length) : undefined;
  for (const node of held) tree?.add(nodes.x(node), nodes.y(node), nodes.x(node), nodes.y(node));
  tree?.finish();
  const runs: (readonly [number, number])[] = [];
  for (const { geometry } of perimeters) {
    for (const ring of geometry.rings) {
      for (let i = 0; i < ring.length; i += 2) {
        const j = (i + 2) % ring.length;
        const [ax, ay, bx, by] = [ring[i] as number, ring[i + 1] as number, ring[j] as number, ring[j + 1] as number];
        const found = tree?.search(
          Math.min(ax, bx) - ROUNDING_MM,
          Math.min(ay, by) - ROUNDING_MM,
          Math.max(ax, bx) + ROUNDING_MM,
          Math.max(ay, by) + ROUNDING_MM,
        );
        const on: { node: number; share: number }[] = [];
        for (const f of found ?? []) {
          const node = held[f] as number;
          const foot = footOnSegment(ax, ay, bx, by, nodes.x(node), nodes.y(node));
          if (foot.distanceMm <= ROUNDING_MM && foot.share > 0 && foot.share < 1) on.push({ node, share: foot.share });
        }
        on.sort((p, q) => p.share - q.share);
        let last = nodes.add(ax, ay);
        for (const node of [...on.map((p) => p.node), nodes.add(bx, by)]) {
          if (node !== last) runs.push([node, last]);
          last = node;
        }
      }
    }
  }
  return runs;
}

/** Without a perimeter the outside begins at the outer rim of what the faces make together. */
function rimRuns(context: CheckContext, nodes: NodeTable): (readonly [number, number])[] {
  const runs: (readonly [number, number])[] = [];
  for (const { rings } of context.graph.outlineOf(context.faces.map((face) => face.id))) {
    eachEdge({ kind: "polygon", rings: rings.slice(0, 1) }, nodes, (a, b) => runs.push([b, a]));
  }
  return runs;
}

/** Loose edges closed to simple loops, with the faces they belong to. */
function loopsOf(loose: readonly LooseEdge[], nodes: NodeTable): { ring: number[]; ids: (string | undefined)[] }[] {
  const out = new Map<number, LooseEdge[]>();
  for (const edge of loose) {
    const list = out.get(edge.from);
    if (list) list.push(edge);
    else out.set(edge.from, [edge]);
  }
  const owners = new Map<string, string | undefined>();
  const loops: { ring: number[]; ids: (string | undefined)[] }[] = [];
  for (const start of loose) {
    const walk: number[] = [];
    let node = start.from;
    for (let edge = out.get(node)?.pop(); edge; edge = out.get(node)?.pop()) {
      walk.push(nodes.x(node), nodes.y(node));
      owners.set(`${nodes.x(node)} ${nodes.y(node)}`, edge.id);
      node = edge.to;
    }
    for (const ring of simpleRings(walk)) {
      const ids = new Set<string | undefined>();
      for (let i = 0; i < ring.length; i += 2) ids.add(owners.get(`${ring[i]} ${ring[i + 1]}`));
      loops.push({ ring, ids: [...ids] });
    }
  }
  return loops;
}

/** How often loose edges wind about a position: faces there, less one. */
function windingAt(edges: readonly (readonly [number, number, number, number])[], [x, y]: Position): number {
  let winding = 0;
  for (const [ax, ay, bx, by] of edges) {
    if (ay <= y === by <= y) continue;
    const side = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    if (by > ay && side > 0) winding++;
    if (by < ay && side < 0) winding--;
  }
  return winding;
}

/** Loose edges cut where they cross, so that overlaps and gaps that follow each other close to loops of their own. */
function cutAtCrossings(loose: readonly LooseEdge[], nodes: NodeTable): LooseEdge[] {
  if (loose.length === 0) return [];
  const edges = loose.map(({ from, to }) => [nodes.x(from), nodes.y(from), nodes.x(to), nodes.y(to)] as const);
  const tree = new Flatbush(edges.length);
  for (const [ax, ay, bx, by] of edges)
    tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  tree.finish();
  const stops = new Map<number, Position[]>();
  for (const [i, e] of edges.entries()) {
    for (const j of tree.search(
      Math.min(e[0], e[2]),
      Math.min(e[1], e[3]),
      Math.max(e[0], e[2]),
      Math.max(e[1], e[3]),
    )) {
      const f = edges[j] as Edge;
      const at = j > i && crossesDeeply(e, f) ? meetingOf(...e, ...f) : undefined;
      if (at) for (const k of [i, j]) stops.set(k, [...(stops.get(k) ?? []), at]);
    }
  }
  return loose.flatMap(({ from, to, id }, i) => {
    const [ax, ay, bx, by] = edges[i] as Edge;
    const share = (at: Position): number => footOnSegment(ax, ay, bx, by, ...at).share;
    const along = (stops.get(i) ?? []).sort((p, q) => share(p) - share(q)).map((at) => nodes.add(...at));
    return [...along, to].map((node, k) => ({ from: k === 0 ? from : (along[k - 1] as number), to: node, id }));
  });
}

type Edge = readonly [ax: number, ay: number, bx: number, by: number];

/** Whether a loop runs back along itself: all but its two ends lie on another of its edges. */
function isThin(ring: readonly number[]): boolean {
  if (Math.abs(signedAreaMm2(ring)) > perimeterMm(ring) * ROUNDING_MM) return false;
  let apart = 0;
  for (let v = 0; v < ring.length; v += 2) {
    let near = false;
    for (let i = 0, j = ring.length - 2; i < ring.length && !near; j = i, i += 2) {
      if (i === v || j === v) continue;
      const [ax, ay, bx, by] = [ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number];
      near = footOnSegment(ax, ay, bx, by, ring[v] as number, ring[v + 1] as number).distanceMm <= ROUNDING_MM;
    }
    if (!near) apart++;
  }
  return apart <= 2;
}

/** Whether two segments cross with each end farther from the other than the rounding of the grid. */
function crossesDeeply(
  e: readonly [number, number, number, number],
  f: readonly [number, number, number, number],
): boolean {
  const away = (p: Edge, x: number, y: number): boolean => footOnSegment(...p, x, y).distanceMm > ROUNDING_MM;
  return away(e, f[0], f[1]) && away(e, f[2], f[3]) && away(f, e[0], e[1]) && away(f, e[2], e[3]);
}

function facesAround(gap: PolygonGeometry, loose: readonly LooseEdge[], nodes: NodeTable): string[] {
  const on = new NodeTable();
  for (const ring of gap.rings)
    for (let i = 0; i < ring.length; i += 2) on.add(ring[i] as number, ring[i + 1] as number);
  const ids = new Set<string>();
  for (const { from, to, id } of loose) {
    if (id === undefined || on.find(nodes.x(from), nodes.y(from)) < 0 || on.find(nodes.x(to), nodes.y(to)) < 0)
      continue;
    ids.add(id);
  }
  return [...ids].sort();
}

function named(ids: readonly (string | undefined)[]): string[] {
  return [...new Set(ids.filter((id) => id !== undefined))].sort();
}

function classOfId(context: CheckContext, id: string | undefined): Surface["class"] {
  return (id === undefined ? undefined : context.project.get(id)?.class) ?? "perimeter";
}

function middleOf(ring: readonly number[]): Position {
  const [ax, ay, bx, by] = ring.slice(0, 4) as [number, number, number, number];
  return [(ax + bx) / 2, (ay + by) / 2];
}

function roundedM2(polygon: PolygonGeometry): number {
  return Math.round(planAreaM2(polygon) * 100) / 100;
}
