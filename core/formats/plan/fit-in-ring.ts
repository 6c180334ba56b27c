import { cornersOf, type Slab } from "#core/formats/plan/label-room";

/**
 * Whether a turned rectangle lies wholly inside an area.
 *
 * @param rings flat rings on paper, shell first
 */
export function fitsInside(slab: Slab, rings: readonly (readonly number[])[]): boolean {
  const corners = cornersOf(slab);
  if (!insideEvenOdd(rings, corners[0] as number, corners[1] as number)) return false;
  const angle = (slab.angleDeg * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const { halfWidth, halfHeight } = slab;
  for (const ring of rings) {
    let bx = 0;
    let by = 0;
    for (let i = -2; i < ring.length; i += 2) {
      const k = i < 0 ? ring.length - 2 : i;
      const x = (ring[k] as number) - slab.x;
      const y = (ring[k + 1] as number) - slab.y;
      const ax = bx;
      const ay = by;
      bx = x * cos + y * sin;
      by = y * cos - x * sin;
      if (i >= 0 && entersBox(ax, ay, bx, by, halfWidth, halfHeight)) return false;
    }
  }
  return true;
}

/** Whether a segment passes through the box ±w, ±h (Liang–Barsky). */
function entersBox(ax: number, ay: number, bx: number, by: number, w: number, h: number): boolean {
  let from = 0;
  let to = 1;
  const dx = bx - ax;
  const dy = by - ay;
  for (const [p, q] of [
    [-dx, ax + w],
    [dx, w - ax],
    [-dy, ay + h],
    [dy, h - ay],
  ] as const) {
    if (p === 0) {
      if (q < 0) return false;
      continue;
    }
    const share = q / p;
    if (p < 0) from = Math.max(from, share);
    else to = Math.min(to, share);
    if (from > to) return false;
  }
  return true;
}

function insideEvenOdd(rings: readonly (readonly number[])[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const ay = ring[j + 1] as number;
      const by = ring[i + 1] as number;
      if (ay > y === by > y) continue;
      const ax = ring[j] as number;
      if (x < ax + (((ring[i] as number) - ax) * (y - ay)) / (by - ay)) inside = !inside;
    }
  }
  return inside;
}
