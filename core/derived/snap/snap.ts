import { type Guide, guidesOf, type HeldSnap } from "#core/derived/snap/guides";
import { crossingOfLines, type LineThrough, type Segment } from "#core/derived/snap/lines";
import { type Snap, type SnapKind, snapKinds } from "#core/derived/snap/snap-kinds";
import type { Box } from "#core/geometry/box";
import type { Position } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";

/** A run of positions that can be snapped to, flat, millimetres. */
export interface SnapRun {
  readonly run: readonly number[];
  readonly closed: boolean;
}

/** What is asked of one position of the hand. */
export interface SnapQuery {
  /** Millimetres, not rounded. */
  readonly at: Position;
  /** How far it may be drawn. */
  readonly reachMm: number;
  readonly kinds: ReadonlySet<SnapKind>;
  /** Runs whose box meets a box; more do no harm. */
  runsNear(box: Box): Iterable<SnapRun>;
  /** The last drawn position: perpendiculars and parallels start there. */
  readonly last?: Position | undefined;
  /** What the hand was drawn to of late (`holdSnap`). */
  readonly held?: readonly HeldSnap[] | undefined;
  /** A vertex that is being moved: neither it nor its sides count. */
  readonly except?: Position | undefined;
}

/** Middles, feet and guides draw less strongly than vertices and segments. */
const WEAK = 0.7;
/** Segments under the hand from which crossings are no longer looked for: nobody could tell them apart. */
const CROSSINGS_MAX = 48;

/** The best a position can be drawn to, or nothing within reach. */
export function snapTo(query: SnapQuery): Snap | undefined {
  const { at, reachMm, kinds, last, except } = query;
  const [x, y] = at;
  const box: Box = [x - reachMm, y - reachMm, x + reachMm, y + reachMm];
  const best = new Map<SnapKind, { readonly distance: number; readonly snap: Snap }>();
  const offer = (
    kind: SnapKind,
    px: number,
    py: number,
    reach: number,
    of: readonly Segment[],
    guides: readonly Segment[] = [],
  ): void => {
    if (!kinds.has(kind)) return;
    const distance = Math.hypot(px - x, py - y);
    if (distance > reach || distance >= (best.get(kind)?.distance ?? Infinity)) return;
    best.set(kind, { distance, snap: { kind, at: [Math.round(px), Math.round(py)], of, guides } });
  };

  const near: Segment[] = [];
  const sides = new Map<string, Segment[]>();
  const note = (px: number, py: number, segment: Segment | undefined): void => {
    if (px < box[0] || px > box[2] || py < box[1] || py > box[3]) return;
    const key = `${px},${py}`;
    let list = sides.get(key);
    if (!list) {
      list = [];
      sides.set(key, list);
    }
    if (segment) list.push(segment);
  };
  const isExcepted = (px: number, py: number): boolean => px === except?.[0] && py === except[1];
  for (const { run, closed } of query.runsNear(box)) {
    const n = run.length;
    if (n === 2) {
      if (!isExcepted(run[0] as number, run[1] as number)) note(run[0] as number, run[1] as number, undefined);
      continue;
    }
    for (let i = 0; i < (closed ? n : n - 2); i += 2) {
      const ax = run[i] as number;
      const ay = run[i + 1] as number;
      const bx = run[(i + 2) % n] as number;
      const by = run[(i + 3) % n] as number;
      if (Math.max(ax, bx) < box[0] || Math.min(ax, bx) > box[2]) continue;
      if (Math.max(ay, by) < box[1] || Math.min(ay, by) > box[3]) continue;
      if (isExcepted(ax, ay) || isExcepted(bx, by)) continue;
      const segment: Segment = [ax, ay, bx, by];
      note(ax, ay, segment);
      note(bx, by, segment);
      const foot = footOnSegment(ax, ay, bx, by, x, y);
      if (foot.distanceMm > reachMm) continue;
      near.push(segment);
      offer("edge", foot.at[0], foot.at[1], reachMm, [segment]);
      offer("middle", (ax + bx) / 2, (ay + by) / 2, reachMm * WEAK, [segment]);
      if (!last) continue;
      const square = footOnSegment(ax, ay, bx, by, last[0], last[1]);
      // An end is a vertex, and a position on the segment itself has no square to it.
      if (square.share > 0 && square.share < 1 && square.distanceMm > 1) {
        offer("perpendicular", square.at[0], square.at[1], reachMm * WEAK, [segment], [[...last, ...square.at]]);
      }
    }
  }
  for (const [key, of] of sides) {
    const [px, py] = key.split(",").map(Number) as [number, number];
    offer("vertex", px, py, reachMm, of);
  }
  if (!best.has("vertex")) offerCrossings(near, guidesOf(query.held ?? [], last, kinds), query, offer);
  for (const kind of snapKinds) {
    const found = best.get(kind);
    if (found) return found.snap;
  }
  return undefined;
}

type Offer = (
  kind: SnapKind,
  px: number,
  py: number,
  reach: number,
  of: readonly Segment[],
  guides?: readonly Segment[],
) => void;

/** Where segments and guides under the hand meet, and the guides themselves. */
function offerCrossings(
  near: readonly Segment[],
  guides: readonly Guide[],
  { at, reachMm }: SnapQuery,
  offer: Offer,
): void {
  const close: { readonly guide: Guide; readonly shown: Segment }[] = [];
  for (const guide of guides) {
    const foot = guide.footOf(at);
    if (!foot || Math.hypot(foot[0] - at[0], foot[1] - at[1]) > reachMm) continue;
    close.push({ guide, shown: [...guide.start, Math.round(foot[0]), Math.round(foot[1])] });
    offer(guide.kind, foot[0], foot[1], reachMm * WEAK, [guide.of], [[...guide.start, ...foot]]);
  }
  if (near.length <= CROSSINGS_MAX) {
    for (let i = 0; i < near.length; i++) {
      for (let j = i + 1; j < near.length; j++) {
        const [a, b] = [near[i] as Segment, near[j] as Segment];
        const meeting = crossingOfLines(a, b);
        if (meeting && inside(a, meeting) && inside(b, meeting)) offer("intersection", ...meeting, reachMm, [a, b]);
      }
    }
  }
  close.forEach(({ guide, shown }, i) => {
    for (const segment of near) {
      const meeting = crossingOfLines(guide.line, segment);
      if (meeting && inside(segment, meeting) && guide.footOf(meeting)) {
        offer("intersection", ...meeting, reachMm * WEAK, [segment], [shown]);
      }
    }
    for (const other of close.slice(i + 1)) {
      const meeting = crossingOfLines(guide.line, other.guide.line);
      if (meeting && guide.footOf(meeting) && other.guide.footOf(meeting)) {
        offer("intersection", ...meeting, reachMm * WEAK, [], [shown, other.shown]);
      }
    }
  });
}

function inside(segment: LineThrough, [x, y]: Position): boolean {
  return footOnSegment(...segment, x, y).distanceMm < 1;
}
