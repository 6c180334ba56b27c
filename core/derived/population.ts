import type { PolygonGeometry } from "#core/geometry/geometry";
import { innerPosition, sideOfPolygon } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { normValue, type Referentiel } from "#core/model/referentiel";

/** People of a plan. */
export interface Population {
  /** In the houses that stand within the perimeter. */
  readonly now: number;
  /** Once every housing parcel without a house is lived in. */
  readonly planned: number;
}

/** People in a house: as it says, else as many as a house of the référentiel holds. */
export function peopleIn({ fields }: Feature, norms: Referentiel): number {
  const said = fields["people"];
  return typeof said === "number" ? said : normValue(norms, "people.house");
}

/** Counts the people of a project. */
export function populationOf(project: ProjectView, norms: Referentiel): Population {
  const perimeters: PolygonGeometry[] = [];
  for (const { geometry } of project.ofClass("perimeter")) if (geometry?.kind === "polygon") perimeters.push(geometry);
  let now = 0;
  for (const building of project.ofClass("building")) {
    if (building.geometry?.kind !== "polygon") continue;
    const at = innerPosition(building.geometry);
    if (perimeters.length > 0 && !perimeters.some((perimeter) => sideOfPolygon(perimeter, ...at) >= 0)) continue;
    now += peopleIn(building, norms);
  }
  let empty = 0;
  for (const { fields } of project.ofClass("parcel")) {
    if (fields["use"] === "habitation" && !(Number(fields["houses"] ?? 0) > 0)) empty++;
  }
  return { now, planned: now + empty * normValue(norms, "people.house") };
}
