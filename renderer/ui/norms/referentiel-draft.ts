import { maliReferentiel } from "#core/features/mali";
import { referentielRefusal } from "#core/features/norm-limits";
import type { Norm, Referentiel } from "#core/model/referentiel";
import type { Refusal } from "#core/model/refusal";

/** Parts of a référentiel, in the order a planner looks for them; a norm belongs to the first whose pattern it fits. */
export const normGroups: readonly { readonly id: string; readonly keys: RegExp }[] = [
  { id: "land", keys: /^(share|people|street|plan|drainage)\./ },
  { id: "parcels", keys: /^(parcel|compound)(\.|$)/ },
  { id: "facilities", keys: /^(reserve|water|school|health)\./ },
  { id: "distances", keys: /^(apart|along|wind)\./ },
  { id: "servitudes", keys: /^servitude\./ },
  { id: "networks", keys: /^power\./ },
  { id: "survey", keys: /./ },
];

/** The group a norm belongs to. */
export function groupOf(key: string): string {
  return normGroups.find(({ keys }) => keys.test(key))?.id ?? "survey";
}

/** A référentiel of the project's own, begun from another; `name` as the language calls a copy. */
export function duplicated(from: Referentiel, name: string, today: string): Referentiel {
  return { ...from, id: "projet", name, version: "1", date: today, author: "", norms: { ...from.norms } };
}

/** The référentiel with one norm changed. */
export function withNorm(referentiel: Referentiel, key: string, change: Partial<Norm>): Referentiel {
  const before = referentiel.norms[key];
  if (!before) return referentiel;
  return { ...referentiel, norms: { ...referentiel.norms, [key]: { ...before, ...change } } };
}

/** What is put by: without an author that is not said, as of the day. Or why it cannot be. */
export function finished(draft: Referentiel, today: string): Referentiel | Refusal {
  const { author, ...rest } = draft;
  const made = { ...rest, name: draft.name.trim(), version: draft.version.trim(), date: today };
  const whole = author?.trim() ? { ...made, author: author.trim() } : made;
  return referentielRefusal(whole) ?? whole;
}

/** Whether a norm of the project's own is not as Maillage ships it. */
export function differsFromShipped(key: string, norm: Norm): boolean {
  const shipped = maliReferentiel.norms[key];
  return !shipped || shipped.value !== norm.value || (shipped.mandatory ?? false) !== (norm.mandatory ?? false);
}

/** A référentiel as the bytes of a JSON file, two spaces in. */
export function referentielFile(referentiel: Referentiel): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(referentiel, null, 2)}\n`);
}
