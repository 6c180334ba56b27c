/** How sure a value is: read in the source, borrowed from a neighbouring country's text, or still to be found. */
export type Standing = "verifie" | "analogue" | "a-confirmer";

/** A norm, width, ratio or tolerance, with where it comes from. */
export interface Norm {
  readonly value: number;
  /** `m`, `m²`, `km`, `l/j/hab`, `1` for a ratio. */
  readonly unit: string;
  readonly standing: Standing;
  /** Law, decree, article, paper, or what practice it follows. */
  readonly source: string;
}

/** A versioned set of norms by dotted key, such as `water.reach`. */
export interface Referentiel {
  readonly id: string;
  readonly version: string;
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
