import { standingRefusal } from "#core/commands/bornes";
import { faceOf } from "#core/commands/reshape";
import type { Geometry } from "#core/geometry/geometry";
import type { Command } from "#core/model/command";
import { refuse } from "#core/model/refusal";

/** A feature outside the coverage, and how far it goes, millimetres. */
export interface MoveFeatureInput {
  readonly id: string;
  readonly dx: number;
  readonly dy: number;
}

/**
 * Moves a whole feature that stands apart from the plan.
 *
 * @returns refusal `move.face` for a face of the coverage: moving it would open a gap; `vertex.borne-stands`
 */
export const moveFeature: Command<MoveFeatureInput> = {
  id: "move-feature",
  plan(project, { id, dx, dy }) {
    const feature = project.get(id);
    if (!feature?.geometry) return refuse("feature.unknown", { ids: [id] });
    if (faceOf(project, id)) return refuse("move.face", { ids: [id] });
    const standing = standingRefusal(feature);
    if (standing) return standing;
    const [x, y] = [Math.round(dx), Math.round(dy)];
    if (x === 0 && y === 0) return refuse("command.nothing-to-do");
    const after = { ...feature, geometry: shifted(feature.geometry, x, y) };
    return { change: { added: [], updated: [[feature, after]], removed: [] }, params: { class: feature.class } };
  },
};

function shifted(geometry: Geometry, dx: number, dy: number): Geometry {
  const moved = (run: readonly number[]): number[] => run.map((value, i) => value + (i % 2 === 0 ? dx : dy));
  if (geometry.kind === "point") return { kind: "point", at: [geometry.at[0] + dx, geometry.at[1] + dy] };
  if (geometry.kind === "line") return { kind: "line", path: moved(geometry.path) };
  return { kind: "polygon", rings: geometry.rings.map(moved) };
}
