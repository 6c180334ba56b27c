import type { Ground, Pad } from "#core/engines/layout/ground-types";
import { laneBetween } from "#core/engines/layout/lane-between";
import type { PlanFace } from "#core/engines/layout/plan-face";
import { RegionIndex } from "#core/engines/layout/region-index";
import type { NewStreet } from "#core/engines/layout/zone-types";
import { emptyBox, growBox } from "#core/geometry/box";
import { bandAlong, differenceOf, intersectionOf } from "#core/geometry/clip";
import type { Position, Ring } from "#core/geometry/geometry";

/** Widths tried for a lane, widest first, millimetres; the last is the least passage to a lot behind others. */
const WIDTHS_MM = [4000, 3000, 2500];
/** A lane runs this far into the lot it serves, so that the lot has a front on it, millimetres. */
const INTO_MM = 5000;
/** Distance between the places tried, millimetres. */
const STEP_MM = 3000;
const MOST_TRIES = 8;

/**
 * Lanes for the lots no street reaches: from the nearest street (from the perimeter, where the plan has no street)
 * between the houses and some metres into the lot.
 *
 * @param plan the plan as assembled without them
 * @param leastFrontMm frontage below which a lot counts as unserved
 * @returns the lanes; a lot that none can reach has none
 */
export function lanesToLots(
  plan: readonly PlanFace[],
  fronts: readonly number[],
  ground: Ground,
  leastFrontMm: number,
): NewStreet[] {
  const streets = plan.filter(({ label }) => label.kind === "street").flatMap(({ rings }) => rings);
  const sources = placesAlong(streets.length > 0 ? streets : ground.site);
  const out: NewStreet[] = [];
  plan.forEach((face, f) => {
    if (face.label.kind !== "lot" || (fronts[f] as number) >= leastFrontMm) return;
    const lane = laneInto(face.rings, sources, streets.length === 0, ground);
    if (lane) out.push(lane);
  });
  return out;
}

function placesAlong(rings: readonly Ring[]): Position[] {
  const out: Position[] = [];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ax, ay, bx, by] = [ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number];
      const parts = Math.max(1, Math.round(Math.hypot(bx - ax, by - ay) / STEP_MM));
      for (let k = 0; k < parts; k++) {
        const share = (k + 0.5) / parts;
        out.push([Math.round(ax + share * (bx - ax)), Math.round(ay + share * (by - ay))]);
      }
    }
  }
  return out;
}

/** @param deep whether the lane should lead to the heart of the lot: the lot is all there is */
function laneInto(
  lot: readonly Ring[],
  sources: readonly Position[],
  deep: boolean,
  ground: Ground,
): NewStreet | undefined {
  const inside = new RegionIndex(lot);
  const border = placesAlong(lot);
  const pads = new RegionIndex(ground.pads.map((pad: Pad) => pad.ring));
  const [minX, minY, maxX, maxY] = growBox(emptyBox(), lot[0] as number[]);
  const ends: { at: Position; from: Position; depth: number; way: number }[] = [];
  const step = Math.max(STEP_MM, (maxX - minX) / 40, (maxY - minY) / 40);
  for (let x = minX + step / 2; x < maxX; x += step) {
    for (let y = minY + step / 2; y < maxY; y += step) {
      if (!inside.contains(x, y) || pads.contains(x, y)) continue;
      const from = nearest(sources, [x, y]);
      if (!from) return undefined;
      const rim = nearest(border, [x, y]) as Position;
      ends.push({
        at: [Math.round(x), Math.round(y)],
        from,
        depth: Math.hypot(x - rim[0], y - rim[1]),
        way: Math.hypot(x - from[0], y - from[1]),
      });
    }
  }
  const enough = ends.filter(({ depth }) => depth >= INTO_MM);
  const order = (enough.length > 0 ? enough : ends).sort((a, b) =>
    deep || enough.length === 0 ? b.depth - a.depth : a.way - b.way,
  );
  // Over water only where no way leads round it.
  const lands = ground.wet.length > 0 ? [ground.passable, differenceOf(ground.site, ground.taken)] : [ground.passable];
  for (const land of lands) {
    for (const widthMm of WIDTHS_MM) {
      for (const { at, from } of order.slice(0, MOST_TRIES)) {
        const path = laneBetween(from, at, widthMm, ground.pads, land);
        if (!path) continue;
        const region = intersectionOf(bandAlong(path, widthMm), land);
        return { path, rank: "access", widthMm, region };
      }
    }
  }
  return undefined;
}

function nearest(places: readonly Position[], [x, y]: Position): Position | undefined {
  let best: Position | undefined;
  let least = Infinity;
  for (const place of places) {
    const distance = Math.hypot(place[0] - x, place[1] - y);
    if (distance >= least) continue;
    least = distance;
    best = place;
  }
  return best;
}
