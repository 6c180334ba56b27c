import Flatbush from "flatbush";
import { boundarySegments, type Segment } from "#core/derived/segment-distance";
import { boxOf } from "#core/geometry/box";
import type { PolygonGeometry, Position } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { innerPosition, sideOfPolygon } from "#core/geometry/ring";
import { type CheckContext, surfacesOf } from "#core/rules/check-context";
import { type Issue, issueOf } from "#core/rules/issue";

/** A boundary this near a wall runs along it: houses are drawn from images. */
const WALL_MM = 50;
/** A boundary must run this far inside a house to cut it. */
const LEAST_CUT_MM = 100;

/** Buildings that a boundary of the plan cuts, and buildings in a street. */
export function buildingIssues(context: CheckContext): Issue[] {
  const { project, graph } = context;
  const buildings = surfacesOf(project, "building");
  if (buildings.length === 0 || context.faces.length === 0) return [];
  const edges: { segment: Segment; sides: readonly (string | undefined)[] }[] = [];
  graph.eachEdge((ax, ay, bx, by, { left, right }) => {
    edges.push({ segment: [ax, ay, bx, by], sides: [left, right] });
  });
  const tree = new Flatbush(edges.length);
  for (const { segment } of edges) {
    const [ax, ay, bx, by] = segment;
    tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  tree.finish();
  const isStreet = (id: string | undefined): boolean => id !== undefined && project.get(id)?.class === "street";

  const issues: Issue[] = [];
  for (const { id, class: cls, geometry } of buildings) {
    const cuts = new Set<string>();
    let at: Position | undefined;
    for (const e of tree.search(...boxOf(geometry))) {
      const edge = edges[e];
      const cut = edge ? cutInside(edge.segment, geometry) : undefined;
      if (!edge || !cut) continue;
      at ??= cut;
      for (const side of edge.sides) if (side !== undefined) cuts.add(side);
    }
    const faces = [...cuts].sort();
    if (at && faces.some(isStreet)) issues.push(issueOf("building-in-street", "warning", cls, [id, ...faces], at));
    if (at && faces.filter((face) => !isStreet(face)).length > 1) {
      issues.push(issueOf("building-cut", "error", cls, [id, ...faces], at));
    }
    if (at) continue;
    const inside = innerPosition(geometry);
    const face = context.faceAt(...inside);
    if (face?.class === "street") issues.push(issueOf("building-in-street", "warning", cls, [id, face.id], inside));
  }
  return issues;
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
