import { featureClasses } from "#core/features/classes";
import type { Box } from "#core/geometry/box";
import { type Position, runsOf } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import type { ClassId } from "#core/model/feature";
import type { FeatureArrays } from "#editor/feature-arrays";

/** What a position was drawn to: a vertex (sommet), the middle of a segment, or a segment. */
export type SnapKind = "vertex" | "middle" | "edge";

/** A position on the grid that the pointer was drawn to. */
export interface Snap {
  readonly kind: SnapKind;
  readonly at: Position;
}

/**
 * The vertex, else the middle of a segment, else the segment nearest to a position.
 *
 * @param at position, millimetres, not rounded
 * @param reachMm how far it may be drawn
 * @param besides runs of positions to snap to beside the project: what is being drawn
 * @param except a vertex that is being moved: neither it nor its sides count
 */
export function snapAt(
  arrays: FeatureArrays,
  hidden: ReadonlySet<ClassId>,
  at: Position,
  reachMm: number,
  besides: readonly (readonly number[])[] = [],
  except?: Position,
): Snap | undefined {
  const [x, y] = at;
  const moving = (px: number, py: number): boolean => px === except?.[0] && py === except[1];
  const box: Box = [x - reachMm, y - reachMm, x + reachMm, y + reachMm];
  const best: Record<SnapKind, { distance: number; at: Position } | undefined> = {
    vertex: undefined,
    middle: undefined,
    edge: undefined,
  };
  const offer = (kind: SnapKind, px: number, py: number, reach: number): void => {
    const distance = Math.hypot(px - x, py - y);
    if (distance > reach || distance >= (best[kind]?.distance ?? Infinity)) return;
    best[kind] = { distance, at: [Math.round(px), Math.round(py)] };
  };
  const along = (run: readonly number[], closed: boolean): void => {
    const n = run.length;
    for (let i = 0; i < n; i += 2) {
      const ax = run[i] as number;
      const ay = run[i + 1] as number;
      if (moving(ax, ay)) continue;
      offer("vertex", ax, ay, reachMm);
      if (i + 2 >= n && !closed) continue;
      const bx = run[(i + 2) % n] as number;
      const by = run[(i + 3) % n] as number;
      if (moving(bx, by)) continue;
      if (Math.max(ax, bx) < box[0] || Math.min(ax, bx) > box[2]) continue;
      if (Math.max(ay, by) < box[1] || Math.min(ay, by) > box[3]) continue;
      offer("middle", (ax + bx) / 2, (ay + by) / 2, reachMm * 0.7);
      const foot = footOnSegment(ax, ay, bx, by, x, y);
      offer("edge", foot.at[0], foot.at[1], reachMm);
    }
  };
  for (const { id } of featureClasses) {
    if (hidden.has(id) || id === "ilot") continue;
    for (const { geometry } of arrays.featuresMeeting(id, box)) {
      for (const run of runsOf(geometry)) along(run, geometry.kind === "polygon");
    }
  }
  for (const run of besides) along(run, false);
  for (const kind of ["vertex", "middle", "edge"] as const) {
    const found = best[kind];
    if (found) return { kind, at: found.at };
  }
  return undefined;
}
