import Flatbush from "flatbush";
import { isFace, PlanarGraph } from "#core/derived/planar-graph";
import { coverageClasses } from "#core/features/classes";
import { type Box, boxOf } from "#core/geometry/box";
import type { PolygonGeometry } from "#core/geometry/geometry";
import { sideOfPolygon } from "#core/geometry/ring";
import type { ClassId, Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import type { Referentiel } from "#core/model/referentiel";

/** A feature with a surface. */
export type Surface = Feature & { readonly geometry: PolygonGeometry };

/** What the rules of one check look at together, worked out once. */
export interface CheckContext {
  readonly project: ProjectView;
  readonly norms: Referentiel;
  /** All faces of the coverage. */
  readonly faces: readonly Surface[];
  readonly graph: PlanarGraph;
  /** Faces whose box meets a box. */
  facesIn(box: Box): Surface[];
  /** The face a position lies in, boundary not counted. */
  faceAt(x: number, y: number): Surface | undefined;
}

/** Gathers what the rules need. */
export function checkContext(project: ProjectView, norms: Referentiel): CheckContext {
  const faces = coverageClasses.flatMap((cls) => [...project.ofClass(cls)].filter(isFace));
  const tree = faces.length > 0 ? new Flatbush(faces.length) : undefined;
  for (const face of faces) tree?.add(...boxOf(face.geometry));
  tree?.finish();
  const facesIn = (box: Box): Surface[] => (tree?.search(...box) ?? []).map((i) => faces[i] as Surface);
  return {
    project,
    norms,
    faces,
    graph: PlanarGraph.of(faces),
    facesIn,
    faceAt: (x, y) => {
      // Small faces first: a street's box is wide, its boundary long.
      const found = facesIn([x, y, x, y]).sort((a, b) => sizeOf(a) - sizeOf(b));
      return found.find((face) => sideOfPolygon(face.geometry, x, y) > 0);
    },
  };
}

/** Features of a class that have a surface. */
export function surfacesOf(project: ProjectView, cls: ClassId): Surface[] {
  return [...project.ofClass(cls)].filter((feature): feature is Surface => feature.geometry?.kind === "polygon");
}

function sizeOf(face: Surface): number {
  return face.geometry.rings.reduce((sum, ring) => sum + ring.length, 0);
}
