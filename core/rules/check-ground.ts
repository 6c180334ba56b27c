import { PlanarGraph } from "#core/derived/planar-graph";
import { coverageClasses } from "#core/features/classes";
import type { Box } from "#core/geometry/box";
import type { PolygonGeometry } from "#core/geometry/geometry";
import { sideOfPolygon } from "#core/geometry/ring";
import type { Change } from "#core/model/change";
import type { ClassId, Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import type { Referentiel } from "#core/model/referentiel";
import type { IssueBook } from "#core/rules/issue-book";
import type { Touched } from "#core/rules/touched";

/** A feature with a surface. */
export type Surface = Feature & { readonly geometry: PolygonGeometry };

/** One or a few rules that follow a project: they look again only at the units that a change touches. */
export interface Watch {
  /** Looks at everything. */
  begin(): void;
  /** Looks again at what a change touches; project and ground have followed it already. */
  follow(touched: Touched): void;
}

/** Makes a watch that writes what it finds into a book. */
export type WatchMaker = (ground: CheckGround, book: IssueBook) => Watch;

/** What the rules of a check look at together; follows the changes of its project. */
export class CheckGround {
  readonly project: ProjectView;
  readonly norms: Referentiel;
  readonly graph: PlanarGraph;

  constructor(project: ProjectView, norms: Referentiel) {
    this.project = project;
    this.norms = norms;
    this.graph = PlanarGraph.build(project);
  }

  follow(change: Change): void {
    this.graph.follow(change);
  }

  /** Faces whose box meets a box, by id. */
  facesIn(box: Box): Surface[] {
    return this.graph
      .facesIn(box)
      .map((id) => this.project.get(id))
      .filter(isSurface);
  }

  /** All faces a position lies in, boundary not counted, by id. */
  facesAt(x: number, y: number): Surface[] {
    return this.facesIn([x, y, x, y]).filter(({ geometry }) => sideOfPolygon(geometry, x, y) > 0);
  }

  /** The class of a feature; of one that is no more, or of nothing, the perimeter. */
  classOf(id: string | undefined): ClassId {
    return (id === undefined ? undefined : this.project.get(id)?.class) ?? "perimeter";
  }
}

/** Classes of the plan's faces. */
export const FACES: ReadonlySet<ClassId> = new Set(coverageClasses);

/** Features of a class that have a surface. */
export function surfacesOf(project: ProjectView, cls: ClassId): Surface[] {
  return [...project.ofClass(cls)].filter(isSurface);
}

/** Whether a feature has a surface. */
export function isSurface(feature: Feature | undefined): feature is Surface {
  return feature?.geometry?.kind === "polygon";
}
