import Flatbush from "flatbush";
import type { Ground } from "#core/engines/layout/ground-types";
import type { Position } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";

/**
 * The site's border and the other lines, cut where they cross it. Each cut is moved along the border, a few
 * centimetres as a rule, to a grid point so near its straight line that the border keeps its area.
 *
 * @param segments flat segments, local integer millimetres
 * @param carryMm2 twice the area the border should gain back, square millimetres
 */
export function ledAlongSite(ground: Ground, segments: readonly number[], carryMm2: number): number[] {
  const edges: Segment[] = [];
  for (const ring of ground.site) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      edges.push([ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number]);
    }
  }
  const index = new Flatbush(edges.length);
  for (const [ax, ay, bx, by] of edges) {
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  index.finish();
  const cuts: Cut[][] = edges.map(() => []);
  const crossed: { piece: Segment; cuts: { share: number; cut: Cut }[] }[] = [];
  const cutAt = (e: number, along: number): Cut => {
    const held = cuts[e] as Cut[];
    let cut = held.find((other) => Math.abs(other.along - along) < REACH_MM);
    if (!cut) {
      cut = { along, at: [0, 0] };
      held.push(cut);
    }
    return cut;
  };
  for (let i = 0; i < segments.length; i += 4) {
    const piece = segments.slice(i, i + 4) as unknown as Segment;
    const [ax, ay, bx, by] = piece;
    const found: { share: number; cut: Cut }[] = [];
    const near = index.search(Math.min(ax, bx) - 2, Math.min(ay, by) - 2, Math.max(ax, bx) + 2, Math.max(ay, by) + 2);
    for (const e of near.sort((p, q) => p - q)) {
      const edge = edges[e] as Segment;
      const length = Math.hypot(edge[2] - edge[0], edge[3] - edge[1]);
      const shares = crossShares(piece, edge);
      if (shares) found.push({ share: shares[0], cut: cutAt(e, shares[1] * length) });
      // An end that all but lies on the border is led on to it, lest noding bend the border to the end.
      for (const share of [0, 1]) {
        const foot = footOnSegment(...edge, share === 0 ? ax : bx, share === 0 ? ay : by);
        if (foot.distanceMm < 2 && foot.share > 0 && foot.share < 1)
          found.push({ share, cut: cutAt(e, foot.share * length) });
      }
    }
    crossed.push({ piece, cuts: found.sort((p, q) => p.share - q.share) });
  }
  for (const held of cuts) held.sort((p, q) => p.along - q.along);
  const place = (carry: number): number =>
    edges.reduce((sum, edge, e) => placeCuts(edge, cuts[e] as Cut[], sum), carry);
  // What the last edges could not make good, the first ones do in a second go.
  place(carryMm2 + place(carryMm2));
  const out: number[] = [];
  edges.forEach((edge, e) => {
    const held = cuts[e] as Cut[];
    let [x, y] = [edge[0], edge[1]];
    for (const { at } of held) {
      out.push(x, y, at[0], at[1]);
      [x, y] = at;
    }
    out.push(x, y, edge[2], edge[3]);
  });
  for (const { piece, cuts: found } of crossed) {
    let [x, y] = [piece[0], piece[1]];
    for (const { cut } of found) {
      out.push(x, y, cut.at[0], cut.at[1]);
      [x, y] = cut.at;
    }
    out.push(x, y, piece[2], piece[3]);
  }
  return out;
}

/** Farthest a cut is moved along the border, millimetres, and the doubled area that is not worth it. */
const FAR_MM = 700;
const CALM_MM2 = 3000;

/** A place where lines of the plan end on the site's border. */
interface Cut {
  /** Distance from the start of the border's edge, millimetres. */
  readonly along: number;
  at: Position;
}

/**
 * Chooses a grid point for each cut of an edge, so that the area between the edge and the run through the points,
 * with what earlier edges left over, stays next to nothing.
 *
 * @param carry twice the area left over, square millimetres
 * @returns the new one
 */
function placeCuts(edge: Segment, cuts: readonly Cut[], carry: number): number {
  const [ax, ay, bx, by] = edge;
  const length = Math.hypot(bx - ax, by - ay);
  const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
  let sum = carry;
  let [px, py] = [0, 0];
  for (const [c, cut] of cuts.entries()) {
    if (cut.along < REACH_MM || length - cut.along < REACH_MM) {
      cut.at = cut.along < REACH_MM ? [ax, ay] : [bx, by];
      continue;
    }
    let least = Infinity;
    let best: Position = [0, 0];
    // Along an edge nearly parallel to the grid a good point may be far; never past the middle to the next cut.
    const before = cuts[c - 1]?.along ?? 0;
    const after = cuts[c + 1]?.along ?? length;
    const far = Math.min(FAR_MM, (cut.along - before) / 2 - REACH_MM, (after - cut.along) / 2 - REACH_MM);
    for (let step = 0; step <= REACH_MM / 2 || (step <= far && least > CALM_MM2 + 40 * step); step++) {
      for (const t of step === 0 ? [cut.along] : [cut.along - step, cut.along + step]) {
        const x = Math.round(ux * t);
        const y = Math.round(uy * t);
        const closing = x * (by - ay) - y * (bx - ax);
        const off = Math.abs(closing) / length;
        if (off > 0.3) continue;
        const left = Math.abs(sum + (px * y - py * x) + closing);
        const cost = left + step * 40;
        if (cost < least) {
          least = cost;
          best = [x, y];
        }
      }
    }
    if (least === Infinity) best = [Math.round(ux * cut.along), Math.round(uy * cut.along)];
    sum += px * best[1] - py * best[0];
    [px, py] = best;
    cut.at = [ax + px, ay + py];
  }
  return sum + (px * (by - ay) - py * (bx - ax));
}

type Segment = readonly [ax: number, ay: number, bx: number, by: number];

/** Shares along both segments where they cross; an end that touches counts on its own segment only. */
function crossShares([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment): [number, number] | undefined {
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.min(ax, bx) > Math.max(cx, dx)) return undefined;
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.min(ay, by) > Math.max(cy, dy)) return undefined;
  const c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
  const a = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
  const b = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
  if (c === d || a === b || c > 0 === d > 0 || a > 0 === b > 0) return undefined;
  return [a / (a - b), c / (c - d)];
}

const REACH_MM = 60;
