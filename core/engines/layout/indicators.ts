import type { LayoutParams, LayoutScore } from "#core/engines/layout/layout-types";
import type { Referentiel } from "#core/model/referentiel";

/** One figure of a plan as it is shown and printed. Words under `ui.score.<key>`. */
export interface Indicator {
  readonly key: string;
  readonly unit: "count" | "share" | "area" | "length" | "ratio" | "angle" | "density" | "cost";
  /** `undefined` where the plan has nothing to measure. */
  valueOf(score: LayoutScore): number | undefined;
  /** Of how many: houses cut, of all. */
  of?(score: LayoutScore): number;
  /** Which way is better when plans are compared; neither when absent. */
  readonly better?: "more" | "less";
  /** Keys of the référentiel it is held against. */
  readonly least?: string;
  readonly most?: string;
  /** What was asked for: at least so much. */
  asked?(params: LayoutParams): number;
  /** Among the few that are always in sight. */
  readonly first?: true;
}

/** Every figure of a plan, in the order a planner asks for them. */
export const indicators: readonly Indicator[] = [
  { key: "site", unit: "area", valueOf: (score) => score.siteAreaM2 },
  { key: "lots", unit: "count", valueOf: (score) => score.lots, better: "more", first: true },
  { key: "ilots", unit: "count", valueOf: (score) => score.ilots },
  { key: "reserves", unit: "count", valueOf: (score) => score.reserves },
  {
    key: "street-share",
    unit: "share",
    valueOf: (score) => score.streetShare,
    least: "share.street.min",
    most: "share.street.max",
    first: true,
  },
  {
    key: "public-share",
    unit: "share",
    valueOf: (score) => score.publicShare,
    better: "more",
    asked: (params) => params.publicShare,
    first: true,
  },
  {
    key: "street-per-parcel",
    unit: "length",
    valueOf: (score) => (score.lots > 0 ? score.streetPerParcelM : undefined),
    better: "less",
  },
  {
    key: "access",
    unit: "share",
    valueOf: (score) => score.streetAccess,
    better: "more",
    least: "plan.access.min",
    first: true,
  },
  {
    key: "within",
    unit: "share",
    valueOf: (score) => (score.freeLots > 0 ? score.freeWithinTenPercent : undefined),
    better: "more",
    least: "plan.conformity.min",
    first: true,
  },
  {
    key: "deviation",
    unit: "share",
    valueOf: (score) => (score.freeLots > 0 ? score.freeMeanAreaDeviation : undefined),
    better: "less",
    most: "plan.deviation.max",
  },
  {
    key: "rectangularity",
    unit: "share",
    valueOf: (score) => score.rectangularity,
    better: "more",
    least: "plan.rectangularity.min",
  },
  {
    key: "houses-cut",
    unit: "count",
    valueOf: (score) => score.housesCut,
    of: (score) => score.housesTotal,
    better: "less",
    most: "plan.housesCut.max",
    first: true,
  },
  { key: "houses-touched", unit: "count", valueOf: (score) => score.housesTouched, better: "less" },
  { key: "houses-untouched", unit: "count", valueOf: (score) => score.housesUntouched, better: "more" },
  { key: "houses-to-move", unit: "count", valueOf: (score) => score.housesToMove || undefined },
  { key: "people-affected", unit: "count", valueOf: (score) => score.peopleAffected, better: "less" },
  { key: "move-cost", unit: "cost", valueOf: (score) => score.moveCost || undefined, better: "less" },
  {
    key: "aspect",
    unit: "ratio",
    valueOf: (score) => score.aspect,
    least: "parcel.aspect.min",
    most: "parcel.aspect.max",
  },
  { key: "aspect-within", unit: "share", valueOf: (score) => score.aspectWithin, better: "more" },
  {
    key: "street-ratio",
    unit: "ratio",
    valueOf: (score) => (score.lots > 0 ? score.streetPerParcelRatio : undefined),
    better: "less",
    most: "plan.streetPerParcel.max",
  },
  {
    key: "street-density",
    unit: "density",
    valueOf: (score) => score.streetKmPerKm2,
    least: "street.density.min",
  },
  { key: "orientation", unit: "angle", valueOf: (score) => score.orientationDeg, most: "plan.orientation.max" },
  { key: "cut-off", unit: "count", valueOf: (score) => score.lotsCutOff || undefined, better: "less" },
  { key: "people", unit: "count", valueOf: (score) => score.people },
  { key: "people-per-ha", unit: "count", valueOf: (score) => score.peoplePerHa },
  ...walkIndicators("water"),
  ...walkIndicators("school"),
  ...walkIndicators("health"),
  {
    key: "drainage",
    unit: "share",
    valueOf: (score) => score.drainage,
    better: "more",
    least: "drainage.share.min",
  },
];

/** Half of the parcels, then nineteen of twenty walk no farther; the share within reach. */
function walkIndicators(kind: "water" | "school" | "health"): Indicator[] {
  return [
    { key: `${kind}-walk`, unit: "length", valueOf: (score) => score[`${kind}WalkM`], better: "less" },
    {
      key: `${kind}-walk-p95`,
      unit: "length",
      valueOf: (score) => score[`${kind}WalkP95M`],
      better: "less",
      most: `${kind}.reach`,
    },
    { key: `${kind}-within`, unit: "share", valueOf: (score) => score[`${kind}Within`], better: "more" },
  ];
}

/** A figure held against its targets. */
export interface Reading {
  readonly indicator: Indicator;
  readonly value: number;
  readonly of?: number;
  readonly least?: number;
  readonly most?: number;
  /** What was asked for, of this plan. */
  readonly asked?: number;
  /** Whether it keeps to all of them; absent where there is none. */
  readonly meets?: boolean;
}

/** A share that is asked for is met to half a per cent: faces are whole parcels. */
const ASKED_TOLERANCE = 0.005;
/** What a share may miss its norm by and be written as the norm. */
const ROUNDING = 0.0005;

/** The figures of a plan against the référentiel and what was asked for; those that have a value. */
export function readingsOf(score: LayoutScore, params: LayoutParams, norms: Referentiel): Reading[] {
  return indicators.flatMap((indicator): Reading[] => {
    const value = indicator.valueOf(score);
    // A score of an earlier version lacks the figures that came since.
    if (value === undefined || !Number.isFinite(value)) return [];
    const normOf = (key: string | undefined): number | undefined => (key ? norms.norms[key]?.value : undefined);
    const [least, most] = [normOf(indicator.least), normOf(indicator.most)];
    const asked = indicator.asked?.(params);
    const all = indicator.of?.(score);
    const isHeld = least !== undefined || most !== undefined || asked !== undefined;
    const meets =
      value >= (least ?? -Infinity) - ROUNDING &&
      value <= (most ?? Infinity) + ROUNDING &&
      value >= (asked ?? -Infinity) - ASKED_TOLERANCE;
    return [
      {
        indicator,
        value,
        ...(all === undefined ? {} : { of: all }),
        ...(least === undefined ? {} : { least }),
        ...(most === undefined ? {} : { most }),
        ...(asked === undefined ? {} : { asked }),
        ...(isHeld ? { meets } : {}),
      },
    ];
  });
}

/**
 * Which of several plans are best at an indicator, by their places; none where all are alike, or no way is better.
 *
 * @param values of the plans, in their order
 */
export function bestOf({ better, unit }: Indicator, values: readonly (number | undefined)[]): ReadonlySet<number> {
  // Values are compared as they are written: shares to a tenth of a per cent, lengths to a tenth of a metre.
  const digits = unit === "share" ? 3 : unit === "ratio" ? 2 : unit === "count" || unit === "cost" ? 0 : 1;
  const shown = values.map((value) => (value === undefined ? undefined : Number(value.toFixed(digits))));
  const known = shown.filter((value) => value !== undefined);
  if (!better || new Set(known).size < 2) return new Set();
  const best = better === "more" ? Math.max(...known) : Math.min(...known);
  return new Set(shown.flatMap((value, place) => (value === best ? [place] : [])));
}
