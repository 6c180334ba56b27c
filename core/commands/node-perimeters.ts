import { type Reshape, vertexIndex } from "#core/commands/reshape";
import type { Position } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import type { ProjectView } from "#core/model/project";

/** A vertex of the coverage this near an edge of the perimeter lies on it. */
const ON_PERIMETER_MM = 2;

/**
 * Before an edit at the edge of the plan: a perimeter that runs past the vertex, or past the vertices around it,
 * without vertices of its own there takes them, so that it can follow.
 *
 * @param around vertices one edge away, flat
 * @returns ids of the perimeters that have the vertex itself now
 */
export function nodePerimeters(
  project: ProjectView,
  reshape: Reshape,
  at: Position,
  around: readonly number[],
): string[] {
  const owners: string[] = [];
  for (const { id } of project.ofClass("perimeter")) {
    if (takes(reshape, id, at)) owners.push(id);
    for (let i = 0; i < around.length; i += 2) {
      takes(reshape, id, [around[i] as number, around[i + 1] as number]);
    }
  }
  return owners;
}

/** Whether a perimeter has a vertex here, or runs through and has been given one. */
function takes(reshape: Reshape, id: string, at: Position): boolean {
  for (const ring of reshape.rings(id)) {
    if (vertexIndex(ring, ...at) >= 0) return true;
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length;
      const a: Position = [ring[i] as number, ring[i + 1] as number];
      const b: Position = [ring[j] as number, ring[j + 1] as number];
      if (footOnSegment(...a, ...b, ...at).distanceMm > ON_PERIMETER_MM) continue;
      reshape.insert([id], a, b, at);
      return true;
    }
  }
  return false;
}
