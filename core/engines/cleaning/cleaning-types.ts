import type { PolygonGeometry, Position, Ring } from "#core/geometry/geometry";

/** The surfaces of one outside object: rings on the grid, integer millimetres, unclosed, as they came. */
export interface DirtySurface {
  /** One list of rings a part, shell first. */
  readonly parts: readonly (readonly Ring[])[];
}

/** How far cleaning may go. Values come from the référentiel (`cleaning.*`) or from the planner. */
export interface CleaningOptions {
  /** Vertices and edges of different objects nearer than this are one, millimetres; 0: only what touches exactly. */
  readonly snapMm: number;
  /** A gap or an overlap whose mean width (2 × area / perimeter) is below this is a slip of drawing, millimetres. */
  readonly sliverMm: number;
}

/** Kinds of findings, in the order people should look at them. */
export const findingKinds = [
  "covered",
  "overlap-large",
  "crossed",
  "in-parts",
  "gap-left",
  "overlap-shared",
  "gap-filled",
  "t-junction",
  "vertex-moved",
] as const;

export type FindingKind = (typeof findingKinds)[number];

/**
 * What cleaning found, and did:
 * - `vertex-moved`: a vertex went to the neighbour's, `distanceMm` away;
 * - `t-junction`: a neighbour's vertex was put into an edge, `distanceMm` away;
 * - `overlap-shared`: an overlap no wider than a slip went to the neighbour with the longest common border;
 * - `overlap-large`: a true overlap, given in the same way, **to be decided by people**;
 * - `gap-filled`: a gap no wider than a slip went to the neighbour with the longest common border;
 * - `gap-left`: an enclosed gap that stays (a street, a square, land not surveyed);
 * - `covered`: an object that others cover wholly: nothing is left of its surface;
 * - `in-parts`: an object of several parts;
 * - `crossed`: a ring that crossed itself.
 */
export interface CleaningFinding {
  readonly kind: FindingKind;
  readonly at: Position;
  /** Objects concerned, by their place in the input; who got the land comes first. */
  readonly objects: readonly number[];
  readonly areaM2?: number;
  readonly distanceMm?: number;
  readonly parts?: number;
}

/** An object after cleaning. */
export interface CleanedSurface {
  /** Parts, the largest first; none when others cover it wholly. */
  readonly parts: readonly PolygonGeometry[];
  /** Plan areas, m². */
  readonly areaBeforeM2: number;
  readonly areaAfterM2: number;
}

/** A coverage without gap or overlap, and everything that was changed to get there. */
export interface CleanedCoverage {
  /** One for each object of the input, in its order. */
  readonly surfaces: readonly CleanedSurface[];
  readonly findings: readonly CleaningFinding[];
}
