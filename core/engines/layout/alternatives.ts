import { bestAngles } from "#core/engines/layout/bearing";
import { groundOf } from "#core/engines/layout/ground";
import { housesBesideStreets } from "#core/engines/layout/houses-beside-streets";
import { layOut } from "#core/engines/layout/lay-out";
import type { LayoutInput, LayoutParams, LayoutResult, LayoutScore } from "#core/engines/layout/layout-types";
import { normValue, type Referentiel } from "#core/model/referentiel";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/** The three plans a planner is offered, by what each is best at. Words under `alternative.<id>`. */
export const alternativeIds = ["most-parcels", "fewest-houses", "most-public"] as const;
export type AlternativeId = (typeof alternativeIds)[number];

/** One of the three plans, with the parameters that gave it: working them out again gives it again. */
export interface Alternative {
  readonly id: AlternativeId;
  readonly params: LayoutParams;
  readonly result: LayoutResult;
  /** Houses with a street within `BESIDE_M` of their walls. */
  readonly housesBesideStreets: number;
}

/** The figures of one candidate: all that the choice asks of it. */
export interface Candidate {
  readonly params: LayoutParams;
  readonly score: LayoutScore;
  readonly housesBesideStreets: number;
}

/** Candidates are tried in this number at the most, fewer where each takes long: lots, houses and streets count. */
const MOST = 64;
const EFFORT = 30_000;
const HOUSE_EFFORT = 2;
const STREET_EFFORT = 20;
/** A plan for the most public space keeps at least this share of the lots the land could hold. */
const LEAST_LOTS = 0.75;
/** Share of its lots a plan is worth less for each share of the site that public space falls short by. */
const PUBLIC_WEIGHT = 1.5;
/** Houses and roads that stand decide much of the street share: only what is further off its norms than this counts. */
const STREET_TOLERANCE = 0.05;

/**
 * The parameters worth trying: the three objectives, along the directions that suit the site, with îlots of several
 * lengths; those nearest to what was asked for first. Fewer on a large site.
 */
export function candidateParams(input: LayoutInput): LayoutParams[] | Refusal {
  const ground = groundOf(input);
  if ("refused" in ground) return ground;
  const { params } = input;
  const fixed = typeof params.bearingDeg === "number";
  const bearings = fixed
    ? [params.bearingDeg]
    : [params.bearingDeg, ...bestAngles(ground, 4).map((angle) => round(90 - (angle * 180) / Math.PI))];
  const rows = [0, 4, -2, 2].map((more) => params.lotsPerIlotRow + more);
  const lengths = [...new Set(rows)].filter((row) => row >= 1 && row <= 60);
  const combinations = lengths.flatMap((lotsPerIlotRow, row) =>
    bearings.map((bearingDeg, turn) => ({ lotsPerIlotRow, bearingDeg, far: row + turn })),
  );
  combinations.sort((a, b) => a.far - b.far);
  const work =
    ground.siteAreaMm2 / 1e6 / params.parcelAreaM2 +
    HOUSE_EFFORT * ground.pads.length +
    STREET_EFFORT * ground.kept.length;
  // Without a house, sparing houses is nothing to try.
  const objectives = alternativeIds.filter((id) => id !== "fewest-houses" || ground.pads.length > 0);
  const most = Math.max(objectives.length, Math.min(MOST, Math.floor(EFFORT / work)));
  return combinations
    .flatMap(({ lotsPerIlotRow, bearingDeg }) =>
      objectives.map((objective) => ({
        ...params,
        objective,
        lotsPerIlotRow,
        ...(bearingDeg === undefined ? {} : { bearingDeg }),
      })),
    )
    .slice(0, most);
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

/** Lays one candidate out for its figures. `undefined` when its parameters give no plan. */
export function tryCandidate(input: LayoutInput, params: LayoutParams): Candidate | undefined {
  let result: LayoutResult | Refusal;
  try {
    result = layOut({ ...input, params });
  } catch {
    // A bug met along one of many directions must not cost the planner the others. Met along all, it is thrown.
    return undefined;
  }
  if (isRefusal(result)) return undefined;
  return { params, score: result.score, housesBesideStreets: housesBesideStreets(input, result) };
}

/**
 * The best candidate for each of the three names. A plan that leaves lots without a street, or cuts houses under the
 * hard rule, stands behind all that do not; equals go by what their lots are worth.
 *
 * @returns parameters by name; one candidate may be best at two things
 */
export function chooseAlternatives(
  candidates: readonly Candidate[],
  asked: LayoutParams,
  norms: Referentiel,
): { readonly id: AlternativeId; readonly params: LayoutParams }[] {
  const mostLots = Math.max(0, ...candidates.map(({ score }) => score.lots));
  const ranks: Readonly<Record<AlternativeId, (candidate: Candidate) => readonly number[]>> = {
    "most-parcels": () => [],
    "fewest-houses": ({ score, housesBesideStreets: beside }) => [score.housesCut + score.housesTouched, beside],
    "most-public": ({ score }) => [score.lots < LEAST_LOTS * mostLots ? 1 : 0, -score.publicShare],
  };
  return alternativeIds.flatMap((id) => {
    const ranked = candidates.map((candidate, place) => {
      const { score } = candidate;
      const faults = [
        Math.round(100 * (1 - score.streetAccess)),
        asked.keepBuildings === "hard" ? score.housesCut + score.housesTouched : 0,
      ];
      return { candidate, keys: [...faults, ...ranks[id](candidate), -worthOf(score, asked, norms), place] };
    });
    const best = ranked.sort((a, b) => compareKeys(a.keys, b.keys))[0]?.candidate;
    return best ? [{ id, params: best.params }] : [];
  });
}

/** Lots, less for public space that falls short of what was asked and for streets far from their norms. */
function worthOf({ lots, publicShare, streetShare }: LayoutScore, asked: LayoutParams, norms: Referentiel): number {
  const short = Math.max(0, asked.publicShare - publicShare);
  const off = Math.max(
    0,
    normValue(norms, "share.street.min") - streetShare - STREET_TOLERANCE,
    streetShare - normValue(norms, "share.street.max") - STREET_TOLERANCE,
  );
  return lots * (1 - PUBLIC_WEIGHT * short - off);
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (const [i, key] of a.entries()) if (key !== b[i]) return key - (b[i] as number);
  return 0;
}

/** The three plans of one site, worked out here and now, one candidate after the other. Deterministic. */
export function layOutAlternatives(
  input: LayoutInput,
  hooks: { progress?(share: number): void; aborted?(): boolean } = {},
): Alternative[] | Refusal {
  const tried = candidateParams(input);
  if (isRefusal(tried)) return tried;
  const candidates: Candidate[] = [];
  for (const [i, params] of tried.entries()) {
    if (hooks.aborted?.()) return refuse("layout.aborted");
    hooks.progress?.(i / (tried.length + alternativeIds.length));
    const candidate = tryCandidate(input, params);
    if (candidate) candidates.push(candidate);
  }
  return finishAlternatives(input, candidates);
}

/** Chooses among candidates and lays the chosen ones out again. @returns what `layOut` refuses when there are none */
export function finishAlternatives(input: LayoutInput, candidates: readonly Candidate[]): Alternative[] | Refusal {
  const made: Alternative[] = [];
  for (const { id, params } of chooseAlternatives(candidates, input.params, input.norms)) {
    const result = layOut({ ...input, params });
    if (isRefusal(result)) return result;
    made.push({ id, params, result, housesBesideStreets: housesBesideStreets(input, result) });
  }
  if (made.length > 0) return made;
  const refused = layOut(input);
  return isRefusal(refused) ? refused : [];
}
