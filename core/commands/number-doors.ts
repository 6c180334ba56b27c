import { coverageOf } from "#core/commands/reshape";
import { namedStreets } from "#core/derived/address/named-streets";
import { type DoorOptions, planDoors } from "#core/derived/address/plan-doors";
import type { Position } from "#core/geometry/geometry";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { refuse } from "#core/model/refusal";

export interface NumberDoorsInput extends DoorOptions {
  /** Streets begin at their end nearest to it, millimetres in the project CRS. */
  readonly origin: Position;
}

/**
 * Gives a door with a number to each parcel that fronts a street and has none yet. Doors that stand keep their numbers;
 * a door whose parcel is no more is taken away.
 *
 * @returns refusals `door.no-streets`, `door.none-to-number`
 */
export const numberDoors: Command<NumberDoorsInput> = {
  id: "number-doors",
  plan(project, input, env) {
    const streets = namedStreets(project, input.origin);
    if (streets.length === 0) return refuse("door.no-streets");
    const doors = [...project.ofClass("door")];
    const removed = doors.filter(({ fields }) => project.get(String(fields["parcel"]))?.class !== "parcel");
    const standing = doors.filter((door) => !removed.includes(door));
    const planned = planDoors(project, coverageOf(project, env), streets, standing, input);
    if (planned.length === 0 && removed.length === 0) return refuse("door.none-to-number");
    const added = planned.map(
      ({ parcel, street, at, side, distanceM, number }): Feature => ({
        id: env.newId(),
        class: "door",
        geometry: { kind: "point", at },
        fields: { number, street: street.id, side, distanceM, parcel },
      }),
    );
    return { change: { added, updated: [], removed }, params: { count: added.length } };
  },
};
