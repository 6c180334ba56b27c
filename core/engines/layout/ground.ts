import { chooseWays, type Way } from "#core/engines/layout/choose-ways";
import type { Ground, KeptStreet } from "#core/engines/layout/ground-types";
import type { LayoutInput, LayoutRemark, LayoutStreet, StreetRank } from "#core/engines/layout/layout-types";
import { padsOf } from "#core/engines/layout/pads";
import { RegionIndex } from "#core/engines/layout/region-index";
import { extended, pathsInside, withoutRepeats } from "#core/engines/layout/runs";
import { withTurningPlaces } from "#core/engines/layout/turning-places";
import type { NewStreet } from "#core/engines/layout/zone-types";
import { type Box, boxesMeet, emptyBox, growBox } from "#core/geometry/box";
import {
  bandAlong,
  differenceOf,
  grownBy,
  intersectionOf,
  type Region,
  surfacesOfRegion,
  unionOf,
} from "#core/geometry/clip";
import type { Path, Position, Ring } from "#core/geometry/geometry";
import { nodeSegments } from "#core/geometry/noding";
import { oriented, sideOfRing, signedAreaMm2 } from "#core/geometry/ring";
import { normValue } from "#core/model/referentiel";
import { type Refusal, refuse } from "#core/model/refusal";

/** Borders of the plan are straightened by some centimetres: servitudes are laid out that much wider, millimetres. */
const STRAIGHTENED_MM = 100;
/** No site is smaller than this many parcels. */
const LEAST_PARCELS = 2;

/** Width of a right-of-way by rank, metres; footpaths by the référentiel. */
export function widthOfRankM(input: LayoutInput, rank: StreetRank): number {
  return rank === "path" ? normValue(input.norms, "street.path.width") : input.params.streetWidthM[rank];
}

/** Checks the site and brings everything near the origin. */
export function groundOf(input: LayoutInput): Ground | Refusal {
  const shell = input.site[0];
  const finite = input.site.every((ring) => ring.every((value) => Number.isFinite(value)));
  if (!shell || shell.length < 6 || !finite) return refuse("layout.site-not-a-polygon");
  const box = growBox(emptyBox(), shell);
  if (Math.max(box[2] - box[0], box[3] - box[1]) > 60e6) return refuse("layout.site-too-large", { params: { km: 60 } });
  const origin: Position = [Math.round((box[0] + box[2]) / 2), Math.round((box[1] + box[3]) / 2)];
  const local = (run: readonly number[]): number[] =>
    run.map((value, i) => Math.round(value) - (origin[i % 2] as number));

  const rings = input.site.map((ring) => withoutRepeats(local(ring)));
  if ((rings[0]?.length ?? 0) < 6) return refuse("layout.site-not-a-polygon");
  const sound = rings.filter((ring) => ring.length >= 6);
  const knot = selfCrossing(sound);
  if (knot) return refuse("layout.site-crosses-itself", { at: [knot[0] + origin[0], knot[1] + origin[1]] });
  const site = oriented(sound);
  const siteAreaMm2 = site.reduce((sum, ring) => sum + signedAreaMm2(ring), 0);
  const leastM2 = LEAST_PARCELS * input.params.parcelAreaM2;
  if (siteAreaMm2 / 1e6 < leastM2) {
    return refuse("layout.site-too-small", {
      params: { areaM2: Math.round(siteAreaMm2 / 1e6), leastM2: Math.round(leastM2) },
    });
  }
  for (const hole of site.slice(1)) {
    const [x, y] = [hole[0] as number, hole[1] as number];
    if (sideOfRing(site[0] as Ring, x, y) < 0) {
      return refuse("layout.hole-outside", { at: [x + origin[0], y + origin[1]] });
    }
  }
  const siteIndex = new RegionIndex(site);
  const siteBox = growBox(emptyBox(), site[0] as Ring);
  const around: Box = [siteBox[0] - 60_000, siteBox[1] - 60_000, siteBox[2] + 60_000, siteBox[3] + 60_000];
  const nearby = (run: readonly number[]): boolean => boxesMeet(growBox(emptyBox(), run), around);
  const remarks: LayoutRemark[] = [];

  const servitudeMm = normValue(input.norms, "servitude.watercourse") * 1000 + STRAIGHTENED_MM;
  const surfaces: Ring[] = [];
  for (const water of input.waters) {
    const near = water.map(local).filter((ring) => ring.length >= 6 && ring.every(Number.isFinite));
    if (near[0] && nearby(near[0])) surfaces.push(...unionOf(oriented(near)));
  }
  for (const course of input.waterCourses) {
    const path = withoutRepeats(local(course.path));
    if (path.length >= 4 && path.every(Number.isFinite) && nearby(path)) {
      surfaces.push(...bandAlong(path, Math.max(1, course.widthM ?? 2) * 1000));
    }
  }
  const wet = unionOf(surfaces);
  // What stays of an earlier plan is as closed to lots as water is.
  const taken = unionOf((input.fixed?.taken ?? []).map(local));
  const corridors: Ring[] = [];
  const barred: Ring[] = [];
  for (const { path, widthM, barredM } of input.corridors ?? []) {
    const line = withoutRepeats(local(path));
    if (line.length < 4 || !line.every(Number.isFinite) || !nearby(line)) continue;
    corridors.push(...bandAlong(line, 2 * (1000 * widthM + STRAIGHTENED_MM)));
    if (barredM !== undefined) barred.push(...bandAlong(line, 2000 * barredM));
  }
  const barrier = barred.length > 0 ? unionOf(wet, barred) : wet;
  const banks = unionOf(grownBy(wet, servitudeMm), corridors);
  const land = differenceOf(site, unionOf(banks, taken));
  const passable = banks.length > 0 ? differenceOf(site, unionOf(barrier, taken)) : land;
  const parcelM2 = input.params.parcelAreaM2;
  const leftM2 = Math.max(0, ...surfacesOfRegion(land).map(areaOf)) / 1e6;
  if (leftM2 < parcelM2) {
    return refuse("layout.all-under-water", { params: { leftM2: Math.floor(leftM2), parcelM2 } });
  }

  const pads = padsOf(input, { local, site, taken, around });
  const footpaths: Path[] = [];
  const ways: (Way & { street: LayoutStreet; widthMm: number })[] = [];
  for (const street of input.streets) {
    const drawn = withoutRepeats(local(street.path));
    if (drawn.length < 4 || !drawn.every(Number.isFinite) || !nearby(drawn)) continue;
    if (street.rank === "path") {
      footpaths.push(drawn);
      continue;
    }
    const widthMm = Math.min(80, Math.max(2, street.widthM ?? widthOfRankM(input, street.rank))) * 1000;
    const loose = street.rank === "access" && street.name === undefined;
    ways.push({ street, widthMm, path: ledToBorder(drawn, siteIndex, widthMm), loose });
  }
  const runs = chooseWays(ways, { site, houses: pads.map(({ center }) => center), blockMm2: blockMm2(input) });
  const kept: KeptStreet[] = [];
  const bands: NewStreet[] = [];
  const givenUp: string[] = [];
  ways.forEach(({ street, widthMm, path }, w) => {
    const own = runs[w] as Path[];
    // A street that only brushes the site still takes its part of it.
    if (own.length > 0) kept.push({ street, widthMm, paths: own.flatMap((run) => pathsInside(run, siteIndex)) });
    for (const run of own) bands.push({ path: run, rank: street.rank, widthMm, region: bandAlong(run, widthMm) });
    if (own.length !== 1 || own[0] !== path) givenUp.push(street.id);
  });
  if (givenUp.length > 0)
    remarks.push({ code: "layout.way-given-up", params: { count: givenUp.length }, ids: givenUp });
  const turned = withTurningPlaces(bands, { land: site, siteIndex, rightOfWay: [], pads });
  const fixedStreets = (input.fixed?.streets ?? []).map(local);
  const rightOfWay = unionOf(...turned.map(({ region }) => region), fixedStreets);
  const bridged = kept.flatMap(({ paths, widthMm }) => paths.flatMap((path) => bridgesOf(path, widthMm, wet)));
  const water = intersectionOf(unionOf(differenceOf(wet, unionOf(bridged)), taken), site);
  const servitude = differenceOf(intersectionOf(banks, site), unionOf(water, rightOfWay));
  return {
    origin,
    site,
    siteAreaMm2,
    siteIndex,
    water,
    wet,
    barrier,
    taken,
    waterOutlines: [wet, banks, taken],
    servitude,
    land,
    passable,
    pads,
    kept,
    footpaths,
    rightOfWay,
    fixedStreets,
    remarks,
  };
}

/** The land of a street where it crosses water: a bridge, or a ford. */
function bridgesOf(path: Path, widthMm: number, wet: Region): Region {
  if (wet.length === 0) return [];
  return pathsInside(path, new RegionIndex(wet)).flatMap((over) =>
    // Banks cross the street at a slant: the bridge is a width longer at both ends.
    intersectionOf(bandAlong(extended(over, widthMm, widthMm), widthMm), wet),
  );
}

/** Area of an ilot as asked for, with half the streets around it. */
function blockMm2({ params }: LayoutInput): number {
  const depthM = params.parcelAreaM2 / params.frontageM;
  const widthM = params.streetWidthM.access;
  return (2 * depthM + widthM) * (params.lotsPerIlotRow * params.frontageM + widthM) * 1e6;
}

function areaOf(rings: readonly Ring[]): number {
  return rings.reduce((sum, ring) => sum + signedAreaMm2(ring), 0);
}

/**
 * A street that stops just short of the perimeter goes on to it: what it would leave there is no land to build on,
 * and would tie the two sides of the street into one.
 *
 * @param reachMm how short of it, millimetres
 */
function ledToBorder(path: Path, siteIndex: RegionIndex, reachMm: number): number[] {
  const onwards = (x: number, y: number, fromX: number, fromY: number): number[] => {
    const length = Math.hypot(x - fromX, y - fromY);
    const [u, v] = [x + (reachMm * (x - fromX)) / length, y + (reachMm * (y - fromY)) / length];
    return siteIndex.contains(x, y) && !siteIndex.contains(u, v) ? [Math.round(u), Math.round(v)] : [];
  };
  const [ax, ay, bx, by] = path.slice(0, 4) as [number, number, number, number];
  const [cx, cy, dx, dy] = path.slice(-4) as [number, number, number, number];
  return [...onwards(ax, ay, bx, by), ...path, ...onwards(dx, dy, cx, cy)];
}

/** Where rings cross or touch themselves or each other, or `undefined`. */
function selfCrossing(rings: readonly Ring[]): Position | undefined {
  const segments: number[] = [];
  const given = new Set<string>();
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const key = `${ring[i]} ${ring[i + 1]}`;
      if (given.has(key)) return [ring[i] as number, ring[i + 1] as number];
      given.add(key);
      segments.push(ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number);
    }
  }
  const { nodes, edges } = nodeSegments(segments);
  for (let i = 0; i < nodes.length; i += 2) {
    if (!given.has(`${nodes[i]} ${nodes[i + 1]}`)) return [nodes[i] as number, nodes[i + 1] as number];
  }
  const degree = new Map<number, number>();
  for (const node of edges) degree.set(node, (degree.get(node) ?? 0) + 1);
  for (const [node, d] of degree) if (d !== 2) return [nodes[2 * node] as number, nodes[2 * node + 1] as number];
  return undefined;
}
