import { type LayoutParams, type LayoutScore, layoutParamsSchema } from "#core/engines/layout/layout-types";
import { type LayoutDrawing, unpackPlan } from "#core/engines/layout/packed-plan";
import type { Feature } from "#core/model/feature";

/** A scenario, read back. */
export interface Scenario {
  readonly id: string;
  readonly name: string;
  /** ISO day it was saved on. */
  readonly date: string;
  readonly params: LayoutParams;
  readonly score: LayoutScore;
  readonly plan: LayoutDrawing;
}

/** Reads a feature of class `scenario`. @returns `undefined` when another program broke it */
export function readScenario({ id, fields }: Feature): Scenario | undefined {
  const plan = unpackPlan(String(fields["plan"] ?? ""));
  const params = layoutParamsSchema.safeParse(jsonOf(fields["params"]));
  const score = jsonOf(fields["score"]);
  if (!plan || !params.success || typeof score !== "object" || score === null) return undefined;
  return {
    id,
    name: String(fields["name"] ?? ""),
    date: String(fields["date"] ?? ""),
    params: params.data,
    score: score as LayoutScore,
    plan,
  };
}

function jsonOf(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
