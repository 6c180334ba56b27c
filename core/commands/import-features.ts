import { coverageOf } from "#core/commands/reshape";
import { isFace } from "#core/derived/planar-graph";
import { annexFor } from "#core/features/annex";
import { classOf, coverageClasses } from "#core/features/classes";
import { boxOf, growBox } from "#core/geometry/box";
import { grownBy, intersectionOf, type Region } from "#core/geometry/clip";
import type { PolygonGeometry } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";
import { largeCommand } from "#core/model/command";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { refuse } from "#core/model/refusal";

/** What a reader made of outside files. */
export interface ImportFeaturesInput {
  readonly features: readonly Feature[];
  /** Sources to be named wherever the data is shown. */
  readonly attributions: readonly string[];
  /** Name of the file, for the history. */
  readonly file: string;
  /** What becomes of faces that would lie on the plan that is there: kept as annex, or the whole is refused. */
  readonly over?: "annex" | undefined;
}

/** A face nearer than this to one that is there would have to share its boundary, millimetres. */
const TOUCHING_MM = 20;

/**
 * Takes features of outside files in. Those that are there already (by id) stay as they are and are counted. Faces
 * of the coverage come in where there are none yet: laid over others or against them, both would lose their shared
 * boundaries; all else comes in anywhere.
 *
 * @returns refusal `import.over-coverage` with the place, and how many faces it is about
 */
export const importFeatures = largeCommand<ImportFeaturesInput>(
  "import-features",
  function* (project, { features, attributions, file, over }, env) {
    const seen = new Set<string>();
    const fresh: Feature[] = [];
    for (const feature of features) {
      if (project.get(feature.id) || seen.has(feature.id)) continue;
      seen.add(feature.id);
      if (fresh.push(feature) % STEP === 0) yield;
    }
    const onPlan = new Set<Feature>();
    if (coverageClasses.some((id) => project.countOf(id) > 0) && fresh.some(isFace)) {
      const coverage = coverageOf(project, env);
      for (const each of fresh) {
        if (!isFace(each)) continue;
        yield;
        if (liesOn(each.geometry, project, coverage)) onPlan.add(each);
      }
    }
    const [first] = onPlan;
    if (first?.geometry?.kind === "polygon" && over !== "annex") {
      const params = { file, count: onPlan.size };
      return refuse("import.over-coverage", { at: innerPosition(first.geometry), params });
    }
    const added = onPlan.size === 0 ? fresh : fresh.map((each) => (onPlan.has(each) ? annexed(each, file) : each));
    const skipped = features.length - added.length;
    const { meta } = project;
    const sources = attributions.filter((source) => !meta.attributions.includes(source));
    const named = { ...meta, attributions: [...meta.attributions, ...new Set(sources)] };
    return {
      change: { added, updated: [], removed: [], ...(sources.length > 0 ? { meta: [meta, named] as const } : {}) },
      params: { count: added.length, file, ...(skipped > 0 ? { skipped, context: "again" } : {}) },
    };
  },
);

/** Features looked at between two places to rest. */
const STEP = 1000;

/** Whether a face would lie on faces that are there, or right against them. */
function liesOn(face: PolygonGeometry, project: ProjectView, coverage: CoverageIndex): boolean {
  const box = boxOf(face);
  const near = coverage.facesIn(
    growBox([...box], [box[0] - TOUCHING_MM, box[1] - TOUCHING_MM, box[2] + TOUCHING_MM, box[3] + TOUCHING_MM]),
  );
  if (near.length === 0) return false;
  const [originX, originY] = box;
  const local = ({ rings }: PolygonGeometry): Region =>
    rings.map((ring) => Array.from(ring, (value, i) => value - (i % 2 === 0 ? originX : originY)));
  const grown = grownBy(local(face), TOUCHING_MM);
  return near.some((id) => {
    const there = project.get(id)?.geometry;
    return there?.kind === "polygon" && intersectionOf(grown, local(there)).length > 0;
  });
}

/** A face kept beside the plan: what its fields said goes with it, people aside (law 2013-015). */
function annexed(feature: Feature, file: string): Feature {
  const { fields, table } = classOf(feature.class);
  const said = fields.flatMap(({ key, column, personal }) => {
    const value = feature.fields[key];
    return value === undefined || personal ? [] : [[column, String(value)] as const];
  });
  const tags = { ...Object.fromEntries(said), ...feature.tags };
  return {
    id: feature.id,
    class: annexFor(feature.geometry).id,
    geometry: feature.geometry,
    fields: { sourceFile: file, sourceLayer: table },
    ...(Object.keys(tags).length > 0 ? { tags } : {}),
  };
}
