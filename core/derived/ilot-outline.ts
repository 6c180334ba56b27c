import { isFace, PlanarGraph } from "#core/derived/planar-graph";
import { coverageClasses } from "#core/features/classes";
import type { PolygonGeometry } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** Faces of each îlot (parcels, reserves, open spaces that bear its number), by îlot number, in one pass. */
export function facesByIlot(project: ProjectView): Map<string, Feature[]> {
  const byIlot = new Map<string, Feature[]>();
  for (const id of coverageClasses) {
    for (const feature of project.ofClass(id)) {
      const ilot = feature.fields["ilot"];
      if (typeof ilot !== "string" || !isFace(feature)) continue;
      const faces = byIlot.get(ilot);
      if (faces) faces.push(feature);
      else byIlot.set(ilot, [feature]);
    }
  }
  return byIlot;
}

/**
 * Outline of an îlot: what its faces make together. One polygon for each part that hangs together by edges; holes
 * where something else lies inside. Empty when no face bears the number.
 */
export function ilotOutline(project: ProjectView, ilotNumber: string): PolygonGeometry[] {
  return outlineOfFaces(facesByIlot(project).get(ilotNumber) ?? []);
}

/** Outlines of all îlots, by îlot number. */
export function ilotOutlines(project: ProjectView): Map<string, PolygonGeometry[]> {
  return new Map([...facesByIlot(project)].map(([number, faces]) => [number, outlineOfFaces(faces)]));
}

/** What some faces make together: their union by cancelling the edges they share. */
export function outlineOfFaces(faces: readonly Feature[]): PolygonGeometry[] {
  return PlanarGraph.of(faces).outlineOf(faces.map((face) => face.id));
}
