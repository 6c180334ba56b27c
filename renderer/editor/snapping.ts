import type { HeldSnap } from "#core/derived/snap/guides";
import { type SnapRun, snapTo } from "#core/derived/snap/snap";
import { type Snap, type SnapKind, snapKinds } from "#core/derived/snap/snap-kinds";
import { shownClasses } from "#core/features/classes";
import type { Box } from "#core/geometry/box";
import { type Position, runsOf } from "#core/geometry/geometry";
import type { ClassId } from "#core/model/feature";
import type { FeatureArrays } from "#editor/feature-arrays";

/** Farther than this on the ground nothing draws, however small the scale: one would not see to what. */
const FARTHEST_MM = 20_000;

const everyKind: ReadonlySet<SnapKind> = new Set(snapKinds);

/** What is known of the hand beside where it is. */
export interface SnapAim {
  readonly kinds?: ReadonlySet<SnapKind>;
  /** Runs of positions to snap to beside the project: what is being drawn. */
  readonly besides?: readonly (readonly number[])[];
  /** A vertex that is being moved: neither it nor its sides count. */
  readonly except?: Position | undefined;
  readonly last?: Position | undefined;
  readonly held?: readonly HeldSnap[];
}

/** Runs that lie in a box, of every class that is shown. Outlines of îlots are those of their faces. */
export function* runsShown(arrays: FeatureArrays, hidden: ReadonlySet<ClassId>, box: Box): Iterable<SnapRun> {
  for (const { id } of shownClasses) {
    if (hidden.has(id) || id === "ilot") continue;
    for (const { geometry } of arrays.featuresMeeting(id, box)) {
      const closed = geometry.kind === "polygon";
      for (const run of runsOf(geometry)) yield { run, closed };
    }
  }
}

/**
 * What a position of the hand is drawn to in the project as it is shown.
 *
 * @param at position, millimetres, not rounded
 * @param reachMm how far it may be drawn
 */
export function snapAt(
  arrays: FeatureArrays,
  hidden: ReadonlySet<ClassId>,
  at: Position,
  reachMm: number,
  { kinds = everyKind, besides = [], except, last, held }: SnapAim = {},
): Snap | undefined {
  return snapTo({
    at,
    reachMm: Math.min(reachMm, FARTHEST_MM),
    kinds,
    *runsNear(box) {
      yield* runsShown(arrays, hidden, box);
      for (const run of besides) yield { run, closed: false };
    },
    last,
    held,
    except,
  });
}
