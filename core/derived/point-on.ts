import type { Geometry, Position } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";

/** A position to show a feature at: the point, the middle vertex of a line, a place well inside a surface. */
export function pointOn(geometry: Geometry): Position {
  if (geometry.kind === "point") return geometry.at;
  if (geometry.kind === "polygon") return innerPosition(geometry);
  const middle = 2 * Math.floor(geometry.path.length / 4);
  return [geometry.path[middle] as number, geometry.path[middle + 1] as number];
}
