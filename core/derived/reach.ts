import { shortestWays } from "#core/derived/shortest-ways";
import { type NetworkPlace, nearestOnNetwork, type StreetGraph } from "#core/derived/street-graph";
import type { Position } from "#core/geometry/geometry";

/** Farther than this from every street, the way is taken straight. */
export const ACCESS_MM = 100_000;

/** Something that is to be served: a parcel by a position inside it. */
export interface Target {
  readonly id: string;
  readonly at: Position;
  /** Where it comes out on the network; worked out when absent. */
  readonly access?: NetworkPlace | null;
}

/** Targets with their access to the network, for several questions about the same ones. */
export function withAccess(graph: StreetGraph, targets: readonly Target[]): Target[] {
  return targets.map((target) => ({ ...target, access: nearestOnNetwork(graph, ...target.at, ACCESS_MM) ?? null }));
}

/** How far a target is from the nearest source, and how that was measured. */
export interface ReachOfTarget {
  readonly distanceM: number;
  /** `network`: along the streets, with the straight ways on to them. `straight`: no street within 100 m. */
  readonly method: "network" | "straight";
}

/** Who is served within the limit. */
export interface Reach {
  readonly served: ReadonlyMap<string, ReachOfTarget>;
  /** Of all targets, how many were measured each way. */
  readonly byNetwork: number;
  readonly byStraightLine: number;
}

/**
 * Which targets lie within a walking distance of some sources: along the streets where there are any within 100 m
 * of both, else straight. The way from a door to the street counts.
 */
export function reachOf(
  graph: StreetGraph,
  sources: readonly Position[],
  limitM: number,
  targets: readonly Target[],
): Reach {
  const limitMm = limitM * 1000;
  const starts: NetworkPlace[] = [];
  const apart: Position[] = [];
  for (const source of sources) {
    const place = nearestOnNetwork(graph, ...source, ACCESS_MM);
    if (place) starts.push(place);
    else apart.push(source);
  }
  const { distanceMm } = shortestWays(graph, starts, (start) => start.distanceMm, limitMm);
  const onEdge = new Map<number, NetworkPlace[]>();
  for (const start of starts) onEdge.set(start.edge, [...(onEdge.get(start.edge) ?? []), start]);

  const served = new Map<string, ReachOfTarget>();
  let byNetwork = 0;
  for (const { id, at, access } of targets) {
    const place = access === undefined ? nearestOnNetwork(graph, ...at, ACCESS_MM) : access;
    let way = Infinity;
    for (const source of place ? apart : sources) way = Math.min(way, Math.hypot(source[0] - at[0], source[1] - at[1]));
    if (place) {
      byNetwork++;
      const length = graph.lengthMm[place.edge] as number;
      const ends = Math.min(
        (distanceMm[graph.from[place.edge] as number] as number) + place.share * length,
        (distanceMm[graph.to[place.edge] as number] as number) + (1 - place.share) * length,
      );
      way = Math.min(way, ends + place.distanceMm);
      for (const start of onEdge.get(place.edge) ?? []) {
        way = Math.min(way, start.distanceMm + Math.abs(start.share - place.share) * length + place.distanceMm);
      }
    }
    if (way <= limitMm) served.set(id, { distanceM: way / 1000, method: place ? "network" : "straight" });
  }
  return { served, byNetwork, byStraightLine: targets.length - byNetwork };
}
