import type { LayoutInput, LayoutRemark } from "#core/engines/layout/layout-types";
import type { ReservePiece } from "#core/engines/layout/plan-ingredients";
import type { RegionIndex } from "#core/engines/layout/region-index";
import { areaAlong } from "#core/engines/layout/rows-to-slots";
import { useOfKind } from "#core/features/facility-kinds";
import { emptyBox, growBox } from "#core/geometry/box";
import { intersectionOf, regionAreaMm2, surfacesOfRegion } from "#core/geometry/clip";
import { crossingsAt, type Frame, fromFrame, toFrame } from "#core/geometry/frame";
import type { Position, Ring } from "#core/geometry/geometry";
import { normValue } from "#core/model/referentiel";

/** A block between streets, before its rows are laid. */
export interface Block {
  readonly rings: readonly Ring[];
  readonly frame: Frame;
  readonly areaMm2: number;
  readonly depthMm: number;
  /** Boxes of the houses that stand in it, in its frame. */
  readonly houses: readonly (readonly [number, number, number, number])[];
}

/** A facility to be placed. */
export interface Wanted {
  readonly use: string;
  readonly areaMm2: number;
}

/** Where a facility could lie. */
export interface Site {
  readonly rings: readonly Ring[];
  readonly at: Position;
  readonly frame: Frame;
}

/** What public land is that no facility asked for; it may be a strip along something. */
export const GREEN_USES: readonly string[] = ["sport", "espace-vert"];
/** A place for another facility is at most so many times as long as broad: nobody builds a school on a strip. */
const SLIMMEST = 6;
/** Reserves never take more of the land than this, or half as much again as was asked for. */
const MOST_RESERVED = 0.25;

/**
 * The facilities asked for, largest first. Those that would take more of the land than is left for reserves are
 * remarked and left out, the largest first.
 */
export function wantedFacilities(input: LayoutInput, landMm2: number): { wanted: Wanted[]; remarks: LayoutRemark[] } {
  const all = input.params.facilities.map((request): Wanted => {
    const kind = typeof request === "string" ? request : request.kind;
    const areaM2 = typeof request === "string" ? normValue(input.norms, `reserve.${kind}.area`) : request.areaM2;
    return { use: useOfKind[kind], areaMm2: areaM2 * 1e6 };
  });
  const mostMm2 = Math.max(input.params.publicShare * 1.5, MOST_RESERVED) * landMm2;
  let room = mostMm2;
  const wanted: Wanted[] = [];
  const remarks: LayoutRemark[] = [];
  for (const facility of [...all].sort((a, b) => a.areaMm2 - b.areaMm2)) {
    if (facility.areaMm2 > room) {
      remarks.push({
        code: "layout.reserve-over-share",
        params: {
          use: facility.use,
          areaM2: Math.round(facility.areaMm2 / 1e6),
          roomM2: Math.floor(room / 1e6),
          overM2: Math.ceil((facility.areaMm2 - room) / 1e6),
          percent: Math.round((100 * mostMm2) / landMm2),
        },
      });
      continue;
    }
    room -= facility.areaMm2;
    wanted.push(facility);
  }
  return { wanted: wanted.reverse(), remarks };
}

/** Area, box in the frame, share of the box filled, and length over breadth of some land. */
function shapeOf(
  rings: readonly Ring[],
  frame: Frame,
): { areaMm2: number; box: readonly [number, number, number, number]; fill: number; slim: number } {
  const areaMm2 = regionAreaMm2(rings);
  const box = growBox(emptyBox(), toFrame(frame, rings[0] as Ring));
  const [long, wide] = [box[2] - box[0], box[3] - box[1]];
  const fill = areaMm2 / Math.max(1, long * wide);
  return { areaMm2, box, fill, slim: Math.max(long, wide) / Math.max(1, Math.min(long, wide)) };
}

/** Whether a block is broad enough for a facility that takes all of it. */
export function isBroad({ rings, frame }: Block): boolean {
  return shapeOf(rings, frame).slim <= SLIMMEST;
}

/** Reserves this small take lots of a row instead of a slice of a block. */
export function takesLots(wanted: Wanted, lotMm2: number): boolean {
  return wanted.areaMm2 <= 3.2 * lotMm2;
}

export interface SliceRules {
  /** What a site costs besides its shape and its size: walks, breaches. */
  readonly cost: (site: Site) => number;
  readonly taken: ReadonlySet<number>;
  readonly lotMm2: number;
}

/** The best whole block or end of a block for a facility, or `undefined` when no block is free. */
export function sliceFor(
  wanted: Wanted,
  blocks: readonly Block[],
  rules: SliceRules,
): { readonly piece: ReservePiece; readonly site: Site } | undefined {
  let best: { cost: number; piece: ReservePiece; site: Site } | undefined;
  blocks.forEach((block, b) => {
    if (rules.taken.has(b)) return;
    for (const { rings, cut } of optionsIn(block, wanted, rules.lotMm2)) {
      const { areaMm2: area, box, fill, slim } = shapeOf(rings, block.frame);
      if (slim > SLIMMEST && !GREEN_USES.includes(wanted.use)) continue;
      const [minU, minV, maxU, maxV] = box;
      const at = fromFrame(block.frame, [(minU + maxU) / 2, (minV + maxV) / 2]) as unknown as Position;
      const site = { rings, at, frame: block.frame };
      const shape = 2.5 * (1 - fill) + 0.15 * Math.max(0, slim - 2.5) + 1.5 * Math.abs(Math.log(area / wanted.areaMm2));
      // A site is not asked about when its shape alone loses: no cost is below -3.
      if (best && shape - 3 > best.cost) continue;
      const cost = shape + rules.cost(site);
      if (!best || cost < best.cost - 1e-9) best = { cost, piece: { rings, block: b, use: wanted.use, cut }, site };
    }
  });
  return best;
}

/**
 * The whole block, or its ends cut so that what is left of its two rows is a whole number of lots.
 *
 * @returns nothing where houses stand in the way or no straight cut parts the block in two
 */
function optionsIn(block: Block, wanted: Wanted, lotMm2: number): { rings: Ring[]; cut: number[] }[] {
  const { areaMm2 } = wanted;
  if (block.areaMm2 < 0.4 * areaMm2 && block.areaMm2 < 2.5 * lotMm2) return [];
  if (areaMm2 > block.areaMm2 - 2.5 * lotMm2)
    return block.houses.length === 0 ? [{ rings: [...block.rings], cut: [] }] : [];
  const turned = block.rings.map((ring) => toFrame(block.frame, ring));
  const area = areaAlong(turned);
  const [minU, minV, maxU, maxV] = growBox(emptyBox(), turned[0] as number[]);
  // Two lots stand back to back: the rest of the block is so many pairs of them.
  const pairs = (block.areaMm2 - areaMm2) / (2 * lotMm2);
  const out: { rings: Ring[]; cut: number[] }[] = [];
  for (const left of new Set([Math.floor(pairs), Math.ceil(pairs)])) {
    const takenMm2 = block.areaMm2 - 2 * lotMm2 * left;
    if (left < 1 || takenMm2 < 0.8 * areaMm2) continue;
    for (const [from, to] of [
      [minU - 1000, area.where(takenMm2)],
      [area.where(area.total - takenMm2), maxU + 1000],
    ] as const) {
      if (block.houses.some(([a, , b]) => a < to && b > from)) continue;
      const at = from < minU ? to : from;
      const [low, high, ...more] = crossingsAt(turned, at);
      if (!low || !high || more.length > 0) continue;
      const box = fromFrame(block.frame, [from, minV - 1000, to, minV - 1000, to, maxV + 1000, from, maxV + 1000]).map(
        Math.round,
      );
      const pieces = surfacesOfRegion(intersectionOf([box], block.rings));
      const piece = pieces[0];
      if (pieces.length !== 1 || !piece) continue;
      out.push({ rings: piece, cut: fromFrame(block.frame, [at, low.v - 100, at, high.v + 100]) });
    }
  }
  return out;
}

/** Whether a side of a ring runs along some streets. */
export function alongMain(ring: Ring, main: RegionIndex): boolean {
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const dx = (ring[i] as number) - (ring[j] as number);
    const dy = (ring[i + 1] as number) - (ring[j + 1] as number);
    const length = Math.hypot(dx, dy);
    if (length < 8000) continue;
    const x = ((ring[i] as number) + (ring[j] as number)) / 2 + (dy / length) * 300;
    const y = ((ring[i + 1] as number) + (ring[j + 1] as number)) / 2 - (dx / length) * 300;
    if (main.contains(x, y)) return true;
  }
  return false;
}
