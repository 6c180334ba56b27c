import { withInserted } from "#core/commands/divided-face";
import { withHouses } from "#core/commands/part-fields";
import { type ActInput, recordAct } from "#core/commands/record-act";
import { coverageOf, faceOf } from "#core/commands/reshape";
import { type AdjustmentInput, planAdjustment } from "#core/derived/divide/plan-adjustment";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { isRefusal, refuse } from "#core/model/refusal";

/** How a boundary is to change, and what is known of the act. */
export type AdjustBoundaryInput = AdjustmentInput & { readonly act?: ActInput };

/**
 * Changes the boundary between two neighbours: along a drawn line or by a given area (rectification), or straight with
 * both areas kept (redressement). Parcels keep their numbers and what they were stays with their past; official areas
 * change by what changes hands.
 *
 * @returns refusals `adjust.*`, `divide.*`, `split.*`, each with its place, `act.*`
 */
export const adjustBoundary: Command<AdjustBoundaryInput> = {
  id: "adjust-boundary",
  plan(project, { act, ...input }, env) {
    const coverage = coverageOf(project, env);
    const plan = planAdjustment(project, coverage, input);
    if (isRefusal(plan)) return plan;
    const reshape = withInserted(project, coverage, plan.inserted, new Set(plan.ids));
    const fault = reshape.fault();
    if (fault) return refuse("split.no-room", { at: fault.at, ids: [fault.id] });

    // What changes hands officially is a whole number of square metres, the same on both sides; nothing when straightened.
    const movedM2 = input.method === "straighten" ? 0 : Math.round(plan.parts[0].beforeM2 - plan.parts[0].areaM2);
    const changed = plan.ids.map((id, i): readonly [Feature, Feature] | undefined => {
      const from = faceOf(project, id);
      const part = plan.parts[i as 0 | 1];
      if (!from) return undefined;
      const official = from.fields["officialAreaM2"];
      const officialM2 = typeof official === "number" ? official + (i === 0 ? -movedM2 : movedM2) : undefined;
      const fields = officialM2 !== undefined && officialM2 > 0 ? { officialAreaM2: officialM2 } : {};
      const to: Feature = { ...from, geometry: part.polygon, fields: { ...from.fields, ...fields } };
      const counted = "houses" in from.fields ? withHouses(project, coverage, part.polygon, [to])[0] : to;
      return [from, counted ?? to];
    });
    const pairs = changed.filter((pair) => pair !== undefined);
    const adjusted = pairs.filter(([from]) => from.class === "parcel");
    const plain = pairs.filter(([from]) => from.class !== "parcel");
    const params = {
      numbers: pairs.map(([from]) => String(from.fields["number"] ?? "—")).join(", "),
      areaM2: Math.abs(movedM2),
      ...(input.method === "straighten" ? { context: "straight" } : {}),
    };
    const updated = [...plain, ...reshape.updates()];
    if (adjusted.length === 0) return { change: { added: [], updated, removed: [] }, params };
    const type = input.method === "straighten" ? "redressement" : "rectification";
    const recorded = recordAct(coverage, act ?? {}, { type, adjusted }, env);
    if (isRefusal(recorded)) return recorded;
    return {
      change: { added: recorded.added, updated: [...recorded.updated, ...updated], removed: [] },
      params,
    };
  },
};
