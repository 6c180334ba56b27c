import {
  boundarySegments,
  polygonDistanceMm,
  type Segment,
  segmentDistanceMm,
  segmentsOf,
} from "#core/derived/segment-distance";
import { type FacilityKind, facilityKindOf } from "#core/features/facility-kinds";
import { type Box, boxOf } from "#core/geometry/box";
import type { Geometry, Position } from "#core/geometry/geometry";
import { innerPosition, sideOfPolygon } from "#core/geometry/ring";
import type { ProjectView } from "#core/model/project";

/** Something with a place and an extent, that distances are measured to. */
export interface Placed {
  readonly id: string;
  readonly geometry: Geometry;
}

/** A facility: land reserved for it, or the place where it stands. */
export interface FacilityPlace extends Placed {
  readonly kind: FacilityKind;
  readonly at: Position;
}

/**
 * The facilities of a project by kind: reserves, facilities, and water points people fetch water at. One that stands
 * on land reserved for its kind is counted once, as the land; what is out of service is not there.
 */
export function facilityPlaces(project: ProjectView): FacilityPlace[] {
  const places: FacilityPlace[] = [];
  for (const { id, geometry, fields } of project.ofClass("reserve")) {
    const kind = facilityKindOf(fields["use"]);
    if (kind && geometry?.kind === "polygon") places.push({ id, kind, geometry, at: innerPosition(geometry) });
  }
  const lands = [...places];
  const put = (id: string, kind: FacilityKind, geometry: Geometry | null): void => {
    if (geometry?.kind !== "point") return;
    const onItsLand = lands.some(
      (land) =>
        land.kind === kind && land.geometry.kind === "polygon" && sideOfPolygon(land.geometry, ...geometry.at) >= 0,
    );
    if (!onItsLand) places.push({ id, kind, geometry, at: geometry.at });
  };
  for (const { id, geometry, fields } of project.ofClass("facility")) {
    const kind = facilityKindOf(fields["kind"]);
    if (kind && fields["state"] !== "hors-service") put(id, kind, geometry);
  }
  for (const { id, geometry, fields } of project.ofClass("waterPoint")) {
    if (fields["kind"] !== "chateau-eau" && fields["state"] !== "hors-service") put(id, "water", geometry);
  }
  return places;
}

/** Least distance between two things, millimetres; 0 where they meet or one lies in the other. */
export function gapMm(a: Geometry, b: Geometry): number {
  if (a.kind === "polygon") return leastOf(segmentsIn(b), (segment) => polygonDistanceMm(a, segment));
  if (b.kind === "polygon") return gapMm(b, a);
  return leastOf(segmentsIn(a), (p) => leastOf(segmentsIn(b), (q) => segmentDistanceMm(p, q)));
}

/** Whether two boxes are nearer than a distance along both axes. */
export function boxesNear(a: Box, b: Box, mm: number): boolean {
  return a[0] - mm <= b[2] && b[0] - mm <= a[2] && a[1] - mm <= b[3] && b[1] - mm <= a[3];
}

/** Asks which of some things have their box nearer than a distance to that of another. */
export function nearAmong<T extends Placed>(things: readonly T[]): (to: Geometry, mm: number) => T[] {
  const boxes = things.map(({ geometry }) => boxOf(geometry));
  return (to, mm) => {
    const box = boxOf(to);
    return things.filter((_, i) => boxesNear(boxes[i] as Box, box, mm));
  };
}

function segmentsIn(geometry: Geometry): Segment[] {
  if (geometry.kind === "polygon") return boundarySegments(geometry);
  if (geometry.kind === "line") return segmentsOf(geometry.path);
  return [[...geometry.at, ...geometry.at]];
}

function leastOf<T>(items: readonly T[], measure: (item: T) => number): number {
  return items.reduce((least, item) => Math.min(least, measure(item)), Infinity);
}
