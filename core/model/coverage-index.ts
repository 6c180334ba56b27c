import type { Box } from "#core/geometry/box";
import type { Change } from "#core/model/change";

/** Ids of the faces on each side of an edge, seen walking it. */
export interface EdgeSides {
  readonly left?: string;
  readonly right?: string;
}

/**
 * What plans may ask of the coverage (streets, parcels, reserves, open spaces: one partition of the perimeter).
 * Positions are integer millimetres; lists of ids are sorted, so that a plan is the same whatever road led to the
 * state it reads.
 */
export interface CoverageIndex {
  /** Whether a face has a vertex exactly here. */
  hasVertex(x: number, y: number): boolean;
  /** Faces that have this vertex. */
  facesAt(x: number, y: number): string[];
  /** Faces beside the edge that runs from a to b in one piece. */
  facesBeside(ax: number, ay: number, bx: number, by: number): EdgeSides;
  /** Vertices one edge away from this one, flat and sorted. */
  verticesAround(x: number, y: number): number[];
  /** Faces whose box meets a box. */
  facesIn(box: Box): string[];
  /** Faces that bear an îlot's number; those of no îlot for `undefined`. */
  facesOfIlot(ilot: string | undefined): string[];
  /** Features of the class îlot that bear a number: one in a sound plan. */
  ilotsNumbered(number: string): string[];
  /** Numbers that past parcels bore in an îlot (`undefined`: in none): never to be given again. */
  pastNumbers(ilot: string | undefined): string[];
  /** Whether an act bears a number. */
  actNumbered(number: string): boolean;
  /** Bornes that stand exactly here. */
  bornesAt(x: number, y: number): string[];
  /** Buildings whose box meets a box. */
  buildingsIn(box: Box): string[];
}

/** A coverage index that follows the changes of its project. */
export interface FollowedCoverage extends CoverageIndex {
  follow(change: Change): void;
}
