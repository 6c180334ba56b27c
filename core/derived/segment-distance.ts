import { meetingOf } from "#core/derived/polygon-fault";
import type { Path, PolygonGeometry } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { sideOfPolygon } from "#core/geometry/ring";

/** Four numbers: both ends of a segment. */
export type Segment = readonly [ax: number, ay: number, bx: number, by: number];

/** Least distance between two segments, millimetres; 0 where they meet. */
export function segmentDistanceMm([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment): number {
  if (meetingOf(ax, ay, bx, by, cx, cy, dx, dy)) return 0;
  return Math.min(
    footOnSegment(ax, ay, bx, by, cx, cy).distanceMm,
    footOnSegment(ax, ay, bx, by, dx, dy).distanceMm,
    footOnSegment(cx, cy, dx, dy, ax, ay).distanceMm,
    footOnSegment(cx, cy, dx, dy, bx, by).distanceMm,
  );
}

/** Segments of an open path. */
export function segmentsOf(path: Path): Segment[] {
  const segments: Segment[] = [];
  for (let i = 2; i + 1 < path.length; i += 2) {
    segments.push([path[i - 2] as number, path[i - 1] as number, path[i] as number, path[i + 1] as number]);
  }
  return segments;
}

/** Segments of all rings of a polygon. */
export function boundarySegments(polygon: PolygonGeometry): Segment[] {
  return polygon.rings.flatMap((ring) => segmentsOf([...ring, ring[0] as number, ring[1] as number]));
}

/** Least distance from a polygon to a segment, millimetres; 0 where the segment meets it or lies inside. */
export function polygonDistanceMm(polygon: PolygonGeometry, segment: Segment): number {
  if (sideOfPolygon(polygon, segment[0], segment[1]) >= 0) return 0;
  let least = Infinity;
  for (const edge of boundarySegments(polygon)) least = Math.min(least, segmentDistanceMm(edge, segment));
  return least;
}
