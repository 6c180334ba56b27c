import { type LineThrough, type Segment, sameWay } from "#core/derived/snap/lines";
import type { Snap, SnapKind } from "#core/derived/snap/snap-kinds";
import type { Position } from "#core/geometry/geometry";

/** What the hand was drawn to: its segments can be carried on, or followed by a parallel. */
export interface HeldSnap {
  readonly at: Position;
  readonly of: readonly Segment[];
}

/** A line nothing is drawn on, that the hand can be drawn to. */
export interface Guide {
  readonly kind: "extension" | "parallel";
  readonly line: LineThrough;
  /** Where the shown line starts. */
  readonly start: Position;
  /** The segment it comes from. */
  readonly of: Segment;
  /** Nearest position of the guide, if it runs there. */
  footOf(at: Position): Position | undefined;
}

/** How far a segment is carried on beyond its end. */
const EXTENSION_MM = 200_000;
/** Places of late whose segments are kept. */
const HELD_MAX = 2;

/**
 * Remembers what the hand was drawn to: the last two places that lie on boundaries.
 *
 * @param snap what it is drawn to now, or nothing
 */
export function holdSnap(held: readonly HeldSnap[], snap: Snap | undefined): readonly HeldSnap[] {
  if (!snap || snap.of.length === 0 || snap.kind === "extension" || snap.kind === "parallel") return held;
  const kept = held.filter(({ of }) => !of.some((segment) => snap.of.some((other) => isSame(segment, other))));
  return [...kept, { at: snap.at, of: snap.of }].slice(-HELD_MAX);
}

/** The extensions and parallels that what was held gives. */
export function guidesOf(
  held: readonly HeldSnap[],
  last: Position | undefined,
  kinds: ReadonlySet<SnapKind>,
): readonly Guide[] {
  const guides: Guide[] = [];
  const segments: Segment[] = [];
  for (const { of } of held) {
    for (const segment of of) if (!segments.some((other) => isSame(other, segment))) segments.push(segment);
  }
  for (const segment of segments) {
    if (kinds.has("extension")) guides.push(extensionOf(segment));
    if (!kinds.has("parallel") || !last) continue;
    const line: Segment = [last[0], last[1], last[0] + segment[2] - segment[0], last[1] + segment[3] - segment[1]];
    // Through an end of the segment it would be the segment itself, carried on.
    const fromEnd: Segment = [segment[0], segment[1], ...last];
    if (sameWay(segment, fromEnd)) continue;
    guides.push({ kind: "parallel", line, start: last, of: segment, footOf: (at) => footOnLine(line, at) });
  }
  return guides;
}

function extensionOf(segment: Segment): Guide {
  const [ax, ay, bx, by] = segment;
  const length = Math.hypot(bx - ax, by - ay);
  return {
    kind: "extension",
    line: segment,
    start: [ax, ay],
    of: segment,
    footOf: ([x, y]) => {
      const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length;
      if ((along >= 0 && along <= length) || along < -EXTENSION_MM || along > length + EXTENSION_MM) return undefined;
      return footOnLine(segment, [x, y]);
    },
  };
}

function footOnLine([ax, ay, bx, by]: LineThrough, [x, y]: Position): Position {
  const dx = bx - ax;
  const dy = by - ay;
  const share = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
  return [ax + share * dx, ay + share * dy];
}

/** The same piece of boundary, whichever way it is walked: neighbours share it. */
function isSame(a: Segment, b: Segment): boolean {
  return (
    (a[0] === b[0] && a[1] === b[1] && a[2] === b[2] && a[3] === b[3]) ||
    (a[0] === b[2] && a[1] === b[3] && a[2] === b[0] && a[3] === b[1])
  );
}
