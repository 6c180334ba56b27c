import { isRim } from "#core/commands/move-vertex";
import { nodePerimeters } from "#core/commands/node-perimeters";
import type { ActInput } from "#core/commands/record-act";
import { rectified } from "#core/commands/rectified";
import { coverageOf, faceOf, perimetersAt, Reshape, vertexIndex } from "#core/commands/reshape";
import { shapeRefusal, withRun } from "#core/commands/runs";
import { strayAfter } from "#core/commands/stray";
import { type Position, runsOf } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import type { Command, Edit } from "#core/model/command";
import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/** The vertex that goes, millimetres, exactly. */
export interface RemoveVertexInput {
  readonly at: Position;
  /** A feature outside the coverage; absent: a vertex of the plan. */
  readonly id?: string;
  /** What is known of the act when parcels that are more than planned change their shape. */
  readonly act?: ActInput | undefined;
}

/**
 * Takes a vertex out of the boundary that two faces share (or a face and the edge of the plan). A corner where three
 * boundaries meet stays. Parcels that are more than planned change by an act (rectification).
 *
 * @returns refusals `vertex.*`, each with its place
 */
export const removeVertex: Command<RemoveVertexInput> = {
  id: "remove-vertex",
  plan(project, { at, id, act }, env) {
    if (id !== undefined && !faceOf(project, id)) return removeApart(project, id, at);
    const coverage = coverageOf(project, env);
    const owners = [...coverage.facesAt(...at), ...perimetersAt(project, at)];
    if (owners.length === 0) return refuse("vertex.none-here", { at });
    const around = coverage.verticesAround(...at);
    if (around.length > 4) return refuse("vertex.junction", { at, ids: owners });
    const onRim = around.length === 0 || isRim(around, at, (a, b) => coverage.facesBeside(...a, ...b));
    const reshape = new Reshape(project);
    if (onRim) owners.push(...nodePerimeters(project, reshape, at, around).filter((owner) => !owners.includes(owner)));
    for (const owner of owners) {
      const ring = reshape.rings(owner).find((candidate) => vertexIndex(candidate, ...at) >= 0);
      if (ring && ring.length <= 6) return refuse("vertex.last-three", { at, ids: [owner] });
    }
    reshape.drop(owners, at);
    const fault = reshape.fault();
    if (fault)
      return refuse(`vertex.${fault.kind === "turns" ? "turns" : "crosses"}`, { at: fault.at, ids: [fault.id] });
    if (onRim) {
      const stray = strayAfter(project, coverage, reshape);
      if (stray) return stray;
    }
    // A vertex on the straight line of its neighbours goes without a trace on the ground.
    if (isStraight(at, around)) return { change: { added: [], updated: reshape.updates(), removed: [] } };
    const change = rectified(coverage, reshape.updates(), act, env);
    return isRefusal(change) ? change : { change };
  },
};

/** Whether a vertex lies on the line between the two around it, but for the rounding of the grid. */
function isStraight(at: Position, around: readonly number[]): boolean {
  const [ax, ay, bx, by] = around;
  if (ax === undefined || ay === undefined || bx === undefined || by === undefined) return false;
  return footOnSegment(ax, ay, bx, by, ...at).distanceMm <= 1;
}

function removeApart(project: ProjectView, id: string, at: Position): Edit | Refusal {
  const feature = project.get(id);
  if (!feature) return refuse("feature.unknown", { ids: [id] });
  const geometry = feature.geometry;
  if (!geometry || geometry.kind === "point") return refuse("vertex.none-here", { at, ids: [id] });
  for (const [index, run] of runsOf(geometry).entries()) {
    const i = vertexIndex(run, ...at);
    if (i < 0) continue;
    const least = geometry.kind === "polygon" ? 6 : 4;
    if (run.length <= least) return refuse("vertex.last-three", { at, ids: [id] });
    const after = withRun(feature, index, [...run.slice(0, i), ...run.slice(i + 2)]);
    const fault = after.geometry ? shapeRefusal("shape", after.geometry) : undefined;
    return fault ?? { change: { added: [], updated: [[feature, after]], removed: [] } };
  }
  return refuse("vertex.none-here", { at, ids: [id] });
}
