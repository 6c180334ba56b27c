import type { Norm } from "#core/model/referentiel";

/**
 * How a plan stands to a norm. `a-confirmer`: the figure is an estimate, because what it needs is not in the project
 * (walks where no street is drawn). `sans-objet`: the plan has nothing the norm speaks of.
 */
export type NormVerdict = "respecte" | "non-respecte" | "a-confirmer" | "sans-objet";

/** What is there, beside what is asked. `parcels`, `facilities`…: how many are at fault. */
export interface NormFinding {
  readonly value: number;
  readonly unit: Norm["unit"] | "parcels" | "buildings" | "facilities";
}

/** One norm held against a plan. Its name stands in the words under `norm.<key>`. */
export interface NormStatus {
  readonly key: string;
  readonly norm: Norm;
  /** Whether the norm is the least or the most; absent where nothing at all may be at fault. */
  readonly bound?: "min" | "max";
  readonly verdict: NormVerdict;
  /** Absent for what has no figure: a facility that is not there at all. */
  readonly found?: NormFinding;
  /** Objects at fault, to be shown on the map. */
  readonly ids: readonly string[];
}

/** Norms that must be kept and are not: a plan is not settled with them. */
export function brokenMandatory(statuses: readonly NormStatus[]): NormStatus[] {
  return statuses.filter(({ norm, verdict }) => norm.mandatory && verdict === "non-respecte");
}
