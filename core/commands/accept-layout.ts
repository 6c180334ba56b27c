import { bearsRights, relayChange } from "#core/commands/relay-change";
import { coverageOf } from "#core/commands/reshape";
import { isFace } from "#core/derived/planar-graph";
import { settledRefusal } from "#core/derived/settled-plan";
import { type Axis, fixedFaceTest, fixedGroundOf, keptAxes } from "#core/engines/layout/fixed-ground";
import type { FixedGround, LayoutParams, LayoutResult } from "#core/engines/layout/layout-types";
import { withProgramme } from "#core/engines/layout/programme";
import { coverageClasses } from "#core/features/classes";
import type { Ring } from "#core/geometry/geometry";
import type { Change } from "#core/model/change";
import type { Command, CommandEnv } from "#core/model/command";
import type { Feature, Fields } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/** A plan without what was remarked on its way. */
export type AcceptedPlan = Omit<LayoutResult, "remarks">;

export interface AcceptLayoutInput {
  readonly result: AcceptedPlan;
  /** Perimeter the plan was laid out in; drawn when the project has none. */
  readonly site: readonly Ring[];
  readonly params: LayoutParams;
}

/**
 * Makes a plan part of the project in one edit: the former plan goes, the new faces, îlots and centrelines come,
 * with their numbers; what was asked of it is the project's programme. What is locked, and parcels that are more than
 * planned, stay as they are; planned parcels with a holder or rights live on in those that take their land.
 *
 * @returns refusals `layout.plan-settled`, `layout.empty`, `layout.locks-changed`, `act.*`
 */
export const acceptLayout: Command<AcceptLayoutInput> = {
  id: "accept-layout",
  plan(project, { result, site, params }, env) {
    const settled = settledRefusal(project);
    if (settled) return settled;
    if (result.faces.length === 0) return refuse("layout.empty");
    const asked = withProgramme(project.meta, params);
    const meta = asked.programme === project.meta.programme ? project.meta : asked;
    const fixed = fixedGroundOf(project, site);
    const change =
      fixed || carriesRights(project)
        ? relayed(project, result, fixed, env)
        : { added: [...facesOf(result, env), ...linesOf(result, env)], updated: [], removed: formerPlan(project) };
    if (isRefusal(change)) return change;
    return {
      change: {
        ...change,
        added: [...perimeterOf(project, site, env), ...change.added],
        ...(meta === project.meta ? {} : { meta: [project.meta, meta] as const }),
      },
      params: { lots: result.score.lots, ilots: result.score.ilots },
    };
  },
};

/** Whether a parcel bears more than a maillage gave it. */
function carriesRights(project: ProjectView): boolean {
  for (const parcel of project.ofClass("parcel")) if (bearsRights(project, parcel)) return true;
  return false;
}

/** The plan around what stays; parcels that go on keep their id, number and rights. */
function relayed(
  project: ProjectView,
  { faces, axes }: AcceptedPlan,
  fixed: FixedGround | undefined,
  env: CommandEnv,
): Change | Refusal {
  const isFixed = fixedFaceTest(project);
  const kept = new Set(keptAxes(project).map(({ id }) => id));
  const outcome = relayChange(
    project,
    coverageOf(project, env),
    {
      faces: coverageClasses.flatMap((id) => [...project.ofClass(id)].filter(isFace)).filter((face) => !isFixed(face)),
      axes: [...project.ofClass("streetAxis")].filter(
        (axis): axis is Axis =>
          axis.geometry?.kind === "line" && axis.fields["state"] === "projete" && !kept.has(axis.id),
      ),
      outline: fixed?.outline,
      drops: [],
      newFaces: faces,
      newAxes: axes,
    },
    env,
  );
  return isRefusal(outcome) ? outcome : outcome.change;
}

function formerPlan(project: ProjectView): Feature[] {
  const planned = [...project.ofClass("streetAxis")].filter(({ fields }) => fields["state"] === "projete");
  const faces = (["street", "parcel", "reserve", "openSpace", "ilot"] as const).flatMap((id) => [
    ...project.ofClass(id),
  ]);
  return [...faces, ...planned];
}

function perimeterOf(project: ProjectView, site: readonly Ring[], env: CommandEnv): Feature[] {
  if (project.countOf("perimeter") > 0) return [];
  return [{ id: env.newId(), class: "perimeter", geometry: { kind: "polygon", rings: site }, fields: {} }];
}

function facesOf(result: AcceptedPlan, env: CommandEnv): Feature[] {
  const out: Feature[] = [];
  for (const { number } of result.ilots) {
    out.push({ id: env.newId(), class: "ilot", geometry: null, fields: { number } });
  }
  for (const face of result.faces) {
    const place: Fields = {
      ...(face.number === undefined ? {} : { number: face.number }),
      ...(face.ilot === undefined ? {} : { ilot: face.ilot }),
    };
    const fields: Fields =
      face.class === "parcel"
        ? { ...place, use: face.use ?? "habitation", state: "projetee", houses: face.houses ?? 0 }
        : { ...place, ...(face.use === undefined ? {} : { use: face.use }) };
    out.push({ id: env.newId(), class: face.class, geometry: { kind: "polygon", rings: face.rings }, fields });
  }
  return out;
}

/** New centrelines; the streets that exist already stand in the project. */
function linesOf(result: AcceptedPlan, env: CommandEnv): Feature[] {
  return result.axes
    .filter(({ existing }) => existing === undefined)
    .map(({ path, rank, widthM, name }) => ({
      id: env.newId(),
      class: "streetAxis" as const,
      geometry: { kind: "line" as const, path },
      fields: { rank, widthM, state: "projete", ...(name === undefined ? {} : { name }) },
    }));
}
