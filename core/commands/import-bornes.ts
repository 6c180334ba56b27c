import { bornesByPlace, nextBorneNumber } from "#core/commands/bornes";
import { fieldRefusal } from "#core/commands/field-values";
import { coverageOf } from "#core/commands/reshape";
import type { Box } from "#core/geometry/box";
import { type Position, pointAt, runsOf } from "#core/geometry/geometry";
import type { Command } from "#core/model/command";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature, Fields } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { refuse } from "#core/model/refusal";

/** Points of a list or a GPS receiver. */
export interface ImportBornesInput {
  readonly points: readonly { readonly number?: string | undefined; readonly at: Position }[];
  /** What is known of them all: kind, method, precision, state. */
  readonly fields: Fields;
  /** A point within this of a corner stands on it exactly; millimetres. */
  readonly withinMm: number;
  /** Name of the file, for the history. */
  readonly file: string;
}

/**
 * Takes points in as bornes. One within reach of a corner of the plan stands on it exactly, one elsewhere keeps its
 * place and is told by the check. Where a borne stands already, the point is left out and counted.
 *
 * @returns refusals `bornes.no-point`, `bornes.all-there`, `field.*`
 */
export const importBornes: Command<ImportBornesInput> = {
  id: "import-bornes",
  plan(project, { points, fields, withinMm, file }, env) {
    for (const [key, value] of Object.entries(fields)) {
      const refusal = fieldRefusal("borne", key, value);
      if (refusal) return refusal;
    }
    if (points.length === 0) return refuse("bornes.no-point", { params: { file } });
    const coverage = coverageOf(project, env);
    const taken = new Set(bornesByPlace(project).keys());
    let number = nextBorneNumber(project);
    const added: Feature[] = [];
    let on = 0;
    for (const point of points) {
      const corner = cornerNear(project, coverage, point.at, withinMm);
      const at: Position = corner ?? [Math.round(point.at[0]), Math.round(point.at[1])];
      if (taken.has(at.join())) continue;
      taken.add(at.join());
      if (corner) on++;
      const name = point.number?.trim();
      added.push({
        id: env.newId(),
        class: "borne",
        geometry: pointAt(...at),
        fields: { ...fields, number: name ? name : String(number++) },
      });
    }
    if (added.length === 0) return refuse("bornes.all-there", { params: { file } });
    const params = { count: added.length, on, off: added.length - on, skipped: points.length - added.length, file };
    return { change: { added, updated: [], removed: [] }, params };
  },
};

/** The corner of the plan or of a perimeter nearest to a position, within reach. */
function cornerNear(
  project: ProjectView,
  coverage: CoverageIndex,
  [x, y]: Position,
  withinMm: number,
): Position | undefined {
  const box: Box = [x - withinMm, y - withinMm, x + withinMm, y + withinMm];
  let best: Position | undefined;
  let nearest = withinMm;
  const ids = [...coverage.facesIn(box), ...[...project.ofClass("perimeter")].map(({ id }) => id)];
  for (const id of ids) {
    const geometry = project.get(id)?.geometry;
    for (const run of geometry ? runsOf(geometry) : []) {
      for (let i = 0; i < run.length; i += 2) {
        const distance = Math.hypot((run[i] as number) - x, (run[i + 1] as number) - y);
        if (distance > nearest) continue;
        nearest = distance;
        best = [run[i] as number, run[i + 1] as number];
      }
    }
  }
  return best;
}
