import { coverageOf, Reshape, vertexIndex } from "#core/commands/reshape";
import type { Position, Ring } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import type { Command, CommandEnv } from "#core/model/command";
import type { ProjectView } from "#core/model/project";
import { refuse } from "#core/model/refusal";

/** A boundary this near a vertex is the same line, drawn without it: the rounding of the grid, millimetres. */
const NEAR_MM = 2;

/**
 * Puts a vertex of one lot into every boundary that passes it without having it, so that the lots stay joined.
 *
 * @returns refusals `vertex.none-here`, `vertex.crosses`
 */
export const shareVertex: Command<{ readonly at: Position }> = {
  id: "share-vertex",
  plan(project, { at }, env) {
    const coverage = coverageOf(project, env);
    if (!coverage.hasVertex(...at)) return refuse("vertex.none-here", { at });
    const reshape = new Reshape(project);
    shareVertices(project, env, reshape, at);
    const fault = reshape.fault();
    if (fault) return refuse("vertex.crosses", { at: fault.at, ids: [fault.id] });
    return { change: { added: [], updated: reshape.updates(), removed: [] } };
  },
};

/** Puts vertices, flat, into every face and perimeter whose boundary passes them without having them. */
export function shareVertices(
  project: ProjectView,
  env: CommandEnv,
  reshape: Reshape,
  vertices: readonly number[],
  except: ReadonlySet<string> = new Set(),
): void {
  const coverage = coverageOf(project, env);
  const perimeters = [...project.ofClass("perimeter")].map(({ id }) => id);
  for (let i = 0; i < vertices.length; i += 2) {
    const [x, y] = [vertices[i] as number, vertices[i + 1] as number];
    const near = coverage.facesIn([x - NEAR_MM, y - NEAR_MM, x + NEAR_MM, y + NEAR_MM]);
    for (const id of [...near, ...perimeters]) {
      if (except.has(id)) continue;
      const rings = reshape.rings(id);
      if (rings.some((ring) => vertexIndex(ring, x, y) >= 0)) continue;
      const edge = rings.map((ring) => edgeThrough(ring, x, y)).find((found) => found !== undefined);
      // An edge that two faces share as it is stays: bent in one of them alone it would come open.
      const { left, right } = edge ? coverage.facesBeside(...edge.a, ...edge.b) : {};
      if (edge && (left === undefined || right === undefined)) reshape.insert([id], edge.a, edge.b, [x, y]);
    }
  }
}

function edgeThrough(ring: Ring, x: number, y: number): { a: Position; b: Position } | undefined {
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const a: Position = [ring[j] as number, ring[j + 1] as number];
    const b: Position = [ring[i] as number, ring[i + 1] as number];
    const { distanceMm, share } = footOnSegment(...a, ...b, x, y);
    if (distanceMm <= NEAR_MM && share > 0 && share < 1) return { a, b };
  }
  return undefined;
}
