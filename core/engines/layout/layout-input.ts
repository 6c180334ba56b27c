import type { LayoutInput, LayoutParams, StreetRank } from "#core/engines/layout/layout-types";
import type { Ring } from "#core/geometry/geometry";
import type { ProjectView } from "#core/model/project";
import type { Referentiel } from "#core/model/referentiel";
import { type Refusal, refuse } from "#core/model/refusal";

const RANKS: ReadonlySet<string> = new Set<StreetRank>(["primary", "secondary", "access", "path"]);

/**
 * What the maillage engine is told of a project: its perimeter, and what stands in and around it. Streets that an
 * earlier layout planned are left out: they are laid anew.
 *
 * @returns the input, or the refusal `layout.no-perimeter`
 */
export function layoutInputOf(
  project: ProjectView,
  params: LayoutParams,
  norms: Referentiel,
  seed = 1,
): LayoutInput | Refusal {
  const [perimeter] = project.ofClass("perimeter");
  if (perimeter?.geometry?.kind !== "polygon") return refuse("layout.no-perimeter");
  const buildings: { id: string; rings: readonly Ring[] }[] = [];
  for (const { id, geometry } of project.ofClass("building")) {
    if (geometry?.kind === "polygon") buildings.push({ id, rings: geometry.rings });
  }
  const streets: LayoutInput["streets"][number][] = [];
  for (const { id, geometry, fields } of project.ofClass("streetAxis")) {
    const { rank, widthM, name, state } = fields;
    if (geometry?.kind !== "line" || state === "projete") continue;
    streets.push({
      id,
      path: geometry.path,
      rank: typeof rank === "string" && RANKS.has(rank) ? (rank as StreetRank) : "access",
      ...(typeof widthM === "number" ? { widthM } : {}),
      ...(typeof name === "string" ? { name } : {}),
    });
  }
  const waters: (readonly Ring[])[] = [];
  for (const { geometry } of project.ofClass("water")) if (geometry?.kind === "polygon") waters.push(geometry.rings);
  const waterCourses: LayoutInput["waterCourses"][number][] = [];
  for (const { geometry, fields } of project.ofClass("waterCourse")) {
    if (geometry?.kind !== "line") continue;
    const { widthM } = fields;
    waterCourses.push({ path: geometry.path, ...(typeof widthM === "number" ? { widthM } : {}) });
  }
  return { site: perimeter.geometry.rings, buildings, streets, waters, waterCourses, params, seed, norms };
}
