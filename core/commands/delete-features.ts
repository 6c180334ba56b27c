import { ilotFeature, lotNumbers, withRetired } from "#core/commands/lot-numbers";
import { coverageOf } from "#core/commands/reshape";
import { isFace } from "#core/derived/planar-graph";
import { innerPosition } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { refuse } from "#core/model/refusal";

/**
 * Deletes features. A face of the plan leaves an open space in its place, so no gap can open; its number is retired.
 * An îlot goes with its faces, and when its last face has gone.
 *
 * @returns refusals `feature.unknown`, `delete.open-space`
 */
export const deleteFeatures: Command<{ readonly ids: readonly string[] }> = {
  id: "delete-features",
  plan(project, input, env) {
    const features = new Map<string, Feature>();
    for (const id of input.ids) {
      const feature = project.get(id);
      if (!feature) return refuse("feature.unknown", { ids: [id] });
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
    const retired = new Map<string, string[]>();
    for (const feature of features.values()) {
      if (isFace(feature)) {
        if (feature.class === "openSpace") {
          return refuse("delete.open-space", { at: innerPosition(feature.geometry), ids: [feature.id] });
        }
        added.push({ id: env.newId(), class: "openSpace", geometry: feature.geometry, fields: { use: "reste" } });
        const { ilot, number } = feature.fields;
        if (typeof ilot === "string") {
          retired.set(ilot, [...(retired.get(ilot) ?? []), ...(typeof number === "string" ? [number] : [])]);
        }
      }
      removed.push(feature);
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
    return { change: { added, updated, removed }, params: { count: input.ids.length } };
  },
};
