import type { Geometry } from "#core/geometry/geometry";
import type { FieldValue } from "#core/model/feature";

/** Columns or properties of an outside object, under the file's own names. */
export type OutsideValues = Readonly<Record<string, FieldValue>>;

/** An object of an outside file, on the project's grid, not yet of any class. */
export interface OutsideFeature {
  /** Its id or place in the file, for messages. */
  readonly feature: string;
  /** Line it begins on, where the format has lines. */
  readonly line?: number;
  readonly values: OutsideValues;
  /** Integer millimetres, turned as stored; one a part of a multiple shape; none for an object without a shape. */
  readonly parts: readonly Geometry[];
  /** Parts left out because nothing of them is left on the grid. */
  readonly collapsed: number;
  /** Parts left out because the project's CRS does not reach them. */
  readonly outside?: number;
}
