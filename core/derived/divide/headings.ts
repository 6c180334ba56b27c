import type { LevelInput } from "#core/derived/divide/division-input";
import type { FrontEdge } from "#core/derived/divide/frontage";
import { type Side, sidesOf } from "#core/derived/divide/sides";
import type { PolygonGeometry } from "#core/geometry/geometry";

/** A direction to cut in: lines `u = constant`, with `u` running from the first part to the last. */
export interface Heading {
  /** Direction of `u`, radians counter-clockwise from east. */
  readonly angleRad: number;
  /** The side that widths are measured along, or that bands follow. */
  readonly side: Side;
}

/**
 * Directions to try in turn: the one asked for alone, or else across each frontage, along the sides that leave the
 * street, and last turned by tens of degrees. Empty when the side asked for is not there.
 */
export function headingsOf(polygon: PolygonGeometry, input: LevelInput, fronts: readonly FrontEdge[]): Heading[] {
  const sides = sidesOf(polygon);
  const numbered = (number: number) => sides.find((side) => side.number === number);
  const along = (side: Side): Heading => ({ angleRad: side.angleRad, side });
  const inward = (side: Side): Heading => ({ angleRad: side.angleRad + Math.PI / 2, side });
  if (input.method === "parallel") {
    const side = numbered(input.side);
    return side ? [inward(side)] : [];
  }
  const { direction } = input;
  const byFront = (side: Side): number => {
    let sum = 0;
    for (let i = 0; i + 3 < side.path.length; i += 2) {
      const [ax, ay, bx, by] = side.path.slice(i, i + 4);
      if (fronts.some(({ a, b }) => a[0] === ax && a[1] === ay && b[0] === bx && b[1] === by)) {
        sum += Math.hypot((bx as number) - (ax as number), (by as number) - (ay as number));
      }
    }
    return sum;
  };
  const entered = sides
    .map((side) => ({ side, mm: byFront(side) }))
    .filter(({ mm }) => mm > 0)
    .sort((a, b) => b.mm - a.mm)
    .map(({ side }) => side);
  const longest = sides.reduce((a, b) => (b.lengthMm > a.lengthMm ? b : a), sides[0] as Side);
  const front = entered[0] ?? longest;
  if (direction && "parallelTo" in direction) {
    const side = numbered(direction.parallelTo);
    return side ? [inward(side)] : [];
  }
  if (direction && "across" in direction) {
    const side = numbered(direction.across);
    return side ? [along(side)] : [];
  }
  if (direction) {
    // The way a cut runs, clockwise from north; `u` lies to its right.
    return [{ angleRad: (-direction.bearingDeg * Math.PI) / 180, side: front }];
  }
  const headings = (entered.length > 0 ? entered : [front]).map(along);
  for (const side of sides) {
    if (entered.includes(side)) continue;
    const angleRad = side.angleRad + Math.PI / 2;
    headings.push({ angleRad: Math.cos(angleRad - front.angleRad) < 0 ? angleRad + Math.PI : angleRad, side: front });
  }
  for (let degrees = 10; degrees < 90; degrees += 10) {
    for (const sign of [1, -1]) {
      headings.push({ angleRad: front.angleRad + (sign * degrees * Math.PI) / 180, side: front });
    }
  }
  return headings;
}
