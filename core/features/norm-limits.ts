import { maliReferentiel } from "#core/features/mali";
import { type Norm, type Referentiel, referentielSchema } from "#core/model/referentiel";
import { type Refusal, refuse } from "#core/model/refusal";
import { schemaFault } from "#core/model/schema-fault";

/** Units of which no value lies above so much. */
const MOST: Readonly<Record<string, number>> = { m: 1_000_000, "m²": 100_000_000, hab: 10_000_000, "°": 360 };

/**
 * Why a norm cannot stand under its key, or `undefined`: below 0 or beyond all measure, a share above 1, in another
 * unit than the one everything that reads it counts in.
 *
 * @returns refusals `norms.bad-value`, `norms.bad-unit`, `norms.no-source`
 */
export function normRefusal(key: string, { value, unit, source }: Norm): Refusal | undefined {
  const shipped = maliReferentiel.norms[key];
  if (shipped && unit !== shipped.unit) return refuse("norms.bad-unit", { params: { key, unit: shipped.unit } });
  const most = key.startsWith("share.") ? 1 : (MOST[unit] ?? Number.MAX_SAFE_INTEGER);
  if (!(value >= 0 && value <= most)) return refuse("norms.bad-value", { params: { key, most } });
  if (source.trim() === "") return refuse("norms.no-source", { params: { key } });
  return undefined;
}

/** Why a référentiel cannot stand: the first of its norms that cannot, or a least above its most. */
export function referentielRefusal(referentiel: Referentiel): Refusal | undefined {
  const { norms } = referentiel;
  for (const [key, norm] of Object.entries(norms)) {
    const refusal = normRefusal(key, norm);
    if (refusal) return refusal;
    const most = key.endsWith(".min") ? norms[`${key.slice(0, -4)}.max`] : undefined;
    if (most && norm.value > most.value) return refuse("norms.min-over-max", { params: { key } });
  }
  return undefined;
}

/**
 * Reads a référentiel that came as JSON from outside.
 *
 * @returns the référentiel, or a refusal: `norms.not-a-referentiel` with the first place that is not as it should be, or
 * one of `referentielRefusal`
 */
export function readReferentiel(value: unknown): Referentiel | Refusal {
  const read = referentielSchema.safeParse(value);
  if (read.success) return referentielRefusal(read.data) ?? read.data;
  return refuse("norms.not-a-referentiel", { params: schemaFault(value, read.error, "{ }") });
}
