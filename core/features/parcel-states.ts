import type { Choice } from "#core/features/feature-class";
import type { Feature, FieldValue } from "#core/model/feature";

/** States of a parcel. What was is a `pastParcel`; what an act annuls becomes one. */
export const parcelStates: readonly Choice[] = [
  { value: "projetee", label: { fr: "Projetée", en: "Planned" } },
  { value: "arretee", label: { fr: "Arrêtée", en: "Settled" } },
  { value: "implantee", label: { fr: "Implantée", en: "Set out" } },
  { value: "bornee", label: { fr: "Bornée", en: "Marked with bornes" } },
  { value: "attribuee", label: { fr: "Attribuée (provisoire)", en: "Allotted (provisional)" } },
  { value: "immatriculee", label: { fr: "Immatriculée", en: "Registered" } },
  { value: "en-litige", label: { fr: "En litige", en: "Disputed" } },
  { value: "gelee", label: { fr: "Gelée (servitude)", en: "Frozen (servitude)" } },
];

/** States of a reserve; one without is planned. */
export const reserveStates = parcelStates.filter(({ value }) => value === "projetee" || value === "arretee");

/** The way of a parcel from the drawing board to the land book. A plan need not be settled before it is set out. */
const WAY: ReadonlyMap<unknown, number> = new Map([
  ["projetee", 0],
  ["arretee", 0.5],
  ["implantee", 1],
  ["bornee", 2],
  ["attribuee", 3],
  ["immatriculee", 4],
]);

/** States of parcels, reserves and streets that settling the plan gives and reopening it takes away: by these acts only. */
export const settledStates: ReadonlySet<unknown> = new Set(["arretee", "arrete"]);

/** States from which a number stands in deeds and registers and may not change any more. */
export const issuedStates: ReadonlySet<unknown> = new Set(["attribuee", "immatriculee"]);

/**
 * Whether a parcel may pass from one state to another: the next on its way, back to the one before (a slip mended),
 * aside (disputed, frozen) from anywhere, and from aside, or where nothing was known, to any.
 */
export function mayPass(from: FieldValue | undefined, to: FieldValue): boolean {
  const [i, j] = [WAY.get(from), WAY.get(to)];
  return i === undefined || j === undefined || Math.abs(i - j) <= 1;
}

/** Whether a parcel goes on to `bornee` when bornes stand at all its corners; one further on its way does not go back. */
export function mayBeMarked({ fields }: Feature): boolean {
  return fields["state"] === undefined || fields["state"] === "implantee";
}

/** Whether a parcel exists on the drawing board only: its shape and number come and go without an act. */
export function isOnlyPlanned({ fields }: Feature): boolean {
  return fields["state"] === "projetee";
}
