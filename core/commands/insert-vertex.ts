import { coverageOf, faceOf, ownersOfEdge, Reshape } from "#core/commands/reshape";
import { withRun } from "#core/commands/runs";
import type { Position } from "#core/geometry/geometry";
import { runsOf } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import type { Command } from "#core/model/command";
import type { ProjectView } from "#core/model/project";
import { type Refusal, refuse } from "#core/model/refusal";

/** Where a vertex goes in. */
export interface InsertVertexInput {
  /** Millimetres; put onto the nearest edge within half a metre. */
  readonly at: Position;
  /** A feature outside the coverage; absent: an edge of the plan, in both faces beside it. */
  readonly id?: string;
}

const REACH_MM = 500;

/**
 * Puts a vertex into an edge: a shared one in both faces (and the perimeter), or one of a line or surface that
 * stands apart.
 *
 * @returns refusals `vertex.no-edge-here`, `vertex.place-taken`, `vertex.crosses`
 */
export const insertVertex: Command<InsertVertexInput> = {
  id: "insert-vertex",
  plan(project, { at, id }, env) {
    if (id !== undefined && !faceOf(project, id)) return insertApart(project, id, at);
    const coverage = coverageOf(project, env);
    const reach: [number, number, number, number] = [
      at[0] - REACH_MM,
      at[1] - REACH_MM,
      at[0] + REACH_MM,
      at[1] + REACH_MM,
    ];
    const candidates = coverage.facesIn(reach);
    for (const perimeter of project.ofClass("perimeter")) candidates.push(perimeter.id);
    let best: Nearest | undefined;
    for (const candidate of candidates) {
      const geometry = project.get(candidate)?.geometry;
      if (geometry?.kind !== "polygon") continue;
      for (const ring of geometry.rings) best = nearer(best, nearestEdge(ring, at, true));
    }
    if (!best) return refuse("vertex.no-edge-here", { at });
    if (best.taken) return refuse("vertex.place-taken", { at: best.foot });
    const owners = ownersOfEdge(project, coverage, best.a, best.b);
    const reshape = new Reshape(project);
    reshape.insert(owners, best.a, best.b, best.foot);
    const fault = reshape.fault();
    if (fault) return refuse("vertex.crosses", { at: fault.at, ids: [fault.id] });
    return { change: { added: [], updated: reshape.updates(), removed: [] } };
  },
};

function insertApart(project: ProjectView, id: string, at: Position): Refusal | ReturnType<typeof insertVertex.plan> {
  const feature = project.get(id);
  if (!feature) return refuse("feature.unknown", { ids: [id] });
  if (!feature.geometry || feature.geometry.kind === "point") return refuse("vertex.no-edge-here", { at, ids: [id] });
  const closed = feature.geometry.kind === "polygon";
  let best: (Nearest & { run: number }) | undefined;
  for (const [run, flat] of runsOf(feature.geometry).entries()) {
    const found = nearestEdge(flat, at, closed);
    if (found && (!best || found.distanceMm < best.distanceMm)) best = { ...found, run };
  }
  if (!best) return refuse("vertex.no-edge-here", { at, ids: [id] });
  if (best.taken) return refuse("vertex.place-taken", { at: best.foot, ids: [id] });
  const run = [...(runsOf(feature.geometry)[best.run] ?? [])];
  run.splice(best.index + 2, 0, ...best.foot);
  return { change: { added: [], updated: [[feature, withRun(feature, best.run, run)]], removed: [] } };
}

interface Nearest {
  readonly a: Position;
  readonly b: Position;
  /** First number of a. */
  readonly index: number;
  readonly foot: Position;
  readonly distanceMm: number;
  /** The foot is a vertex already. */
  readonly taken: boolean;
}

function nearer(p: Nearest | undefined, q: Nearest | undefined): Nearest | undefined {
  return p && (!q || p.distanceMm <= q.distanceMm) ? p : q;
}

function nearestEdge(run: readonly number[], at: Position, closed: boolean): Nearest | undefined {
  let best: Nearest | undefined;
  const last = closed ? run.length : run.length - 2;
  for (let i = 0; i < last; i += 2) {
    const j = (i + 2) % run.length;
    const a: Position = [run[i] as number, run[i + 1] as number];
    const b: Position = [run[j] as number, run[j + 1] as number];
    const { at: on, distanceMm } = footOnSegment(...a, ...b, ...at);
    if (distanceMm > REACH_MM || (best && distanceMm >= best.distanceMm)) continue;
    const foot: Position = [Math.round(on[0]), Math.round(on[1])];
    const taken = [a, b].some(([x, y]) => Math.hypot(foot[0] - x, foot[1] - y) < 2);
    best = { a, b, index: i, foot, distanceMm, taken };
  }
  return best;
}
