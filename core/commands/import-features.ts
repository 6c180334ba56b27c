import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";

/** What a reader made of an outside file. */
export interface ImportFeaturesInput {
  readonly features: readonly Feature[];
  /** Sources to be named wherever the data is shown. */
  readonly attributions: readonly string[];
  /** Name of the file, for the history. */
  readonly file: string;
}

/** Takes features of an outside file in. Those that are there already (by id) stay as they are and are counted. */
export const importFeatures: Command<ImportFeaturesInput> = {
  id: "import-features",
  plan(project, { features, attributions, file }) {
    const seen = new Set<string>();
    const added = features.filter(({ id }) => {
      if (project.get(id) || seen.has(id)) return false;
      seen.add(id);
      return true;
    });
    const skipped = features.length - added.length;
    const { meta } = project;
    const sources = attributions.filter((source) => !meta.attributions.includes(source));
    const named = { ...meta, attributions: [...meta.attributions, ...new Set(sources)] };
    return {
      change: { added, updated: [], removed: [], ...(sources.length > 0 ? { meta: [meta, named] as const } : {}) },
      params: { count: added.length, file, ...(skipped > 0 ? { skipped, context: "again" } : {}) },
    };
  },
};
