import { isFace } from "#core/derived/planar-graph";
import { fixedFaceTest } from "#core/engines/layout/fixed-ground";
import { isHeldByState, isLocked } from "#core/features/locks";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** The plan as it was, for telling what a maillage made of it. `undefined` when there was none. */
export function rememberPlan(project: ProjectView): ReadonlyMap<string, Feature> | undefined {
  const parcels = new Map([...project.ofClass("parcel")].map((parcel) => [parcel.id, parcel]));
  return parcels.size > 0 ? parcels : undefined;
}

/**
 * What became of the parcels of a plan: how many stayed as they were, by lock, by state and otherwise, and, as
 * îlot/number, those that changed, went, or were closed by an act.
 */
export function planChanges(before: ReadonlyMap<string, Feature>, project: ProjectView): object {
  const isFixed = fixedFaceTest(project);
  const named = ({ fields }: Feature): string => `${fields["ilot"] ?? "?"}/${fields["number"] ?? "?"}`;
  const changed: string[] = [];
  const gone: string[] = [];
  let kept = 0;
  for (const [id, was] of before) {
    const now = project.get(id);
    if (!now) gone.push(named(was));
    else if (now === was || JSON.stringify(now) === JSON.stringify(was)) kept++;
    else changed.push(named(now));
  }
  const faces = [...project.all()].filter(isFace);
  const closed = [...project.ofClass("pastParcel")].filter(({ fields }) => before.has(String(fields["of"])));
  const isClosedNow = ({ fields }: Feature): boolean => !project.get(String(fields["of"]));
  return {
    kept,
    locked: faces.filter((face) => isFixed(face) && !isHeldByState(face)).length,
    lockedStreets: [...project.ofClass("streetAxis")].filter(isLocked).length,
    heldByState: faces.filter(isHeldByState).length,
    changed,
    added: [...project.ofClass("parcel")].filter(({ id }) => !before.has(id)).length,
    gone,
    closed: closed.filter(isClosedNow).map(named),
  };
}
