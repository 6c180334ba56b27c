import { shortestWays } from "#core/derived/shortest-ways";
import { type NetworkPlace, nearestOnNetwork, type StreetGraph } from "#core/derived/street-graph";
import { offsetPath } from "#core/engines/network/offset-path";
import type { Position } from "#core/geometry/geometry";
import { footOnSegment, lengthM } from "#core/geometry/path";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/** A way along the streets. */
export interface Route {
  /** Flat, millimetres; from the first position asked for to the last. */
  readonly path: readonly number[];
  readonly lengthM: number;
  /** The straight ways between the positions and the streets, together. */
  readonly accessM: number;
}

/** A bend of less than this is the rounding of the grid. */
const STRAIGHT_MM = 2;
/** Farther than this from every street, a line does not go looking for one. */
const START_REACH_MM = 300_000;

/**
 * The shortest way along the streets through some positions in turn, with the straight ways from each position to
 * the street beside it.
 *
 * @param offsetMm keeps beside the axes: to the right above 0, to the left below; a position nearer to the street
 *   than that is passed by
 * @returns refusals `network.too-few-points`, `network.no-street`, `network.unreachable`, with their place
 */
export function routeAlongStreets(graph: StreetGraph, points: readonly Position[], offsetMm = 0): Route | Refusal {
  if (points.length < 2) return refuse("network.too-few-points");
  const places: NetworkPlace[] = [];
  for (const point of points) {
    const place = nearestOnNetwork(graph, ...point, START_REACH_MM);
    if (!place) return refuse("network.no-street", { at: point, params: { metres: START_REACH_MM / 1000 } });
    places.push(place);
  }
  const path: number[] = [];
  const visit = (i: number): void => {
    const apart = (places[i] as NetworkPlace).distanceMm > Math.abs(offsetMm);
    if (offsetMm === 0 || apart) path.push(...(points[i] as Position));
  };
  visit(0);
  for (let i = 1; i < points.length; i++) {
    const leg = wayBetween(graph, places[i - 1] as NetworkPlace, places[i] as NetworkPlace);
    if (isRefusal(leg)) return { ...leg, at: points[i] as Position };
    const straight = straightened(leg);
    path.push(...(offsetMm === 0 || straight.length < 4 ? straight : offsetPath(straight, offsetMm)));
    visit(i);
  }
  const clean = withoutRepeats(path);
  const accessMm = places.reduce((sum, place) => sum + place.distanceMm, 0);
  return { path: clean, lengthM: lengthM(clean), accessM: accessMm / 1000 };
}

function wayBetween(graph: StreetGraph, from: NetworkPlace, to: NetworkPlace): number[] | Refusal {
  if (from.edge === to.edge) return [...from.at, ...to.at];
  const [a, b] = [graph.from[to.edge] as number, graph.to[to.edge] as number];
  let open = 2;
  // The end is reached by one of its edge's nodes; once both are settled no shorter way can come.
  const { distanceMm, by } = shortestWays(
    graph,
    [from],
    () => 0,
    Infinity,
    (node) => {
      if (node === a || node === b) open--;
      return open === 0;
    },
  );
  const length = graph.lengthMm[to.edge] as number;
  const byA = (distanceMm[a] as number) + to.share * length;
  const byB = (distanceMm[b] as number) + (1 - to.share) * length;
  if (Math.min(byA, byB) === Infinity) return refuse("network.unreachable");
  const back: number[] = [];
  let node = byA <= byB ? a : b;
  for (;;) {
    back.push(node);
    const edge = by[node] as number;
    if (edge < 0) break;
    node = graph.from[edge] === node ? (graph.to[edge] as number) : (graph.from[edge] as number);
  }
  const { nodes } = graph;
  return [...from.at, ...back.reverse().flatMap((n) => [nodes.x(n), nodes.y(n)]), ...to.at];
}

/** Without repeated positions and without nodes in the middle of a straight run. */
function straightened(path: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = 0; i < path.length; i += 2) {
    const [x, y] = [path[i] as number, path[i + 1] as number];
    if (out.at(-2) === x && out.at(-1) === y) continue;
    while (out.length >= 4) {
      const [ax, ay, bx, by] = out.slice(-4) as [number, number, number, number];
      const { distanceMm, share } = footOnSegment(ax, ay, x, y, bx, by);
      if (distanceMm > STRAIGHT_MM || share <= 0 || share >= 1) break;
      out.length -= 2;
    }
    out.push(x, y);
  }
  return out;
}

function withoutRepeats(path: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = 0; i < path.length; i += 2) {
    if (out.at(-2) === path[i] && out.at(-1) === path[i + 1]) continue;
    out.push(path[i] as number, path[i + 1] as number);
  }
  return out;
}
