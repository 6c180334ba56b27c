import { cutInto } from "#core/derived/divide/cut-into";
import type { HousePolicy } from "#core/derived/divide/division-input";
import { houseCut, housesOn } from "#core/derived/divide/houses";
import { LevelCut } from "#core/derived/divide/level-cut";
import { LEAST_PART_M2 } from "#core/derived/divide/plan-division";
import { pointPlan } from "#core/derived/divide/point-plan";
import { outlineOfFaces } from "#core/derived/ilot-outline";
import { isFace } from "#core/derived/planar-graph";
import { type EdgeInsertion, splitPolygon } from "#core/derived/split-polygon";
import { intersectionOf, regionAreaMm2 } from "#core/geometry/clip";
import { crossingsAt, frameAt } from "#core/geometry/frame";
import type { Path, PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { innerPosition, planAreaM2 } from "#core/geometry/ring";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/** How the boundary between two neighbours is to change. Paths in millimetres, areas in square metres. */
export type AdjustmentInput = {
  /** The two neighbours; `movedM2` goes from the first to the second. */
  readonly ids: readonly [string, string];
  readonly houses?: Exclude<HousePolicy, "shift">;
} & (
  | { readonly method: "line"; readonly path: Path }
  /** One straight boundary in place of a crooked one, both areas kept. */
  | { readonly method: "straighten" }
  | { readonly method: "area"; readonly movedM2: number }
);

/** A changed boundary worked out and not yet made. */
export interface AdjustmentPlan {
  readonly ids: readonly [string, string];
  /** The new boundary, flat, millimetres. */
  readonly cut: Path;
  readonly parts: readonly [AdjustedPart, AdjustedPart];
  /** Vertices the outer boundary of both takes, in whole edges. */
  readonly inserted: readonly EdgeInsertion[];
}

/** One of the two neighbours, before and after. */
export interface AdjustedPart {
  readonly polygon: PolygonGeometry;
  readonly beforeM2: number;
  readonly areaM2: number;
}

type Face = Feature & { readonly geometry: PolygonGeometry };

/**
 * Works out a new boundary between two faces that share one: along a drawn line, straight with both areas kept, or
 * moved parallel so that a given area changes hands. Nothing outside the two faces moves.
 *
 * @returns refusals `adjust.*`, and `split.*` for a drawn line, each with its place
 */
export function planAdjustment(
  project: ProjectView,
  coverage: CoverageIndex,
  input: AdjustmentInput,
): AdjustmentPlan | Refusal {
  const pair = twoFaces(project, input.ids);
  if (isRefusal(pair)) return pair;
  const [a, b] = pair;
  const shared = sharedBoundary(coverage, a, b.id);
  if (!shared) return refuse("adjust.not-neighbours", { ids: input.ids, at: innerPosition(a.geometry) });
  const whole = outlineOfFaces([a, b]);
  const outline = whole[0];
  if (!outline || whole.length > 1 || shared.length > 1) {
    return refuse("adjust.several-boundaries", { ids: input.ids, at: ends(shared.at(-1) as number[])[0] });
  }
  const cutting = newBoundary(outline, a, b, shared[0] as number[], input);
  if (isRefusal(cutting)) return { ...cutting, ids: cutting.ids ?? input.ids };
  const [first, second] = cutting.parts;
  const small = [first, second].find((part) => planAreaM2(part) < LEAST_PART_M2);
  if (small) return refuse("adjust.part-too-small", { ids: input.ids, at: innerPosition(small) });
  if (input.houses !== "allow") {
    const met = houseCut(housesOn(project, coverage, outline), cutting.cut);
    if (met) return refuse("divide.house-cut", { at: met.at, ids: [...input.ids, met.house.id] });
  }
  const part = (face: Face, polygon: PolygonGeometry): AdjustedPart => ({
    polygon,
    beforeM2: planAreaM2(face.geometry),
    areaM2: planAreaM2(polygon),
  });
  return { ids: input.ids, cut: cutting.cut, parts: [part(a, first), part(b, second)], inserted: cutting.inserted };
}

function twoFaces(project: ProjectView, ids: readonly [string, string]): [Face, Face] | Refusal {
  const faces: Face[] = [];
  for (const id of ids) {
    const face = project.get(id);
    if (!face || !isFace(face)) return refuse("feature.unknown", { ids: [id] });
    if (face.class === "street") return refuse("adjust.street", { ids: [id], at: innerPosition(face.geometry) });
    faces.push(face);
  }
  if (ids[0] === ids[1]) return refuse("adjust.two-faces", { ids });
  return faces as [Face, Face];
}

/** Runs of edges that a face shares with another, the way its rings run; `undefined` when there are none. */
function sharedBoundary(coverage: CoverageIndex, face: Face, other: string): number[][] | undefined {
  const runs: number[][] = [];
  for (const ring of face.geometry.rings) {
    const flags: boolean[] = [];
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length;
      const [ax, ay, bx, by] = [ring[i] as number, ring[i + 1] as number, ring[j] as number, ring[j + 1] as number];
      flags.push(coverage.facesBeside(ax, ay, bx, by).right === other);
    }
    const start = flags.findIndex((flag, k) => flag && !flags[(k + flags.length - 1) % flags.length]);
    if (start < 0) {
      if (flags[0]) runs.push([...ring, ring[0] as number, ring[1] as number]);
      continue;
    }
    let run: number[] = [];
    for (let k = 0; k <= flags.length; k++) {
      const i = ((start + k) % flags.length) * 2;
      if (run.length > 0) run.push(ring[i] as number, ring[i + 1] as number);
      const goesOn = k < flags.length && flags[i / 2];
      if (goesOn && run.length === 0) run.push(ring[i] as number, ring[i + 1] as number);
      if (!goesOn && run.length > 0) {
        runs.push(run);
        run = [];
      }
    }
  }
  return runs.length > 0 ? runs : undefined;
}

interface NewBoundary {
  readonly cut: Path;
  /** The first face's part, then the second's. */
  readonly parts: readonly [PolygonGeometry, PolygonGeometry];
  readonly inserted: readonly EdgeInsertion[];
}

function newBoundary(
  outline: PolygonGeometry,
  a: Face,
  b: Face,
  shared: readonly number[],
  input: AdjustmentInput,
): NewBoundary | Refusal {
  if (input.method === "line") {
    const cut = input.path.map(Math.round);
    const division = splitPolygon(outline, cut);
    if ("fault" in division) return refuse(`split.${division.fault}`, { at: division.at });
    const [one, two] = division.pieces;
    if (!one || !two || division.pieces.length > 2) {
      return refuse("adjust.in-pieces", { at: innerPosition(division.pieces.at(-1) as PolygonGeometry) });
    }
    const gain = (piece: PolygonGeometry): number => overlapM2(piece, a.geometry) - overlapM2(piece, b.geometry);
    return { cut, parts: gain(one) >= gain(two) ? [one, two] : [two, one], inserted: division.inserted };
  }
  const areaM2 = planAreaM2(a.geometry);
  const movedM2 = input.method === "area" ? input.movedM2 : 0;
  if (!Number.isFinite(movedM2) || (input.method === "area" && movedM2 === 0)) {
    return refuse("divide.wrong-number", { params: { field: "movedM2", value: movedM2 } });
  }
  const targetM2 = areaM2 - movedM2;
  const otherM2 = planAreaM2(b.geometry) + movedM2;
  if (targetM2 < LEAST_PART_M2 || otherM2 < LEAST_PART_M2) {
    const [giver, heldM2] = movedM2 > 0 ? [a, areaM2] : [b, planAreaM2(b.geometry)];
    return refuse("adjust.area-too-large", {
      at: innerPosition(giver.geometry),
      ids: [giver.id],
      params: { movedM2: Math.abs(movedM2), areaM2: Math.round(heldM2 * 100) / 100 },
    });
  }
  const straight = parallelCut(outline, shared, targetM2) ?? pivoted(outline, shared, targetM2);
  return straight ?? refuse("adjust.in-pieces", { at: middleOf(shared) });
}

/** A straight boundary along the chord of the old one, `targetM2` on its left, seen from first vertex to last. */
function parallelCut(outline: PolygonGeometry, shared: readonly number[], targetM2: number): NewBoundary | undefined {
  const [from, to] = ends(shared);
  const level = new LevelCut(outline, frameAt(Math.atan2(to[1] - from[1], to[0] - from[0]) - Math.PI / 2));
  const at = level.whereArea(targetM2 * 1e6);
  const cut = level.outOfFrame(crossingsAt(level.turned, at).flatMap(({ v }) => [at, v])).map(Math.round);
  if (cut.length !== 4) return undefined;
  const cutting = cutInto(outline, [
    { path: cut, isDone: (piece) => (level.inFrame(innerPosition(piece))[0] as number) < at },
  ]);
  if ("fault" in cutting) return undefined;
  const [one, two] = cutting.parts as [PolygonGeometry, PolygonGeometry];
  return { cut, parts: [one, two], inserted: cutting.inserted };
}

/** A straight boundary from one end of the old one, where none along its chord will do. */
function pivoted(outline: PolygonGeometry, shared: readonly number[], targetM2: number): NewBoundary | undefined {
  // Counter-clockwise from its last vertex comes what lies left of the old boundary: the first face.
  const [from, to] = ends(shared);
  const totalM2 = planAreaM2(outline);
  for (const [at, firstM2] of [
    [to, targetM2],
    [from, totalM2 - targetM2],
  ] as const) {
    const plan = pointPlan(outline, { id: "", method: "point", at, areasM2: [firstM2], remainder: "create" });
    const [one, two] = "refused" in plan ? [] : plan.parts;
    if ("refused" in plan || !one || !two) continue;
    return { cut: plan.cuts[0] as Path, parts: at === to ? [one, two] : [two, one], inserted: plan.inserted };
  }
  return undefined;
}

function overlapM2(a: PolygonGeometry, b: PolygonGeometry): number {
  return regionAreaMm2(intersectionOf(a.rings as Ring[], b.rings as Ring[])) / 1e6;
}

function ends(path: readonly number[]): [Position, Position] {
  return [
    [path[0] as number, path[1] as number],
    [path.at(-2) as number, path.at(-1) as number],
  ];
}

function middleOf(path: readonly number[]): Position {
  const k = Math.floor(path.length / 4) * 2;
  return [path[k] as number, path[k + 1] as number];
}
