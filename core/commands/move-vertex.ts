import { bornesAt, standingRefusal } from "#core/commands/bornes";
import { nodePerimeters } from "#core/commands/node-perimeters";
import type { ActInput } from "#core/commands/record-act";
import { rectified } from "#core/commands/rectified";
import { coverageOf, perimetersAt, Reshape } from "#core/commands/reshape";
import { strayAfter } from "#core/commands/stray";
import { type Position, pointAt } from "#core/geometry/geometry";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { isRefusal, refuse } from "#core/model/refusal";

/** A vertex and its new place, millimetres. */
export interface MoveVertexInput {
  readonly from: Position;
  readonly to: Position;
  /** What is known of the act when parcels that are more than planned change their shape. */
  readonly act?: ActInput | undefined;
}

/**
 * Moves a vertex of the plan in every face that shares it, and in the perimeter where it is one of its own. Outlines
 * of îlots follow by themselves, and so does a borne that is still to be planted; one that stands in the ground keeps
 * its vertex where it is. Parcels that are more than planned change by an act (rectification).
 *
 * Why this is enough: when each face around an inner vertex is still sound, their union has kept its rim, so no gap
 * and no overlap can have come up. On the rim of the plan the neighbours without the vertex are looked at as well.
 *
 * @returns refusals `vertex.*`, each with its place, `act.*`
 */
export const moveVertex: Command<MoveVertexInput> = {
  id: "move-vertex",
  plan(project, input, env) {
    const { from } = input;
    const to: Position = [Math.round(input.to[0]), Math.round(input.to[1])];
    if (from[0] === to[0] && from[1] === to[1]) return refuse("command.nothing-to-do");
    const coverage = coverageOf(project, env);
    const faces = coverage.facesAt(...from);
    const owners = [...faces, ...perimetersAt(project, from)];
    if (owners.length === 0) return refuse("vertex.none-here", { at: from });
    if (coverage.hasVertex(...to) || perimetersAt(project, to).length > 0) {
      return refuse("vertex.place-taken", { at: to });
    }
    const bornes = bornesAt(project, coverage, from);
    for (const borne of bornes) {
      const standing = standingRefusal(borne);
      if (standing) return standing;
    }

    const reshape = new Reshape(project);
    const around = coverage.verticesAround(...from);
    const onRim = isRim(around, from, (a, b) => coverage.facesBeside(...a, ...b));
    if (onRim) owners.push(...nodePerimeters(project, reshape, from, around).filter((id) => !owners.includes(id)));
    reshape.move(owners, from, to);
    const fault = reshape.fault();
    if (fault)
      return refuse(`vertex.${fault.kind === "turns" ? "turns" : "crosses"}`, { at: fault.at, ids: [fault.id] });
    if (onRim || faces.length === 0) {
      const stray = strayAfter(project, coverage, reshape);
      if (stray) return stray;
    }
    const moved = bornes.map((borne): [Feature, Feature] => [borne, { ...borne, geometry: pointAt(...to) }]);
    const change = rectified(coverage, [...reshape.updates(), ...moved], input.act, env);
    return isRefusal(change) ? change : { change, params: { count: faces.length } };
  },
};

/** Whether an edge at the vertex has nothing on one side. */
export function isRim(
  around: readonly number[],
  at: Position,
  beside: (a: Position, b: Position) => { readonly left?: string; readonly right?: string },
): boolean {
  for (let i = 0; i < around.length; i += 2) {
    const { left, right } = beside(at, [around[i] as number, around[i + 1] as number]);
    if (left === undefined || right === undefined) return true;
  }
  return false;
}
