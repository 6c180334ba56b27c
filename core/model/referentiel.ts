import { z } from "zod";

/** How sure a value is: read in the source, borrowed from a neighbouring country's text, or still to be found. */
export type Standing = "verifie" | "analogue" | "a-confirmer";

export const standings: readonly Standing[] = ["verifie", "analogue", "a-confirmer"];

const normSchema = z.strictObject({
  value: z.number(),
  unit: z.string().min(1).max(20),
  standing: z.enum(["verifie", "analogue", "a-confirmer"]),
  source: z.string().min(1).max(500),
  mandatory: z.boolean().optional(),
});

/** A norm, width, ratio or tolerance, with where it comes from. */
export interface Norm {
  readonly value: number;
  /** `m`, `m²`, `km`, `l/j/hab`, `1` for a ratio. */
  readonly unit: string;
  readonly standing: Standing;
  /** Law, decree, article, paper, or what practice it follows. */
  readonly source: string;
  /** A plan that does not keep to it cannot be settled. Only of norms that a plan is held against. */
  readonly mandatory?: boolean | undefined;
}

/** Shape of a référentiel in files and in the project's words. */
export const referentielSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  name: z.string().trim().min(1).max(120),
  version: z.string().trim().min(1).max(40),
  date: z.iso.date(),
  author: z.string().trim().max(120).optional(),
  norms: z.record(z.string().regex(/^[a-z][A-Za-z0-9-]*(\.[A-Za-z0-9-]+)+$/), normSchema),
});

/** A versioned set of norms by dotted key, such as `water.reach`. */
export interface Referentiel {
  /** Lower-case letters, digits and dashes. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** ISO day of this version. */
  readonly date: string;
  readonly author?: string | undefined;
  readonly norms: Readonly<Record<string, Norm>>;
}

/**
 * The value of a norm.
 *
 * @throws RangeError when the référentiel does not hold the key (a bug, or a file that lacks it)
 */
export function normValue(referentiel: Referentiel, key: string): number {
  const norm = referentiel.norms[key];
  if (!norm) throw new RangeError(`the référentiel ${referentiel.id} has no norm ${key}`);
  return norm.value;
}
