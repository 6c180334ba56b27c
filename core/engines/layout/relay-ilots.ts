import { isFace, PlanarGraph } from "#core/derived/planar-graph";
import { type Face, fixedFaceTest, shutEdges } from "#core/engines/layout/fixed-ground";
import { groundLeftBy } from "#core/engines/layout/ground-left";
import { layOut } from "#core/engines/layout/lay-out";
import { groundInputOf } from "#core/engines/layout/layout-input";
import type {
  LayoutAxis,
  LayoutFace,
  LayoutInput,
  LayoutParams,
  LayoutRemark,
  NewLine,
  Outline,
} from "#core/engines/layout/layout-types";
import { RegionIndex } from "#core/engines/layout/region-index";
import { edgeKey } from "#core/engines/layout/stitch-faces";
import { isLocked } from "#core/features/locks";
import { type Box, boxesMeet, emptyBox, growBox } from "#core/geometry/box";
import {
  bandAlong,
  clippedToBox,
  differenceOf,
  grownBy,
  intersectionOf,
  type Region,
  surfacesOfRegion,
  unionOf,
} from "#core/geometry/clip";
import { hullOf } from "#core/geometry/enclosing-rectangle";
import type { PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { innerPosition, sideOfPolygon } from "#core/geometry/ring";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { ProjectView } from "#core/model/project";
import type { Referentiel } from "#core/model/referentiel";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/** What may be changed when îlots are laid out anew; the rest follows from the plan around them. */
export type IlotParams = Pick<LayoutParams, "parcelAreaM2" | "frontageM" | "lotsPerIlotRow" | "keepBuildings">;

/** Îlots that are to be laid out anew, and the ground they leave. */
export interface IlotsTarget {
  readonly ilots: readonly string[];
  /** Faces that are replaced. */
  readonly faces: readonly Face[];
  readonly outline: Outline;
  /** Vertices of the streets around that only the replaced faces asked for. */
  readonly drops: readonly { readonly at: Position; readonly ids: readonly string[] }[];
  /** What the engine is told, one input for each part that hangs together; parameters are put in when it runs. */
  readonly inputs: readonly LayoutInput[];
}

/** New faces for a target. */
export interface RelayedIlots {
  readonly faces: readonly LayoutFace[];
  readonly axes: readonly LayoutAxis[];
  readonly remarks: readonly LayoutRemark[];
}

/** Land around the îlots that the engine sees, millimetres. */
const AROUND = 15_000;
/** A vertex this near to the straight line of its neighbours bends no border, millimetres. */
const STRAIGHT = 1.5;

/**
 * Gathers what îlots need to be laid out anew: their planned parcels and the greens between them go; reserves, locked
 * faces and parcels that are more than planned stay, and so does all around.
 *
 * @param line a street to be led through them
 * @returns refusals `relay.no-such-ilot`, `relay.nothing-free`
 */
export function ilotsTarget(
  project: ProjectView,
  coverage: CoverageIndex,
  ilots: readonly string[],
  params: LayoutParams,
  norms: Referentiel,
  line?: NewLine,
): IlotsTarget | Refusal {
  const isFixed = fixedFaceTest(project);
  const own = new Map<string, Face>();
  for (const ilot of ilots) {
    const ids = coverage.facesOfIlot(ilot);
    if (ids.length === 0) return refuse("relay.no-such-ilot", { params: { ilot } });
    for (const id of ids) {
      const face = project.get(id);
      if (face && isFace(face) && face.class !== "reserve" && face.class !== "street" && !isFixed(face))
        own.set(id, face);
    }
  }
  if (![...own.values()].some((face) => face.class === "parcel")) return refuse("relay.nothing-free");
  for (const green of greensBetween(project, coverage, own, new Set(ilots))) {
    if (!isFixed(green)) own.set(green.id, green);
  }
  const lots = [...own.values()];
  const box = growBox(emptyBox(), lots.flatMap(({ geometry }) => geometry.rings).flat());
  const origin: Position = [Math.round((box[0] + box[2]) / 2), Math.round((box[1] + box[3]) / 2)];
  const local = (rings: readonly Ring[]): number[][] =>
    rings.map((ring) => ring.map((value, i) => value - (origin[i % 2] as number)));
  const back = (rings: Region): Ring[] =>
    rings.map((ring) => ring.map((value, i) => value + (origin[i % 2] as number)));

  const around: Box = [box[0] - AROUND, box[1] - AROUND, box[2] + AROUND, box[3] + AROUND];
  const facesIn = (within: Box): Face[] =>
    coverage
      .facesIn(within)
      .map((id) => project.get(id))
      .filter((face): face is Face => face !== undefined && isFace(face));
  const window = local([around])[0] as unknown as Box;
  const roads = facesIn(around).filter((face) => face.class === "street");
  const surfaces = unionOf(...roads.map(({ geometry }) => clippedToBox(local(geometry.rings), window)));
  const planted = unionOf(...lots.map(({ geometry }) => local(geometry.rings)));
  const left = line ? groundLeftBy(line, project, surfaces, planted, origin) : [];
  // Streets that give ground back are drawn anew with the lots; the rest of them stays street.
  const giving = roads.filter(
    (road) => left.length > 0 && !isFixed(road) && intersectionOf(local(road.geometry.rings), left).length > 0,
  );
  for (const road of giving) own.set(road.id, road);

  const faces = [...own.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const { free, drops } = calmed(project, coverage, PlanarGraph.of(faces).outlineOf(own.keys()), own);
  const gives = giving.length > 0;
  const land = gives ? unionOf(planted, left) : unionOf(...free.map(({ rings }) => local(rings)));
  const streets = gives ? differenceOf(surfaces, left) : surfaces;
  const reachOf = growBox(emptyBox(), free.flatMap(({ rings }) => rings).flat());
  const beside = facesIn(gives ? reachOf : around).filter(({ id }) => !own.has(id));
  const led = line ? intersectionOf(bandAlong(local([line.path])[0] as number[], line.widthM * 1000), land) : [];
  const stays = gives ? differenceOf(unionOf(...giving.map(({ geometry }) => local(geometry.rings))), left) : [];
  const keep = unionOf(led, stays);
  // Reserves of these îlots keep their ground, but take the corners of new lots on their borders, as streets do.
  const isClosed = (face: Face): boolean =>
    isFixed(face) ||
    (face.class !== "street" && face.class !== "openSpace" && !ilots.includes(String(face.fields["ilot"])));
  const shut = shutEdges(
    free,
    beside.filter((face) => face.class !== "street" && isClosed(face)),
  );
  const whole = groundInputOf(project, [], params, 1, norms);
  // Streets hang together: what they give back is worked out in one window.
  const inputs = windowsOver(land, gives).map((window): LayoutInput => {
    const polygon: PolygonGeometry = { kind: "polygon", rings: window };
    const holds = (rings: readonly Ring[]): boolean => {
      const [x, y] = innerPosition({ kind: "polygon", rings: local(rings) });
      return sideOfPolygon(polygon, Math.round(x), Math.round(y)) > 0;
    };
    const mine = gives ? free : free.filter(({ rings }) => holds(rings));
    const reach = growBox(emptyBox(), back(window).flat());
    const isFree = (rings: readonly Ring[]): boolean => {
      const [x, y] = innerPosition({ kind: "polygon", rings });
      return mine.some((part) => sideOfPolygon(part, Math.round(x), Math.round(y)) > 0);
    };
    const owned = new Set<string>();
    for (const { rings } of mine) for (const key of keysOf(rings)) if (shut.has(key)) owned.add(key);
    const bearingDeg = gives ? undefined : bearingOf(owned);
    return {
      ...whole,
      // New rows run on beside plots that stay as those do.
      params: { ...params, ...(bearingDeg === undefined ? {} : { bearingDeg }) },
      site: back(window),
      buildings: whole.buildings.filter(
        ({ rings }) => boxesMeet(growBox(emptyBox(), rings[0] ?? []), reach) && isFree(rings),
      ),
      compounds: (whole.compounds ?? []).filter(
        (ring) => boxesMeet(growBox(emptyBox(), ring), reach) && isFree([ring]),
      ),
      streets: [],
      fixed: {
        taken: back(differenceOf(window, unionOf(land, streets))),
        streets: back(unionOf(streets, intersectionOf(led, window))),
        outline: { free: mine, shut: owned, keep: back(gives ? keep : intersectionOf(led, window)) },
        faces: [],
        axes: [],
      },
    };
  });
  return { ilots, faces, outline: { free, shut, keep: back(keep) }, drops, inputs };
}

/**
 * Lays îlots out anew.
 *
 * @returns `relay.too-small`, or another refusal of the engine, `layout.*`
 */
export function relayIlots({ inputs }: IlotsTarget, params: IlotParams): RelayedIlots | Refusal {
  const faces: LayoutFace[] = [];
  const axes: LayoutAxis[] = [];
  const shut: LayoutFace[] = [];
  for (const [i, input] of inputs.entries()) {
    const { parcelAreaM2, frontageM, lotsPerIlotRow, keepBuildings } = params;
    const asked = { ...input.params, parcelAreaM2, frontageM, lotsPerIlotRow, keepBuildings };
    const made = layOut({ ...input, params: { ...asked, publicShare: 0, facilities: [] } });
    if (isRefusal(made)) {
      const small = made.code === "layout.all-under-water" || made.code === "layout.site-too-small";
      return small ? refuse("relay.too-small", { params: { areaM2: params.parcelAreaM2 } }) : made;
    }
    const free = input.fixed?.outline.free ?? [];
    const served = servedBy(
      input.fixed?.streets ?? [],
      made.faces.flatMap((face) => (face.class === "street" ? face.rings : [])),
    );
    for (const face of made.faces) {
      const isShut = face.class === "parcel" && !served(face.rings);
      if (isShut && !face.houses) faces.push({ class: "openSpace", use: "espace-vert", rings: face.rings });
      else faces.push(face.ilot === undefined ? face : { ...face, ilot: `${i}/${face.ilot}` });
      if (isShut && face.houses) shut.push(face);
    }
    axes.push(
      ...made.axes.filter(({ path }) => {
        const k = 2 * Math.floor(path.length / 4);
        const [x, y] = [path[k] as number, path[k + 1] as number];
        const [u, v] = [path[k - 2] ?? x, path[k - 1] ?? y];
        return free.some((polygon) => sideOfPolygon(polygon, Math.round((x + u) / 2), Math.round((y + v) / 2)) > 0);
      }),
    );
  }
  const [first] = shut;
  const at = first && innerPosition({ kind: "polygon", rings: first.rings });
  const remarks = at
    ? [
        {
          code: "layout.no-street",
          params: { count: shut.length },
          at: [Math.round(at[0]), Math.round(at[1])] as const,
        },
      ]
    : [];
  return { faces, axes, remarks };
}

/** Tells whether a lot has a front of a metre or more on street ground. */
function servedBy(...streets: readonly Region[]): (rings: readonly Ring[]) => boolean {
  const grounds = streets.map((ground) => new RegionIndex(ground));
  return ([shell = []]) => {
    let frontMm = 0;
    for (let i = 0, j = shell.length - 2; i < shell.length; j = i, i += 2) {
      const [ax, ay, bx, by] = [shell[j], shell[j + 1], shell[i], shell[i + 1]] as [number, number, number, number];
      const length = Math.hypot(bx - ax, by - ay);
      const [x, y] = [(ax + bx) / 2 + ((by - ay) / length) * 100, (ay + by) / 2 - ((bx - ax) / length) * 100];
      if (grounds.some((ground) => ground.contains(x, y))) frontMm += length;
    }
    return frontMm >= 1_000;
  };
}

/** Direction of the longest of some edges, degrees from north; `undefined` when there is none. */
function bearingOf(keys: ReadonlySet<string>): number | undefined {
  let longest = 0;
  let bearingDeg: number | undefined;
  for (const key of keys) {
    const [ax, ay, bx, by] = key.split(" ").map(Number) as [number, number, number, number];
    const length = Math.hypot(bx - ax, by - ay);
    if (length <= longest) continue;
    longest = length;
    bearingDeg = 90 - (Math.atan2(by - ay, bx - ax) * 180) / Math.PI;
  }
  return bearingDeg;
}

/** Convex windows over the land and a little around it; parts whose windows meet share one. */
function windowsOver(land: Region, whole: boolean): Ring[][] {
  let windows = surfacesOfRegion(grownBy(land, AROUND)).map(([shell = []]) => hullOf(shell));
  if (whole) windows = [hullOf(windows.flat())];
  for (;;) {
    const joined = surfacesOfRegion(unionOf(windows)).map(([shell = []]) => hullOf(shell));
    if (joined.length === windows.length) return joined.map((shell) => [shell]);
    windows = joined;
  }
}

function keysOf(rings: readonly Ring[]): string[] {
  return rings.flatMap((ring) => {
    const keys: string[] = [];
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      keys.push(edgeKey(ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number));
    }
    return keys;
  });
}

/** Open spaces that lie between faces of the îlots only, streets aside: corners and leftovers of their cutting. */
function greensBetween(
  project: ProjectView,
  coverage: CoverageIndex,
  own: ReadonlyMap<string, Face>,
  ilots: ReadonlySet<string>,
): Face[] {
  const candidates = new Set<string>();
  const neighboursOf = (face: Face): Set<string> => {
    const ids = new Set<string>();
    for (const ring of face.geometry.rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const sides = coverage.facesBeside(
          ring[j] as number,
          ring[j + 1] as number,
          ring[i] as number,
          ring[i + 1] as number,
        );
        if (sides.right !== undefined) ids.add(sides.right);
      }
    }
    return ids;
  };
  for (const face of own.values()) {
    for (const id of neighboursOf(face)) if (!own.has(id) && project.get(id)?.class === "openSpace") candidates.add(id);
  }
  return [...candidates].sort().flatMap((id) => {
    const green = project.get(id);
    if (!green || !isFace(green) || green.fields["use"] === "eau" || green.fields["use"] === "servitude") return [];
    const within = [...neighboursOf(green)].every((other) => {
      const beside = project.get(other);
      return beside?.class === "street" || own.has(other) || ilots.has(String(beside?.fields["ilot"]));
    });
    return within ? [green] : [];
  });
}

/** Outlines without the vertices on the straight borders of unlocked streets that only the replaced faces asked for. */
function calmed(
  project: ProjectView,
  coverage: CoverageIndex,
  outlines: readonly PolygonGeometry[],
  own: ReadonlyMap<string, Face>,
): Pick<IlotsTarget, "drops"> & { free: PolygonGeometry[] } {
  const drops: { at: Position; ids: string[] }[] = [];
  const rims = new Set<string>();
  for (const { geometry } of project.ofClass("perimeter")) {
    for (const ring of geometry?.kind === "polygon" ? geometry.rings : []) {
      for (let i = 0; i < ring.length; i += 2) rims.add(`${ring[i]} ${ring[i + 1]}`);
    }
  }
  const streetAt = (x: number, y: number): string | undefined => {
    const others = coverage.facesAt(x, y).filter((id) => !own.has(id));
    const street = others.length === 1 ? project.get(others[0] as string) : undefined;
    return street?.class === "street" && !isLocked(street) && !rims.has(`${x} ${y}`) ? street.id : undefined;
  };
  const free = outlines.map(
    ({ rings }): PolygonGeometry => ({
      kind: "polygon",
      rings: rings.map((ring) => {
        const n = ring.length / 2;
        const at = (k: number): Position => [ring[2 * (k % n)] as number, ring[2 * (k % n) + 1] as number];
        const streets = Array.from({ length: n }, (_, k) => streetAt(...at(k)));
        const keep = streets.map((street) => street === undefined);
        // A vertex stays where its own two edges do not both lie on the street: there the outline leaves it.
        const first = Math.max(0, keep.indexOf(true) >= 0 ? keep.indexOf(true) : corner(ring));
        keep[first] = true;
        keepBends(at, keep, first, first + n);
        return ring.filter((_, i) => {
          const k = i >> 1;
          if (!keep[k] && i % 2 === 0) drops.push({ at: at(k), ids: [streets[k] as string] });
          return keep[k];
        });
      }),
    }),
  );
  return { free, drops };
}

/** Number of a true corner of a ring: its least vertex. */
function corner(ring: Ring): number {
  let best = 0;
  for (let k = 1; k < ring.length / 2; k++) {
    const dx = (ring[2 * k] as number) - (ring[2 * best] as number);
    if (dx < 0 || (dx === 0 && (ring[2 * k + 1] as number) < (ring[2 * best + 1] as number))) best = k;
  }
  return best;
}

/** Marks between two kept vertices those that bend the run: the farthest from the straight line, again and again. */
function keepBends(at: (k: number) => Position, keep: boolean[], from: number, to: number): void {
  const n = keep.length;
  let next = from + 1;
  while (next < to && !keep[next % n]) next++;
  if (next < to) {
    keepBends(at, keep, from, next);
    keepBends(at, keep, next, to);
    return;
  }
  const [a, b] = [at(from), at(to)];
  let worst = -1;
  let most = STRAIGHT;
  for (let k = from + 1; k < to; k++) {
    const { distanceMm } = footOnSegment(...a, ...b, ...at(k));
    if (distanceMm <= most) continue;
    most = distanceMm;
    worst = k;
  }
  if (worst < 0) return;
  keep[worst % n] = true;
  keepBends(at, keep, from, worst);
  keepBends(at, keep, worst, to);
}
