import { maliReferentiel } from "#core/features/mali";
import type { ProjectMeta } from "#core/model/project-meta";
import type { Referentiel } from "#core/model/referentiel";

const completed = new WeakMap<Referentiel, Referentiel>();

/**
 * The référentiel a project goes by: its own, or the one shipped with Maillage. Norms that its own does not hold (it was
 * made before they were there) are those of the shipped one.
 */
export function normsOf({ meta }: { readonly meta: ProjectMeta }): Referentiel {
  const own = meta.referentiel;
  if (!own) return maliReferentiel;
  const known = completed.get(own);
  if (known) return known;
  const whole = { ...own, norms: { ...maliReferentiel.norms, ...own.norms } };
  completed.set(own, whole);
  return whole;
}
