import { apartFindings } from "#core/derived/apart";
import { boxesNear, type FacilityPlace, facilityPlaces, gapMm, type Placed } from "#core/derived/facility-places";
import { lengthInsideM } from "#core/derived/length-inside";
import { lotAspect } from "#core/derived/lot-aspect";
import { populationOf } from "#core/derived/population";
import { type Target, withAccess } from "#core/derived/reach";
import { streetFronts } from "#core/derived/street-fronts";
import { streetGraphOf, WALK_JOIN_MM } from "#core/derived/street-graph";
import { walksOf } from "#core/derived/walks";
import type { FacilityKind } from "#core/features/facility-kinds";
import { alongNorms, servedKinds } from "#core/features/facility-norms";
import { servitudeNormOf, servitudeNorms, servitudeSources } from "#core/features/servitudes";
import { boxOf } from "#core/geometry/box";
import { smallestRectangleMm2 } from "#core/geometry/enclosing-rectangle";
import type { PolygonGeometry, Ring } from "#core/geometry/geometry";
import { lengthM } from "#core/geometry/path";
import { innerPosition, planAreaM2 } from "#core/geometry/ring";
import type { ClassId, Feature } from "#core/model/feature";
import { Project, type ProjectView } from "#core/model/project";
import { type Norm, normValue, type Referentiel } from "#core/model/referentiel";
import { checkProject } from "#core/rules/check-project";
import type { Issue, RuleId } from "#core/rules/issue";
import type { NormFinding, NormStatus, NormVerdict } from "#core/rules/norm-status";

/** What a rule found of one norm; nothing: it speaks of what is not there. */
interface Found {
  readonly verdict: Exclude<NormVerdict, "sans-objet">;
  readonly found?: NormFinding | undefined;
  readonly ids?: readonly string[] | undefined;
}

type Surface = Feature & { readonly geometry: PolygonGeometry };

/** A project with nothing in it. */
const NOTHING = new Project({ id: "", name: "", crs: "", created: "", attributions: [] });

/** Less than this beyond a norm is rounding, as a share of it. */
const ROUNDING = 1e-6;
/** Streets of these ranks are main streets. */
const MAIN: ReadonlySet<unknown> = new Set(["primary", "secondary"]);
/** A reserve lies along a street when it comes this near to its edge, millimetres. */
const ALONG_MM = 2500;

/**
 * Holds a plan against every norm that speaks of plans, in the order of the référentiel: land shares, parcels, houses,
 * servitudes, facilities by number of people, by walk and by distance from each other. Norms that tools go by (survey,
 * cleaning, widths) are not among them.
 *
 * @param issues what the check found, when it is known already
 */
export function normStatuses(
  project: ProjectView,
  norms: Referentiel,
  issues: readonly Issue[] = checkProject(project, norms).issues,
): NormStatus[] {
  const found = new Map<string, { bound?: "min" | "max"; of: Found | undefined }>([
    ...landFindings(project, norms),
    ...issueFindings(project, issues),
    ...shapeFindings(project, norms),
    ...serviceFindings(project, norms),
    ...placeFindings(project, norms),
  ]);
  return Object.entries(norms.norms).flatMap(([key, norm]): NormStatus[] => {
    const held = found.get(key);
    if (!held) return [];
    const { bound, of } = held;
    return [
      {
        key,
        norm,
        ...(bound ? { bound } : {}),
        verdict: of?.verdict ?? "sans-objet",
        ...(of?.found ? { found: of.found } : {}),
        ids: of?.ids ?? [],
      },
    ];
  });
}

/** Keys of the norms that a plan is held against: all others are what tools go by. */
export function heldNorms(norms: Referentiel): ReadonlySet<string> {
  return new Set(normStatuses(NOTHING, norms, []).map(({ key }) => key));
}

type Entry = readonly [key: string, entry: { bound?: "min" | "max"; of: Found | undefined }];

function bounded(norms: Referentiel, key: string, value: number | undefined, ids: readonly string[] = []): Entry {
  const norm = norms.norms[key] as Norm;
  const bound = key.endsWith(".max") ? "max" : "min";
  if (value === undefined) return [key, { bound, of: undefined }];
  const slack = ROUNDING * Math.max(1, norm.value);
  const kept = bound === "min" ? value >= norm.value - slack : value <= norm.value + slack;
  return [key, { bound, of: { verdict: kept ? "respecte" : "non-respecte", found: { value, unit: norm.unit }, ids } }];
}

function landFindings(project: ProjectView, norms: Referentiel): Entry[] {
  const perimeters = surfaces(project, "perimeter");
  const faces = (["street", "parcel", "reserve", "openSpace"] as const).map((cls) => surfaces(project, cls));
  const [streets = [], parcels = [], reserves = [], open = []] = faces;
  const totalM2 = sumM2(perimeters) || sumM2(faces.flat());
  const share = (members: readonly Surface[]): number | undefined =>
    totalM2 > 0 && parcels.length > 0 ? sumM2(members) / totalM2 : undefined;
  const housing = parcels.filter(({ fields }) => fields["use"] === "habitation");
  const green = open.filter(({ fields }) => fields["use"] === "espace-vert");
  const streetShare = streets.length > 0 ? share(streets) : undefined;
  let metres = 0;
  for (const { geometry, fields } of project.ofClass("streetAxis")) {
    if (geometry?.kind !== "line" || fields["rank"] === "path") continue;
    metres += perimeters[0] ? lengthInsideM(geometry.path, perimeters[0].geometry) : lengthM(geometry.path);
  }
  return [
    bounded(norms, "share.housing.min", share(housing)),
    bounded(norms, "share.housing.max", share(housing)),
    bounded(norms, "share.street.min", streetShare),
    bounded(norms, "share.street.max", streetShare),
    bounded(norms, "share.public", share([...reserves, ...green])),
    bounded(norms, "street.density.min", metres > 0 && share([]) === 0 ? metres / 1000 / (totalM2 / 1e6) : undefined),
  ];
}

/** Norms whose faults the check names one by one. */
const BY_ISSUE: readonly (readonly [key: string, rule: RuleId, unit: "parcels" | "buildings"])[] = [
  ["parcel.area.min", "small-parcel", "parcels"],
  ["parcel.area.max", "large-parcel", "parcels"],
  ["parcel.frontage.min", "narrow-front", "parcels"],
  ["plan.access.min", "no-street-access", "parcels"],
  ["plan.housesCut.max", "building-cut", "buildings"],
];

function issueFindings(project: ProjectView, issues: readonly Issue[]): Entry[] {
  const hasParcels = project.countOf("parcel") > 0;
  const hasStreets = project.countOf("street") > 0;
  const faults = (ids: readonly string[], unit: NormFinding["unit"]): Found => {
    const one = [...new Set(ids)];
    return { verdict: one.length === 0 ? "respecte" : "non-respecte", found: { value: one.length, unit }, ids: one };
  };
  const open = issues.filter(({ accepted }) => !accepted);
  const entries = BY_ISSUE.map(([key, rule, unit]): Entry => {
    const needsStreets = rule === "narrow-front" || rule === "no-street-access";
    if (!hasParcels || (needsStreets && !hasStreets)) return [key, { of: undefined }];
    const ids = open.filter((issue) => issue.rule === rule).map((issue) => issue.ids[0] as string);
    return [key, { of: faults(ids, unit) }];
  });
  const sources = new Map<string, boolean>();
  for (const cls of servitudeSources) {
    for (const source of project.ofClass(cls)) {
      const norm = servitudeNormOf(source);
      if (norm !== undefined) sources.set(norm, true);
    }
  }
  for (const key of servitudeNorms) {
    const ids = open.flatMap(({ rule, ids: [parcel = "", source = ""] }) => {
      const along = rule === "servitude" ? project.get(source) : undefined;
      return along && servitudeNormOf(along) === key ? [parcel] : [];
    });
    entries.push([key, { of: sources.has(key) && hasParcels ? faults(ids, "parcels") : undefined }]);
  }
  return entries;
}

/** Shape of the housing parcels. */
function shapeFindings(project: ProjectView, norms: Referentiel): Entry[] {
  const parcels = surfaces(project, "parcel").filter(({ fields }) => fields["use"] === "habitation");
  const least = normValue(norms, "parcel.aspect.min");
  const most = normValue(norms, "parcel.aspect.max");
  const fronts = streetFronts(
    surfaces(project, "street").map(({ geometry }) => geometry.rings),
    parcels.map(({ id, geometry }) => ({ id, rings: geometry.rings })),
  );
  const [squat, slim]: [string[], string[]] = [[], []];
  let filled = 0;
  let measured = 0;
  for (const { id, geometry } of parcels) {
    const ring = geometry.rings[0] as Ring;
    filled += (planAreaM2(geometry) * 1e6) / smallestRectangleMm2(ring);
    const aspect = lotAspect(ring, fronts.get(id) ?? [], [least, most]);
    if (aspect === undefined) continue;
    measured++;
    if (aspect < least - 0.01) squat.push(id);
    if (aspect > most + 0.01) slim.push(id);
  }
  const faults = (ids: string[]): Found | undefined =>
    measured === 0
      ? undefined
      : { verdict: ids.length === 0 ? "respecte" : "non-respecte", found: { value: ids.length, unit: "parcels" }, ids };
  return [
    ["parcel.aspect.min", { of: faults(squat) }],
    ["parcel.aspect.max", { of: faults(slim) }],
    bounded(norms, "plan.rectangularity.min", parcels.length > 0 ? filled / parcels.length : undefined),
  ];
}

/** People for each facility, and how far they walk. */
function serviceFindings(project: ProjectView, norms: Referentiel): Entry[] {
  const parcels = surfaces(project, "parcel").filter(({ fields }) => fields["use"] === "habitation");
  const places = facilityPlaces(project);
  const people = populationOf(project, norms).planned;
  const graph = streetGraphOf(project, WALK_JOIN_MM);
  const targets: Target[] = withAccess(
    graph,
    parcels.map(({ id, geometry }) => ({ id, at: innerPosition(geometry) })),
  );
  return servedKinds.flatMap((kind): Entry[] => {
    const sources = places.filter((place) => place.kind === kind);
    const perOne = people / sources.length;
    const most = normValue(norms, `${kind}.people`);
    const ids = sources.map(({ id }) => id);
    if (parcels.length === 0) {
      return [
        [`${kind}.people`, { bound: "max", of: undefined }],
        [`${kind}.reach`, { bound: "max", of: undefined }],
      ];
    }
    const crowd: Found =
      sources.length === 0
        ? { verdict: "non-respecte" }
        : { verdict: perOne <= most ? "respecte" : "non-respecte", found: { value: perOne, unit: "hab" }, ids };
    return [
      [`${kind}.people`, { bound: "max", of: crowd }],
      [`${kind}.reach`, { bound: "max", of: walk(kind, sources) }],
    ];
  });

  function walk(kind: FacilityKind, sources: readonly FacilityPlace[]): Found {
    const limitM = normValue(norms, `${kind}.reach`);
    const walks = walksOf(
      graph,
      sources.map(({ at }) => at),
      limitM,
      targets,
    );
    if (!walks) return { verdict: "non-respecte" };
    const { beyond } = walks;
    if (beyond.length > 0) {
      return { verdict: "non-respecte", found: { value: beyond.length, unit: "parcels" }, ids: beyond };
    }
    const found = { value: walks.farthestM, unit: "m" };
    return { verdict: walks.byStraightLine > targets.length / 2 ? "a-confirmer" : "respecte", found };
  }
}

/** Where facilities lie: from each other, from houses and water, along the main streets. */
function placeFindings(project: ProjectView, norms: Referentiel): Entry[] {
  const facilities = facilityPlaces(project);
  const houses: Placed[] = surfaces(project, "building");
  const waters: Placed[] = [];
  for (const cls of ["water", "waterCourse"] as const) {
    for (const { id, geometry } of project.ofClass(cls)) if (geometry) waters.push({ id, geometry });
  }
  const entries = new Map<string, Entry>();
  for (const key of Object.keys(norms.norms)) if (key.startsWith("apart.")) entries.set(key, [key, { of: undefined }]);
  for (const { norm, leastMm, faults } of apartFindings({ facilities, houses, waters }, norms)) {
    const of: Found =
      faults.length === 0
        ? { verdict: "respecte" }
        : {
            verdict: "non-respecte",
            found: { value: leastMm / 1000, unit: "m" },
            ids: faults.flatMap(({ id, other }) => [id, other]),
          };
    entries.set(norm.key, [norm.key, { bound: "min", of }]);
  }
  const axes: { readonly geometry: Extract<Feature["geometry"], { kind: "line" }>; readonly halfMm: number }[] = [];
  for (const { geometry, fields } of project.ofClass("streetAxis")) {
    const rank = fields["rank"];
    if (geometry?.kind !== "line" || !MAIN.has(rank)) continue;
    const widthM = typeof fields["widthM"] === "number" ? fields["widthM"] : normValue(norms, `street.${rank}.width`);
    axes.push({ geometry, halfMm: widthM * 500 });
  }
  for (const { key, kind } of alongNorms(norms)) {
    const lands = facilities.filter((place) => place.kind === kind && place.geometry.kind === "polygon");
    if (lands.length === 0 || axes.length === 0) {
      entries.set(key, [key, { of: undefined }]);
      continue;
    }
    const ids = lands
      .filter(
        ({ geometry }) =>
          !axes.some(
            (axis) =>
              boxesNear(boxOf(geometry), boxOf(axis.geometry), axis.halfMm + ALONG_MM) &&
              gapMm(geometry, axis.geometry) <= axis.halfMm + ALONG_MM,
          ),
      )
      .map(({ id }) => id);
    const verdict = ids.length === 0 ? "respecte" : "non-respecte";
    entries.set(key, [key, { of: { verdict, found: { value: ids.length, unit: "facilities" }, ids } }]);
  }
  return [...entries.values()];
}

function surfaces(project: ProjectView, cls: ClassId): Surface[] {
  return [...project.ofClass(cls)].filter((feature): feature is Surface => feature.geometry?.kind === "polygon");
}

function sumM2(members: readonly Surface[]): number {
  return members.reduce((sum, { geometry }) => sum + planAreaM2(geometry), 0);
}
