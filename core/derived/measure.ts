import { faultOfPolygon } from "#core/derived/polygon-fault";
import type { Projection } from "#core/geometry/crs";
import { type Position, polygonOf } from "#core/geometry/geometry";
import { groundAreaM2 } from "#core/geometry/ground-area";
import { groundDistanceM } from "#core/geometry/ground-distance";
import { gridBearingDeg } from "#core/geometry/polar";
import { oriented, planAreaM2 } from "#core/geometry/ring";

/** One straight piece of a measured run. */
export interface MeasuredSegment {
  readonly from: Position;
  readonly to: Position;
  readonly planM: number;
  readonly groundM: number;
  /** Grid bearing from `from` to `to`, degrees clockwise from grid north (not true north), 0 up to below 360. */
  readonly bearingDeg: number;
}

/** What a run of positions measures. */
export interface Measure {
  readonly segments: readonly MeasuredSegment[];
  /** Sums of the segments, metres. */
  readonly planM: number;
  readonly groundM: number;
  /** What the run encloses, its end joined to its start; absent below three vertices, or when it crosses itself. */
  readonly area?: { readonly planM2: number; readonly groundM2: number };
  /** Why there is no area though there are three vertices. */
  readonly crosses?: true;
}

/**
 * Measures a run of positions: each segment and the whole, in the plan (UTM) and on the ground (ellipsoid).
 *
 * @param run flat positions, millimetres in the projection's CRS
 * @param closed whether the way back from the end to the start is a segment too
 */
export function measureOf(run: readonly number[], closed: boolean, projection: Projection): Measure {
  const segments: MeasuredSegment[] = [];
  const count = run.length / 2;
  for (let i = 0; i + 1 < count + (closed && count > 2 ? 1 : 0); i++) {
    const from = positionAt(run, i);
    const to = positionAt(run, (i + 1) % count);
    segments.push({
      from,
      to,
      planM: Math.hypot(to[0] - from[0], to[1] - from[1]) / 1000,
      groundM: groundDistanceM(from, to, projection),
      bearingDeg: gridBearingDeg(from, to),
    });
  }
  const lengths = {
    segments,
    planM: segments.reduce((sum, { planM }) => sum + planM, 0),
    groundM: segments.reduce((sum, { groundM }) => sum + groundM, 0),
  };
  if (count < 3) return lengths;
  const polygon = polygonOf(...oriented([run]));
  if (faultOfPolygon(polygon)) return { ...lengths, crosses: true };
  return { ...lengths, area: { planM2: planAreaM2(polygon), groundM2: groundAreaM2(polygon, projection) } };
}

function positionAt(run: readonly number[], i: number): Position {
  return [run[i * 2] as number, run[i * 2 + 1] as number];
}
