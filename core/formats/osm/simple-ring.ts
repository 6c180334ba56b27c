import type { AreaWay } from "#core/formats/osm/area-way";
import { signedAreaMm2 } from "#core/geometry/ring";

/** Within so many millimetres products of two differences stay below 2⁵², so that plain arithmetic is exact. */
const REACH_MM = 4e7;
/** Up to so many edges, looking at every pair is sooner done than sorting them. */
const FEW_EDGES = 24;

/**
 * The one ring of a way that draws just that: closed by the very node it starts with, each place passed once, edges
 * that meet at their common ends only. Most houses are so; the answer is what `assembleRings` finds the long way.
 *
 * @returns the ring, counter-clockwise; `undefined` for any doubt
 */
export function simpleRing({ path, nodes }: AreaWay): number[] | undefined {
  const last = nodes.length - 1;
  if (last < 3 || nodes[0] !== nodes[last]) return undefined;
  const [ox, oy] = [path[0] as number, path[1] as number];
  const ring: number[] = [];
  for (let i = 0; i < last; i++) {
    const x = path[2 * i] as number;
    const y = path[2 * i + 1] as number;
    if (!(Math.abs(x - ox) < REACH_MM / 2 && Math.abs(y - oy) < REACH_MM / 2)) return undefined;
    if (i > 0 && x === path[2 * i - 2] && y === path[2 * i - 1]) {
      if (nodes[i] !== nodes[i - 1]) return undefined;
    } else ring.push(x, y);
  }
  if (ring.length < 6 || !isSimple(ring)) return undefined;
  if (signedAreaMm2(ring) > 0) return ring;
  // Turned round on its first edge.
  const turned = [ring[2] as number, ring[3] as number, ring[0] as number, ring[1] as number];
  for (let i = ring.length - 2; i >= 4; i -= 2) turned.push(ring[i] as number, ring[i + 1] as number);
  return turned;
}

function isSimple(ring: readonly number[]): boolean {
  const count = ring.length / 2;
  if (count <= FEW_EDGES) {
    for (let i = 0; i < count; i++) for (let j = i + 1; j < count; j++) if (meets(ring, i, j)) return false;
    return true;
  }
  const west = (edge: number): number =>
    Math.min(ring[2 * edge] as number, ring[(2 * edge + 2) % ring.length] as number);
  const east = (edge: number): number =>
    Math.max(ring[2 * edge] as number, ring[(2 * edge + 2) % ring.length] as number);
  const wests = new Float64Array(count);
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    wests[i] = west(i);
    order[i] = i;
  }
  order.sort((a, b) => (wests[a] as number) - (wests[b] as number));
  const active: number[] = [];
  for (const edge of order) {
    const from = wests[edge] as number;
    let kept = 0;
    for (const other of active) {
      if (east(other) < from) continue;
      active[kept++] = other;
      if (meets(ring, other, edge)) return false;
    }
    active.length = kept;
    active.push(edge);
  }
  return true;
}

/** Whether two edges of a ring meet beside the end they share as neighbours. */
function meets(ring: readonly number[], i: number, j: number): boolean {
  const n = ring.length;
  const [p, q] = [2 * i, 2 * j];
  const ax = ring[p] as number;
  const ay = ring[p + 1] as number;
  const bx = ring[(p + 2) % n] as number;
  const by = ring[(p + 3) % n] as number;
  const cx = ring[q] as number;
  const cy = ring[q + 1] as number;
  const dx = ring[(q + 2) % n] as number;
  const dy = ring[(q + 3) % n] as number;
  if ((ax < bx ? bx : ax) < (cx < dx ? cx : dx) || (cx < dx ? dx : cx) < (ax < bx ? ax : bx)) return false;
  if ((ay < by ? by : ay) < (cy < dy ? cy : dy) || (cy < dy ? dy : cy) < (ay < by ? ay : by)) return false;
  if ((p + 2) % n === q) return foldsBack(ax, ay, bx, by, dx, dy);
  if ((q + 2) % n === p) return foldsBack(cx, cy, ax, ay, bx, by);
  const c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
  if ((c > 0 && d > 0) || (c < 0 && d < 0)) return false;
  const a = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
  const b = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
  return !((a > 0 && b > 0) || (a < 0 && b < 0));
}

/** Whether the way on from a to b runs back over itself to c. */
function foldsBack(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): boolean {
  const turn = (bx - ax) * (cy - by) - (by - ay) * (cx - bx);
  return turn === 0 && (bx - ax) * (cx - bx) + (by - ay) * (cy - by) < 0;
}
