import { reachOf, type Target } from "#core/derived/reach";
import type { StreetGraph } from "#core/derived/street-graph";
import type { Position } from "#core/geometry/geometry";

/** How far some places are from the nearest of a kind of facility, along the streets where there are any. Metres. */
export interface Walks {
  readonly medianM: number;
  /** Nineteen of twenty walk no farther. */
  readonly p95M: number;
  /** Of those that a street leads from: the longest. */
  readonly farthestM: number;
  readonly limitM: number;
  /** Share of the places within the limit, 0 to 1. */
  readonly within: number;
  /** Ids of those beyond it. */
  readonly beyond: readonly string[];
  /** Of these, how many no street leads from. */
  readonly cutOff: number;
  /** Places measured straight, because no street is near. */
  readonly byStraightLine: number;
}

/** The walks of some places to the nearest source; `undefined` without a place or a source. */
export function walksOf(
  graph: StreetGraph,
  sources: readonly Position[],
  limitM: number,
  targets: readonly Target[],
): Walks | undefined {
  if (targets.length === 0 || sources.length === 0) return undefined;
  const { served, byStraightLine } = reachOf(graph, sources, Infinity, targets);
  const distances: number[] = [];
  const beyond: string[] = [];
  for (const { id } of targets) {
    const distanceM = served.get(id)?.distanceM ?? Infinity;
    distances.push(distanceM);
    if (distanceM > limitM) beyond.push(id);
  }
  distances.sort((a, b) => a - b);
  const share = (part: number): number =>
    distances[Math.min(distances.length - 1, Math.floor(part * distances.length))] as number;
  return {
    medianM: share(0.5),
    p95M: share(0.95),
    farthestM: distances.findLast((distanceM) => distanceM < Infinity) ?? 0,
    limitM,
    cutOff: distances.filter((distanceM) => distanceM === Infinity).length,
    within: 1 - beyond.length / targets.length,
    beyond,
    byStraightLine,
  };
}
