import type { Block } from "#core/engines/layout/reserves";
import type { NewStreet } from "#core/engines/layout/zone-types";
import { emptyBox, growBox } from "#core/geometry/box";
import { differenceOf, intersectionOf, regionAreaMm2, surfacesOfRegion, unionOf } from "#core/geometry/clip";
import { hullOf } from "#core/geometry/enclosing-rectangle";
import { toFrame } from "#core/geometry/frame";
import type { Position, Ring } from "#core/geometry/geometry";
import { sideOfRing } from "#core/geometry/ring";

/** A block that may become public as a whole. */
export interface OpenBlock extends Block {
  readonly zone: number;
}

/** Several blocks and the access streets between them made one reserve. */
export interface PublicSquare {
  readonly rings: readonly Ring[];
  readonly blocks: readonly number[];
  readonly areaMm2: number;
  /** The land taken from each street, by the street's number. */
  readonly from: readonly { readonly street: number; readonly land: readonly Ring[] }[];
}

/** Blocks a square is made of at the most. */
const MOST_BLOCKS = 4;
/** Share of its box a block must fill to be part of a square. */
const LEAST_FILL = 0.8;
/** Share of both lengths along which two blocks must face each other. */
const FACING = 0.75;

/**
 * Public land in squares of two or three blocks, the access streets between them taken up: a street with public
 * land on both sides serves no parcel.
 *
 * @param corners what is cut from the blocks where streets meet
 * @param wantedMm2 public land still to be found
 * @param spots middles of the public land there is; squares keep their distance
 * @returns the squares, none where no blocks face each other free of houses and reserves
 */
export function publicSquares(
  blocks: readonly OpenBlock[],
  streets: readonly NewStreet[],
  corners: readonly Ring[],
  taken: ReadonlySet<number>,
  wantedMm2: number,
  spots: readonly Position[],
): PublicSquare[] {
  const whole = blocks.map((block, b) => ({ block, b })).filter(({ block, b }) => isWhole(block) && !taken.has(b));
  const stacks = stacksOf(whole);
  const used = new Set<number>();
  const places = [...spots];
  const out: PublicSquare[] = [];
  let left = wantedMm2;
  const farthest = (height: number): Stack | undefined => {
    let best: Stack | undefined;
    let most = -1;
    for (const stack of stacks) {
      if (stack.members.length !== height || stack.areaMm2 > 1.05 * left) continue;
      if (stack.members.some((b) => used.has(b))) continue;
      const far = Math.min(1e9, ...places.map(([x, y]) => Math.hypot(stack.at[0] - x, stack.at[1] - y)));
      if (far > most + 1) [most, best] = [far, stack];
    }
    return best;
  };
  const boxes = streets.map(({ region }) => growBox(emptyBox(), region.flat()));
  for (let height = MOST_BLOCKS; height > 1; height--) {
    for (let stack = farthest(height); stack; stack = farthest(height)) {
      stacks.splice(stacks.indexOf(stack), 1);
      const square = squareOf(stack.members, blocks, streets, boxes, corners);
      if (!square || square.areaMm2 > 1.1 * left) continue;
      out.push(square);
      places.push(stack.at);
      left -= square.areaMm2;
      for (const b of stack.members) used.add(b);
    }
  }
  return out;
}

/**
 * The streets less the land of the squares, and less the scraps that leaves; those the squares do not touch are the same
 * objects.
 */
export function streetsWithout(squares: readonly PublicSquare[], streets: readonly NewStreet[]): NewStreet[] {
  const taken = new Map<number, Ring[]>();
  for (const { from } of squares)
    for (const { street, land } of from) taken.set(street, [...(taken.get(street) ?? []), ...land]);
  return streets.map((street, s) => {
    const land = taken.get(s);
    if (!land) return street;
    const left = surfacesOfRegion(differenceOf(street.region, land));
    return { ...street, region: left.filter((rings) => regionAreaMm2(rings) > 0.5 * street.widthMm ** 2).flat() };
  });
}

/** Whether a cut corner of a block was taken up by a square. */
export function isInSquare(corner: Ring, squares: readonly PublicSquare[]): boolean {
  return squares.some(({ rings }) => isWithin(corner, rings[0] as Ring));
}

function isWithin(corner: Ring, ring: Ring): boolean {
  const middle = (k: number): number =>
    Math.round(((corner[k] as number) + (corner[2 + k] as number) + (corner[4 + k] as number)) / 3);
  return sideOfRing(ring, middle(0), middle(1)) > 0;
}

function isWhole({ rings, frame, houses, areaMm2 }: Block): boolean {
  if (rings.length !== 1 || houses.length > 0) return false;
  const [minU, minV, maxU, maxV] = growBox(emptyBox(), toFrame(frame, rings[0] as Ring));
  return areaMm2 > LEAST_FILL * (maxU - minU) * (maxV - minV);
}

/** Blocks that may make a square, the land of the streets between them not counted. */
interface Stack {
  readonly members: readonly number[];
  readonly areaMm2: number;
  readonly at: Position;
}

/** Runs of two and more blocks that face each other across a street. */
function stacksOf(whole: readonly { readonly block: OpenBlock; readonly b: number }[]): Stack[] {
  const boxes = whole.map(({ block }) => growBox(emptyBox(), toFrame(block.frame, block.rings[0] as Ring)));
  const above = whole.map(({ block }, i) => {
    const [minU, , maxU, maxV] = boxes[i] as [number, number, number, number];
    return whole.findIndex(({ block: other }, k) => {
      if (k === i || other.zone !== block.zone) return false;
      const [u0, v0, u1] = boxes[k] as [number, number, number, number];
      const shared = Math.min(maxU, u1) - Math.max(minU, u0);
      const gap = v0 - maxV;
      return shared > FACING * Math.max(maxU - minU, u1 - u0) && gap > 2000 && gap < block.depthMm;
    });
  });
  const out: Stack[] = [];
  whole.forEach((_, i) => {
    const stack = [i];
    for (let next = above[i] as number; next >= 0 && stack.length < MOST_BLOCKS; next = above[next] as number) {
      stack.push(next);
      const held = stack.map((member) => whole[member] as { block: OpenBlock; b: number });
      const [minX, minY, maxX, maxY] = growBox(
        emptyBox(),
        held.flatMap(({ block }) => block.rings[0] as Ring),
      );
      out.push({
        members: held.map(({ b }) => b),
        areaMm2: held.reduce((sum, { block }) => sum + block.areaMm2, 0),
        at: [(minX + maxX) / 2, (minY + maxY) / 2],
      });
    }
  });
  return out;
}

function squareOf(
  members: readonly number[],
  blocks: readonly OpenBlock[],
  streets: readonly NewStreet[],
  boxes: readonly (readonly [number, number, number, number])[],
  corners: readonly Ring[],
): PublicSquare | undefined {
  const from: { street: number; land: readonly Ring[] }[] = [];
  const cut: Ring[] = [];
  for (let k = 0; k + 1 < members.length; k++) {
    const pair = [members[k] as number, members[k + 1] as number].map((b) => (blocks[b] as Block).rings[0] as Ring);
    const hull = hullOf(pair.flat());
    const [minX, minY, maxX, maxY] = growBox(emptyBox(), hull);
    let best: { street: number; land: readonly Ring[] } | undefined;
    for (const [street, { region, rank }] of streets.entries()) {
      const [a, b, c, d] = boxes[street] as readonly [number, number, number, number];
      if (rank !== "access" || a > maxX || c < minX || b > maxY || d < minY) continue;
      const land = intersectionOf(region, [hull]);
      if (land.length > 0 && regionAreaMm2(land) > (best ? regionAreaMm2(best.land) : 0)) best = { street, land };
    }
    if (!best) return undefined;
    from.push(best);
    cut.push(...corners.filter((corner) => isWithin(corner, hull)));
  }
  const land = unionOf(...members.map((b) => (blocks[b] as Block).rings), cut, ...from.map((part) => part.land));
  const [rings, ...more] = surfacesOfRegion(land);
  if (!rings || rings.length > 1 || more.length > 0) return undefined;
  return { rings, blocks: members, areaMm2: regionAreaMm2(rings), from };
}
