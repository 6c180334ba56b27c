import { bornesAt } from "#core/commands/bornes";
import { standsInGround } from "#core/features/borne";
import { isOnlyPlanned, mayBeMarked } from "#core/features/parcel-states";
import { cornersOf } from "#core/geometry/corners";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** Parcels that a visit to bornes concerns, sorted by id. */
export interface BornageParcels {
  /** Those more than planned: noting their bornes is an act. */
  readonly standing: readonly Feature[];
  /** Of these, those that may now be said to be marked: a borne stands at each of their corners. */
  readonly complete: readonly Feature[];
}

/**
 * Works out which parcels meet at bornes, and which of them are wholly marked once the bornes are noted.
 *
 * @param noted the bornes as they will be, by id
 */
export function bornageParcels(
  project: ProjectView,
  coverage: CoverageIndex,
  noted: ReadonlyMap<string, Feature>,
): BornageParcels {
  const ids = new Set<string>();
  for (const { geometry } of noted.values()) {
    if (geometry?.kind === "point") for (const id of coverage.facesAt(...geometry.at)) ids.add(id);
  }
  const parcels = [...ids].sort().flatMap((id) => project.get(id) ?? []);
  const standing = parcels.filter((parcel) => parcel.class === "parcel" && !isOnlyPlanned(parcel));
  const isMarked = ({ geometry }: Feature): boolean =>
    geometry?.kind === "polygon" &&
    geometry.rings
      .flatMap(cornersOf)
      .every((at) => bornesAt(project, coverage, at).some((borne) => standsInGround(noted.get(borne.id) ?? borne)));
  return { standing, complete: standing.filter((parcel) => mayBeMarked(parcel) && isMarked(parcel)) };
}
