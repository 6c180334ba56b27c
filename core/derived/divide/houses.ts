import { meetingOf } from "#core/derived/polygon-fault";
import { boxesMeet, boxOf, emptyBox, growBox } from "#core/geometry/box";
import { intersectionOf } from "#core/geometry/clip";
import type { Path, PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { sideOfPolygon, signedAreaMm2 } from "#core/geometry/ring";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { ProjectView } from "#core/model/project";

/** A building that stands on a parcel. */
export interface House {
  readonly id: string;
  readonly polygon: PolygonGeometry;
  /** What of it lies on the parcel. */
  readonly rings: readonly Ring[];
}

/** A cut this deep in a house only grazes its wall: the rounding of the grid and of the survey. */
const GRAZE_MM = 10;
/** Less of a house than this does not count as standing on the parcel, square millimetres. */
const CORNER_MM2 = 1e5;

/** Buildings that stand, wholly or in part, on a parcel. */
export function housesOn(project: ProjectView, coverage: CoverageIndex, parcel: PolygonGeometry): House[] {
  const houses: House[] = [];
  for (const id of coverage.buildingsIn(boxOf(parcel))) {
    const polygon = project.get(id)?.geometry;
    if (polygon?.kind !== "polygon") continue;
    const rings = intersectionOf(polygon.rings, parcel.rings);
    if (Math.abs(rings.reduce((sum, ring) => sum + signedAreaMm2(ring), 0)) < CORNER_MM2) continue;
    houses.push({ id, polygon, rings });
  }
  return houses;
}

/** The first house a cut goes through, and where; running along a wall is no matter. */
export function houseCut(houses: readonly House[], path: Path): { house: House; at: Position } | undefined {
  const box = growBox(emptyBox(), path);
  for (const house of houses) {
    if (!boxesMeet(boxOf(house.polygon), box)) continue;
    for (let i = 0; i + 3 < path.length; i += 2) {
      const at = deepestIn(house.polygon, path.slice(i, i + 4) as [number, number, number, number]);
      if (at) return { house, at };
    }
  }
  return undefined;
}

/** Middle of the first run of a segment that lies in a building deeper than a graze. */
function deepestIn(
  building: PolygonGeometry,
  [ax, ay, bx, by]: [number, number, number, number],
): Position | undefined {
  const shares = [0, 1];
  eachEdge(building, (cx, cy, dx, dy) => {
    const at = meetingOf(ax, ay, bx, by, cx, cy, dx, dy);
    if (at) shares.push(footOnSegment(ax, ay, bx, by, ...at).share);
  });
  shares.sort((p, q) => p - q);
  for (let i = 1; i < shares.length; i++) {
    const share = ((shares[i - 1] as number) + (shares[i] as number)) / 2;
    const [x, y] = [ax + (bx - ax) * share, ay + (by - ay) * share];
    if (sideOfPolygon(building, x, y) <= 0) continue;
    let depth = Infinity;
    eachEdge(building, (cx, cy, dx, dy) => {
      depth = Math.min(depth, footOnSegment(cx, cy, dx, dy, x, y).distanceMm);
    });
    if (depth > GRAZE_MM) return [Math.round(x), Math.round(y)];
  }
  return undefined;
}

function eachEdge(polygon: PolygonGeometry, visit: (ax: number, ay: number, bx: number, by: number) => void): void {
  for (const ring of polygon.rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      visit(ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number);
    }
  }
}
