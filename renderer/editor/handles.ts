import { classOf } from "#core/features/classes";
import { type Geometry, type Position, runsOf } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { sideOfPolygon } from "#core/geometry/ring";
import type { ClassId } from "#core/model/feature";
import type { FeatureArrays } from "#editor/feature-arrays";
import type { ShapedFeature } from "#editor/pack";
import { touchingVertex } from "#editor/picking";
import type { Handle } from "#editor/tool";

/** Classes whose vertices move together. */
const SHARED: readonly ClassId[] = ["street", "reserve", "parcel", "openSpace"];

/** Vertices of more features than these are not shown: nobody could aim at them. */
export const HANDLED_MAX = 12;

/** Vertices of the chosen features, each place once. */
export function handlePositions(chosen: readonly ShapedFeature[]): Position[] {
  const places = new Map<string, Position>();
  for (const { geometry } of chosen) {
    for (const run of runsOf(geometry)) {
      for (let i = 0; i < run.length; i += 2) {
        const at: Position = [run[i] as number, run[i + 1] as number];
        places.set(`${at[0]},${at[1]}`, at);
      }
    }
  }
  return [...places.values()];
}

/** The vertex of the chosen features nearest to a position, else the chosen thing that stands by itself there. */
export function handleAt(
  arrays: FeatureArrays,
  chosen: readonly ShapedFeature[],
  at: Position,
  toleranceMm: number,
): Handle | undefined {
  let best: { feature: ShapedFeature; at: Position } | undefined;
  let nearest = toleranceMm;
  for (const feature of chosen) {
    for (const vertex of handlePositions([feature])) {
      const distance = Math.hypot(vertex[0] - at[0], vertex[1] - at[1]);
      if (distance > nearest) continue;
      nearest = distance;
      best = { feature, at: vertex };
    }
  }
  if (best) {
    const { feature } = best;
    if (feature.geometry.kind === "point")
      return { kind: "whole", at: best.at, id: feature.id, runs: runsFor([feature]) };
    if (classOf(feature.class).coverage) {
      const touched = touchingVertex(arrays, SHARED, best.at);
      return { kind: "shared", at: best.at, id: feature.id, runs: runsFor(touched) };
    }
    return { kind: "own", at: best.at, id: feature.id, runs: runsFor([feature]) };
  }
  const whole = chosen.find(
    ({ class: id, geometry }) =>
      !classOf(id).coverage && id !== "perimeter" && geometry.kind === "polygon" && sideOfPolygon(geometry, ...at) >= 0,
  );
  return whole ? { kind: "whole", at, id: whole.id, runs: runsFor([whole]) } : undefined;
}

/** The place on an edge of the chosen features nearest to a position, on the grid. */
export function edgeAt(
  chosen: readonly ShapedFeature[],
  [x, y]: Position,
  toleranceMm: number,
): { readonly at: Position; readonly id: string } | undefined {
  let best: { readonly at: Position; readonly id: string } | undefined;
  let nearest = toleranceMm;
  for (const { id, geometry } of chosen) {
    for (const run of runsOf(geometry)) {
      const n = run.length;
      for (let i = 0; i < (geometry.kind === "polygon" ? n : n - 2); i += 2) {
        const [bx, by] = [run[(i + 2) % n] as number, run[(i + 3) % n] as number];
        const foot = footOnSegment(run[i] as number, run[i + 1] as number, bx, by, x, y);
        if (foot.distanceMm >= nearest) continue;
        nearest = foot.distanceMm;
        best = { id, at: [Math.round(foot.at[0]), Math.round(foot.at[1])] };
      }
    }
  }
  return best;
}

function runsFor(features: readonly ShapedFeature[]): Handle["runs"] {
  return features.flatMap(({ geometry }: { geometry: Geometry }) =>
    runsOf(geometry).map((run) => ({ run, closed: geometry.kind === "polygon" })),
  );
}
