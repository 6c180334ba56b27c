import type { Ground } from "#core/engines/layout/ground-types";
import type { LayoutInput, LayoutRemark } from "#core/engines/layout/layout-types";
import type { ReservedSlot, ReservePiece } from "#core/engines/layout/plan-ingredients";
import type { PublicSquare } from "#core/engines/layout/public-squares";
import { RegionIndex } from "#core/engines/layout/region-index";
import {
  type Block,
  GREEN_USES,
  isBroad,
  type Site,
  sliceFor,
  takesLots,
  type Wanted,
} from "#core/engines/layout/reserves";
import type { CutPiece } from "#core/engines/layout/rows-to-slots";
import { Siting } from "#core/engines/layout/siting";
import type { NewStreet } from "#core/engines/layout/zone-types";
import { emptyBox, growBox } from "#core/geometry/box";
import { regionAreaMm2, unionOf } from "#core/geometry/clip";
import { fromFrame } from "#core/geometry/frame";
import type { Position } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";

/** Where the reserves go. */
export interface Planned {
  readonly pieces: ReservePiece[];
  /** Facilities so small that they take lots of a row. */
  readonly small: Wanted[];
  /** Blocks that hold a reserve. */
  readonly taken: Set<number>;
  /** What stands and is placed, for those that follow. */
  readonly siting: Siting;
}

/** A plan for the most public space gives this times the share asked for, and no less than a fifth of the site. */
const MOST_PUBLIC = 1.3;
const OPEN_SHARE = 0.2;
/** Share of the open ends of rows that is still open once the faces are mended; the rest joins lots. Villages: 0.77 to 0.86. */
const STAYS_OPEN = 0.8;

/** A facility larger than a block takes so many at most. */
const MOST_BLOCKS = 12;
/** Blocks of one facility lie as near as this to the first, in times the side of a square of its area. */
const TOGETHER = 1.6;

/**
 * Gives each facility the whole block, blocks side by side, or end of a block that serves people best and keeps the
 * rules of distance; those without room are remarked.
 *
 * @param added the new streets; a market wants to lie on a main one
 */
export function placeReserves(
  input: LayoutInput,
  ground: Ground,
  added: readonly NewStreet[],
  blocks: readonly Block[],
  wanted: readonly Wanted[],
  remarks: LayoutRemark[],
): Planned {
  const lotMm2 = input.params.parcelAreaM2 * 1e6;
  const main = unionOf(
    ...added.filter(({ rank }) => rank !== "access").map(({ region }) => region),
    ...(ground.kept.some(({ street }) => street.rank !== "access") ? [ground.rightOfWay] : []),
  );
  const siting = new Siting(input, ground, blocks, { index: new RegionIndex(main), isEmpty: main.length === 0 });
  const planned: Planned = { pieces: [], small: [], taken: new Set(), siting };
  for (const facility of wanted) {
    if (takesLots(facility, lotMm2)) {
      planned.small.push(facility);
      continue;
    }
    const first = placeOne(facility, (site) => siting.cost(facility.use, site), blocks, planned, lotMm2);
    if (!first) {
      remarks.push(noBlock(facility, blocks, planned.taken));
      continue;
    }
    let got = regionAreaMm2(first.rings);
    const reach = TOGETHER * Math.sqrt(facility.areaMm2);
    const beside = (site: Site): number => Math.hypot(site.at[0] - first.at[0], site.at[1] - first.at[1]) / reach;
    for (
      let more = 1;
      more < MOST_BLOCKS && facility.areaMm2 - got > Math.max(0.15 * facility.areaMm2, 2.5 * lotMm2);
      more++
    ) {
      const rest = { use: facility.use, areaMm2: facility.areaMm2 - got };
      const near = blocks.map((block, b) => (planned.taken.has(b) || !isNear(block, first.at, reach) ? b : -1));
      const taken = new Set([...planned.taken, ...near.filter((b) => b >= 0)]);
      const next = placeOne(rest, beside, blocks, planned, lotMm2, taken);
      if (!next) break;
      got += regionAreaMm2(next.rings);
    }
    if (got < 0.85 * facility.areaMm2) {
      remarks.push({
        code: "layout.reserve-smaller",
        params: { use: facility.use, areaM2: Math.round(got / 1e6), wantedM2: Math.round(facility.areaMm2 / 1e6) },
        at: globalAt(first.at, ground),
      });
    }
  }
  return planned;
}

function isNear({ rings }: Block, [x, y]: Position, reachMm: number): boolean {
  const [ax, ay] = innerPosition({ kind: "polygon", rings });
  return Math.hypot(ax - x, ay - y) <= reachMm;
}

function placeOne(
  facility: Wanted,
  cost: (site: Site) => number,
  blocks: readonly Block[],
  planned: Planned,
  lotMm2: number,
  taken: ReadonlySet<number> = planned.taken,
): Site | undefined {
  const found = sliceFor(facility, blocks, { cost, taken, lotMm2 });
  if (!found) return undefined;
  planned.pieces.push(found.piece);
  planned.taken.add(found.piece.block);
  planned.siting.take(facility.use, found.site);
  return found.site;
}

/** No block is left for a facility: the largest that stands free and is broad enough, and what it lacks. */
function noBlock({ use, areaMm2 }: Wanted, blocks: readonly Block[], taken: ReadonlySet<number>): LayoutRemark {
  let largest = 0;
  blocks.forEach((block, b) => {
    if (!taken.has(b) && block.houses.length === 0 && isBroad(block)) largest = Math.max(largest, block.areaMm2);
  });
  return {
    code: "layout.reserve-left-out",
    params: { use, areaM2: Math.round(areaMm2 / 1e6), largestM2: Math.round(largest / 1e6) },
  };
}

/** Public land still to be found for the share asked for, square millimetres, and the middles of what there is. */
export function missingPublic(
  input: LayoutInput,
  ground: Ground,
  planned: Planned,
  pieces: readonly CutPiece[],
): { missingMm2: number; spots: Position[] } {
  let open = planned.small.reduce((sum, { areaMm2 }) => sum + areaMm2, 0);
  const spots: Position[] = [];
  for (const { rings } of planned.pieces) {
    open += regionAreaMm2(rings);
    spots.push(innerPosition({ kind: "polygon", rings }));
  }
  for (const piece of pieces) {
    const total = regionAreaMm2(piece.rings);
    const [first, last] = [piece.slots[0], piece.slots.at(-1)];
    if (!first || !last) open += STAYS_OPEN * total;
    else
      for (const slot of piece.slots)
        if (slot.open) open += (STAYS_OPEN * total * (slot.to - slot.from)) / (last.to - first.from);
  }
  const { publicShare, objective } = input.params;
  const share = objective === "most-public" ? Math.max(MOST_PUBLIC * publicShare, OPEN_SHARE) : publicShare;
  return { missingMm2: share * ground.siteAreaMm2 - open, spots };
}

/** Adds squares to the plan: each takes its blocks. */
export function addSquares(squares: readonly PublicSquare[], planned: Planned): void {
  squares.forEach(({ rings, blocks }, i) => {
    planned.pieces.push({ rings, block: blocks[0] as number, use: GREEN_USES[i % 2] as string, cut: [] });
    for (const block of blocks) planned.taken.add(block);
  });
}

/** Adds sports grounds and green spaces, far from each other, until the public share is reached. */
export function topUpGreen(
  input: LayoutInput,
  ground: Ground,
  blocks: readonly Block[],
  planned: Planned,
  pieces: readonly CutPiece[],
  lotMm2: number,
): void {
  const { missingMm2, spots } = missingPublic(input, ground, planned, pieces);
  let left = missingMm2;
  const radius = planned.siting.radiusMm;
  // Few large greens on a large site, pocket parks on a small one.
  const typical = lotMm2 * Math.min(24, Math.max(10, left / lotMm2 / 30));
  // On a small site a park of four lots is a large thing: better a little under than far over.
  const enough = ground.siteAreaMm2 > 150 * lotMm2 ? 0.2 * lotMm2 : 2.5 * lotMm2;
  for (let i = 0; i < 200 && left > enough; i++) {
    const areaMm2 = Math.max(Math.min(left, typical), 4 * lotMm2);
    const cost = ({ at }: Site): number =>
      -1.2 * Math.min(0.6, ...spots.map(([x, y]) => Math.hypot(at[0] - x, at[1] - y) / radius));
    const site = placeOne({ use: GREEN_USES[i % 2] as string, areaMm2 }, cost, blocks, planned, lotMm2);
    if (!site) break;
    left -= regionAreaMm2(site.rings);
    spots.push(innerPosition({ kind: "polygon", rings: site.rings }));
  }
}

/** Small reserves take a lot or two at the end of a row, free of houses, where they serve people best. */
export function reserveSlots(
  { small, siting }: Planned,
  pieces: readonly CutPiece[],
  homes: readonly { piece: number; slot: number }[],
  lotMm2: number,
  remarks: LayoutRemark[],
): Map<string, ReservedSlot> {
  const lived = new Set(homes.map(({ piece, slot }) => `${piece} ${slot}`));
  const out = new Map<string, ReservedSlot>();
  for (const facility of small) {
    const count = Math.max(1, Math.round(facility.areaMm2 / lotMm2));
    let best: { cost: number; piece: number; from: number; site: Site } | undefined;
    pieces.forEach((piece, p) => {
      const n = piece.slots.length;
      for (const from of new Set([0, n - count])) {
        if (from < 0 || from + count > n) continue;
        const range = Array.from({ length: count }, (_, k) => from + k);
        if (range.some((s) => piece.slots[s]?.open || lived.has(`${p} ${s}`) || out.has(`${p} ${s}`))) continue;
        const [, minV, , maxV] = growBox(emptyBox(), piece.turned[0] as number[]);
        const [fromU, toU] = [piece.slots[from]?.from ?? 0, piece.slots[from + count - 1]?.to ?? 0];
        const { frame } = piece;
        const ring = fromFrame(frame, [fromU, minV, toU, minV, toU, maxV, fromU, maxV]);
        const at = fromFrame(frame, [(fromU + toU) / 2, (minV + maxV) / 2]) as unknown as Position;
        const site = { rings: [ring], at, frame };
        const cost = siting.cost(facility.use, site);
        if (!best || cost < best.cost - 1e-9) best = { cost, piece: p, from, site };
      }
    });
    if (!best) {
      remarks.push({
        code: "layout.reserve-no-lot",
        params: { use: facility.use, areaM2: Math.round(facility.areaMm2 / 1e6), count },
      });
      continue;
    }
    for (let k = 0; k < count; k++) out.set(`${best.piece} ${best.from + k}`, { use: facility.use, first: best.from });
    siting.take(facility.use, best.site);
  }
  return out;
}

function globalAt(at: Position, ground: Ground): Position {
  return [Math.round(at[0]) + ground.origin[0], Math.round(at[1]) + ground.origin[1]];
}
