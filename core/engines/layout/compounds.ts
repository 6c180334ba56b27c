import Flatbush from "flatbush";
import { segmentDistanceMm, segmentsOf } from "#core/derived/segment-distance";
import { type Box, boxesMeet, emptyBox, growBox } from "#core/geometry/box";
import { intersectionOf, regionAreaMm2 } from "#core/geometry/clip";
import { hullOf } from "#core/geometry/enclosing-rectangle";
import type { Path, Ring } from "#core/geometry/geometry";
import { innerPosition, oriented, sideOfRing, signedAreaMm2 } from "#core/geometry/ring";

/** What compounds are guessed from: shells of buildings, closed walls, streets. Integer millimetres. */
export interface CompoundGround {
  readonly buildings: readonly Ring[];
  /** Closed walls and fences. */
  readonly walls: readonly Ring[];
  readonly streets: readonly Path[];
}

/** How far apart the buildings of one yard stand, and how large a yard is. */
export interface CompoundNorms {
  readonly gapMm: number;
  /** Of a yard without walls, and of one within walls. */
  readonly mostMm2: number;
  readonly mostWalledMm2: number;
}

interface Yard {
  hull: number[];
  box: Box;
  members: number[];
}

/**
 * Compounds (*concessions*) guessed from what is drawn: what a wall encloses with the buildings in it; else buildings
 * that stand close together, as long as what they enclose is no larger than a yard, holds no other building and is
 * crossed by no street. Nearest first, so that a row of yards does not become one.
 *
 * @returns rings of the compounds of two buildings or more, and of those within walls
 */
export function compoundsOf(ground: CompoundGround, norms: CompoundNorms): Ring[] {
  const walled = ground.walls
    .map((wall) => oriented([wall])[0] as Ring)
    .filter((wall) => Math.abs(signedAreaMm2(wall)) <= norms.mostWalledMm2);
  const out: Ring[] = [];
  const taken = new Set<number>();
  for (const wall of walled) {
    const inside = ground.buildings.flatMap((shell, b) => (isIn(shell, wall) ? [b] : []));
    if (inside.length === 0 || inside.some((b) => taken.has(b))) continue;
    for (const b of inside) taken.add(b);
    out.push(wall);
  }
  const yards: Yard[] = ground.buildings.map((shell, b) => {
    const hull = hullOf(shell);
    return { hull, box: growBox(emptyBox(), hull), members: taken.has(b) ? [] : [b] };
  });
  const home = yards.map((_, b) => b);
  const rootOf = (b: number): number => {
    let root = b;
    while (home[root] !== root) root = home[root] as number;
    return root;
  };
  for (const [a, b] of pairsByGap(yards, norms.gapMm)) {
    const [one, other] = [rootOf(a), rootOf(b)];
    if (one === other) continue;
    const [left, right] = [yards[one] as Yard, yards[other] as Yard];
    if (left.members.length === 0 || right.members.length === 0) continue;
    const hull = hullOf([...left.hull, ...right.hull]);
    if (Math.abs(signedAreaMm2(hull)) > norms.mostMm2) continue;
    const box = growBox(emptyBox(), hull);
    const isMine = (y: number): boolean => y === one || y === other;
    const meetsOther = yards.some(
      (yard, y) =>
        home[y] === y &&
        !isMine(y) &&
        boxesMeet(yard.box, box) &&
        regionAreaMm2(intersectionOf([yard.hull], [hull])) > 0,
    );
    if (meetsOther || ground.streets.some((path) => crosses(path, hull, box))) continue;
    yards[one] = { hull, box, members: [...left.members, ...right.members] };
    home[other] = one;
  }
  yards.forEach(({ hull, members }, y) => {
    if (home[y] === y && members.length > 1) out.push(hull);
  });
  return out;
}

function isIn(shell: Ring, wall: Ring): boolean {
  const [x, y] = innerPosition({ kind: "polygon", rings: [shell] });
  return sideOfRing(wall, x, y) > 0;
}

/** Pairs of buildings nearer than a gap, nearest first. */
function pairsByGap(yards: readonly Yard[], gapMm: number): [number, number][] {
  if (yards.length === 0) return [];
  const tree = new Flatbush(yards.length);
  for (const { box } of yards) tree.add(...box);
  tree.finish();
  const pairs: { readonly a: number; readonly b: number; readonly gap: number }[] = [];
  yards.forEach(({ hull, box }, a) => {
    const near = tree.search(box[0] - gapMm, box[1] - gapMm, box[2] + gapMm, box[3] + gapMm);
    for (const b of near) {
      if (b <= a) continue;
      const gap = ringGapMm(hull, (yards[b] as Yard).hull);
      if (gap <= gapMm) pairs.push({ a, b, gap });
    }
  });
  return pairs.sort((p, q) => p.gap - q.gap || p.a - q.a || p.b - q.b).map(({ a, b }) => [a, b]);
}

function ringGapMm(a: Ring, b: Ring): number {
  let least = Infinity;
  const edges = segmentsOf([...b, b[0] as number, b[1] as number]);
  for (const edge of segmentsOf([...a, a[0] as number, a[1] as number])) {
    for (const other of edges) least = Math.min(least, segmentDistanceMm(edge, other));
  }
  return least;
}

function crosses(path: Path, hull: Ring, box: Box): boolean {
  const edges = segmentsOf([...hull, hull[0] as number, hull[1] as number]);
  return segmentsOf(path).some((segment) => {
    const [ax, ay, bx, by] = segment;
    if (!boxesMeet(box, [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)])) return false;
    return sideOfRing(hull, ax, ay) >= 0 || edges.some((edge) => segmentDistanceMm(edge, segment) === 0);
  });
}
