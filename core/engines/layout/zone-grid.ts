import { turnBetween } from "#core/engines/layout/bearing";
import type { Pad } from "#core/engines/layout/ground-types";
import type { LayoutObjective } from "#core/engines/layout/layout-params";
import type { LayoutParams, StreetRank } from "#core/engines/layout/layout-types";
import { emptyBox, growBox } from "#core/geometry/box";
import { commonIntervals, crossingsAt, type Frame, frameAt, swapped, toFrame } from "#core/geometry/frame";
import type { Ring } from "#core/geometry/geometry";

/** Where a street may run: a straight line of the frame, before it bends round houses. */
export interface GridLine {
  /** `v` of a street along the rows, `u` of one across them, millimetres in the frame. */
  readonly at: number;
  readonly widthMm: number;
  readonly rank: StreetRank;
}

/** The grid that suits a zone: rows of lots along `u`, streets between every second row. */
export interface ZoneGrid {
  readonly frame: Frame;
  readonly angle: number;
  /** Depth of a lot. */
  readonly depthMm: number;
  /** Frontage of a lot. */
  readonly frontMm: number;
  /** The longest a row should be, millimetres. */
  readonly longestMm: number;
  /** Streets along the rows, from below; the first and last may lie outside the zone. */
  readonly lines: readonly GridLine[];
  /** Streets across the rows, from the left. */
  readonly crossings: readonly GridLine[];
  readonly minU: number;
  readonly maxU: number;
}

export interface GridChoice {
  readonly zone: readonly Ring[];
  /** All land streets may run on. */
  readonly land: readonly Ring[];
  readonly pads: readonly Pad[];
  /** Directions to try, the one of the whole plan first. */
  readonly angles: readonly number[];
  readonly params: LayoutParams;
  /** Depth of the lots. */
  readonly depthMm: number;
  /** Whether the plan wants a primary street here. */
  readonly primary: boolean;
}

/** Lots a house in the way of a street is worth, by what weighs most. */
const HOUSE_IN_LOTS: Record<LayoutObjective, number> = {
  balanced: 0.35,
  "most-parcels": 0.1,
  "fewest-houses": 2,
  "most-public": 0.35,
};
/** Lots the street along one frontage is worth: of two grids with as many lots the one with less street is better. */
const LOTS_A_FRONT = 0.8;
/** The depth a row at the back of a zone may have, in depths of a lot. */
const DEEPER = 1.3;
/** What that is worth, in lots a frontage: less than the land, for deep lots are no good ones. */
const DEEPER_LOTS = 0.12;
/** A row may hold this many times the lots asked for rather than be one of two short ones. */
const LONGEST = 1.25;
const STRETCHES = [1, 0.97, 1.03, 0.94, 1.06, 0.9, 1.1];
const PHASES = 16;
/** Rings of more vertices are thinned to one for each length, millimetres, when grids are weighed. */
const CROWD = 300;
const THIN_MM = 2000;
/** Every fourth street is a main one. */
const MAIN_EACH = 4;
/** A zone leaves the plan's direction only when its own gains this much. */
const OWN_DIRECTION_GAIN = 1.06;

/** Tries directions, depths and offsets and keeps the grid with the most served lots and the fewest houses in the way. */
export function chooseGrid(choice: GridChoice): ZoneGrid {
  const { params } = choice;
  let best: { score: number; rank: number; view: View; stretch: number; share: number; mainAt: number } | undefined;
  const nominalMm = choice.depthMm;
  const startOf = (view: View, depthMm: number, share: number): number =>
    view.minV - (2 * depthMm + params.streetWidthM.access * 1000) * (1 - share);
  const attempt = (view: View, rank: number, stretch: number, share: number, mainAt: number): void => {
    const depthMm = nominalMm * stretch;
    const lines = linesFrom(view, startOf(view, depthMm, share), depthMm, params, mainAt);
    const factor = rank === 0 ? OWN_DIRECTION_GAIN : 1;
    const score = scoreOf(view, lines, depthMm, params) * factor * (1 - Math.abs(stretch - 1) * 0.25);
    if (!best || score > best.score + 1e-9) best = { score, rank, view, stretch, share, mainAt };
  };
  for (const [rank, angle] of choice.angles.entries()) {
    const view = viewOf(choice, angle);
    for (const stretch of STRETCHES) {
      for (let phase = 0; phase < PHASES; phase++) attempt(view, rank, stretch, phase / PHASES, phase % MAIN_EACH);
    }
  }
  const coarse = best as NonNullable<typeof best>;
  for (const more of [-0.02, -0.01, 0, 0.01, 0.02]) {
    const stretch = coarse.stretch + more;
    for (let k = -3; k <= 3; k++)
      attempt(coarse.view, coarse.rank, stretch, coarse.share + k / (4 * PHASES), coarse.mainAt);
  }
  const { view, rank, stretch, share, mainAt } = best as NonNullable<typeof best>;
  const depthMm = nominalMm * stretch;
  const lines = linesFrom(view, startOf(view, depthMm, share), depthMm, params, mainAt);
  if (choice.primary) raiseMiddle(lines, (view.minV + view.maxV) / 2);
  const { crossings, frontMm } = crossingsOf(view, params, (params.parcelAreaM2 * 1e6) / depthMm, choice.primary);
  const angle = choice.angles[rank] as number;
  const longestMm = LONGEST * params.lotsPerIlotRow * frontMm;
  const { frame, minU, maxU } = view;
  return { frame, angle, depthMm, frontMm, longestMm, lines, crossings, minU, maxU };
}

interface View {
  readonly frame: Frame;
  readonly zone: readonly Ring[];
  readonly turned: readonly Ring[];
  readonly landTurned: readonly Ring[];
  /** Where the houses begin and end across the rows, each sorted. */
  readonly houseFroms: Float64Array;
  readonly houseTos: Float64Array;
  readonly minU: number;
  readonly maxU: number;
  readonly minV: number;
  readonly maxV: number;
}

function viewOf(choice: GridChoice, angle: number): View {
  const frame = frameAt(angle);
  const zone = choice.zone.map((ring) => toFrame(frame, thinned(ring)));
  const [minU, minV, maxU, maxV] = growBox(emptyBox(), zone.flat());
  const boxes = choice.pads.map((pad) => growBox(emptyBox(), toFrame(frame, pad.ring)));
  return {
    frame,
    zone,
    turned: swapped(zone),
    landTurned: swapped(choice.land.map((ring) => toFrame(frame, thinned(ring)))),
    houseFroms: Float64Array.from(boxes, ([, from]) => from).sort(),
    houseTos: Float64Array.from(boxes, ([, , , to]) => to).sort(),
    minU,
    maxU,
    minV,
    maxV,
  };
}

/** A ring without the vertices that crowd: enough to weigh grids by. */
function thinned(ring: Ring): Ring {
  if (ring.length < 2 * CROWD) return ring;
  const out = ring.slice(0, 2);
  for (let i = 2; i < ring.length; i += 2) {
    const [x, y] = [ring[i] as number, ring[i + 1] as number];
    if (Math.hypot(x - (out.at(-2) as number), y - (out.at(-1) as number)) >= THIN_MM) out.push(x, y);
  }
  return out.length >= 6 ? out : ring;
}

function linesFrom(view: View, start: number, depthMm: number, params: LayoutParams, mainAt: number): GridLine[] {
  const lines: GridLine[] = [];
  let at = start;
  for (let i = 0; i < 4000; i++) {
    const rank: StreetRank = i % MAIN_EACH === mainAt ? "secondary" : "access";
    const widthMm = params.streetWidthM[rank] * 1000;
    if (i > 0) at += widthMm / 2;
    lines.push({ at, widthMm, rank });
    if (at > view.maxV + depthMm) break;
    at += widthMm / 2 + 2 * depthMm;
  }
  return lines;
}

/** The main street nearest the middle becomes the primary one; the rows beside it give way. */
function raiseMiddle(lines: GridLine[], middle: number): void {
  let best = -1;
  lines.forEach((line, i) => {
    if (line.rank !== "secondary") return;
    if (best < 0 || Math.abs(line.at - middle) < Math.abs((lines[best] as GridLine).at - middle)) best = i;
  });
  const line = lines[best];
  if (line) lines[best] = { ...line, rank: "primary" };
}

/** How many lots the rows would hold, less what the streets would cost in houses. */
function scoreOf(view: View, lines: readonly GridLine[], depthMm: number, params: LayoutParams): number {
  const frontMm = (params.parcelAreaM2 * 1e6) / depthMm;
  const along = (v: number): number[] => crossingsAt(view.turned, v).map((crossing) => crossing.v);
  let lots = 0;
  let streetMm = 0;
  for (const { at } of lines) {
    const runs = along(at);
    for (let k = 0; k + 1 < runs.length; k += 2) streetMm += (runs[k + 1] as number) - (runs[k] as number);
  }
  for (let i = 0; i + 1 < lines.length; i++) {
    const low = lines[i] as GridLine;
    const high = lines[i + 1] as GridLine;
    for (const [line, way] of [
      [low, 1],
      [high, -1],
    ] as const) {
      const front = line.at + (way * line.widthMm) / 2;
      const near = along(front + way * 50);
      if (near.length === 0) continue;
      const whole = commonIntervals(near, along(front + way * (depthMm - 50)));
      if (whole.length === 0) continue;
      const served = crossingsAt(view.landTurned, line.at).map((crossing) => crossing.v);
      const runs = commonIntervals(commonIntervals(whole, along(front + (way * depthMm) / 2)), served);
      for (let k = 0; k + 1 < runs.length; k += 2) {
        lots += Math.max(0, ((runs[k + 1] as number) - (runs[k] as number)) / frontMm - 0.5);
      }
      // A row with no street behind it may be a little deeper, its lots narrower.
      const behind = way > 0 ? high : low;
      if (along(behind.at).length > 0) continue;
      const deeper = commonIntervals(runs, along(front + way * (DEEPER * depthMm - 50)));
      for (let k = 0; k + 1 < deeper.length; k += 2)
        lots += (DEEPER_LOTS * ((deeper[k + 1] as number) - (deeper[k] as number))) / frontMm;
    }
  }
  let hits = 0;
  for (const { at, widthMm } of lines)
    hits += countBelow(view.houseFroms, at + widthMm / 2) - countBelow(view.houseTos, at - widthMm / 2);
  const weighed = lots - LOTS_A_FRONT * (streetMm / frontMm) - HOUSE_IN_LOTS[params.objective ?? "balanced"] * hits;
  return Math.max(0, weighed) + 1e-6;
}

/** How many of the sorted values lie below a value. */
function countBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Streets across: columns of whole lots, evenly over the zone. */
function crossingsOf(
  view: View,
  params: LayoutParams,
  frontMm: number,
  primary: boolean,
): { crossings: GridLine[]; frontMm: number } {
  const length = view.maxU - view.minU;
  const widthMm = params.streetWidthM.access * 1000;
  const columnMm = params.lotsPerIlotRow * frontMm;
  const columns = Math.max(1, Math.ceil((length + widthMm) / (LONGEST * columnMm + widthMm)));
  if (columns === 1) return { crossings: [], frontMm };
  const ranks = Array.from({ length: columns - 1 }, (_, i): StreetRank => {
    const middle = Math.floor((columns - 1) / 2);
    if (primary && i === middle && columns > 4) return "primary";
    return i % MAIN_EACH === middle % MAIN_EACH ? "secondary" : "access";
  });
  const widths = ranks.map((rank) => params.streetWidthM[rank as "access"] * 1000);
  const free = length - widths.reduce((a, b) => a + b, 0);
  const lots = Math.max(columns, Math.floor(free / frontMm + 0.15));
  const exact = free / lots;
  const crossings: GridLine[] = [];
  let at = view.minU;
  let taken = 0;
  for (let i = 0; i + 1 < columns; i++) {
    const upTo = Math.round((lots * (i + 1)) / columns);
    at += (upTo - taken) * exact;
    taken = upTo;
    const width = widths[i] as number;
    crossings.push({ at: at + width / 2, widthMm: width, rank: ranks[i] as StreetRank });
    at += width;
  }
  return { crossings, frontMm: exact };
}

/** Directions a zone may prefer to the plan's: those of its longest edges. */
export function ownAngles(zone: readonly Ring[], plan: readonly number[]): number[] {
  const ring = zone[0] as Ring;
  const edges: { angle: number; length: number }[] = [];
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const dx = (ring[i] as number) - (ring[j] as number);
    const dy = (ring[i + 1] as number) - (ring[j + 1] as number);
    edges.push({ angle: Math.atan2(dy, dx), length: Math.hypot(dx, dy) });
  }
  edges.sort((a, b) => b.length - a.length);
  const quarter = Math.PI / 2;
  const out: number[] = [];
  for (const base of plan) out.push(base, base + quarter);
  for (const { angle } of edges.slice(0, 6)) {
    if (out.length >= 2 * plan.length + 4) break;
    if (out.every((known) => turnBetween(known, angle) > Math.PI / 60)) out.push(angle, angle + quarter);
  }
  return out;
}
