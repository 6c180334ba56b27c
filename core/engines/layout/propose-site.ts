import { grownBy, surfacesOfRegion, unionOf } from "#core/geometry/clip";
import { hullOf } from "#core/geometry/enclosing-rectangle";
import type { Position, Ring } from "#core/geometry/geometry";
import { oriented, sideOfRing } from "#core/geometry/ring";
import type { ProjectView } from "#core/model/project";
import { type Refusal, refuse } from "#core/model/refusal";

/** Houses nearer than twice this belong to one built-up place, millimetres. */
const REACH_MM = 60_000;
/** Land left around the houses for the village to grow into, millimetres. */
const ROOM_MM = 60_000;
/** A calm outline has no more corners than this. */
const CORNERS = 8;

/**
 * The site when the planner names none: the drawn perimeter if there is one, else a calm outline around the main
 * built-up place with room to grow. No house stands on it.
 *
 * @returns rings, shell first, or a refusal `layout.no-site` when there is neither a perimeter nor a house
 */
export function proposeSite(project: ProjectView): readonly Ring[] | Refusal {
  for (const { geometry } of project.ofClass("perimeter")) {
    if (geometry?.kind === "polygon") return geometry.rings;
  }
  const shells: Ring[] = [];
  for (const { geometry } of project.ofClass("building")) {
    if (geometry?.kind === "polygon" && geometry.rings[0]) shells.push(geometry.rings[0]);
  }
  const first = shells[0];
  if (!first) return refuse("layout.no-site");
  const origin: Position = [first[0] as number, first[1] as number];
  const houses = shells.map((ring) => ring.map((value, i) => value - (origin[i % 2] as number)));
  const outline = outlineAround(houses);
  return [outline.map((value, i) => Math.round(value) + (origin[i % 2] as number))];
}

function outlineAround(houses: readonly Ring[]): number[] {
  const places = surfacesOfRegion(unionOf(...houses.map((ring) => grownBy(oriented([ring]), REACH_MM))));
  const inside = (ring: Ring): Ring[] =>
    houses.filter((house) => sideOfRing(ring, house[0] as number, house[1] as number) >= 0);
  let members: Ring[] = [];
  for (const rings of places) {
    const held = inside(rings[0] as Ring);
    if (held.length > members.length) members = held;
  }
  for (let round = 0; round < 50; round++) {
    const hull = hullOf(members.flat());
    const grown = hull.length >= 6 ? (grownBy([hull], ROOM_MM)[0] ?? hull) : hull;
    const outline = calmed(grown, CORNERS);
    // Houses the outline would pass through, or that it holds without having meant to, come in with their room.
    const known = new Set(members);
    const more = houses.filter((house) => {
      if (known.has(house)) return false;
      for (let i = 0; i < house.length; i += 2) {
        if (sideOfRing(outline, house[i] as number, house[i + 1] as number) >= 0) return true;
      }
      return false;
    });
    const straddling = more.filter((house) => !wholly(outline, house));
    if (straddling.length === 0) return outline;
    members = [...members, ...more];
  }
  return calmed(grownBy([hullOf(houses.flat())], ROOM_MM)[0] as number[], CORNERS);
}

function wholly(outline: Ring, house: Ring): boolean {
  for (let i = 0; i < house.length; i += 2) {
    if (sideOfRing(outline, house[i] as number, house[i + 1] as number) <= 0) return false;
  }
  return true;
}

/** A convex ring with fewer corners: edges are dropped, the cheapest first, by leading their neighbours on. */
function calmed(convex: Ring, most: number): number[] {
  let ring = [...convex];
  while (ring.length / 2 > most) {
    const n = ring.length / 2;
    const at = (i: number): Position => [ring[2 * ((i + n) % n)] as number, ring[2 * ((i + n) % n) + 1] as number];
    let best: { i: number; corner: Position; cost: number } | undefined;
    for (let i = 0; i < n; i++) {
      const corner = meeting(at(i - 1), at(i), at(i + 1), at(i + 2));
      if (!corner) continue;
      const [a, b] = [at(i), at(i + 1)];
      const cost = Math.abs((b[0] - a[0]) * (corner[1] - a[1]) - (b[1] - a[1]) * (corner[0] - a[0]));
      if (!best || cost < best.cost) best = { i, corner, cost };
    }
    if (!best) break;
    const next: number[] = [];
    for (let k = 0; k < n; k++) {
      if (k === best.i) next.push(best.corner[0], best.corner[1]);
      else if (k !== (best.i + 1) % n) next.push(...at(k));
    }
    ring = next;
  }
  return ring;
}

/** Where the line a→b, led on over b, meets the line d→c, led on over c. */
function meeting(a: Position, b: Position, c: Position, d: Position): Position | undefined {
  const [rx, ry] = [b[0] - a[0], b[1] - a[1]];
  const [sx, sy] = [c[0] - d[0], c[1] - d[1]];
  const cross = rx * sy - ry * sx;
  if (Math.abs(cross) < 1e-9) return undefined;
  const t = ((d[0] - a[0]) * sy - (d[1] - a[1]) * sx) / cross;
  const k = ((d[0] - a[0]) * ry - (d[1] - a[1]) * rx) / cross;
  if (t < 1 || k < 1 || t > 50) return undefined;
  return [a[0] + t * rx, a[1] + t * ry];
}
