import type { Ground } from "#core/engines/layout/ground";
import type { LayoutInput, LayoutRemark } from "#core/engines/layout/layout-types";
import type { ReservePiece } from "#core/engines/layout/plan-face";
import type { PublicSquare } from "#core/engines/layout/public-squares";
import { RegionIndex } from "#core/engines/layout/region-index";
import { type Block, sliceFor, takesLots, type Wanted } from "#core/engines/layout/reserves";
import type { CutPiece } from "#core/engines/layout/rows-to-slots";
import { boxOfRun } from "#core/engines/layout/zone-grid";
import type { NewStreet } from "#core/engines/layout/zone-streets";
import { regionAreaMm2, unionOf } from "#core/geometry/clip";
import { fromFrame } from "#core/geometry/frame";
import type { Position } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";

/** A plan for the most public space gives this times the share asked for, and no less than a fifth of the site. */
const MOST_PUBLIC = 1.3;
const OPEN_SHARE = 0.2;
/** What public land is that no facility asked for. */
const GREEN_USES = ["sport", "espace-vert"];

/** Where the reserves go. */
export interface Planned {
  readonly pieces: ReservePiece[];
  /** Facilities so small that they take lots of a row. */
  readonly small: Wanted[];
  /** Blocks that hold a reserve. */
  readonly taken: Set<number>;
}

function centreOf(ground: Ground): { at: Position; radius: number } {
  const [minX, minY, maxX, maxY] = boxOfRun(ground.site[0] as number[]);
  // Where people live counts more than the middle of the land.
  let [x, y, n] = [((minX + maxX) / 2) * 10, ((minY + maxY) / 2) * 10, 10];
  for (const pad of ground.pads) {
    x += pad.center[0];
    y += pad.center[1];
    n++;
  }
  return { at: [x / n, y / n], radius: Math.hypot(maxX - minX, maxY - minY) / 2 };
}

/**
 * Gives each facility the best whole block or end of a block; those without room are remarked.
 *
 * @param added the new streets; a market wants to lie on a main one
 */
export function placeReserves(
  ground: Ground,
  added: readonly NewStreet[],
  blocks: readonly Block[],
  wanted: readonly Wanted[],
  lotMm2: number,
  remarks: LayoutRemark[],
): Planned {
  const centre = centreOf(ground);
  const main = unionOf(
    ...added.filter(({ rank }) => rank !== "access").map(({ region }) => region),
    ...(ground.kept.some(({ street }) => street.rank !== "access") ? [ground.rightOfWay] : []),
  );
  const mainStreets = new RegionIndex(main);
  const planned: Planned = { pieces: [], small: [], taken: new Set() };
  for (const facility of wanted) {
    if (takesLots(facility, lotMm2)) {
      planned.small.push(facility);
      continue;
    }
    const near = (at: Position): number => Math.hypot(at[0] - centre.at[0], at[1] - centre.at[1]) / centre.radius;
    const piece = sliceFor(facility, blocks, { near, mainStreets, taken: planned.taken, lotMm2 });
    if (!piece) {
      remarks.push({
        code: "layout.reserve-left-out",
        params: { use: facility.use, areaM2: Math.round(facility.areaMm2 / 1e6) },
      });
      continue;
    }
    planned.pieces.push(piece);
    planned.taken.add(piece.block);
    const got = regionAreaMm2(piece.rings);
    if (got < 0.85 * facility.areaMm2) {
      const at = globalAt(innerPosition({ kind: "polygon", rings: piece.rings }), ground);
      remarks.push({
        code: "layout.reserve-smaller",
        params: { use: facility.use, areaM2: Math.round(got / 1e6), wantedM2: Math.round(facility.areaMm2 / 1e6) },
        at,
      });
    }
  }
  return planned;
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
    if (!first || !last) open += total;
    else
      for (const slot of piece.slots) if (slot.open) open += (total * (slot.to - slot.from)) / (last.to - first.from);
  }
  // A little over: slivers of green join lots when the faces are mended.
  const { publicShare, objective } = input.params;
  const share = objective === "most-public" ? Math.max(MOST_PUBLIC * publicShare, OPEN_SHARE) : publicShare;
  return { missingMm2: 1.02 * share * ground.siteAreaMm2 - open, spots };
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
  const { radius } = centreOf(ground);
  // Few large greens on a large site, pocket parks on a small one.
  const typical = lotMm2 * Math.min(24, Math.max(10, left / lotMm2 / 30));
  // On a small site a park of four lots is a large thing: better a little under than far over.
  const enough = ground.siteAreaMm2 > 150 * lotMm2 ? 0.2 * lotMm2 : 2.5 * lotMm2;
  for (let i = 0; i < 200 && left > enough; i++) {
    const areaMm2 = Math.max(Math.min(left, typical), 4 * lotMm2);
    const near = (at: Position): number =>
      -1.2 * Math.min(0.6, ...spots.map(([x, y]) => Math.hypot(at[0] - x, at[1] - y) / radius));
    const piece = sliceFor({ use: GREEN_USES[i % 2] as string, areaMm2 }, blocks, {
      near,
      mainStreets: new RegionIndex([]),
      taken: planned.taken,
      lotMm2,
    });
    if (!piece) break;
    planned.pieces.push(piece);
    planned.taken.add(piece.block);
    left -= regionAreaMm2(piece.rings);
    spots.push(innerPosition({ kind: "polygon", rings: piece.rings }));
  }
}

/** Small reserves take a lot or two at the end of a row, free of houses, nearest the centre and far from their like. */
export function reserveSlots(
  small: readonly Wanted[],
  pieces: readonly CutPiece[],
  homes: readonly { piece: number; slot: number }[],
  lotMm2: number,
  ground: Ground,
  remarks: LayoutRemark[],
): Map<string, string> {
  const lived = new Set(homes.map(({ piece, slot }) => `${piece} ${slot}`));
  const out = new Map<string, string>();
  const centre = centreOf(ground);
  const placed: Position[] = [];
  for (const facility of small) {
    const count = Math.max(1, Math.round(facility.areaMm2 / lotMm2));
    let best: { cost: number; piece: number; from: number; at: Position } | undefined;
    pieces.forEach((piece, p) => {
      const n = piece.slots.length;
      for (const from of new Set([0, n - count])) {
        if (from < 0 || from + count > n) continue;
        const range = Array.from({ length: count }, (_, k) => from + k);
        if (range.some((s) => piece.slots[s]?.open || lived.has(`${p} ${s}`) || out.has(`${p} ${s}`))) continue;
        const [, minV, , maxV] = boxOfRun(piece.turned[0] as number[]);
        const u = ((piece.slots[from]?.from ?? 0) + (piece.slots[from + count - 1]?.to ?? 0)) / 2;
        const at = fromFrame(piece.frame, [u, (minV + maxV) / 2]) as unknown as Position;
        const far = Math.hypot(at[0] - centre.at[0], at[1] - centre.at[1]) / centre.radius;
        const alike = Math.min(0.5, ...placed.map(([x, y]) => Math.hypot(at[0] - x, at[1] - y) / centre.radius));
        const cost = far - 2 * alike;
        if (!best || cost < best.cost - 1e-9) best = { cost, piece: p, from, at };
      }
    });
    if (!best) {
      remarks.push({
        code: "layout.reserve-left-out",
        params: { use: facility.use, areaM2: Math.round(facility.areaMm2 / 1e6) },
      });
      continue;
    }
    for (let k = 0; k < count; k++) out.set(`${best.piece} ${best.from + k}`, facility.use);
    placed.push(best.at);
  }
  return out;
}

function globalAt(at: Position, ground: Ground): Position {
  return [Math.round(at[0]) + ground.origin[0], Math.round(at[1]) + ground.origin[1]];
}
