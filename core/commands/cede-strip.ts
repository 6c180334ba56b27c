import { withInserted } from "#core/commands/divided-face";
import { withHouses } from "#core/commands/part-fields";
import { type ActInput, recordAct } from "#core/commands/record-act";
import { coverageOf, faceOf } from "#core/commands/reshape";
import { type CessionInput, planCession } from "#core/derived/divide/plan-cession";
import { outlineOfFaces } from "#core/derived/ilot-outline";
import type { PolygonGeometry } from "#core/geometry/geometry";
import { innerPosition, planAreaM2 } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { isRefusal, refuse } from "#core/model/refusal";

/** A strip to be given to the street, and what is known of the act. */
export type CedeStripInput = CessionInput & { readonly act?: ActInput };

/**
 * Gives a strip of a parcel to the street it fronts (cession à la voirie): the street face grows by it, the parcel
 * keeps its number, and what it was stays with its past. An official area shrinks by the strip.
 *
 * @returns refusals `cession.*`, `divide.*`, each with its place, `act.*`
 */
export const cedeStrip: Command<CedeStripInput> = {
  id: "cede-strip",
  plan(project, { act, ...input }, env) {
    const face = faceOf(project, input.id);
    if (!face) return refuse("feature.unknown", { ids: [input.id] });
    const coverage = coverageOf(project, env);
    const plan = planCession(project, coverage, input);
    if (isRefusal(plan)) return plan;
    const street = faceOf(project, plan.street);
    if (!street) return refuse("feature.unknown", { ids: [plan.street] });
    const reshape = withInserted(project, coverage, plan.inserted, new Set([face.id]));
    const strip: Feature = { ...street, id: `${street.id} strip`, geometry: plan.strip };
    const wider: Feature = { ...street, geometry: { kind: "polygon", rings: reshape.rings(street.id) } };
    const outline = outlineOfFaces([wider, strip]);
    const grown = outline[0];
    const fault = reshape.fault();
    if (fault) return refuse("split.no-room", { at: fault.at, ids: [fault.id] });
    if (!grown || outline.length > 1) {
      return refuse("cession.no-strip", {
        at: innerPosition(plan.strip),
        ids: [input.id],
        params: { widthM: input.widthM },
      });
    }
    reshape.set(street.id, grown.rings);

    const stripM2 = planAreaM2(plan.strip);
    const official = face.fields["officialAreaM2"];
    const left = typeof official === "number" ? official - Math.round(stripM2) : 0;
    const rest: PolygonGeometry = plan.rest;
    const smaller: Feature = {
      ...face,
      geometry: rest,
      fields: { ...face.fields, ...(left > 0 ? { officialAreaM2: left } : {}) },
    };
    const to = "houses" in face.fields ? (withHouses(project, coverage, rest, [smaller])[0] ?? smaller) : smaller;
    const { number } = face.fields;
    const params = {
      ...(typeof number === "string" ? { number } : { context: "plain" }),
      areaM2: Math.round(stripM2),
      widthM: input.widthM,
    };
    if (face.class !== "parcel") {
      return { change: { added: [], updated: [[face, to], ...reshape.updates()], removed: [] }, params };
    }
    const recorded = recordAct(coverage, act ?? {}, { type: "cession-voirie", adjusted: [[face, to]] }, env);
    if (isRefusal(recorded)) return recorded;
    return {
      change: { added: recorded.added, updated: [...recorded.updated, ...reshape.updates()], removed: [] },
      params,
    };
  },
};
