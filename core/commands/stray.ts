import type { Reshape } from "#core/commands/reshape";
import { meetingOf } from "#core/derived/polygon-fault";
import type { Box } from "#core/geometry/box";
import type { PolygonGeometry, Position } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { sideOfPolygon } from "#core/geometry/ring";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { ProjectView } from "#core/model/project";
import { type Refusal, refuse } from "#core/model/refusal";

/** Nearer than this, positions count as one: the rounding of the grid on both sides. */
const ROUNDING_MM = 2;

/**
 * Looks at an edit on the rim of the plan, where no neighbour holds the other side: faces that are not part of the
 * edit must not be run into, and no face may leave the perimeter.
 */
export function strayAfter(project: ProjectView, coverage: CoverageIndex, reshape: Reshape): Refusal | undefined {
  const edited = reshape.ids.filter((id) => project.get(id)?.class !== "perimeter");
  const near = coverage.facesIn(reshape.swept).filter((id) => !reshape.ids.includes(id));
  for (const id of edited) {
    const face: PolygonGeometry = { kind: "polygon", rings: reshape.rings(id) };
    for (const other of near) {
      const at = overlapOf(face, { kind: "polygon", rings: reshape.rings(other) }, reshape.swept);
      if (at) return refuse("vertex.overlaps", { at, ids: [id, other] });
    }
  }
  for (const { id } of project.ofClass("perimeter")) {
    const perimeter: PolygonGeometry = { kind: "polygon", rings: reshape.rings(id) };
    for (const face of [...edited, ...near]) {
      const at = leavingOf({ kind: "polygon", rings: reshape.rings(face) }, perimeter, reshape.swept);
      if (at) return refuse("vertex.leaves-perimeter", { at, ids: [face] });
    }
  }
  return undefined;
}

/** Where two faces lie over each other inside a box; touching is no matter. */
function overlapOf(a: PolygonGeometry, b: PolygonGeometry, box: Box): Position | undefined {
  const edgesA = edgesIn(a, box);
  const edgesB = edgesIn(b, box);
  const crossing = crossingOf(edgesA, edgesB);
  if (crossing) return crossing;
  for (const [edges, outer] of [
    [edgesA, b],
    [edgesB, a],
  ] as const) {
    for (const [x, y] of edges) if (sideOfPolygon(outer, x, y) > 0) return [x, y];
  }
  return undefined;
}

/** Where a face leaves the perimeter, inside a box, by more than the rounding of the grid. */
function leavingOf(face: PolygonGeometry, perimeter: PolygonGeometry, box: Box): Position | undefined {
  const edges = edgesIn(face, box);
  for (const [ax, ay, bx, by] of edges) {
    for (const [x, y] of [
      [bx, by],
      [(ax + bx) / 2, (ay + by) / 2],
    ] as const) {
      if (sideOfPolygon(perimeter, x, y) < 0 && awayFrom(perimeter, x, y)) return [Math.round(x), Math.round(y)];
    }
  }
  return crossingOf(edges, edgesIn(perimeter, box));
}

function awayFrom(polygon: PolygonGeometry, x: number, y: number): boolean {
  for (const [ax, ay, bx, by] of edgesIn(polygon, [
    x - ROUNDING_MM,
    y - ROUNDING_MM,
    x + ROUNDING_MM,
    y + ROUNDING_MM,
  ])) {
    if (footOnSegment(ax, ay, bx, by, x, y).distanceMm <= ROUNDING_MM) return false;
  }
  return true;
}

type Edge = readonly [ax: number, ay: number, bx: number, by: number];

function edgesIn(polygon: PolygonGeometry, box: Box): Edge[] {
  const edges: Edge[] = [];
  for (const ring of polygon.rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ax, ay, bx, by] = [ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number];
      if (Math.max(ax, bx) < box[0] || Math.min(ax, bx) > box[2]) continue;
      if (Math.max(ay, by) < box[1] || Math.min(ay, by) > box[3]) continue;
      edges.push([ax, ay, bx, by]);
    }
  }
  return edges;
}

/** Where edges cross, away from the ends of both. */
function crossingOf(a: readonly Edge[], b: readonly Edge[]): Position | undefined {
  for (const e of a) {
    for (const f of b) {
      const at = meetingOf(...e, ...f);
      if (!at) continue;
      const nearEnd = [e, f].some(
        ([ax, ay, bx, by]) =>
          Math.hypot(ax - at[0], ay - at[1]) <= ROUNDING_MM || Math.hypot(bx - at[0], by - at[1]) <= ROUNDING_MM,
      );
      if (!nearEnd) return at;
    }
  }
  return undefined;
}
