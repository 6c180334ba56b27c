import { leastFrontageM } from "#core/engines/layout/lay-out";
import { groundInputOf } from "#core/engines/layout/layout-input";
import type { LayoutAxis, LayoutFace, LayoutParams, LayoutScore, StreetRank } from "#core/engines/layout/layout-types";
import { programmeOf } from "#core/engines/layout/programme";
import { RegionIndex } from "#core/engines/layout/region-index";
import { pathsInside } from "#core/engines/layout/runs";
import { scorePlan } from "#core/engines/layout/score-services";
import type { Ring } from "#core/geometry/geometry";
import type { ProjectView } from "#core/model/project";
import type { Referentiel } from "#core/model/referentiel";

/** The figures of the plan as it stands, held against what was asked of it. */
export interface PlanFigures {
  readonly score: LayoutScore;
  readonly params: LayoutParams;
}

/** Measures the plan of a project, whatever hands it went through since it was laid out. `undefined` without one. */
export function scoreProject(project: ProjectView, norms: Referentiel): PlanFigures | undefined {
  const [perimeter] = project.ofClass("perimeter");
  const site = perimeter?.geometry?.kind === "polygon" ? perimeter.geometry.rings : undefined;
  const faces = facesOfPlan(project);
  if (!site || !faces.some((face) => face.class === "parcel")) return undefined;
  const params = programmeOf(project);
  const input = groundInputOf(project, site, params, 1, norms);
  const score = scorePlan({
    site,
    faces,
    axes: axesOf(project, site),
    buildings: input.buildings,
    params,
    leastFrontageM: leastFrontageM(input),
    facilities: input.facilities,
    norms,
  });
  return { score, params };
}

/** The faces of the plan of a project, as the engine gives them. */
export function facesOfPlan(project: ProjectView): LayoutFace[] {
  return (["street", "parcel", "reserve", "openSpace"] as const).flatMap((id) =>
    [...project.ofClass(id)].flatMap(({ geometry, fields }): LayoutFace[] => {
      if (geometry?.kind !== "polygon") return [];
      const [use, ilot] = [fields["use"], fields["ilot"]];
      return [
        {
          class: id,
          rings: geometry.rings,
          ...(typeof use === "string" ? { use } : {}),
          ...(typeof ilot === "string" ? { ilot } : {}),
        },
      ];
    }),
  );
}

/**
 * Centrelines, planned and existing, as far as they run in rights-of-way inside the site: tracks that a plan gave up
 * are no streets. Nor are footpaths, which have no right-of-way of their own.
 */
function axesOf(project: ProjectView, site: readonly Ring[]): LayoutAxis[] {
  const inside = new RegionIndex(site);
  const streets = [...project.ofClass("street")].flatMap(({ geometry }) =>
    geometry?.kind === "polygon" ? geometry.rings : [],
  );
  const rightsOfWay = new RegionIndex(streets);
  return [...project.ofClass("streetAxis")].flatMap(({ id, geometry, fields }): LayoutAxis[] => {
    if (geometry?.kind !== "line") return [];
    const widthM = Number(fields["widthM"] ?? 0);
    const rank = fields["rank"] as StreetRank;
    if (rank === "path" && widthM === 0) return [];
    return pathsInside(geometry.path, inside)
      .flatMap((path) => (streets.length > 0 ? pathsInside(path, rightsOfWay) : [path]))
      .map((path) => ({ path, rank, widthM, existing: id }));
  });
}
