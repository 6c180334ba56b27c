import { type NumberParcelsInput, planNumbers } from "#core/derived/plan-numbers";
import { issuedStates } from "#core/features/parcel-states";
import { innerPosition } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { refuse } from "#core/model/refusal";

/**
 * Numbers the parcels of one îlot, or of all, in serpentine rows from the north-west; îlots too when none is named.
 * As no parcel in question may have been issued, the lists of retired numbers begin anew; a number that a past parcel
 * was issued under is passed over.
 *
 * @returns refusals `number.already-issued`, `number.no-such-ilot`, `number.wrong-start`
 */
export const numberParcels: Command<NumberParcelsInput> = {
  id: "number-parcels",
  plan(project, input) {
    const start = input.start ?? 1;
    if (!Number.isInteger(start) || start < 1) return refuse("number.wrong-start", { params: { start } });
    const plan = planNumbers(project, input);
    if (plan.parcels.size === 0) return refuse("number.no-such-ilot", { params: { ilot: input.ilot ?? "" } });

    const updated: [Feature, Feature][] = [];
    const put = (feature: Feature, fields: Feature["fields"]): void => {
      const keys = new Set([...Object.keys(feature.fields), ...Object.keys(fields)]);
      if ([...keys].some((key) => fields[key] !== feature.fields[key])) updated.push([feature, { ...feature, fields }]);
    };
    for (const cls of ["parcel", "reserve", "openSpace"] as const) {
      for (const feature of project.ofClass(cls)) {
        const old = feature.fields["ilot"];
        if (typeof old !== "string" || (input.ilot !== undefined && old !== input.ilot)) continue;
        const number = plan.parcels.get(feature.id);
        const ilot = plan.ilots.get(old) ?? old;
        const changes = (number !== undefined && number !== feature.fields["number"]) || ilot !== old;
        if (changes && issuedStates.has(feature.fields["state"]) && feature.geometry?.kind === "polygon") {
          return refuse("number.already-issued", {
            at: innerPosition(feature.geometry),
            ids: [feature.id],
            params: { number: String(feature.fields["number"] ?? ""), ilot: old },
          });
        }
        put(feature, { ...feature.fields, ...(number === undefined ? {} : { number }), ilot });
      }
    }
    for (const feature of project.ofClass("ilot")) {
      const old = feature.fields["number"];
      if (typeof old !== "string" || (input.ilot !== undefined && old !== input.ilot)) continue;
      const { retired: _retired, ...fields } = feature.fields;
      put(feature, { ...fields, number: plan.ilots.get(old) ?? old });
    }
    return {
      change: { added: [], updated, removed: [] },
      params: { count: plan.parcels.size, ilot: input.ilot ?? "" },
    };
  },
};
