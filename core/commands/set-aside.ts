import { fieldRefusal } from "#core/commands/field-values";
import { type ActInput, recordAct } from "#core/commands/record-act";
import { coverageOf, faceOf } from "#core/commands/reshape";
import { innerPosition } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import type { Feature, FieldValue } from "#core/model/feature";
import { isRefusal, refuse } from "#core/model/refusal";

/** A parcel to be kept for a facility. */
export interface SetAsideInput {
  readonly id: string;
  /** One of the reserve's purposes (`facilityKinds`). */
  readonly purpose: string;
  readonly act?: ActInput;
}

/**
 * Makes a reserve of a parcel: the parcel is closed, and a reserve of the same shape, number and îlot stands in its
 * place, kept for a purpose.
 *
 * @returns refusals `set-aside.*`, `field.unknown-choice`, `act.*`
 */
export const setAside: Command<SetAsideInput> = {
  id: "set-aside",
  plan(project, { id, purpose, act }, env) {
    const parcel = faceOf(project, id);
    if (!parcel) return refuse("feature.unknown", { ids: [id] });
    if (parcel.class !== "parcel") {
      return refuse("set-aside.not-a-parcel", { ids: [id], at: innerPosition(parcel.geometry) });
    }
    const wrong = fieldRefusal("reserve", "use", purpose);
    if (wrong) return { ...wrong, ids: [id] };
    const fields: Record<string, FieldValue> = { use: purpose };
    for (const key of ["number", "ilot", "note"]) {
      const value = parcel.fields[key];
      if (value !== undefined) fields[key] = value;
    }
    const reserve: Feature = { id: env.newId(), class: "reserve", geometry: parcel.geometry, fields };
    const recorded = recordAct(
      coverageOf(project, env),
      act ?? {},
      { type: "reserve", closed: [parcel], opened: [reserve] },
      env,
    );
    if (isRefusal(recorded)) return recorded;
    const { number } = parcel.fields;
    return {
      change: { added: recorded.added, updated: [], removed: recorded.removed },
      params: typeof number === "string" ? { number } : { context: "plain" },
    };
  },
};
