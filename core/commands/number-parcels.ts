import { type ActInput, recordAct } from "#core/commands/record-act";
import { coverageOf } from "#core/commands/reshape";
import { templateFault } from "#core/derived/number-template";
import { type NumberParcelsInput, planNumbers } from "#core/derived/plan-numbers";
import { isOnlyPlanned, issuedStates } from "#core/features/parcel-states";
import { innerPosition } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { isRefusal, refuse } from "#core/model/refusal";

/**
 * Numbers parcels by a template: those of one îlot or all in serpentine rows from the north-west (îlots too, unless they
 * keep theirs, or have a parcel that was more than planned), or those a drawn path runs through. Numbers of planned parcels come and go; one that was more than
 * planned changes by an act (renumérotation) that keeps the former, and one that was issued does not change at all.
 *
 * @returns refusals `number.*`, `act.*`
 */
export const numberParcels: Command<NumberParcelsInput & { readonly act?: ActInput | undefined }> = {
  id: "number-parcels",
  plan(project, input, env) {
    const start = input.start ?? 1;
    if (!Number.isInteger(start) || start < 1) return refuse("number.wrong-start", { params: { start } });
    const fault = input.template === undefined ? undefined : templateFault(input.template);
    if (fault) return fault;
    if (input.order === "path" && (input.path?.length ?? 0) < 4) return refuse("number.no-path");
    const plan = planNumbers(project, input);
    if (plan.parcels.size === 0) return refuse("number.no-such-ilot", { params: { ilot: input.ilot ?? "" } });

    const updated: [Feature, Feature][] = [];
    const adjusted: [Feature, Feature][] = [];
    const put = (feature: Feature, fields: Feature["fields"]): void => {
      const keys = new Set([...Object.keys(feature.fields), ...Object.keys(fields)]);
      if ([...keys].every((key) => fields[key] === feature.fields[key])) return;
      const stood = feature.class === "parcel" && feature.fields["number"] !== undefined && !isOnlyPlanned(feature);
      (stood ? adjusted : updated).push([feature, { ...feature, fields }]);
    };
    for (const cls of ["parcel", "reserve", "openSpace"] as const) {
      for (const feature of project.ofClass(cls)) {
        const old = feature.fields["ilot"];
        const number = plan.parcels.get(feature.id) ?? feature.fields["number"];
        const ilot = typeof old === "string" ? (plan.ilots.get(old) ?? old) : old;
        const changes = number !== feature.fields["number"] || ilot !== old;
        if (changes && issuedStates.has(feature.fields["state"]) && feature.geometry?.kind === "polygon") {
          return refuse("number.already-issued", {
            at: innerPosition(feature.geometry),
            ids: [feature.id],
            params: { number: String(feature.fields["number"] ?? ""), ilot: String(old ?? "") },
          });
        }
        if (changes) {
          const place = ilot === undefined ? {} : { ilot };
          put(feature, { ...feature.fields, ...(number === undefined ? {} : { number }), ...place });
        }
      }
    }
    // All parcels of these îlots have their numbers anew: what only planned reserves retired is free again.
    if (input.order === "serpentine") {
      for (const feature of project.ofClass("ilot")) {
        const old = feature.fields["number"];
        if (typeof old !== "string" || (input.ilot !== undefined && old !== input.ilot)) continue;
        const { retired: _retired, ...fields } = feature.fields;
        put(feature, { ...fields, number: plan.ilots.get(old) ?? old });
      }
    }
    const params = { count: plan.parcels.size, ilot: input.ilot ?? "" };
    if (adjusted.length === 0) return { change: { added: [], updated, removed: [] }, params };
    const coverage = coverageOf(project, env);
    const recorded = recordAct(coverage, input.act ?? {}, { type: "renumerotation", adjusted }, env);
    if (isRefusal(recorded)) return recorded;
    const { added, removed } = recorded;
    return { change: { added, updated: [...updated, ...recorded.updated], removed }, params };
  },
};
