import type { Geometry } from "#core/geometry/geometry";

/** The shell of a polygon; fails the test for anything else. */
export function ringOf(geometry: Geometry | null | undefined): readonly number[] {
  if (geometry?.kind !== "polygon") throw new Error(`expected a polygon, got ${geometry?.kind}`);
  return geometry.rings[0] ?? [];
}

/** The path of a line; fails the test for anything else. */
export function pathOf(geometry: Geometry | null | undefined): readonly number[] {
  if (geometry?.kind !== "line") throw new Error(`expected a line, got ${geometry?.kind}`);
  return geometry.path;
}
