import { cutInto } from "#core/derived/divide/cut-into";
import type { DivisionInput } from "#core/derived/divide/division-input";
import type { PlannedCuts } from "#core/derived/divide/level-plan";
import { sharedOut } from "#core/derived/divide/level-targets";
import type { PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { planAreaM2 } from "#core/geometry/ring";
import { type Refusal, refuse } from "#core/model/refusal";

/** What the grid may take from a part beside the reach of its cuts, square metres. */
const ROUNDING_M2 = 0.05;
/** A position this near the boundary is meant to lie on it. */
const REACH_MM = 500;
/** This near a vertex, it is the vertex: as near as cuts are led into vertices. */
const VERTEX_MM = 5;

/**
 * Plans straight cuts that all leave one position of the boundary and take areas off counter-clockwise from it. The
 * far end of each cut is linear in the area, so that it is exact.
 */
export function pointPlan(
  polygon: PolygonGeometry,
  input: Extract<DivisionInput, { method: "point" }>,
): PlannedCuts | Refusal {
  if (polygon.rings.length > 1) {
    const hole = polygon.rings[1] as Ring;
    return refuse("divide.point-with-hole", { at: [hole[0] as number, hole[1] as number], ids: [input.id] });
  }
  const round = ringFrom(polygon.rings[0] as Ring, input.at);
  if (!round) return refuse("divide.point-off-boundary", { at: input.at, ids: [input.id] });
  const shared = sharedOut(input.areasM2, planAreaM2(polygon), input.remainder);
  if ("refused" in shared) return { ...shared, at: input.at, ids: [input.id] };
  const from: Position = [round[0] as number, round[1] as number];
  const paths: number[][] = [];
  let before = 0;
  for (const size of shared.sizes.slice(0, -1)) {
    before += size * 1e6;
    const end = farEnd(round, before);
    if (!end) return refuse("divide.point-blind", { at: from, ids: [input.id] });
    paths.push([...from, Math.round(end[0]), Math.round(end[1])]);
  }
  const cutting = cutInto(
    polygon,
    paths.map((path) => ({ path, isDone: (piece) => closesAlong(piece, path) })),
  );
  if ("fault" in cutting) return refuse("divide.point-blind", { at: cutting.at, ids: [input.id] });
  // A line that leaves the parcel on its way cuts off other land than was reckoned.
  for (const [i, path] of paths.entries()) {
    const off = Math.abs(planAreaM2(cutting.parts[i] as PolygonGeometry) - (shared.sizes[i] as number));
    const [px, py, qx, qy] = path as [number, number, number, number];
    if (off > 2 * (ROUNDING_M2 + (Math.hypot(qx - px, qy - py) * VERTEX_MM) / 1e6)) {
      return refuse("divide.point-blind", {
        at: [Math.round((px + qx) / 2), Math.round((py + qy) / 2)],
        ids: [input.id],
      });
    }
  }
  return { ...cutting, cuts: paths, targetsM2: shared.sizes, remainder: shared.remainder, shifted: [] };
}

/** The ring from the position of its boundary nearest to `at`, that position first; not closed. */
function ringFrom(ring: Ring, at: Position): number[] | undefined {
  let best = { mm: REACH_MM, edge: -1, foot: at };
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const [ax, ay, bx, by] = [ring[i] as number, ring[i + 1] as number, ring[j] as number, ring[j + 1] as number];
    const foot = footOnSegment(ax, ay, bx, by, ...at);
    if (foot.distanceMm <= best.mm) best = { mm: foot.distanceMm, edge: i, foot: foot.at };
  }
  if (best.edge < 0) return undefined;
  const foot: Position = [Math.round(best.foot[0]), Math.round(best.foot[1])];
  const next = (best.edge + 2) % ring.length;
  for (const k of [best.edge, next]) {
    const near = Math.hypot((ring[k] as number) - foot[0], (ring[k + 1] as number) - foot[1]) <= VERTEX_MM;
    if (near) return [...ring.slice(k), ...ring.slice(0, k)];
  }
  return [...foot, ...ring.slice(best.edge + 2), ...ring.slice(0, best.edge + 2)];
}

/** Where a line from the ring's first vertex must end so that `mm2` lie between it and the boundary walked so far. */
function farEnd(round: readonly number[], mm2: number): Position | undefined {
  const [ox, oy] = [round[0] as number, round[1] as number];
  let sum = 0;
  for (let i = 2; i + 3 < round.length; i += 2) {
    const [ax, ay] = [(round[i] as number) - ox, (round[i + 1] as number) - oy];
    const [bx, by] = [(round[i + 2] as number) - ox, (round[i + 3] as number) - oy];
    const fan = (ax * by - bx * ay) / 2;
    if (fan > 0 && sum + fan >= mm2 && sum <= mm2) {
      const share = (mm2 - sum) / fan;
      return [ox + ax + (bx - ax) * share, oy + ay + (by - ay) * share];
    }
    sum += fan;
  }
  return undefined;
}

/** Whether a piece comes back to the cut's first position along the cut: it lies before the cut, going round. */
function closesAlong(piece: PolygonGeometry, path: readonly number[]): boolean {
  const ring = piece.rings[0] as Ring;
  const [px, py, qx, qy] = path as [number, number, number, number];
  for (let i = 0; i < ring.length; i += 2) {
    if (ring[i] !== px || ring[i + 1] !== py) continue;
    const off = (k: number): number => {
      const [x, y] = [(ring[k] as number) - px, (ring[k + 1] as number) - py];
      const [dx, dy] = [qx - px, qy - py];
      return Math.abs(Math.atan2(dx * y - dy * x, dx * x + dy * y));
    };
    return off((i + ring.length - 2) % ring.length) < off((i + 2) % ring.length);
  }
  return false;
}
