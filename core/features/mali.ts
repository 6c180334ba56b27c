import type { Referentiel } from "#core/model/referentiel";
import mali from "../../resources/referentiel/mali-2026.json" with { type: "json" };

/** The référentiel shipped with Maillage: defaults for Mali, each with its source and standing. */
export const maliReferentiel = mali as Referentiel;
