import type { DivisionInput } from "#core/derived/divide/division-input";
import { type FrontEdge, FrontMeter, frontEdgesOf } from "#core/derived/divide/frontage";
import { headingsOf } from "#core/derived/divide/headings";
import { type House, houseCut, housesOn } from "#core/derived/divide/houses";
import { levelPlan, type PlannedCuts } from "#core/derived/divide/level-plan";
import { pointPlan } from "#core/derived/divide/point-plan";
import { sidesOf } from "#core/derived/divide/sides";
import type { ShiftedCut } from "#core/derived/divide/spare-houses";
import { isFace } from "#core/derived/planar-graph";
import { type EdgeInsertion, splitPolygon } from "#core/derived/split-polygon";
import type { Path, PolygonGeometry } from "#core/geometry/geometry";
import { innerPosition, planAreaM2 } from "#core/geometry/ring";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/** One part of a division as it would stand. */
export interface DivisionPart {
  readonly polygon: PolygonGeometry;
  /** Plan area on the millimetre grid. */
  readonly areaM2: number;
  /** Area aimed at; absent when the method names none. */
  readonly targetM2?: number;
  /** `areaM2 − targetM2`: what rounding to the grid, or sparing a house, has left. */
  readonly residualM2?: number;
  readonly frontageM: number;
  /** What the numbers asked for left over. */
  readonly remainder: boolean;
}

/** A division worked out and not yet made: what a preview shows and what the command carries out. */
export interface DivisionPlan {
  readonly id: string;
  /** Lines to be marked out, flat, millimetres; each from boundary to boundary. */
  readonly cuts: readonly Path[];
  /** In order from the first cut to the last; drawn lines: largest first. */
  readonly parts: readonly DivisionPart[];
  /** Vertices the boundary takes, in whole edges of the parcel. */
  readonly inserted: readonly EdgeInsertion[];
  readonly shifted: readonly ShiftedCut[];
  /** Of parallel cuts: the direction in which the parts follow each other, radians counter-clockwise from east. */
  readonly angleRad?: number;
}

/** A part smaller than this is a slip of the hand, not a parcel. */
export const LEAST_PART_M2 = 1;
/** A part that touches the street by less does not front it, millimetres. */
const LEAST_FRONT_MM = 500;
const MOST_PARTS = 200;

/**
 * Works out a division: lines, parts with their areas and frontages, the vertices neighbours must take. Pure; changes
 * nothing.
 *
 * @returns refusals `divide.*`, and `split.*` for a drawn line, each with its place
 */
export function planDivision(
  project: ProjectView,
  coverage: CoverageIndex,
  input: DivisionInput,
): DivisionPlan | Refusal {
  const face = project.get(input.id);
  if (!face || !isFace(face)) return refuse("feature.unknown", { ids: [input.id] });
  const polygon = face.geometry;
  if (face.class === "street") return refuse("split.street", { ids: [input.id], at: innerPosition(polygon) });
  return planOn(project, coverage, polygon, input);
}

/** Works out a division of ground that may be more than one face; `input.id` is whom refusals name. */
export function planOn(
  project: ProjectView,
  coverage: CoverageIndex,
  polygon: PolygonGeometry,
  input: DivisionInput,
): DivisionPlan | Refusal {
  const wrong = wrongNumber(polygon, input);
  if (wrong) return { ...wrong, ids: [input.id], at: innerPosition(polygon) };
  const fronts = frontEdgesOf(project, coverage, polygon);
  const houses = input.houses === "allow" ? [] : housesOn(project, coverage, polygon);
  if (input.method === "line") return judged(lineCuts(polygon, input), input, fronts, houses);
  if (input.method === "point") return judged(pointPlan(polygon, input), input, fronts, houses);
  let first: Refusal | undefined;
  for (const heading of headingsOf(polygon, input, fronts)) {
    const plan = judged(levelPlan(polygon, input, heading, fronts, houses), input, fronts, houses);
    if (!isRefusal(plan)) return plan;
    first ??= plan;
    // Areas too large and the like do not depend on the direction.
    if (!TURNABLE.has(plan.code)) break;
  }
  return first ?? refuse("divide.no-such-side", { ids: [input.id], params: { count: sidesOf(polygon).length } });
}

/** Refusals another direction may be free of. */
const TURNABLE: ReadonlySet<string> = new Set([
  "divide.part-in-pieces",
  "divide.no-room",
  "divide.no-front",
  "divide.front-too-narrow",
  "divide.house-cut",
  "divide.house-in-the-way",
  "divide.part-too-small",
]);

function wrongNumber(polygon: PolygonGeometry, input: DivisionInput): Refusal | undefined {
  const bad = (field: string, value: number): Refusal => refuse("divide.wrong-number", { params: { field, value } });
  const { minFrontageM } = input;
  if (minFrontageM !== undefined && !(minFrontageM >= 0)) return bad("minFrontageM", minFrontageM);
  const positive = (field: string, values: readonly number[]): Refusal | undefined => {
    const value = values.find((each) => !(each > 0 && each < 1e9));
    if (value !== undefined) return bad(field, value);
    if (values.length === 0) return bad(field, 0);
    return values.length > MOST_PARTS ? refuse("divide.too-many", { params: { most: MOST_PARTS } }) : undefined;
  };
  if (input.method === "equal") {
    if (!Number.isInteger(input.parts) || input.parts < 2) return bad("parts", input.parts);
    return input.parts > MOST_PARTS ? refuse("divide.too-many", { params: { most: MOST_PARTS } }) : undefined;
  }
  if (input.method === "areas" || input.method === "point") return positive("areasM2", input.areasM2);
  if (input.method === "parallel") return positive("distancesM", input.distancesM);
  if (input.method === "width") {
    const wrong = positive("widthM", [input.widthM]);
    if (wrong) return wrong;
    const reachM = sidesOf(polygon).reduce((most, side) => Math.max(most, side.lengthMm), 0) / 1000;
    return reachM / input.widthM > MOST_PARTS ? refuse("divide.too-many", { params: { most: MOST_PARTS } }) : undefined;
  }
  return undefined;
}

function lineCuts(
  polygon: PolygonGeometry,
  { id, path }: Extract<DivisionInput, { method: "line" }>,
): PlannedCuts | Refusal {
  const line = path.map(Math.round);
  const division = splitPolygon(polygon, line);
  if ("fault" in division) return refuse(`split.${division.fault}`, { at: division.at, ids: [id] });
  const parts = [...division.pieces].sort((a, b) => planAreaM2(b) - planAreaM2(a));
  return {
    cuts: [line],
    parts,
    inserted: division.inserted,
    targetsM2: [],
    remainder: false,
    shifted: [],
  };
}

/** Refuses a cutting that breaks a rule; else states its parts. */
function judged(
  planned: PlannedCuts | Refusal,
  input: DivisionInput,
  fronts: readonly FrontEdge[],
  houses: readonly House[],
): DivisionPlan | Refusal {
  if (isRefusal(planned)) return planned;
  const ids = [input.id];
  if (planned.parts.length < 2)
    return refuse("divide.one-part", { ids, at: innerPosition(planned.parts[0] as PolygonGeometry) });
  for (const cut of planned.cuts) {
    const met = houseCut(houses, cut);
    if (met) return refuse("divide.house-cut", { at: met.at, ids: [input.id, met.house.id] });
  }
  const meter = new FrontMeter(fronts, planned.inserted);
  const parts = planned.parts.map((polygon, i): DivisionPart => {
    const areaM2 = planAreaM2(polygon);
    const targetM2 = planned.targetsM2[i];
    return {
      polygon,
      areaM2,
      ...(targetM2 === undefined ? {} : { targetM2, residualM2: areaM2 - targetM2 }),
      frontageM: meter.frontMm(polygon) / 1000,
      remainder: planned.remainder && i === planned.parts.length - 1,
    };
  });
  const small = parts.find((part) => part.areaM2 < LEAST_PART_M2);
  if (small) {
    const code = input.method === "line" ? "split.piece-too-small" : "divide.part-too-small";
    const params = { areaM2: Math.round(small.areaM2 * 100) / 100, leastM2: LEAST_PART_M2 };
    return refuse(code, { at: innerPosition(small.polygon), ids, params });
  }
  const least = input.minFrontageM ?? 0;
  // Rounding to the grid may take a millimetre from a frontage that just suffices.
  const narrow = parts.find((part) => part.frontageM < least - 0.005);
  if (narrow) {
    return refuse("divide.front-too-narrow", {
      at: innerPosition(narrow.polygon),
      ids,
      params: { frontM: Math.round(narrow.frontageM * 100) / 100, leastM: least },
    });
  }
  if (fronts.length > 0 && mustFront(input)) {
    const shut = parts.find((part) => part.frontageM * 1000 < LEAST_FRONT_MM);
    if (shut) return refuse("divide.no-front", { at: innerPosition(shut.polygon), ids });
  }
  const { cuts, inserted, shifted, angleRad } = planned;
  return { id: input.id, cuts, parts, inserted, shifted, ...(angleRad === undefined ? {} : { angleRad }) };
}

/** Whoever leaves the direction to us asks for parcels that can be entered. */
function mustFront(input: DivisionInput): boolean {
  return input.method !== "line" && input.method !== "point" && input.method !== "parallel" && !input.direction;
}
