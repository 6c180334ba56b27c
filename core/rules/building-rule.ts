import { boundarySegments, type Segment } from "#core/derived/segment-distance";
import { type Box, boxOf } from "#core/geometry/box";
import type { PolygonGeometry, Position } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { innerPosition, sideOfPolygon } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import { isSurface, type Surface, surfacesOf, type WatchMaker } from "#core/rules/check-ground";
import { type Issue, issueOf } from "#core/rules/issue";

/** A boundary this near a wall runs along it: houses are drawn from images. */
const WALL_MM = 50;
/** A boundary must run this far inside a house to cut it. */
const LEAST_CUT_MM = 100;

/** Buildings that a boundary of the plan cuts, and buildings in a street. */
export const buildingWatch: WatchMaker = (ground, book) => {
  const { project } = ground;
  const page = book.page();
  const look = (building: Feature | undefined): void => {
    if (building?.class !== "building" || !isSurface(building)) return;
    // Nobody holds a house that is to be moved against the plan that moves it.
    page(building.id, building.fields["fate"] === "a-deplacer" ? [] : issuesOf(building));
  };
  const issuesOf = ({ id, class: cls, geometry }: Surface): Issue[] => {
    const box = boxOf(geometry);
    const cuts = new Set<string>();
    let at: Position | undefined;
    const faces = ground.facesIn(box);
    for (const face of faces) {
      for (const segment of edgesIn(face.geometry, box)) {
        const cut = cutInside(segment, geometry);
        if (!cut) continue;
        cuts.add(face.id);
        // The most northern cut, whichever face told of it.
        if (!at || cut[1] > at[1] || (cut[1] === at[1] && cut[0] < at[0])) at = cut;
      }
    }
    const isStreet = (face: string): boolean => project.get(face)?.class === "street";
    const cut = [...cuts].sort();
    const issues: Issue[] = [];
    if (at && cut.some(isStreet)) issues.push(issueOf("building-in-street", "warning", cls, [id, ...cut], at));
    if (at && cut.filter((face) => !isStreet(face)).length > 1) {
      issues.push(issueOf("building-cut", "error", cls, [id, ...cut], at));
    }
    if (at) return issues;
    const inside = innerPosition(geometry);
    const street = faces.find((face) => face.class === "street" && sideOfPolygon(face.geometry, ...inside) > 0);
    return street ? [issueOf("building-in-street", "warning", cls, [id, street.id], inside)] : [];
  };
  return {
    begin() {
      if (ground.graph.faceCount > 0) for (const building of surfacesOf(project, "building")) look(building);
    },
    follow({ now, was, boxes }) {
      for (const { id } of was) page(id, []);
      const stale = new Set(now.map(({ id }) => id));
      for (const box of boxes) for (const id of ground.graph.buildingsIn(box)) stale.add(id);
      for (const id of stale) look(project.get(id));
    },
  };
};

/** Edges of a shape whose box meets a box. */
function edgesIn({ rings }: PolygonGeometry, [minX, minY, maxX, maxY]: Box): Segment[] {
  const found: Segment[] = [];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ax, ay, bx, by] = [ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number];
      if ((ax < minX && bx < minX) || (ax > maxX && bx > maxX)) continue;
      if ((ay < minY && by < minY) || (ay > maxY && by > maxY)) continue;
      // One and the same segment from both sides, so that both say the same of it.
      found.push(ax < bx || (ax === bx && ay < by) ? [ax, ay, bx, by] : [bx, by, ax, ay]);
    }
  }
  return found;
}

/** A position where a segment runs well inside a building, if it does. */
function cutInside([ax, ay, bx, by]: Segment, building: PolygonGeometry): Position | undefined {
  const walls = boundarySegments(building);
  const [ux, uy] = [bx - ax, by - ay];
  const length = Math.hypot(ux, uy);
  const shares = [0, 1];
  for (const [cx, cy, dx, dy] of walls) {
    const [vx, vy] = [dx - cx, dy - cy];
    const turn = ux * vy - uy * vx;
    if (turn === 0) continue;
    const share = ((cx - ax) * vy - (cy - ay) * vx) / turn;
    const there = ((cx - ax) * uy - (cy - ay) * ux) / turn;
    if (share > 0 && share < 1 && there >= 0 && there <= 1) shares.push(share);
  }
  shares.sort((a, b) => a - b);
  for (let s = 1; s < shares.length; s++) {
    const [from, to] = [shares[s - 1] as number, shares[s] as number];
    if ((to - from) * length < LEAST_CUT_MM) continue;
    const [x, y] = [ax + (ux * (from + to)) / 2, ay + (uy * (from + to)) / 2];
    if (sideOfPolygon(building, x, y) <= 0) continue;
    if (walls.every((wall) => footOnSegment(...wall, x, y).distanceMm > WALL_MM)) return [x, y];
  }
  return undefined;
}
