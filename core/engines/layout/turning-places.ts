import type { Pad } from "#core/engines/layout/ground-types";
import { RegionIndex } from "#core/engines/layout/region-index";
import { pathsInside } from "#core/engines/layout/runs";
import type { NewStreet } from "#core/engines/layout/zone-types";
import { emptyBox, growBox } from "#core/geometry/box";
import { intersectionOf, type Region, unionOf } from "#core/geometry/clip";
import type { Path, Position } from "#core/geometry/geometry";

/** Sides tried for a place to turn, millimetres: a lorry in two moves, a car. */
const SIDES_MM = [18_000, 15_000];
/** How far past its end a street is asked for what it leads to, millimetres. */
const PAST_MM = 700;

export interface TurningGround {
  /** Land streets may take. */
  readonly land: Region;
  readonly siteIndex: RegionIndex;
  readonly rightOfWay: Region;
  readonly pads: readonly Pad[];
}

/**
 * Gives every street that ends neither at a street nor at the perimeter a square to turn in, unless houses stand there.
 *
 * @returns the streets, those with a place in a larger region
 */
export function withTurningPlaces(streets: readonly NewStreet[], ground: TurningGround): NewStreet[] {
  const kept = new RegionIndex(ground.rightOfWay);
  const own = streets.map(({ region }) => ({
    index: new RegionIndex(region),
    box: growBox(emptyBox(), region.flat()),
  }));
  return streets.map((street, s) => {
    const joins = ([x, y]: Position): boolean =>
      kept.contains(x, y) ||
      own.some(
        ({ index, box: [a, b, c, d] }, o) => o !== s && x > a && x < c && y > b && y < d && index.contains(x, y),
      );
    const places: number[][] = [];
    for (const piece of pathsInside(street.path, (own[s] as { index: RegionIndex }).index)) {
      for (const [end, way] of endsOf(piece)) {
        const past: Position = [end[0] + PAST_MM * way[0], end[1] + PAST_MM * way[1]];
        const short: Position = [end[0] - PAST_MM * way[0], end[1] - PAST_MM * way[1]];
        if (!ground.siteIndex.contains(...past) || joins(past) || joins(short)) continue;
        const place = placeAt(end, way, ground.pads);
        if (place) places.push(place);
      }
    }
    if (places.length === 0) return street;
    return { ...street, region: unionOf(street.region, intersectionOf(unionOf(places), ground.land)) };
  });
}

/** Both ends of a path, each with the direction out of it. */
function endsOf(path: Path): [Position, Position][] {
  const out = (ax: number, ay: number, bx: number, by: number): [Position, Position] => {
    const length = Math.hypot(bx - ax, by - ay) || 1;
    return [
      [bx, by],
      [(bx - ax) / length, (by - ay) / length],
    ];
  };
  const [ax, ay, bx, by] = path.slice(0, 4) as [number, number, number, number];
  const [cx, cy, dx, dy] = path.slice(-4) as [number, number, number, number];
  return [out(bx, by, ax, ay), out(cx, cy, dx, dy)];
}

/** A square whose far side holds the end of the street. */
function placeAt([x, y]: Position, [ux, uy]: Position, pads: readonly Pad[]): number[] | undefined {
  for (const side of SIDES_MM) {
    const half = side / 2;
    const ring = [
      x - uy * half - ux * side,
      y + ux * half - uy * side,
      x + uy * half - ux * side,
      y - ux * half - uy * side,
      x + uy * half,
      y - ux * half,
      x - uy * half,
      y + ux * half,
    ].map(Math.round);
    const [minX, minY, maxX, maxY] = growBox(emptyBox(), ring);
    const free = pads.every((pad) => {
      const [a, b, c, d] = growBox(emptyBox(), pad.ring as number[]);
      if (a > maxX || c < minX || b > maxY || d < minY) return true;
      return intersectionOf([pad.ring], [ring]).length === 0;
    });
    if (free) return ring;
  }
  return undefined;
}
