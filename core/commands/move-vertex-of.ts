import { standingRefusal } from "#core/commands/bornes";
import { faceOf, vertexIndex } from "#core/commands/reshape";
import { shapeRefusal, withRun } from "#core/commands/runs";
import { type Position, runsOf } from "#core/geometry/geometry";
import type { Command } from "#core/model/command";
import { refuse } from "#core/model/refusal";

/** A vertex of one feature outside the coverage, and its new place, millimetres. */
export interface MoveVertexOfInput {
  readonly id: string;
  readonly from: Position;
  readonly to: Position;
}

/**
 * Moves a vertex of one line or surface that shares nothing with its neighbours (a building, a street axis). Faces
 * of the plan are moved by `moveVertex`.
 *
 * @returns refusals `vertex.none-here`, `vertex.shared`, `vertex.borne-stands`, `shape.*`
 */
export const moveVertexOf: Command<MoveVertexOfInput> = {
  id: "move-vertex-of",
  plan(project, { id, from, to }) {
    const feature = project.get(id);
    if (!feature?.geometry) return refuse("feature.unknown", { ids: [id] });
    if (faceOf(project, id)) return refuse("vertex.shared", { at: from, ids: [id] });
    const target: Position = [Math.round(to[0]), Math.round(to[1])];
    if (feature.geometry.kind === "point") {
      const standing = standingRefusal(feature);
      if (standing) return standing;
      const after = { ...feature, geometry: { kind: "point" as const, at: target } };
      return { change: { added: [], updated: [[feature, after]], removed: [] } };
    }
    for (const [index, run] of runsOf(feature.geometry).entries()) {
      const i = vertexIndex(run, ...from);
      if (i < 0) continue;
      const after = withRun(feature, index, [...run.slice(0, i), ...target, ...run.slice(i + 2)]);
      const fault = after.geometry ? shapeRefusal("shape", after.geometry) : undefined;
      if (fault) return { ...fault, ids: [id] };
      return { change: { added: [], updated: [[feature, after]], removed: [] } };
    }
    return refuse("vertex.none-here", { at: from, ids: [id] });
  },
};
