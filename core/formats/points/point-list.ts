import type { Projection } from "#core/geometry/crs";
import type { Position } from "#core/geometry/geometry";

/** One point of a list, as written. */
export interface ListedPoint {
  readonly number?: string;
  /** Metres in the project CRS, or degrees east and north (`unit`). */
  readonly x: number;
  readonly y: number;
  readonly z?: number;
  /** Line of the file, from 1. */
  readonly line: number;
}

/** A list of points, and how it was read: to be shown, so that a wrong guess is seen. */
export interface PointList {
  readonly format: "list" | "gpx";
  readonly points: readonly ListedPoint[];
  readonly unit: "m" | "deg";
  /** What parts the columns, and the decimals; absent for GPX. */
  readonly separator?: Separator;
  readonly decimal?: "," | ".";
  /** Lines that say something else; the heading is none of them. */
  readonly unread: readonly { readonly line: number; readonly text: string }[];
}

export type Separator = ";" | "tab" | "," | "blank";

/** Points in the grid of a project: degrees are projected (left out where they cannot be), metres taken as they are. */
export function positionsOf(
  { points, unit }: PointList,
  projection: Projection,
): { readonly number?: string; readonly at: Position }[] {
  return points
    .map(({ number, x, y }) => {
      const at: Position = unit === "deg" ? projection.toGrid(x, y) : [Math.round(x * 1000), Math.round(y * 1000)];
      return number === undefined ? { at } : { number, at };
    })
    .filter(({ at }) => at.every(Number.isFinite));
}
