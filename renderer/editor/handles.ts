import { classOf } from "#core/features/classes";
import { type Geometry, type Position, runsOf } from "#core/geometry/geometry";
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

function runsFor(features: readonly ShapedFeature[]): Handle["runs"] {
  return features.flatMap(({ geometry }: { geometry: Geometry }) =>
    runsOf(geometry).map((run) => ({ run, closed: geometry.kind === "polygon" })),
  );
}
