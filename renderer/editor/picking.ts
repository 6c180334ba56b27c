import { shownClasses } from "#core/features/classes";
import { type Box, boxesMeet, boxOf } from "#core/geometry/box";
import { type Position, runsOf } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { sideOfPolygon } from "#core/geometry/ring";
import type { ClassId } from "#core/model/feature";
import type { FeatureArrays } from "#editor/feature-arrays";
import type { ShapedFeature } from "#editor/pack";

/** Surfaces that lie under or around everything: offered after the rest. */
const LAST: readonly ClassId[] = ["ilot", "annexPoint", "annexLine", "landUse", "perimeter", "annexArea"];

/** Classes from the top of the map down, as a hand meets them. */
const topDown: readonly ClassId[] = [
  ...shownClasses
    .map(({ id }) => id)
    .filter((id) => !LAST.includes(id))
    .reverse(),
  ...LAST,
];

/**
 * Features at a position, from the top down.
 *
 * @param toleranceMm how near points and lines must be
 */
export function pick(
  arrays: FeatureArrays,
  hidden: ReadonlySet<ClassId>,
  at: Position,
  toleranceMm: number,
): ShapedFeature[] {
  const [x, y] = at;
  const box: Box = [x - toleranceMm, y - toleranceMm, x + toleranceMm, y + toleranceMm];
  const found: ShapedFeature[] = [];
  for (const id of topDown) {
    if (hidden.has(id)) continue;
    const here = [...arrays.featuresMeeting(id, box)]
      .map((feature) => ({ feature, distance: distanceTo(feature, at) }))
      .filter(({ distance }) => distance <= toleranceMm)
      .sort((a, b) => a.distance - b.distance);
    found.push(...here.map(({ feature }) => feature));
  }
  const axis = found[0]?.class === "street" && !hidden.has("streetAxis") ? axisNear(arrays, at) : undefined;
  return axis ? [axis, ...found] : found;
}

/** Half the widest right-of-way: an axis farther than this is another street's, millimetres. */
const HALF_STREET_MM = 20_000;

/**
 * The street whose carriageway a hand is on. All the carriageways of a plan are one surface: who clicks there means
 * the street, by its name and width.
 */
function axisNear(arrays: FeatureArrays, at: Position): ShapedFeature | undefined {
  const [x, y] = at;
  const box: Box = [x - HALF_STREET_MM, y - HALF_STREET_MM, x + HALF_STREET_MM, y + HALF_STREET_MM];
  let nearest: ShapedFeature | undefined;
  let least = HALF_STREET_MM;
  for (const feature of arrays.featuresMeeting("streetAxis", box)) {
    const distance = distanceTo(feature, at);
    if (distance > least) continue;
    least = distance;
    nearest = feature;
  }
  return nearest;
}

/** How far a position is from a feature, millimetres; 0 inside a surface. */
function distanceTo(feature: ShapedFeature, [x, y]: Position): number {
  const { geometry } = feature;
  if (geometry.kind === "point") return Math.hypot(geometry.at[0] - x, geometry.at[1] - y);
  // Surfaces are not caught from outside: their neighbour is there.
  if (geometry.kind === "polygon") return sideOfPolygon(geometry, x, y) >= 0 ? 0 : Infinity;
  let nearest = Infinity;
  const { path } = geometry;
  for (let i = 0; i + 3 < path.length; i += 2) {
    const foot = footOnSegment(
      path[i] as number,
      path[i + 1] as number,
      path[i + 2] as number,
      path[i + 3] as number,
      x,
      y,
    );
    nearest = Math.min(nearest, foot.distanceMm);
  }
  return nearest;
}

/** Classes that a box gathers: what one works on in numbers, not the ground beneath. */
const boxed: readonly ClassId[] = topDown.filter((id) => !LAST.includes(id) && id !== "water" && id !== "waterCourse");

/** Features wholly inside a box, top down. */
export function within(arrays: FeatureArrays, hidden: ReadonlySet<ClassId>, box: Box): ShapedFeature[] {
  const found: ShapedFeature[] = [];
  for (const id of boxed) {
    if (hidden.has(id)) continue;
    for (const feature of arrays.featuresMeeting(id, box)) {
      const own = boxOf(feature.geometry);
      if (own[0] >= box[0] && own[1] >= box[1] && own[2] <= box[2] && own[3] <= box[3]) found.push(feature);
    }
  }
  return found;
}

/** Features of some classes that have a vertex exactly at a position. */
export function touchingVertex(arrays: FeatureArrays, classes: readonly ClassId[], at: Position): ShapedFeature[] {
  const box: Box = [at[0], at[1], at[0], at[1]];
  const found: ShapedFeature[] = [];
  for (const id of classes) {
    for (const feature of arrays.featuresMeeting(id, box)) {
      if (boxesMeet(boxOf(feature.geometry), box) && hasVertex(feature, at)) found.push(feature);
    }
  }
  return found;
}

function hasVertex(feature: ShapedFeature, [x, y]: Position): boolean {
  return runsOf(feature.geometry).some((run) => {
    for (let i = 0; i < run.length; i += 2) if (run[i] === x && run[i + 1] === y) return true;
    return false;
  });
}
