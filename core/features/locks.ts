import { isOnlyPlanned } from "#core/features/parcel-states";
import type { ClassId, Feature } from "#core/model/feature";

/** The classes a planner may lock: what a maillage makes. */
export const lockableClasses: ReadonlySet<ClassId> = new Set<ClassId>([
  "street",
  "streetAxis",
  "ilot",
  "parcel",
  "reserve",
  "openSpace",
]);

/** Whether a planner has locked a feature. */
export function isLocked({ fields }: Feature): boolean {
  return fields["locked"] === true;
}

/** Whether a parcel is held by its state: set out, marked, allotted… what is more than planned, no maillage replaces. */
export function isHeldByState(feature: Feature): boolean {
  return feature.class === "parcel" && !isOnlyPlanned(feature);
}
