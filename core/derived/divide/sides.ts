import type { PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";

/** One side of a parcel as a planner sees it: boundary edges that run on in much the same direction. */
export interface Side {
  /** From 1, clockwise from the corner most to the north-west. */
  readonly number: number;
  /** Flat, millimetres, the way the shell runs (counter-clockwise): the parcel lies on its left. */
  readonly path: readonly number[];
  readonly lengthMm: number;
  /** Direction from first to last vertex, radians counter-clockwise from east. */
  readonly angleRad: number;
}

/** A bend sharper than this is a corner. */
const CORNER_RAD = (12 * Math.PI) / 180;
/** A side that has turned this far from how it began is another side. */
const BEND_RAD = (25 * Math.PI) / 180;

/** The sides of a parcel's outer boundary. */
export function sidesOf(polygon: PolygonGeometry): Side[] {
  const ring = polygon.rings[0] as Ring;
  const n = ring.length / 2;
  const at = (i: number): Position => [ring[(i % n) * 2] as number, ring[(i % n) * 2 + 1] as number];
  const angle = (i: number): number => angleOf(at(i), at(i + 1));
  let sharpest = 0;
  for (let i = 0; i < n; i++) {
    if (Math.abs(turn(angle(i + n - 1), angle(i))) > Math.abs(turn(angle(sharpest + n - 1), angle(sharpest)))) {
      sharpest = i;
    }
  }
  const paths: number[][] = [];
  let began = 0;
  for (let k = 0; k < n; k++) {
    const i = sharpest + k;
    const a = angle(i);
    const path = paths.at(-1);
    const goesOn = path && Math.abs(turn(angle(i + n - 1), a)) <= CORNER_RAD && Math.abs(turn(began, a)) <= BEND_RAD;
    if (goesOn) path.push(...at(i + 1));
    else {
      paths.push([...at(i), ...at(i + 1)]);
      began = a;
    }
  }
  // Clockwise order, from the corner most to the north-west: clockwise, a side begins where its path ends.
  paths.reverse();
  let first = 0;
  const northWest = (path: readonly number[]): number => (path.at(-1) as number) - (path.at(-2) as number);
  for (let i = 1; i < paths.length; i++) {
    if (northWest(paths[i] as number[]) > northWest(paths[first] as number[])) first = i;
  }
  return [...paths.slice(first), ...paths.slice(0, first)].map((path, i) => ({
    number: i + 1,
    path,
    lengthMm: pathLengthMm(path),
    angleRad: angleOf([path[0] as number, path[1] as number], [path.at(-2) as number, path.at(-1) as number]),
  }));
}

/** The side nearest to a position. */
export function sideNear(sides: readonly Side[], [x, y]: Position): Side | undefined {
  let best: Side | undefined;
  let least = Infinity;
  for (const side of sides) {
    const { path } = side;
    for (let i = 0; i + 3 < path.length; i += 2) {
      const [ax, ay, bx, by] = path.slice(i, i + 4) as [number, number, number, number];
      const { distanceMm } = footOnSegment(ax, ay, bx, by, x, y);
      if (distanceMm < least) [best, least] = [side, distanceMm];
    }
  }
  return best;
}

/** Length of a flat path, millimetres. */
export function pathLengthMm(path: readonly number[]): number {
  let sum = 0;
  for (let i = 2; i < path.length; i += 2) {
    sum += Math.hypot((path[i] as number) - (path[i - 2] as number), (path[i + 1] as number) - (path[i - 1] as number));
  }
  return sum;
}

function angleOf(a: Position, b: Position): number {
  return Math.atan2(b[1] - a[1], b[0] - a[0]);
}

/** Turn from one direction to another, −π to π. */
function turn(from: number, to: number): number {
  const t = to - from;
  return Math.atan2(Math.sin(t), Math.cos(t));
}
