import { coverageOf } from "#core/commands/reshape";
import { isFace } from "#core/derived/planar-graph";
import { coverageClasses } from "#core/features/classes";
import { boxOf } from "#core/geometry/box";
import { innerPosition } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { refuse } from "#core/model/refusal";

/** What a reader made of an outside file. */
export interface ImportFeaturesInput {
  readonly features: readonly Feature[];
  /** Sources to be named wherever the data is shown. */
  readonly attributions: readonly string[];
  /** Name of the file, for the history. */
  readonly file: string;
}

/**
 * Takes features of an outside file in. Those that are there already (by id) stay as they are and are counted. Faces
 * of the coverage come in where there are none yet: laid over others, both would lose their shared boundaries.
 *
 * @returns refusal `import.over-coverage` with the place
 */
export const importFeatures: Command<ImportFeaturesInput> = {
  id: "import-features",
  plan(project, { features, attributions, file }, env) {
    const seen = new Set<string>();
    const added = features.filter(({ id }) => {
      if (project.get(id) || seen.has(id)) return false;
      seen.add(id);
      return true;
    });
    const faces = added.filter(isFace);
    if (faces.length > 0 && coverageClasses.some((id) => project.countOf(id) > 0)) {
      const coverage = coverageOf(project, env);
      const over = faces.find(({ geometry }) => coverage.facesIn(boxOf(geometry)).length > 0);
      if (over) return refuse("import.over-coverage", { at: innerPosition(over.geometry), params: { file } });
    }
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
