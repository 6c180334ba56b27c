import { bestAngles, modQuarter } from "#core/engines/layout/bearing";
import { cutCorners } from "#core/engines/layout/cut-corners";
import { facilityRemarks } from "#core/engines/layout/facility-remarks";
import { groundOf } from "#core/engines/layout/ground";
import type { Ground, Pad } from "#core/engines/layout/ground-types";
import { joiningStreets } from "#core/engines/layout/joining-streets";
import { proportionsRefusal } from "#core/engines/layout/layout-params";
import type { LayoutFace, LayoutHooks, LayoutInput, LayoutResult } from "#core/engines/layout/layout-types";
import { numbersOf } from "#core/engines/layout/number-faces";
import {
  addSquares,
  missingPublic,
  placeReserves,
  reserveSlots,
  topUpGreen,
} from "#core/engines/layout/place-reserves";
import { axesOf } from "#core/engines/layout/plan-axes";
import type { PlanFace } from "#core/engines/layout/plan-face";
import { planFaces } from "#core/engines/layout/plan-faces";
import type { Ingredients, ReservePiece } from "#core/engines/layout/plan-ingredients";
import { planRemarks } from "#core/engines/layout/plan-remarks";
import { PolygonFinder } from "#core/engines/layout/polygon-finder";
import { isInSquare, publicSquares, streetsWithout } from "#core/engines/layout/public-squares";
import { RegionIndex } from "#core/engines/layout/region-index";
import { type Block, wantedFacilities } from "#core/engines/layout/reserves";
import { lotDepthMm, ribbonParts } from "#core/engines/layout/ribbon-parts";
import { type CutPiece, cutPieces, type LotRules } from "#core/engines/layout/rows-to-slots";
import { scorePlan } from "#core/engines/layout/score-services";
import { stitchFaces } from "#core/engines/layout/stitch-faces";
import { talwegRemark } from "#core/engines/layout/talweg-remark";
import { withTurningPlaces } from "#core/engines/layout/turning-places";
import { chooseGrid, ownAngles } from "#core/engines/layout/zone-grid";
import { bandsOfZone, type RowPiece, rowPieces, type ZoneBands } from "#core/engines/layout/zone-rows";
import { streetsOfZone } from "#core/engines/layout/zone-streets";
import type { ZoneGround, ZoneStreets } from "#core/engines/layout/zone-types";
import { emptyBox, growBox } from "#core/geometry/box";
import {
  differenceOf,
  grownBy,
  intersectionOf,
  type Region,
  regionAreaMm2,
  surfacesOfRegion,
  unionOf,
} from "#core/geometry/clip";
import { frameAt, fromFrame, toFrame } from "#core/geometry/frame";
import type { Position, Ring } from "#core/geometry/geometry";
import { innerPosition, sideOfRing } from "#core/geometry/ring";
import { normValue } from "#core/model/referentiel";
import { type Refusal, refuse } from "#core/model/refusal";

/** A zone between kept streets with its grid and its new streets. */
interface Zone extends ZoneGround {
  readonly streets: ZoneStreets;
  readonly bands: ZoneBands;
  /** Corners cut from its blocks; they belong to the streets. */
  readonly corners: readonly Ring[];
}

/**
 * Lays streets, îlots, parcels and reserves out inside a site, around the houses that stand. Pure and
 * deterministic. All faces of the result partition the site and share their vertices.
 *
 * Where part of an earlier plan stays (`fixed`), the faces fill the rest and leave its boundaries as they are.
 *
 * @returns the plan, or a refusal: `layout.locks-in-the-way`, `layout.site-not-a-polygon`, `layout.site-crosses-itself`, `layout.hole-outside`,
 * `layout.site-too-small`, `layout.site-too-large`, `layout.all-under-water`, `layout.params-proportions`,
 * `layout.aborted`
 */
export function layOut(input: LayoutInput, hooks: LayoutHooks = {}): LayoutResult | Refusal {
  const stop = refuse("layout.aborted");
  const { params } = input;
  const odd = proportionsRefusal(params);
  if (odd) return odd;
  hooks.progress?.("site", 0);
  const ground = groundOf(input);
  if ("refused" in ground) return ground;
  if (hooks.aborted?.()) return stop;

  hooks.progress?.("streets", 0.08);
  const planAngles =
    typeof params.bearingDeg === "number"
      ? [modQuarter(((90 - params.bearingDeg) * Math.PI) / 180)]
      : bestAngles(ground, 3);
  const hard = params.keepBuildings === "hard";
  // Where houses may go, streets go through them; boundaries between lots spare those that stand.
  const sound: Ground = hard
    ? ground
    : { ...ground, pads: ground.pads.map((pad) => (pad.mustStay ? pad : { ...pad, isMovable: true })) };
  const standsInTheWay = ({ isMovable }: Pad): boolean => !isMovable;
  const keptIndex = new RegionIndex(ground.rightOfWay);
  const cornerMm = 1000 * (input.norms.norms["street.corner.cut"]?.value ?? 0);
  const laidOut: (ZoneGround & { streets: ZoneStreets })[] = [];
  const houses = new PolygonFinder(sound.pads.map(({ ring }) => [ring]));
  const zoneLots = new Map<readonly Ring[], readonly Ring[]>();
  const depthMm = (1000 * params.parcelAreaM2) / params.frontageM;
  const ribbons = surfacesOfRegion(differenceOf(ground.passable, ground.rightOfWay)).map((rings) =>
    ribbonParts(rings, depthMm, houses),
  );
  for (const rings of ribbons.flatMap(({ parts }) => parts)) {
    const lots = ground.passable === ground.land ? rings : intersectionOf(rings, ground.land);
    if (regionAreaMm2(lots) > 0.2 * params.parcelAreaM2 * 1e6) zoneLots.set(rings, lots);
  }
  const zoneRings = [...zoneLots.keys()];
  const largest = zoneRings.reduce(
    (best, rings, i) => (regionAreaMm2(rings) > regionAreaMm2(zoneRings[best] ?? []) ? i : best),
    0,
  );
  const wantsPrimary = ground.siteAreaMm2 > 20e10 && !ground.kept.some(({ street }) => street.rank === "primary");
  const zoneFinder = new PolygonFinder(zoneRings);
  const padZone = sound.pads.map((pad) => zoneFinder.find(Math.round(pad.center[0]), Math.round(pad.center[1])));
  const allHouses = new PolygonFinder(ground.pads.map(({ ring }) => [ring]));
  for (const [z, rings] of zoneRings.entries()) {
    if (hooks.aborted?.()) return stop;
    hooks.progress?.("streets", 0.08 + (0.3 * z) / zoneRings.length);
    const box = growBox(emptyBox(), rings[0] as number[]);
    const near = allHouses.near(...box).map((pad) => sound.pads[pad] as Pad);
    const fixed = typeof params.bearingDeg === "number";
    const angles = fixed ? bothWays(planAngles) : ownAngles(rings, planAngles);
    const lots = zoneLots.get(rings) ?? rings;
    const grid = chooseGrid({
      zone: lots,
      land: ground.passable,
      pads: near,
      angles,
      params,
      depthMm: lotDepthMm(lots, depthMm),
      primary: wantsPrimary && z === largest,
    });
    squareUp(sound.pads, houses, padZone, z, grid.angle);
    // Houses that may go still weigh on the choice of the grid; its streets do not bend round them.
    const zone: ZoneGround = { rings, lots, grid, pads: near.filter(standsInTheWay), keptIndex };
    laidOut.push({ ...zone, streets: streetsOfZone(zone) });
  }
  const joints = joiningStreets(
    laidOut.flatMap(({ streets }) => streets.streets),
    { ...ground, pads: sound.pads.filter(standsInTheWay) },
    1000 * params.streetWidthM.access,
  );
  const joined = unionOf(...joints.map(({ region }) => region));
  const standingStreets = unionOf(ground.rightOfWay, joined);
  const zones = laidOut.map(({ streets: straight, ...zone }): Zone => {
    const { rings, lots, pads } = zone;
    const room = { land: rings, siteIndex: ground.siteIndex, rightOfWay: standingStreets, pads };
    const streets = { ...straight, streets: withTurningPlaces(straight.streets, room) };
    const own = streets.streets.map(({ region }) => region);
    const free = differenceOf(lots, unionOf(joined, ...own));
    const around = new RegionIndex(unionOf(standingStreets, ...own));
    const corners = cutCorners(free, around, pads, cornerMm);
    return { ...zone, streets, bands: bandsOfZone(zone, streets), corners };
  });

  hooks.progress?.("ilots", 0.4);
  if (hooks.aborted?.()) return stop;
  const added = zones.flatMap((zone) => zone.streets.streets);
  const streetLand = unionOf(
    standingStreets,
    ...added.map(({ region }) => region),
    ...zones.map(({ corners }) => corners),
  );
  const streetIndex = new RegionIndex(streetLand);
  const standing = withoutTaken(sound, streetLand);
  const blocks = blocksOf(zones, joined, standing.pads);
  const lotMm2 = params.parcelAreaM2 * 1e6;
  const { wanted, remarks } = wantedFacilities(input, regionAreaMm2(ground.land));
  remarks.push(...ground.remarks);
  const planned = placeReserves(input, ground, added, blocks, wanted, remarks);

  hooks.progress?.("parcels", 0.5);
  if (hooks.aborted?.()) return stop;
  const rules: LotRules = {
    areaMm2: lotMm2,
    frontMm: params.frontageM * 1000,
    leastFrontMm: leastFrontageM(input) * 1000,
  };
  const known = new Map<string, CutPiece>();
  const reserved = (): ReservePiece[][] =>
    zones.map((_, z) => planned.pieces.filter(({ block }) => blocks[block]?.zone === z));
  const cut = (rows: readonly ZoneRows[]): ReturnType<typeof cutPieces> =>
    cutPieces(
      rows.flatMap(({ pieces }) => pieces),
      standing.pads,
      streetIndex,
      rules,
      known,
    );
  const roughly = cutRows(zones, joined, reserved(), []);
  const cutRoughly = cut(roughly).pieces;
  const { missingMm2, spots } = missingPublic(input, ground, planned, cutRoughly);
  const squares = publicSquares(
    blocks,
    added,
    zones.flatMap((zone) => zone.corners),
    planned.taken,
    missingMm2,
    spots,
  );
  addSquares(squares, planned);
  topUpGreen(input, ground, blocks, planned, cutRoughly, lotMm2);
  const kept = streetsWithout(squares, added);
  const corners = zones.flatMap((zone) => zone.corners).filter((corner) => !isInSquare(corner, squares));
  const streets = unionOf(standingStreets, corners, ...kept.map(({ region }) => region));
  const rows = cut(cutRows(zones, joined, reserved(), roughly));
  const reservedSlots = reserveSlots(planned, rows.pieces, rows.homes, lotMm2, remarks);

  hooks.progress?.("faces", 0.7);
  if (hooks.aborted?.()) return stop;
  const ingredients: Ingredients = {
    ground: {
      ...standing,
      water: differenceOf(ground.water, joined),
      servitude: differenceOf(ground.servitude, streets),
    },
    streets,
    blocks: blocks.map(({ rings }) => rings),
    reserves: planned.pieces,
    pieces: rows.pieces,
    homes: rows.homes,
    reservedSlots,
    lines: [...zones.flatMap(({ bands }) => bands.lines), ...ribbons.flatMap(({ cuts }) => cuts)],
    areaMm2: lotMm2,
    leastFrontMm: rules.leastFrontMm,
  };
  const leastAreaMm2 = Math.min(normValue(input.norms, "parcel.area.min") * 1e6, 0.75 * lotMm2);
  const { faces: plan, lanes } = planFaces(ingredients, rules, leastAreaMm2);

  hooks.progress?.("score", 0.9);
  if (hooks.aborted?.()) return stop;
  const angle = planAngles[0] as number;
  const period = (2 * params.parcelAreaM2) / params.frontageM + params.streetWidthM.access;
  const numbers = numbersOf(plan, angle, period * 1000);
  const housesIn = houseCounter(ground.pads);
  const drawn = plan.map((face, i) => finished(face, numbers[i], ground, housesIn));
  const laid = new RegionIndex(plan.flatMap(({ label, rings }) => (label.kind === "street" ? rings : [])));
  const axes = axesOf(ground, [...kept, ...joints, ...lanes], laid);
  const { fixed } = input;
  const faces = fixed ? stitchFaces(fixed.outline, drawn)?.faces : drawn;
  if (!faces) return refuse("layout.locks-in-the-way");
  const score = scorePlan({
    site: input.site,
    faces: fixed ? [...faces, ...fixed.faces] : faces,
    axes: fixed ? [...axes, ...fixed.axes] : axes,
    buildings: input.buildings,
    params,
    leastFrontageM: leastFrontageM(input),
    facilities: input.facilities,
    norms: input.norms,
    ...(input.relief ? { relief: input.relief } : {}),
  });
  remarks.push(
    ...planRemarks(input, ground, faces, rules.leastFrontMm),
    ...talwegRemark(input, faces),
    ...facilityRemarks(input, faces, score),
  );
  const ilots = [...new Set(numbers.map((number) => number?.ilot))]
    .filter((number): number is string => number !== undefined)
    .sort((a, b) => Number(a) - Number(b))
    .map((number) => ({ number }));
  hooks.progress?.("score", 1);
  return { faces, axes, ilots, score, remarks };
}

/** The least frontage of a parcel, metres: the référentiel's, or three quarters of what is asked for when that is less. */
export function leastFrontageM(input: LayoutInput): number {
  return Math.min(normValue(input.norms, "parcel.frontage.min"), 0.75 * input.params.frontageM);
}

function bothWays(angles: readonly number[]): number[] {
  return angles.flatMap((angle) => [angle, angle + Math.PI / 2]);
}

/** How far a clearance may grow when it becomes a rectangle, millimetres. */
const SQUARED_MM = 10_000;

/** What a house has of clearance at the least, millimetres. */
const LEAST_CLEARANCE_MM = 150;

/** The ground without the movable houses that a street goes through. */
function withoutTaken(ground: Ground, streets: Region): Ground {
  if (!ground.pads.some(({ isMovable }) => isMovable)) return ground;
  // A street that takes of the clearance alone leaves the house.
  const meets = (pad: Pad): boolean => intersectionOf(grownBy([pad.ring], -LEAST_CLEARANCE_MM), streets).length > 0;
  return { ...ground, pads: ground.pads.filter((pad) => !pad.isMovable || !meets(pad)) };
}

/** Clearances become rectangles along the streets where that costs little land and meets no other house. */
function squareUp(
  pads: readonly Pad[],
  finder: PolygonFinder,
  padZone: readonly number[],
  zone: number,
  angle: number,
): void {
  const frame = frameAt(angle);
  pads.forEach((pad, p) => {
    if (padZone[p] !== zone) return;
    const [minU, minV, maxU, maxV] = growBox(emptyBox(), toFrame(frame, pad.ring));
    if ((maxU - minU) * (maxV - minV) > 1.5 * pad.areaMm2) return;
    const ring = fromFrame(frame, [minU, minV, maxU, minV, maxU, maxV, minU, maxV]).map(Math.round);
    const [minX, minY, maxX, maxY] = growBox(emptyBox(), ring);
    // Clearances that became rectangles before reach no further than the search looks.
    const free = finder.near(minX - SQUARED_MM, minY - SQUARED_MM, maxX + SQUARED_MM, maxY + SQUARED_MM).every((o) => {
      const [a, b, c, d] = growBox(emptyBox(), (pads[o] as Pad).ring as number[]);
      return o === p || a > maxX || c < minX || b > maxY || d < minY;
    });
    if (free) pad.ring = ring;
  });
}

/** @param joined streets that lie in several zones */
function blocksOf(zones: readonly Zone[], joined: Region, pads: readonly Pad[]): (Block & { zone: number })[] {
  const finder = new PolygonFinder(pads.map(({ ring }) => [ring]));
  return zones.flatMap((zone, z) => {
    const streets = unionOf(joined, zone.corners, ...zone.streets.streets.map(({ region }) => region));
    const free = differenceOf(zone.lots, streets);
    return surfacesOfRegion(free).map((rings) => {
      const { frame, depthMm } = zone.grid;
      const box = growBox(emptyBox(), rings[0] as number[]);
      const houses = finder
        .near(...box)
        .map((pad) => pads[pad] as Pad)
        .filter((pad) => intersectionOf([pad.ring], rings).length > 0)
        .map((pad) => growBox(emptyBox(), toFrame(frame, pad.ring)));
      return { rings, frame, depthMm, areaMm2: regionAreaMm2(rings), houses, zone: z };
    });
  });
}

/** The rows of every zone over the land the reserves leave; zones without a new reserve keep those they had. */
function cutRows(
  zones: readonly Zone[],
  joined: Region,
  reserved: readonly (readonly ReservePiece[])[],
  before: readonly ZoneRows[],
): ZoneRows[] {
  return zones.map((zone, z) => {
    const own = reserved[z] ?? [];
    const had = before[z];
    if (had && had.reserves === own.length) return had;
    const taken = unionOf(
      joined,
      zone.corners,
      ...zone.streets.streets.map(({ region }) => region),
      ...own.map(({ rings }) => rings),
    );
    const pieces = rowPieces(zone, zone.bands, differenceOf(zone.lots, taken));
    return { pieces, reserves: own.length };
  });
}

/** Rows of a zone cut to its free land, and the number of reserves they leave room for. */
interface ZoneRows {
  readonly pieces: readonly RowPiece[];
  readonly reserves: number;
}

function finished(
  face: PlanFace,
  number: { ilot: string; number: string } | undefined,
  ground: Ground,
  housesIn: (rings: readonly Ring[]) => number,
): LayoutFace {
  const rings = face.rings.map((ring) => ring.map((value, i) => value + (ground.origin[i % 2] as number)));
  const { kind, use } = face.label;
  if (kind === "street") return { class: "street", rings };
  if (kind === "water") return { class: "openSpace", use: "eau", rings };
  if (kind === "servitude") return { class: "openSpace", use: "servitude", rings };
  if (kind === "green") return { class: "openSpace", use: "espace-vert", rings };
  const numbers = number ?? {};
  if (kind === "reserve") return { class: "reserve", rings, ...(use ? { use } : {}), ...numbers };
  return { class: "parcel", rings, use: "habitation", houses: housesIn(face.rings), ...numbers };
}

/** Counts the houses that stand in a face. */
function houseCounter(pads: readonly Pad[]): (rings: readonly Ring[]) => number {
  const finder = new PolygonFinder(pads.map(({ ring }) => [ring]));
  const places = pads.map(({ ring }) => innerPosition({ kind: "polygon", rings: [ring] }));
  return ([shell = [], ...holes]) =>
    finder.near(...growBox(emptyBox(), shell as number[])).reduce((sum, pad) => {
      const [x, y] = places[pad] as Position;
      const inside = sideOfRing(shell, x, y) > 0 && holes.every((hole) => sideOfRing(hole, x, y) < 0);
      return inside ? sum + (pads[pad] as Pad).ids.length : sum;
    }, 0);
}
