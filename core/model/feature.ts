import type { Geometry } from "#core/geometry/geometry";

/** Name of a feature class, as in `core/features/classes.ts`. */
export type ClassId =
  | "perimeter"
  | "street"
  | "streetAxis"
  | "ilot"
  | "parcel"
  | "reserve"
  | "openSpace"
  | "building"
  | "water"
  | "waterCourse"
  | "landUse"
  | "facility"
  | "powerLine"
  | "powerPole"
  | "transformer"
  | "pipe"
  | "waterPoint"
  | "borne"
  | "door"
  | "note"
  | "document"
  | "exception"
  | "annexPoint"
  | "annexLine"
  | "annexArea"
  | "annexRow"
  | "pastParcel"
  | "act"
  | "scenario";

/** Value of one field. Dates are ISO text. A field that is not known is absent, never empty text. */
export type FieldValue = string | number | boolean;

/** Values by field key (`core/features/<class>.ts`); keys that the class does not declare are kept under `tags`. */
export type Fields = Readonly<Record<string, FieldValue>>;

/** One object of a project. Never changed in place: a change makes another one. */
export interface Feature {
  /** Unique in the project for ever, never used again. */
  readonly id: string;
  readonly class: ClassId;
  /** `null` for a group without a shape of its own (an îlot: its outline is derived from its faces). */
  readonly geometry: Geometry | null;
  readonly fields: Fields;
  /** What an outside source said beside the declared fields (OSM tags), kept as it came. */
  readonly tags?: Readonly<Record<string, string>>;
}
