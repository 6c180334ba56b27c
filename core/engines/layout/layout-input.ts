import type { LayoutInput, LayoutParams, LayoutStreet, StreetRank } from "#core/engines/layout/layout-types";
import type { Path, Ring } from "#core/geometry/geometry";
import type { ProjectView } from "#core/model/project";
import type { Referentiel } from "#core/model/referentiel";

const RANKS: readonly string[] = ["primary", "secondary", "access", "path"] satisfies StreetRank[];

/**
 * Gathers what the engine needs from a project: buildings, streets that exist (planned ones are left out), waters
 * and watercourses.
 *
 * @param site perimeter, shell first, integer millimetres
 */
export function layoutInputOf(
  project: ProjectView,
  site: readonly Ring[],
  params: LayoutParams,
  seed: number,
  norms: Referentiel,
): LayoutInput {
  const buildings = [];
  for (const { id, geometry } of project.ofClass("building")) {
    if (geometry?.kind === "polygon") buildings.push({ id, rings: geometry.rings });
  }
  const streets: LayoutStreet[] = [];
  for (const { id, geometry, fields } of project.ofClass("streetAxis")) {
    if (geometry?.kind !== "line" || (fields["state"] !== undefined && fields["state"] !== "existant")) continue;
    const rank = fields["rank"];
    const { widthM, name } = { widthM: fields["widthM"], name: fields["name"] };
    streets.push({
      id,
      path: geometry.path,
      rank: typeof rank === "string" && RANKS.includes(rank) ? (rank as StreetRank) : "access",
      ...(typeof widthM === "number" && widthM > 0 ? { widthM } : {}),
      ...(typeof name === "string" ? { name } : {}),
    });
  }
  const waters: (readonly Ring[])[] = [];
  for (const { geometry } of project.ofClass("water")) if (geometry?.kind === "polygon") waters.push(geometry.rings);
  const waterCourses: { path: Path; widthM?: number }[] = [];
  for (const { geometry, fields } of project.ofClass("waterCourse")) {
    if (geometry?.kind !== "line") continue;
    const widthM = fields["widthM"];
    waterCourses.push({ path: geometry.path, ...(typeof widthM === "number" && widthM > 0 ? { widthM } : {}) });
  }
  return { site, buildings, streets, waters, waterCourses, params, seed, norms };
}
