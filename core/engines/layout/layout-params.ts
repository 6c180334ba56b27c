import { z } from "zod";
import { facilityKindNames } from "#core/features/facility-kinds";
import { type Refusal, refuse } from "#core/model/refusal";
import { schemaFault } from "#core/model/schema-fault";

const facilityRequest = z.union([
  z.enum(facilityKindNames),
  z.strictObject({ kind: z.enum(facilityKindNames), areaM2: z.number().min(20).max(2_000_000) }),
]);

/** A reserve asked for: by name at the size of the référentiel (`reserve.school.area`…), or with its size in m². */
export type FacilityRequest = z.infer<typeof facilityRequest>;

/**
 * Parameters of a maillage, with their defaults. Lengths in metres, areas in square metres, the bearing in degrees
 * clockwise from north (any street direction: it counts modulo 90). Unknown keys are refused.
 */
export const layoutParamsSchema = z.strictObject({
  parcelAreaM2: z.number().min(60).max(20_000).default(400),
  frontageM: z.number().min(4).max(150).default(16),
  streetWidthM: z
    .strictObject({
      primary: z.number().min(3).max(80).default(20),
      secondary: z.number().min(3).max(80).default(15),
      access: z.number().min(3).max(80).default(12),
    })
    .prefault({}),
  lotsPerIlotRow: z.int().min(1).max(60).default(10),
  keepBuildings: z.enum(["hard", "soft"]).default("hard"),
  publicShare: z.number().min(0).max(0.6).default(0.15),
  facilities: z.array(facilityRequest).max(60).default(["school", "health", "market", "water"]),
  bearingDeg: z.union([z.number().min(-360).max(360), z.literal("auto")]).optional(),
  objective: z.enum(["balanced", "most-parcels", "fewest-houses", "most-public"]).optional(),
});

/** What weighs most when streets are chosen: lots, houses left in peace, or public space; none of them by default. */
export type LayoutObjective = NonNullable<LayoutParams["objective"]>;

/** What the planner asks of a maillage. */
export type LayoutParams = z.infer<typeof layoutParamsSchema>;

/**
 * Reads parameters from outside (a file, a form).
 *
 * @returns the parameters with their defaults, or a refusal `layout.params-unknown-key`, `layout.params-bad-value`
 * or `layout.params-proportions`
 */
export function readLayoutParams(value: unknown): LayoutParams | Refusal {
  const read = layoutParamsSchema.safeParse(value);
  if (!read.success) {
    const issue = read.error.issues[0];
    const path = (issue?.path ?? []).join(".");
    if (issue?.code === "unrecognized_keys") {
      const key = [path, issue.keys[0]].filter(Boolean).join(".");
      return refuse("layout.params-unknown-key", { params: { key } });
    }
    const { where: key, ...fault } = schemaFault(value, read.error, "params");
    return refuse("layout.params-bad-value", { params: { key, ...fault } });
  }
  return proportionsRefusal(read.data) ?? read.data;
}

/** Refuses lots that are no lots: a depth under half the frontage or over six times it. */
export function proportionsRefusal(params: LayoutParams): Refusal | undefined {
  const depthM = params.parcelAreaM2 / params.frontageM;
  if (depthM >= params.frontageM * 0.4 && depthM <= params.frontageM * 6) return undefined;
  return refuse("layout.params-proportions", {
    params: { frontageM: params.frontageM, depthM: Math.round(depthM * 10) / 10 },
  });
}
