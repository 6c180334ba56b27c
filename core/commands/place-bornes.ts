import { bornesByPlace, nextBorneNumber } from "#core/commands/bornes";
import { fieldRefusal } from "#core/commands/field-values";
import { cornersOf } from "#core/geometry/corners";
import { pointAt } from "#core/geometry/geometry";
import type { Command } from "#core/model/command";
import type { Feature, Fields } from "#core/model/feature";
import { refuse } from "#core/model/refusal";

/** Parcels to be marked, and what is known of the bornes. */
export interface PlaceBornesInput {
  readonly ids: readonly string[];
  /** Kind, state, method… of the new bornes; `a-poser` where no state is given. */
  readonly fields?: Fields;
}

/**
 * Places a borne at every corner of parcels, numbered on from those there are, round each parcel from its
 * northernmost corner clockwise. Where one stands already, none is placed.
 *
 * @returns refusals `bornes.no-parcel`, `bornes.all-there`, `field.*`
 */
export const placeBornes: Command<PlaceBornesInput> = {
  id: "place-bornes",
  plan(project, { ids, fields = {} }, env) {
    for (const [key, value] of Object.entries(fields)) {
      const refusal = fieldRefusal("borne", key, value);
      if (refusal) return refusal;
    }
    const taken = new Set(bornesByPlace(project).keys());
    let number = nextBorneNumber(project);
    const added: Feature[] = [];
    for (const id of ids) {
      const parcel = project.get(id);
      if (parcel?.class !== "parcel" || parcel.geometry?.kind !== "polygon") {
        return refuse("bornes.no-parcel", { ids: [id] });
      }
      for (const at of parcel.geometry.rings.flatMap(cornersOf)) {
        if (taken.has(at.join())) continue;
        taken.add(at.join());
        added.push({
          id: env.newId(),
          class: "borne",
          geometry: pointAt(...at),
          fields: { state: "a-poser", ...fields, number: String(number++) },
        });
      }
    }
    if (ids.length === 0) return refuse("bornes.no-parcel");
    if (added.length === 0) return refuse("bornes.all-there", { ids: [...ids] });
    return { change: { added, updated: [], removed: [] }, params: { count: added.length, parcels: ids.length } };
  },
};
