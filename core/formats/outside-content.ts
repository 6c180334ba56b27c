import type { SurveyedField, SurveyWarning } from "#core/formats/layer-survey";
import type { FieldValue } from "#core/model/feature";

/**
 * What an outside file says, as its reader found it and before anything is fitted to a project: the one form every
 * reader gives and every writer takes. Positions are the file's own numbers, east (or longitude) before north.
 */
export interface OutsideContent {
  /** As people know it: "Shapefile", "KML", "DXF R2000". */
  readonly format: string;
  /** Encoding of the text, as people know it: "UTF-8", "Windows-1252". */
  readonly encoding: string;
  readonly layers: readonly OutsideLayer[];
  readonly warnings: readonly SurveyWarning[];
  /** How many of each kind the format itself tells apart: entities of a drawing, pumps and valves of a network. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Metres a unit of its positions is, where a drawing says so; the positions are as the file has them. */
  readonly unitM?: number;
  /** Attribution the file asks for, and its licence, where it says so. */
  readonly attributions?: readonly string[];
}

/** A layer, a table or a sheet of an outside file. */
export interface OutsideLayer {
  readonly name: string;
  /** `EPSG:32629`, else the file's own WKT or PROJ text; `null` when nothing says. */
  readonly crs: string | null;
  readonly fields: readonly SurveyedField[];
  readonly objects: readonly OutsideObject[];
}

/** One object of an outside layer: a row with its shapes. */
export interface OutsideObject {
  /** Its id or place in the file (1 for the first), for messages. */
  readonly feature: string;
  /** Line it begins on, where the format has lines. */
  readonly line?: number;
  readonly values: Readonly<Record<string, FieldValue>>;
  /** Type of its geometry in capitals, where the shapes alone would tell another: a `MULTIPOLYGON` of one part. */
  readonly geometry?: string;
  /** One a part of a multiple shape; none for a row without a shape. */
  readonly shapes: readonly OutsideShape[];
}

/** One simple shape: flat runs of x, y; rings shell first, not closed, in either turn. */
export type OutsideShape =
  | { readonly kind: "point"; readonly at: readonly [x: number, y: number]; readonly z?: number }
  | { readonly kind: "line"; readonly path: ArrayLike<number>; readonly z?: ArrayLike<number> }
  | {
      readonly kind: "polygon";
      readonly rings: readonly ArrayLike<number>[];
      readonly z?: readonly ArrayLike<number>[];
    };
