import { type Box, boxesMeet, emptyBox, growBox } from "#core/geometry/box";
import type { PolygonGeometry, Ring } from "#core/geometry/geometry";
import { innerPosition, sideOfRing, signedAreaMm2 } from "#core/geometry/ring";

/**
 * Cuts a closed walk at every position it passes twice, so that each ring left is simple at its vertices. What a
 * face set's outline needs where it touches itself in a point.
 */
export function simpleRings(walk: Ring): number[][] {
  const rings: number[][] = [];
  const stack: number[] = [];
  const seen = new Map<number, Map<number, number>>();
  for (let i = 0; i < walk.length; i += 2) {
    const x = walk[i] as number;
    const y = walk[i + 1] as number;
    const at = seen.get(x)?.get(y);
    if (at !== undefined) {
      const loop = stack.splice(at);
      for (let k = 0; k < loop.length; k += 2) seen.get(loop[k] as number)?.delete(loop[k + 1] as number);
      if (loop.length >= 6) rings.push(loop);
    }
    const column = seen.get(x) ?? new Map<number, number>();
    seen.set(x, column.set(y, stack.length));
    stack.push(x, y);
  }
  if (stack.length >= 6) rings.push(stack);
  return rings;
}

/** The same ring begun at its most south-westerly vertex (least x, then least y). */
export function begunAtLeast(ring: Ring): number[] {
  let least = 0;
  for (let i = 2; i < ring.length; i += 2) {
    const dx = (ring[i] as number) - (ring[least] as number);
    if (dx < 0 || (dx === 0 && (ring[i + 1] as number) < (ring[least + 1] as number))) least = i;
  }
  return [...ring.slice(least), ...ring.slice(0, least)];
}

/**
 * Puts rings together into polygons: those that turn counter-clockwise are shells, each clockwise one is a hole of
 * the smallest shell around it. Rings may touch in points. In a fixed order, whatever the order they came in.
 */
export function polygonsOf(rings: readonly Ring[]): PolygonGeometry[] {
  const shells: { ring: number[]; box: Box; area: number; holes: number[][] }[] = [];
  const holes: number[][] = [];
  for (const ring of rings) {
    const begun = begunAtLeast(ring);
    const area = signedAreaMm2(begun);
    if (area > 0) shells.push({ ring: begun, box: growBox(emptyBox(), begun), area, holes: [] });
    else if (area < 0) holes.push(begun);
  }
  const before = (a: number[], b: number[]): number =>
    (a[0] as number) - (b[0] as number) || (a[1] as number) - (b[1] as number) || a.length - b.length;
  shells.sort((a, b) => before(a.ring, b.ring) || a.area - b.area);
  holes.sort(before);
  const bySize = [...shells].sort((a, b) => a.area - b.area);
  for (const hole of holes) {
    const box = growBox(emptyBox(), hole);
    const area = -signedAreaMm2(hole);
    bySize
      .find((shell) => shell.area >= area && boxesMeet(shell.box, box) && liesIn(hole, shell.ring))
      ?.holes.push(hole);
  }
  return shells.map((shell) => ({ kind: "polygon", rings: [shell.ring, ...shell.holes] }));
}

/** Whether a ring lies in another that it does not cross; touching points are no matter. */
export function liesIn(ring: Ring, around: Ring): boolean {
  for (let i = 0; i < ring.length; i += 2) {
    const side = sideOfRing(around, ring[i] as number, ring[i + 1] as number);
    if (side !== 0) return side > 0;
  }
  const [x, y] = innerPosition({ kind: "polygon", rings: [ring] });
  return sideOfRing(around, x, y) > 0;
}
