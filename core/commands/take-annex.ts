import { classOf } from "#core/features/classes";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { refuse } from "#core/model/refusal";

/** Annexed objects, and what is made of them. */
export interface TakeAnnexInput {
  readonly ids: readonly string[];
  /** Features of one class that the coverage does not hold, under new ids. */
  readonly features: readonly Feature[];
}

/**
 * Takes objects that were kept as annex into the plan: they become features of a class. Faces of the coverage come in
 * by an import, which cleans them.
 *
 * @returns refusals `feature.unknown`, `annex.not-annex`, `annex.coverage`
 */
export const takeAnnex: Command<TakeAnnexInput> = {
  id: "take-annex",
  plan(project, { ids, features }) {
    const removed: Feature[] = [];
    for (const id of new Set(ids)) {
      const feature = project.get(id);
      if (!feature) return refuse("feature.unknown", { ids: [id] });
      if (!classOf(feature.class).annex) return refuse("annex.not-annex", { ids: [id] });
      removed.push(feature);
    }
    const face = features.find((feature) => classOf(feature.class).coverage);
    if (face) return refuse("annex.coverage");
    return { change: { added: features, updated: [], removed }, params: { count: features.length } };
  },
};
