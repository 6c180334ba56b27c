import Flatbush from "flatbush";
import { facesByIlot } from "#core/derived/ilot-outline";
import { lengthInsideM } from "#core/derived/length-inside";
import { type Population, populationOf } from "#core/derived/population";
import { type Reach, reachOf, type Target, withAccess } from "#core/derived/reach";
import { polygonDistanceMm, type Segment, segmentsOf } from "#core/derived/segment-distance";
import { type StreetGraph, streetGraphOf, WALK_JOIN_MM } from "#core/derived/street-graph";
import { boxOf } from "#core/geometry/box";
import type { PolygonGeometry, Position } from "#core/geometry/geometry";
import { lengthM } from "#core/geometry/path";
import { innerPosition, planAreaM2, sideOfPolygon } from "#core/geometry/ring";
import type { ClassId, Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { normValue, type Referentiel } from "#core/model/referentiel";

/** One line of the balance. Plan areas in the project CRS. */
export interface BalanceLine {
  readonly count: number;
  readonly areaM2: number;
  /** Of the perimeter's area, 0 to 1; of the coverage's when no perimeter is drawn. */
  readonly share: number;
}

/** Who is served, and how the way was measured. */
export interface BalanceReach {
  readonly limitM: number;
  readonly served: number;
  readonly total: number;
  /** Parcels measured along streets, and in a straight line because no street is within 100 m. */
  readonly byNetwork: number;
  readonly byStraightLine: number;
}

/** Length of one kind of line inside the perimeter, by value of its sorting field ("" when it has none). */
export interface BalanceLength {
  readonly class: ClassId;
  readonly kind: string;
  readonly lengthM: number;
}

/** The land balance of a plan, with its networks and who they serve. */
export interface LandBalance {
  readonly perimeterM2: number;
  readonly streets: BalanceLine;
  /** Faces that belong to îlots, together. */
  readonly ilots: BalanceLine;
  readonly parcels: BalanceLine;
  readonly parcelsByUse: readonly (BalanceLine & { readonly use: string })[];
  readonly reserves: BalanceLine;
  readonly reservesByUse: readonly (BalanceLine & { readonly use: string })[];
  /** Housing parcels; reserves and green spaces together: what norms of land shares speak of. */
  readonly housing: BalanceLine;
  readonly publicSpace: BalanceLine;
  /** People of the houses that stand, and once every housing parcel is lived in; the latter on a hectare. */
  readonly people: Population & { readonly perHa: number };
  readonly openSpaces: BalanceLine;
  /** Of the perimeter, what no face covers. */
  readonly remainder: BalanceLine;
  readonly parcelAreaM2?: { readonly mean: number; readonly min: number; readonly max: number };
  /** Buildings in the perimeter, and those that stand in a parcel or reserve (by a position inside them). */
  readonly houses: { readonly total: number; readonly kept: number };
  readonly lengths: readonly BalanceLength[];
  readonly points: readonly { readonly class: ClassId; readonly kind: string; readonly count: number }[];
  readonly water?: BalanceReach;
  readonly power?: BalanceReach;
}

/**
 * Works out the land balance of a project.
 *
 * @param norms needs `people.house`, `water.reach`, `power.lowVoltage.reach`, `power.connection.reach`
 * @param options `reach: false` leaves out who is served, the slow part on a big plan
 */
export function balanceOf(project: ProjectView, norms: Referentiel, options: { reach?: boolean } = {}): LandBalance {
  const perimeters = polygonsIn(project, "perimeter");
  const faces = (["street", "parcel", "reserve", "openSpace"] as const).flatMap((cls) => [...polygonsIn(project, cls)]);
  const covered = sumM2(faces);
  const perimeterM2 = perimeters.length > 0 ? sumM2(perimeters) : covered;
  const line = (members: readonly Face[], count = members.length): BalanceLine => {
    const areaM2 = sumM2(members);
    return { count, areaM2, share: perimeterM2 > 0 ? areaM2 / perimeterM2 : 0 };
  };
  const of = (cls: ClassId): Face[] => faces.filter((face) => face.class === cls);
  const byUse = (members: readonly Face[]): (BalanceLine & { use: string })[] =>
    [...grouped(members, (face) => String(face.fields["use"] ?? ""))]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([use, group]) => ({ use, ...line(group) }));

  const parcels = of("parcel");
  const people = populationOf(project, norms);
  const areas = parcels.map((parcel) => planAreaM2(parcel.geometry));
  const ilots = facesByIlot(project);
  const remainderM2 = Math.max(0, perimeterM2 - covered);
  const perimeter = perimeters[0]?.geometry;
  const served = options.reach === false ? {} : servedOf(project, parcels, norms);
  return {
    perimeterM2,
    streets: line(of("street")),
    ilots: line([...ilots.values()].flat() as Face[], ilots.size),
    parcels: line(parcels),
    parcelsByUse: byUse(parcels),
    reserves: line(of("reserve")),
    reservesByUse: byUse(of("reserve")),
    housing: line(parcels.filter(({ fields }) => fields["use"] === "habitation")),
    publicSpace: line([...of("reserve"), ...of("openSpace").filter(({ fields }) => fields["use"] === "espace-vert")]),
    people: { ...people, perHa: perimeterM2 > 0 ? people.planned / (perimeterM2 / 10_000) : 0 },
    openSpaces: line(of("openSpace")),
    remainder: { count: 0, areaM2: remainderM2, share: perimeterM2 > 0 ? remainderM2 / perimeterM2 : 0 },
    ...(areas.length > 0
      ? { parcelAreaM2: { mean: sumM2(parcels) / areas.length, min: least(areas), max: -least(areas.map((a) => -a)) } }
      : {}),
    houses: housesOf(project, [...parcels, ...of("reserve")], perimeter),
    lengths: lengthsOf(project, perimeter),
    points: pointsOf(project, perimeter),
    ...served,
  };
}

type Face = Feature & { readonly geometry: PolygonGeometry };

function polygonsIn(project: ProjectView, cls: ClassId): Face[] {
  return [...project.ofClass(cls)].filter((feature): feature is Face => feature.geometry?.kind === "polygon");
}

function sumM2(faces: readonly Face[]): number {
  return faces.reduce((sum, face) => sum + planAreaM2(face.geometry), 0);
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

function grouped<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function housesOf(project: ProjectView, lots: readonly Face[], perimeter: PolygonGeometry | undefined) {
  const tree = lots.length > 0 ? new Flatbush(lots.length) : undefined;
  for (const lot of lots) tree?.add(...boxOf(lot.geometry));
  tree?.finish();
  let total = 0;
  let kept = 0;
  for (const building of polygonsIn(project, "building")) {
    const [x, y] = innerPosition(building.geometry);
    if (perimeter && sideOfPolygon(perimeter, x, y) < 0) continue;
    total++;
    const found = tree?.search(x, y, x, y) ?? [];
    if (found.some((i) => sideOfPolygon((lots[i] as Face).geometry, x, y) > 0)) kept++;
  }
  return { total, kept };
}

/** The field a class of line or point is told apart by. */
const SORTED_BY: Readonly<Partial<Record<ClassId, string>>> = {
  streetAxis: "rank",
  powerLine: "level",
  pipe: "material",
  waterPoint: "kind",
  facility: "kind",
};

function lengthsOf(project: ProjectView, perimeter: PolygonGeometry | undefined): BalanceLength[] {
  return (["streetAxis", "powerLine", "pipe"] as const).flatMap((cls) =>
    [...grouped(project.ofClass(cls), (feature) => String(feature.fields[SORTED_BY[cls] ?? ""] ?? ""))]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, features]) => {
        let metres = 0;
        for (const { geometry } of features) {
          if (geometry?.kind !== "line") continue;
          metres += perimeter ? lengthInsideM(geometry.path, perimeter) : lengthM(geometry.path);
        }
        return { class: cls, kind, lengthM: metres };
      })
      .filter((length) => length.lengthM > 0),
  );
}

function pointsOf(project: ProjectView, perimeter: PolygonGeometry | undefined): LandBalance["points"] {
  const inside = (feature: Feature): boolean =>
    feature.geometry?.kind === "point" && (!perimeter || sideOfPolygon(perimeter, ...feature.geometry.at) >= 0);
  return (["powerPole", "transformer", "waterPoint", "facility"] as const).flatMap((cls) =>
    [
      ...grouped([...project.ofClass(cls)].filter(inside), (feature) =>
        String(feature.fields[SORTED_BY[cls] ?? ""] ?? ""),
      ),
    ]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, features]) => ({ class: cls, kind, count: features.length })),
  );
}

function positionsOf(project: ProjectView, cls: ClassId, wanted: (feature: Feature) => boolean): Position[] {
  const positions: Position[] = [];
  for (const feature of project.ofClass(cls)) {
    if (feature.geometry?.kind === "point" && wanted(feature)) positions.push(feature.geometry.at);
  }
  return positions;
}

function servedOf(project: ProjectView, parcels: readonly Face[], norms: Referentiel) {
  const graph = streetGraphOf(project, WALK_JOIN_MM);
  const targets = withAccess(
    graph,
    parcels.map(({ id, geometry }) => ({ id, at: innerPosition(geometry) })),
  );
  // Water towers hold water; nobody fetches it there.
  const taps = positionsOf(
    project,
    "waterPoint",
    ({ fields }) => fields["kind"] !== "chateau-eau" && fields["state"] !== "hors-service",
  );
  const limitM = normValue(norms, "water.reach");
  const water = reachOf(graph, taps, limitM, targets);
  return {
    water: reachLine(limitM, water, water.served.size),
    power: powerReach(project, graph, targets, parcels, norms),
  };
}

function reachLine(limitM: number, reach: Reach, served: number): BalanceReach {
  const { byNetwork, byStraightLine } = reach;
  return { limitM, served, total: byNetwork + byStraightLine, byNetwork, byStraightLine };
}

/** Served: near a transformer along the streets, or within a connection's length of a low-voltage line. */
function powerReach(
  project: ProjectView,
  graph: StreetGraph,
  targets: readonly Target[],
  parcels: readonly Face[],
  norms: Referentiel,
): BalanceReach {
  const limitM = normValue(norms, "power.lowVoltage.reach");
  const posts = positionsOf(project, "transformer", ({ fields }) => fields["state"] !== "hors-service");
  const reach = reachOf(graph, posts, limitM, targets);
  const served = new Set(reach.served.keys());
  const connectionMm = normValue(norms, "power.connection.reach") * 1000;
  const segments: Segment[] = [];
  for (const { geometry, fields } of project.ofClass("powerLine")) {
    if (geometry?.kind === "line" && fields["level"] === "BT" && fields["state"] !== "hors-service")
      segments.push(...segmentsOf(geometry.path));
  }
  if (segments.length > 0) {
    const tree = new Flatbush(segments.length);
    for (const [ax, ay, bx, by] of segments)
      tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
    tree.finish();
    for (const { id, geometry } of parcels) {
      if (served.has(id)) continue;
      const [minX, minY, maxX, maxY] = boxOf(geometry);
      const near = tree.search(minX - connectionMm, minY - connectionMm, maxX + connectionMm, maxY + connectionMm);
      if (near.some((s) => polygonDistanceMm(geometry, segments[s] as Segment) <= connectionMm)) served.add(id);
    }
  }
  return reachLine(limitM, reach, served.size);
}
