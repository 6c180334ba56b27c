import { act, pastParcel } from "#core/features/acts";
import { annexArea, annexLine, annexPoint, annexRow } from "#core/features/annex";
import { borne } from "#core/features/borne";
import { document } from "#core/features/document";
import { door } from "#core/features/door";
import { exception } from "#core/features/exception";
import type { FeatureClass } from "#core/features/feature-class";
import { building, facility, landUse, street, streetAxis, water, waterCourse } from "#core/features/ground";
import { ilot, openSpace, parcel, perimeter, reserve } from "#core/features/land";
import { pipe, powerLine, powerPole, transformer, waterPoint } from "#core/features/networks";
import { note } from "#core/features/note";
import { scenario } from "#core/features/scenario";
import type { ClassId } from "#core/model/feature";

/**
 * Every feature class, in drawing order from the ground up. Legend, tables and files list them in this order;
 * an outside object goes, for each geometry it can take, to the first class from the top down that takes it (a school
 * drawn as a building gives a building and, inside it, a facility).
 */
export const featureClasses: readonly FeatureClass[] = [
  landUse,
  annexArea,
  water,
  waterCourse,
  openSpace,
  street,
  reserve,
  parcel,
  building,
  streetAxis,
  ilot,
  perimeter,
  annexLine,
  annexPoint,
  annexRow,
  pipe,
  powerLine,
  powerPole,
  transformer,
  waterPoint,
  facility,
  borne,
  door,
  note,
  document,
  exception,
  pastParcel,
  act,
  scenario,
];

const byId = new Map(featureClasses.map((featureClass) => [featureClass.id, featureClass]));

/** The declaration of a class. */
export function classOf(id: ClassId): FeatureClass {
  return byId.get(id) as FeatureClass;
}

/** The class of a GeoPackage table, if it is one of ours. */
export function classOfTable(table: string): FeatureClass | undefined {
  return featureClasses.find((featureClass) => featureClass.table === table);
}

/** The classes that today's map, plans and drawings show. */
export const shownClasses: readonly FeatureClass[] = featureClasses.filter(
  ({ archive, geometry }) => !archive && geometry !== "none",
);

/** The classes that partition the perimeter. */
export const coverageClasses: readonly ClassId[] = featureClasses
  .filter((featureClass) => featureClass.coverage)
  .map((featureClass) => featureClass.id);
