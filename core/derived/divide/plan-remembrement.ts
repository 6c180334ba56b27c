import type { CutDirection, HousePolicy, RemainderPolicy } from "#core/derived/divide/division-input";
import { type DivisionPlan, LEAST_PART_M2, planOn } from "#core/derived/divide/plan-division";
import { outlineOfFaces } from "#core/derived/ilot-outline";
import { isFace } from "#core/derived/planar-graph";
import { intersectionOf, regionAreaMm2 } from "#core/geometry/clip";
import type { PolygonGeometry } from "#core/geometry/geometry";
import { innerPosition, planAreaM2 } from "#core/geometry/ring";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/** Adjacent parcels whose ground is to be shared out anew. */
export interface RemembrementInput {
  readonly ids: readonly string[];
  /** Areas of the new parcels, square metres; or their shares of the whole, in any unit; or how many equal ones. */
  readonly areasM2?: readonly number[];
  readonly shares?: readonly number[];
  readonly parts?: number;
  readonly direction?: CutDirection;
  readonly from?: "start" | "end";
  readonly remainder?: RemainderPolicy;
  readonly minFrontageM?: number;
  readonly houses?: HousePolicy;
}

/** A redistribution worked out and not yet made. */
export interface RemembrementPlan extends DivisionPlan {
  readonly parcels: readonly Feature[];
  /** Of each part, the parcels it takes ground from, the one it takes most from first. */
  readonly parents: readonly (readonly string[])[];
}

/**
 * Works out a redistribution: the parcels are taken as one ground, which is divided anew.
 *
 * @returns refusals `remembrement.*`, `divide.*`, each with its place
 */
export function planRemembrement(
  project: ProjectView,
  coverage: CoverageIndex,
  input: RemembrementInput,
): RemembrementPlan | Refusal {
  const ids = [...new Set(input.ids)];
  if (ids.length < 2) return refuse("remembrement.too-few", { ids });
  const parcels: (Feature & { geometry: PolygonGeometry })[] = [];
  for (const id of ids) {
    const face = project.get(id);
    if (!face || !isFace(face)) return refuse("feature.unknown", { ids: [id] });
    if (face.class !== "parcel") {
      return refuse("remembrement.not-a-parcel", { ids: [id], at: innerPosition(face.geometry) });
    }
    parcels.push(face);
  }
  const outline = outlineOfFaces(parcels);
  const whole = outline[0];
  if (!whole || outline.length > 1) {
    const apart = outline.reduce((a, b) => (planAreaM2(b) < planAreaM2(a) ? b : a));
    return refuse("remembrement.not-adjacent", { ids, at: innerPosition(apart) });
  }
  const { areasM2, shares, parts, ids: _ids, ...rest } = input;
  const common = { id: ids[0] as string, ...rest };
  const sum = shares?.reduce((a, b) => a + b, 0) ?? 0;
  const wanted = shares?.map((share) => (share / sum) * planAreaM2(whole)) ?? areasM2;
  const plan = planOn(
    project,
    coverage,
    whole,
    wanted
      ? { ...common, method: "areas", areasM2: wanted }
      : { ...common, method: "equal", parts: parts ?? ids.length },
  );
  if (isRefusal(plan)) return { ...plan, ids: plan.code === "divide.house-cut" ? (plan.ids ?? ids) : ids };
  const parents = plan.parts.map(({ polygon }) =>
    parcels
      .map(({ id, geometry }) => ({ id, m2: regionAreaMm2(intersectionOf(geometry.rings, polygon.rings)) / 1e6 }))
      .filter(({ m2 }) => m2 >= LEAST_PART_M2)
      .sort((a, b) => b.m2 - a.m2)
      .map(({ id }) => id),
  );
  return { ...plan, parcels, parents };
}
