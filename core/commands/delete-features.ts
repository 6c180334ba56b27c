import { ilotFeature, lotNumbers, withRetired } from "#core/commands/lot-numbers";
import { type ActInput, recordAct } from "#core/commands/record-act";
import { coverageOf } from "#core/commands/reshape";
import { isFace } from "#core/derived/planar-graph";
import { classOf } from "#core/features/classes";
import { innerPosition } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { isRefusal, refuse } from "#core/model/refusal";

/** Features to delete. */
export interface DeleteFeaturesInput {
  readonly ids: readonly string[];
  /** What is known of the act when parcels are among them. */
  readonly act?: ActInput | undefined;
}

/**
 * Deletes features. A face of the plan leaves an open space in its place, so no gap can open. Parcels are annulled by
 * an act: closed, and kept as past parcels with their numbers; the number of a reserve is retired. An îlot goes with its
 * faces, and when its last face has gone.
 *
 * @returns refusals `feature.unknown`, `delete.open-space`, `delete.archive`, `act.*`
 */
export const deleteFeatures: Command<DeleteFeaturesInput> = {
  id: "delete-features",
  plan(project, input, env) {
    const features = new Map<string, Feature>();
    for (const id of input.ids) {
      const feature = project.get(id);
      if (!feature) return refuse("feature.unknown", { ids: [id] });
      if (classOf(feature.class).archive) return refuse("delete.archive", { ids: [id] });
      features.set(id, feature);
    }
    const coverage = coverageOf(project, env);
    /** Open spaces of an îlot that goes: they stay, and belong to none. */
    const freed: [Feature, Feature][] = [];
    for (const ilot of [...features.values()].filter((feature) => feature.class === "ilot")) {
      const number = ilot.fields["number"];
      for (const id of typeof number === "string" ? coverage.facesOfIlot(number) : []) {
        const face = project.get(id);
        if (face?.class === "openSpace") {
          const { ilot: _ilot, ...fields } = face.fields;
          freed.push([face, { ...face, fields }]);
        } else if (face) features.set(id, face);
      }
    }

    const added: Feature[] = [];
    const removed: Feature[] = [];
    const closed: Feature[] = [];
    const retired = new Map<string, string[]>();
    for (const feature of features.values()) {
      if (isFace(feature)) {
        if (feature.class === "openSpace") {
          return refuse("delete.open-space", { at: innerPosition(feature.geometry), ids: [feature.id] });
        }
        added.push({ id: env.newId(), class: "openSpace", geometry: feature.geometry, fields: { use: "reste" } });
        const { ilot, number } = feature.fields;
        if (typeof ilot === "string") {
          const keeps = feature.class !== "parcel" && typeof number === "string";
          retired.set(ilot, [...(retired.get(ilot) ?? []), ...(keeps ? [number] : [])]);
        }
      }
      if (feature.class === "parcel") closed.push(feature);
      else removed.push(feature);
    }

    const updated = [...freed];
    for (const [number, numbers] of retired) {
      const ilot = ilotFeature(project, coverage, number);
      if (!ilot || features.has(ilot.id)) continue;
      const left = coverage.facesOfIlot(number).some((id) => !features.has(id));
      if (!left) removed.push(ilot);
      else if (numbers.length > 0)
        updated.push([ilot, withRetired(ilot, lotNumbers(project, coverage, number).retired, numbers)]);
    }
    const params = { count: input.ids.length };
    if (closed.length === 0) return { change: { added, updated, removed }, params };
    const recorded = recordAct(coverage, input.act ?? {}, { type: "annulation", closed }, env);
    if (isRefusal(recorded)) return recorded;
    const change = { added: [...added, ...recorded.added], updated, removed: [...removed, ...recorded.removed] };
    return { change, params };
  },
};
