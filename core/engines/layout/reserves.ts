import { Running } from "#core/engines/layout/cut-row";
import { facilityUse } from "#core/engines/layout/layout-params";
import type { LayoutInput, LayoutRemark } from "#core/engines/layout/layout-types";
import type { ReservePiece } from "#core/engines/layout/plan-face";
import type { RegionIndex } from "#core/engines/layout/region-index";
import { boxOfRun } from "#core/engines/layout/zone-grid";
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

/** The facilities asked for, largest first; what the site has no room for is remarked and left out. */
export function wantedFacilities(input: LayoutInput, landMm2: number): { wanted: Wanted[]; remarks: LayoutRemark[] } {
  const all = input.params.facilities.map((request): Wanted => {
    const kind = typeof request === "string" ? request : request.kind;
    const areaM2 = typeof request === "string" ? normValue(input.norms, `reserve.${kind}.area`) : request.areaM2;
    return { use: facilityUse[kind], areaMm2: areaM2 * 1e6 };
  });
  let room = Math.max(input.params.publicShare * 1.5, 0.25) * landMm2;
  const wanted: Wanted[] = [];
  const remarks: LayoutRemark[] = [];
  for (const facility of [...all].sort((a, b) => a.areaMm2 - b.areaMm2)) {
    if (facility.areaMm2 > room) {
      remarks.push({
        code: "layout.reserve-left-out",
        params: { use: facility.use, areaM2: Math.round(facility.areaMm2 / 1e6) },
      });
      continue;
    }
    room -= facility.areaMm2;
    wanted.push(facility);
  }
  return { wanted: wanted.reverse(), remarks };
}

/** Reserves this small take lots of a row instead of a slice of a block. */
export function takesLots(wanted: Wanted, lotMm2: number): boolean {
  return wanted.areaMm2 <= 3.2 * lotMm2;
}

export interface SliceRules {
  /** Where it is best, and how far that counts. */
  readonly near: (at: Position) => number;
  readonly mainStreets: RegionIndex;
  readonly taken: ReadonlySet<number>;
  readonly lotMm2: number;
}

/** The best whole block or end of a block for a facility, or `undefined` when no block is free. */
export function sliceFor(wanted: Wanted, blocks: readonly Block[], rules: SliceRules): ReservePiece | undefined {
  let best: { cost: number; piece: ReservePiece } | undefined;
  blocks.forEach((block, b) => {
    if (rules.taken.has(b)) return;
    for (const option of optionsIn(block, wanted, rules.lotMm2)) {
      const { rings, cut } = option;
      const area = regionAreaMm2(rings);
      const turned = toFrame(block.frame, rings[0] as Ring);
      const [minU, minV, maxU, maxV] = boxOfRun(turned);
      const fill = area / Math.max(1, (maxU - minU) * (maxV - minV));
      const slim = Math.max(maxU - minU, maxV - minV) / Math.max(1, Math.min(maxU - minU, maxV - minV));
      const at = fromFrame(block.frame, [(minU + maxU) / 2, (minV + maxV) / 2]) as unknown as Position;
      let cost = rules.near(at) + 2.5 * (1 - fill) + 0.15 * Math.max(0, slim - 2.5);
      cost += 1.5 * Math.abs(Math.log(area / wanted.areaMm2));
      if (wanted.use === "marche" && !alongMain(rings[0] as Ring, rules.mainStreets)) cost += 0.6;
      if (!best || cost < best.cost - 1e-9) best = { cost, piece: { rings, block: b, use: wanted.use, cut } };
    }
  });
  return best?.piece;
}

function optionsIn(block: Block, wanted: Wanted, lotMm2: number): { rings: Ring[]; cut: number[] }[] {
  const { areaMm2 } = wanted;
  if (block.areaMm2 < 0.4 * areaMm2 && block.areaMm2 < 2.5 * lotMm2) return [];
  if (areaMm2 > block.areaMm2 - 2.5 * lotMm2)
    return block.houses.length === 0 ? [{ rings: [...block.rings], cut: [] }] : [];
  const turned = block.rings.map((ring) => toFrame(block.frame, ring));
  const edges: number[] = [];
  for (const ring of turned) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [au, av, bu, bv] = [ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number];
      if (bu > au) edges.push(au, -av, bu, -bv);
      else if (au > bu) edges.push(bu, bv, au, av);
    }
  }
  const area = new Running(edges);
  const [minU, minV, maxU, maxV] = boxOfRun(turned[0] as number[]);
  const left = area.where(areaMm2);
  const right = area.where(area.total - areaMm2);
  const out: { rings: Ring[]; cut: number[] }[] = [];
  for (const [from, to] of [
    [minU - 1000, left],
    [right, maxU + 1000],
  ] as const) {
    if (block.houses.some(([a, , b]) => a < to && b > from)) continue;
    // Only where one straight cut parts the block in two.
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
  return out;
}

function alongMain(ring: Ring, main: RegionIndex): boolean {
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
