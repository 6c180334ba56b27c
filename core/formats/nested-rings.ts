import { sideOfRing } from "#core/geometry/ring";

/**
 * Faces of rings that lie apart or in one another: what lies in an even number of others is a shell, the rest holes of
 * the smallest shell around them. Rings that cross are taken as they lie by their first vertices.
 *
 * @param rings flat x, y, not closed, three vertices or more
 * @returns the faces, shell first
 */
export function facesOfRings<Ring extends ArrayLike<number>>(rings: readonly Ring[]): Ring[][] {
  if (rings.length === 1) return [[rings[0] as Ring]];
  const boxes = rings.map(boxOfRing);
  const around = rings.map((ring, i) => {
    const holders: number[] = [];
    for (let j = 0; j < rings.length; j++) {
      if (i === j || !holds(boxes[j] as Box, boxes[i] as Box)) continue;
      if (liesIn(ring, rings[j] as Ring) && !(j > i && liesIn(rings[j] as Ring, ring))) holders.push(j);
    }
    return holders;
  });
  const faces = new Map<number, Ring[]>();
  rings.forEach((ring, i) => {
    if ((around[i] as number[]).length % 2 === 0) faces.set(i, [ring]);
  });
  rings.forEach((ring, i) => {
    const holders = around[i] as number[];
    if (holders.length % 2 === 0) return;
    const shell = holders.find((j) => (around[j] as number[]).length === holders.length - 1);
    const face = shell === undefined ? undefined : faces.get(shell);
    if (face) face.push(ring);
    else faces.set(i, [ring]);
  });
  return [...faces.values()];
}

type Box = readonly [minX: number, minY: number, maxX: number, maxY: number];

function boxOfRing(ring: ArrayLike<number>): Box {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    const [x, y] = [ring[i] as number, ring[i + 1] as number];
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return [minX, minY, maxX, maxY];
}

function holds(outer: Box, inner: Box): boolean {
  return outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
}

/** Whether a ring lies in another: by its first vertex that is not on the other's boundary. */
function liesIn(ring: ArrayLike<number>, other: ArrayLike<number>): boolean {
  for (let i = 0; i < ring.length; i += 2) {
    const side = sideOfRing(other, ring[i] as number, ring[i + 1] as number);
    if (side !== 0) return side > 0;
  }
  return false;
}
