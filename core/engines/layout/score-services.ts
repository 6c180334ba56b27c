import { drainingShare } from "#core/derived/drainage";
import { lotAspect } from "#core/derived/lot-aspect";
import { type Target, withAccess } from "#core/derived/reach";
import { streetFronts } from "#core/derived/street-fronts";
import { streetGraph, WALK_JOIN_MM } from "#core/derived/street-graph";
import { walksOf } from "#core/derived/walks";
import type { LayoutFace, LayoutInput, LayoutScore } from "#core/engines/layout/layout-types";
import { type ScoredPlan, scoreLayout } from "#core/engines/layout/score-layout";
import { type FacilityKind, facilityKindOf } from "#core/features/facility-kinds";
import { servedKinds } from "#core/features/facility-norms";
import type { Position, Ring } from "#core/geometry/geometry";
import { lengthM } from "#core/geometry/path";
import { innerPosition } from "#core/geometry/ring";
import { normValue, type Referentiel } from "#core/model/referentiel";

/** A plan with what its people need. */
export interface ServedPlan extends ScoredPlan {
  readonly facilities: LayoutInput["facilities"];
  readonly norms: Referentiel;
  readonly relief?: LayoutInput["relief"];
}

/** All figures of a plan: its land and lots, then its people, how far they walk, and the shape of its streets. */
export function scorePlan(plan: ServedPlan): LayoutScore {
  const score = scoreLayout(plan);
  const built = plan.axes.filter(({ rank }) => rank !== "path");
  const streetKm = built.reduce((sum, { path }) => sum + lengthM(path), 0) / 1000;
  const perHouse = normValue(plan.norms, "people.house");
  const people = (score.peopleNow ?? 0) + score.freeLots * perHouse;
  return {
    ...score,
    streetKmPerKm2: streetKm / (score.siteAreaM2 / 1e6),
    people,
    peoplePerHa: people / (score.siteAreaM2 / 1e4),
    ...shapesOf(plan),
    ...walksIn(plan),
    ...drainageOf(plan),
  };
}

function drainageOf({ axes, norms, relief }: ServedPlan): Partial<LayoutScore> {
  if (!relief) return {};
  const [least, most] = [normValue(norms, "drainage.slope.min"), normValue(norms, "drainage.slope.max")];
  const paths = axes.filter(({ rank }) => rank !== "path").map(({ path }) => path);
  const drainage = drainingShare(paths, relief, least, most);
  return drainage === undefined ? {} : { drainage };
}

function walksIn(plan: ServedPlan): Partial<LayoutScore> {
  const lots = plan.faces.filter((face) => face.class === "parcel" && face.use !== "equipement");
  const graph = streetGraph(
    plan.axes.map(({ path }) => path),
    WALK_JOIN_MM,
  );
  const targets: Target[] = withAccess(
    graph,
    lots.map(({ rings }, id) => ({ id: String(id), at: innerPosition({ kind: "polygon", rings }) })),
  );
  const out: Record<string, number> = {};
  for (const kind of servedKinds) {
    const walks = walksOf(graph, sourcesOf(plan, kind), normValue(plan.norms, `${kind}.reach`), targets);
    if (!walks) continue;
    out[`${kind}Within`] = walks.within;
    out["lotsCutOff"] = Math.max(out["lotsCutOff"] ?? 0, walks.cutOff);
    if (Number.isFinite(walks.medianM)) out[`${kind}WalkM`] = walks.medianM;
    if (Number.isFinite(walks.p95M)) out[`${kind}WalkP95M`] = walks.p95M;
  }
  return out;
}

function sourcesOf({ faces, facilities }: ServedPlan, kind: FacilityKind): Position[] {
  const reserved = faces
    .filter((face) => face.class === "reserve" && facilityKindOf(face.use) === kind)
    .map(({ rings }) => innerPosition({ kind: "polygon", rings }));
  return [...reserved, ...(facilities ?? []).filter((one) => one.kind === kind).map(({ at }) => at)];
}

/** Depth over frontage of the lots, and how far they are turned from the bearing of the plan. */
function shapesOf(plan: ServedPlan): Partial<LayoutScore> {
  const between = [normValue(plan.norms, "parcel.aspect.min"), normValue(plan.norms, "parcel.aspect.max")] as const;
  const aspects: number[] = [];
  const fronts: { readonly angle: number; readonly length: number }[] = [];
  const facesOf = (cls: LayoutFace["class"]) =>
    plan.faces.flatMap((face, f) => (face.class === cls ? [{ id: String(f), rings: face.rings }] : []));
  const lots = facesOf("parcel");
  const streets = facesOf("street").map(({ rings }) => rings);
  const held = streetFronts(streets, lots);
  for (const { id, rings } of lots) {
    const own = held.get(id) ?? [];
    const aspect = lotAspect(rings[0] as Ring, own, between);
    if (aspect !== undefined) aspects.push(aspect);
    let longest = { angle: 0, length: 0 };
    for (let i = 0; i + 3 < own.length; i += 4) {
      const [ax, ay, bx, by] = own.slice(i, i + 4) as [number, number, number, number];
      const length = Math.hypot(bx - ax, by - ay);
      if (length > longest.length) longest = { angle: Math.atan2(by - ay, bx - ax), length };
    }
    if (longest.length > 0) fronts.push(longest);
  }
  if (aspects.length === 0) return {};
  aspects.sort((a, b) => a - b);
  const fit = aspects.filter((aspect) => aspect >= between[0] - 0.01 && aspect <= between[1] + 0.01);
  const bearing = plan.params.bearingDeg;
  const main = typeof bearing === "number" ? ((90 - bearing) * Math.PI) / 180 : bearingOf(fronts);
  const off = fronts.reduce((sum, { angle }) => sum + Math.abs(quarterOff(angle, main)), 0) / fronts.length;
  return {
    aspect: aspects[Math.floor(aspects.length / 2)] as number,
    aspectWithin: fit.length / aspects.length,
    orientationDeg: (off * 180) / Math.PI,
  };
}

/** The direction most fronts run in, modulo a right angle. */
function bearingOf(fronts: readonly { readonly angle: number; readonly length: number }[]): number {
  // Four times the angle makes directions a right angle apart the same.
  let [x, y] = [0, 0];
  for (const { angle, length } of fronts) {
    x += length * Math.cos(4 * angle);
    y += length * Math.sin(4 * angle);
  }
  return Math.atan2(y, x) / 4;
}

/** From one direction to another, modulo a right angle, at most half of one either way. */
function quarterOff(angle: number, from: number): number {
  const quarter = Math.PI / 2;
  return angle - from - quarter * Math.round((angle - from) / quarter);
}
