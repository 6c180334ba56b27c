import { bentCut } from "#core/engines/layout/bent-cut";
import type { Pad } from "#core/engines/layout/ground-types";
import type { PlanFace } from "#core/engines/layout/plan-face";
import { PolygonFinder } from "#core/engines/layout/polygon-finder";
import type { RegionIndex } from "#core/engines/layout/region-index";
import { areaAlong, frontAlong, type LotRules } from "#core/engines/layout/rows-to-slots";
import { emptyBox, growBox } from "#core/geometry/box";

import { intersectionOf, regionAreaMm2, surfacesOfRegion } from "#core/geometry/clip";
import { crossingsAt, type Frame, frameAt, fromFrame, toFrame } from "#core/geometry/frame";
import type { Ring } from "#core/geometry/geometry";
import { signedAreaMm2 } from "#core/geometry/ring";

/** Lots to be parted, and land no straight cut can part though it holds several compounds. */
export interface Splits {
  readonly splits: SplitLot[];
  readonly crowded: readonly (readonly Ring[])[];
}

/** A lot parted in two or more by straight cuts between its houses. */
export interface SplitLot {
  /** The cuts, flat segments led a little over the lot's border, local millimetres. */
  readonly cuts: readonly number[];
  readonly parts: readonly LotPart[];
}

/** A part of a lot, local millimetres; neighbours of one lot meet along a cut. */
export interface LotPart {
  readonly rings: readonly Ring[];
  /** Pads that stand in it. */
  readonly pads: readonly number[];
}

export interface SplitRules extends LotRules {
  /** No part is smaller: the référentiel's least parcel. */
  readonly leastAreaMm2: number;
}

/** Land without a house is cut off only in lots this near to the area asked for. */
const CONFORMS = 0.08;
/** Directions tried over half a turn. */
const DIRECTIONS = 16;
/** Lots up to this many times the area asked for, with few houses, are left as they are. */
const ROOMY = 1.45;
/** Compounds, or houses of none, that a lot should hold at the most. */
const MOST_HOUSES = 3;
/** Land with more houses than that and this many lots' room is crowded. */
const CROWDED = 2;
/** A cut is led this far over the border, millimetres. */
const OVERSHOOT = 100;
/** A pad that lies in a lot by less does not stand there, square millimetres. */
const ROUNDING_MM2 = 1e5;
const MOST_PARTS = 200;
/** What a split must gain, in shares of a lot's area. */
const GAIN = 0.15;

/**
 * Parts the lots that compounds share, or that are far too large, between the houses: each part keeps its frontage
 * and the least area, and no cut meets a house with its clearance.
 *
 * @param faces the plan as assembled; only its lots are looked at
 */
export function splitLots(
  faces: readonly PlanFace[],
  pads: readonly Pad[],
  streets: RegionIndex,
  rules: SplitRules,
): Splits {
  const out: SplitLot[] = [];
  const crowded: (readonly Ring[])[] = [];
  const lots = faces.filter(({ label }) => label.kind === "lot");
  const finder = new PolygonFinder(lots.map(({ rings }) => rings));
  const standing: number[][] = lots.map(() => []);
  // Where a house stands is asked of the ground: mending may have moved it from the lot it was given to.
  pads.forEach((pad, p) => {
    for (const l of finder.near(...growBox(emptyBox(), pad.ring as number[]))) {
      const part = intersectionOf([pad.ring], lots[l]?.rings ?? []);
      if (regionAreaMm2(part) > ROUNDING_MM2) standing[l]?.push(p);
    }
  });
  for (const [l, { rings }] of lots.entries()) {
    const homes = standing[l] as number[];
    const area = areaOf(rings);
    const houses = homes.length;
    if (area < 2 * rules.leastAreaMm2 || (area < ROOMY * rules.areaMm2 && houses <= MOST_HOUSES)) continue;
    const cuts: number[] = [];
    const parts: LotPart[] = [];
    const open: LotPart[] = [{ rings, pads: homes }];
    for (let part = open.pop(); part; part = open.pop()) {
      const cut =
        parts.length + open.length < MOST_PARTS
          ? (bestCut(part, pads, streets, rules) ?? windingCut(part, pads, streets, rules))
          : undefined;
      if (cut) {
        cuts.push(...cut.segment);
        open.push(...cut.parts);
      } else parts.push(part);
    }
    if (cuts.length > 0) out.push({ cuts, parts });
    for (const part of parts) {
      if (part.pads.length > MOST_HOUSES && areaOf(part.rings) > CROWDED * rules.areaMm2) crowded.push(part.rings);
    }
  }
  return { splits: out, crowded };
}

function areaOf(rings: readonly Ring[]): number {
  return rings.reduce((sum, ring) => sum + signedAreaMm2(ring), 0);
}

/** How far a lot is from what is wanted, in shares of a lot's area. */
function unease(areaMm2: number, houses: number, rules: SplitRules): number {
  const off = areaMm2 / rules.areaMm2 - 1;
  const size = (off < 0 ? -1.6 * off : off) + (Math.abs(off) > 0.1 ? 0.3 : 0);
  return size + 0.2 * Math.max(0, houses - 1) + 0.4 * Math.max(0, houses - MOST_HOUSES);
}

interface Candidate {
  readonly frame: Frame;
  readonly turned: readonly Ring[];
  readonly at: number;
  readonly cost: number;
}

function bestCut(
  part: LotPart,
  pads: readonly Pad[],
  streets: RegionIndex,
  rules: SplitRules,
): { segment: number[]; parts: [LotPart, LotPart] } | undefined {
  let best: Candidate | undefined;
  for (let d = 0; d < DIRECTIONS; d++) {
    const frame = frameAt((d * Math.PI) / DIRECTIONS);
    const turned = part.rings.map((ring) => toFrame(frame, ring));
    const found = bestAcross(part, frame, turned, pads, streets, rules);
    if (found && (!best || found.cost < best.cost - 1e-9)) best = found;
  }
  if (!best) return undefined;
  return parted(part, best, pads);
}

/** Where houses leave no straight way through, a cut that winds between them. */
function windingCut(
  part: LotPart,
  pads: readonly Pad[],
  streets: RegionIndex,
  rules: SplitRules,
): { segment: number[]; parts: [LotPart, LotPart] } | undefined {
  const [ring, ...holes] = part.rings;
  if (!ring || holes.length > 0 || part.pads.length <= MOST_HOUSES) return undefined;
  const unrest = (areaMm2: number, own: readonly number[]): number => later(areaMm2, own.length, rules);
  const now = unease(areaOf(part.rings), part.pads.length, rules);
  const cut = bentCut(ring, part.pads, pads, streets, { ...rules, now, unease: unrest });
  if (!cut) return undefined;
  const [left, right] = cut.sides;
  const partOf = (side: { ring: Ring; pads: readonly number[] }): LotPart => ({ rings: [side.ring], pads: side.pads });
  return { segment: cut.segments, parts: [partOf(left), partOf(right)] };
}

/** The best cut `u = at` in one direction, if it betters the lot. */
function bestAcross(
  part: LotPart,
  frame: Frame,
  turned: readonly Ring[],
  pads: readonly Pad[],
  streets: RegionIndex,
  rules: SplitRules,
): Candidate | undefined {
  const area = areaAlong(turned);
  if (area.total < 2 * rules.leastAreaMm2) return undefined;
  const front = frontAlong(part.rings, turned, streets);
  if (front.total < 2 * rules.leastFrontMm) return undefined;
  const stretches = part.pads
    .map((pad) => {
      const [from, , to] = growBox(emptyBox(), toFrame(frame, (pads[pad] as Pad).ring));
      return { from: from - 20, to: to + 20, houses: 1 };
    })
    .sort((a, b) => a.from - b.from);
  const low = Math.max(area.where(rules.leastAreaMm2), front.where(rules.leastFrontMm));
  const high = Math.min(area.where(area.total - rules.leastAreaMm2), front.where(front.total - rules.leastFrontMm));
  const wanted = new Set<number>([(low + high) / 2, low + 1, high - 1, area.where(area.total / 2)]);
  const lots = Math.floor(area.total / rules.areaMm2);
  for (let k = 1; k <= Math.min(8, lots); k++) {
    wanted.add(area.where(k * rules.areaMm2));
    wanted.add(area.where(area.total - k * rules.areaMm2));
    wanted.add(area.where((area.total * k) / (lots + 1)));
  }
  for (const { from, to } of stretches) {
    wanted.add(from);
    wanted.add(to);
  }
  const total = stretches.reduce((sum, { houses }) => sum + houses, 0);
  const before = unease(area.total, total, rules);
  let best: Candidate | undefined;
  for (const at of wanted) {
    if (at <= low || at >= high || stretches.some(({ from, to }) => at > from && at < to)) continue;
    const chord = crossingsAt(turned, at);
    if (chord.length !== 2) continue;
    const left = stretches.reduce((sum, { to, houses }) => sum + (to <= at + 1 ? houses : 0), 0);
    const areaLeft = area.upTo(at);
    if (left === 0 && !makesLots(areaLeft, rules)) continue;
    if (left === total && !makesLots(area.total - areaLeft, rules)) continue;
    const length = (chord[1]?.v ?? 0) - (chord[0]?.v ?? 0);
    // Several lots' worth of land counts as that many easy lots: it is cut again.
    const cost =
      later(areaLeft, left, rules) +
      later(area.total - areaLeft, total - left, rules) +
      (0.1 * length) / Math.sqrt(rules.areaMm2);
    if (cost < before - GAIN && (!best || cost < best.cost - 1e-9)) best = { frame, turned, at, cost };
  }
  return best;
}

/** Whether land without a house makes whole lots. */
function makesLots(areaMm2: number, rules: SplitRules): boolean {
  const lots = Math.round(areaMm2 / rules.areaMm2);
  return lots > 0 && Math.abs(areaMm2 / lots / rules.areaMm2 - 1) <= CONFORMS;
}

/** Unease of land that may be cut again: that of its lots, were they even. */
function later(areaMm2: number, houses: number, rules: SplitRules): number {
  const lots = Math.max(1, Math.round(areaMm2 / rules.areaMm2));
  return lots * unease(areaMm2 / lots, houses / lots, rules) + 0.05 * (lots - 1);
}

function parted(
  part: LotPart,
  { frame, turned, at }: Candidate,
  pads: readonly Pad[],
): { segment: number[]; parts: [LotPart, LotPart] } | undefined {
  const [low, high] = crossingsAt(turned, at);
  if (!low || !high) return undefined;
  const [minU, minV, maxU, maxV] = growBox(emptyBox(), turned[0] as number[]);
  const side = (from: number, to: number): readonly Ring[] | undefined => {
    const box = fromFrame(frame, [from, minV - 1000, to, minV - 1000, to, maxV + 1000, from, maxV + 1000]);
    const pieces = surfacesOfRegion(intersectionOf([box.map(Math.round)], part.rings));
    return pieces.length === 1 ? pieces[0] : undefined;
  };
  const left = side(minU - 1000, at);
  const right = side(at, maxU + 1000);
  if (!left || !right) return undefined;
  const standsLeft = (pad: number): boolean => {
    const [from, , to] = growBox(emptyBox(), toFrame(frame, (pads[pad] as Pad).ring));
    return from + to < 2 * at;
  };
  return {
    segment: fromFrame(frame, [at, low.v - OVERSHOOT, at, high.v + OVERSHOOT]),
    parts: [
      { rings: left, pads: part.pads.filter(standsLeft) },
      { rings: right, pads: part.pads.filter((pad) => !standsLeft(pad)) },
    ],
  };
}
