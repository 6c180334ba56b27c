import type { Segment } from "#core/derived/snap/lines";
import type { Position } from "#core/geometry/geometry";

/**
 * What a position can be drawn to, the first of them preferred: a vertex (sommet), where two lines meet, the middle of
 * a segment, the foot of the square from the last drawn position, a segment, a segment carried on beyond its end, the
 * parallel to a segment through the last drawn position.
 */
export const snapKinds = [
  "vertex",
  "intersection",
  "middle",
  "perpendicular",
  "edge",
  "extension",
  "parallel",
] as const;
export type SnapKind = (typeof snapKinds)[number];

/** A position on the grid that the hand was drawn to. */
export interface Snap {
  readonly kind: SnapKind;
  readonly at: Position;
  /** The segments it came from: they give extensions and parallels later. */
  readonly of: readonly Segment[];
  /** Lines to be shown: what an extension carries on, what a parallel follows. */
  readonly guides: readonly Segment[];
}
