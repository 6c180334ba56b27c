import { LevelCut } from "#core/derived/divide/level-cut";
import type { DivisionPlan } from "#core/derived/divide/plan-division";
import { frameAt } from "#core/geometry/frame";
import type { PolygonGeometry, Position } from "#core/geometry/geometry";
import type { LandSettings } from "#ui/divide/land-draft";

/**
 * The settings that put one of several parallel cuts where the hand holds it: areas, to the hundredth of a square
 * metre, along the bearing the cuts have. A cut does not pass its neighbours.
 *
 * @param cut from 0
 */
export function draggedCut(
  polygon: PolygonGeometry,
  plan: DivisionPlan,
  cut: number,
  to: Position,
): Partial<LandSettings> | undefined {
  if (plan.angleRad === undefined) return undefined;
  const level = new LevelCut(polygon, frameAt(plan.angleRad));
  let before = 0;
  const bounds = [0, ...plan.parts.map(({ areaM2 }) => (before += areaM2))];
  const [low, high] = [(bounds[cut] ?? 0) + 1, (bounds[cut + 2] ?? before) - 1];
  const wanted = level.areaBefore(level.inFrame(to)[0] as number) / 1e6;
  if (low >= high) return undefined;
  bounds[cut + 1] = Math.min(high, Math.max(low, wanted));
  const areas = bounds.slice(1, -1).map((bound, i) => (bound - (bounds[i] as number)).toFixed(2).replace(".", ","));
  return {
    method: "areas",
    areas: areas.join(" ; "),
    remainder: "create",
    direction: { bearingDeg: (-plan.angleRad * 180) / Math.PI },
  };
}

/** Where a cut is taken hold of: its middle. */
export function gripOf(cut: readonly number[]): Position {
  const n = cut.length;
  return [((cut[0] as number) + (cut[n - 2] as number)) / 2, ((cut[1] as number) + (cut[n - 1] as number)) / 2];
}
