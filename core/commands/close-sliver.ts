import { coverageOf, faceOf, Reshape } from "#core/commands/reshape";
import { shareVertices } from "#core/commands/share-vertex";
import { boundarySegments } from "#core/derived/segment-distance";
import { arrange, surfacesOf } from "#core/geometry/arrangement";
import { boxOf } from "#core/geometry/box";
import { type PolygonGeometry, type Position, polygonOf, type Ring } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { innerPosition, planAreaM2, sideOfPolygon } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import { refuse } from "#core/model/refusal";

/** A border of the sliver this near a face's boundary is that boundary, millimetres. */
const NEAR_MM = 2;

/**
 * Makes one boundary of two drawings of it: a gap between them goes to the lot that borders it longest, an overlap
 * stays with all but the largest lot of those that claim it. Meant for slivers; who calls it looks at the outcome.
 *
 * @returns refusals `sliver.no-lot`, `sliver.not-sound`, `vertex.crosses`
 */
export const closeSliver: Command<{ readonly ring: Ring; readonly at: Position }> = {
  id: "close-sliver",
  plan(project, { ring, at }, env) {
    const coverage = coverageOf(project, env);
    const sliver = polygonOf(ring);
    const [minX, minY, maxX, maxY] = boxOf(sliver);
    const faces = coverage
      .facesIn([minX - NEAR_MM, minY - NEAR_MM, maxX + NEAR_MM, maxY + NEAR_MM])
      .map((id) => faceOf(project, id))
      .filter((face) => face !== undefined);
    const claimants = faces.filter(({ geometry }) => sideOfPolygon(geometry, ...innerPosition(sliver)) > 0);
    const isGap = claimants.length === 0;
    const most = <T>(list: readonly T[], of: (each: T) => number): T | undefined =>
      list.reduce<T | undefined>((best, each) => (best === undefined || of(each) > of(best) ? each : best), undefined);
    const chosen = isGap
      ? most(faces, ({ geometry }) => sharedMm(sliver, geometry))
      : most(claimants, ({ geometry }) => planAreaM2(geometry));
    if (!chosen || (isGap && sharedMm(sliver, chosen.geometry) === 0)) return refuse("sliver.no-lot", { at });

    const made = arrange([...boundarySegments(chosen.geometry), ...boundarySegments(sliver)].flat());
    const each = Array.from({ length: made.faceCount }, (_, face) => face);
    const kept = new Int32Array(made.faceCount).fill(-1);
    for (const { group, rings } of surfacesOf(made, each)) {
      const inside = innerPosition(polygonOf(...rings));
      const inSliver = sideOfPolygon(sliver, ...inside) > 0;
      const inLot = sideOfPolygon(chosen.geometry, ...inside) > 0;
      if (isGap ? inLot || inSliver : inLot && !inSliver) kept[group] = 0;
    }
    const [whole, ...others] = surfacesOf(made, kept);
    if (!whole || others.length > 0) return refuse("sliver.not-sound", { at, ids: [chosen.id] });

    const reshape = new Reshape(project);
    reshape.set(chosen.id, whole.rings);
    shareVertices(project, env, reshape, whole.rings.flat(), new Set([chosen.id]));
    const fault = reshape.fault();
    if (fault) return refuse("vertex.crosses", { at: fault.at, ids: [fault.id] });
    return { change: { added: [], updated: reshape.updates(), removed: [] } };
  },
};

/** Length of a sliver's border that runs along a face's boundary, millimetres. */
function sharedMm(sliver: PolygonGeometry, face: PolygonGeometry): number {
  const boundary = boundarySegments(face);
  let sum = 0;
  for (const [ax, ay, bx, by] of boundarySegments(sliver)) {
    const [x, y] = [(ax + bx) / 2, (ay + by) / 2];
    if (boundary.some((segment) => footOnSegment(...segment, x, y).distanceMm <= NEAR_MM)) {
      sum += Math.hypot(bx - ax, by - ay);
    }
  }
  return sum;
}
