import type { Choice } from "#core/features/feature-class";

/**
 * By what a parcel is held, without saying by whom.
 *
 * @see DOMAIN: ordonnance 2020-014/PT-RM and loi 2021-056 (LDF); loi 2017-001 (foncier agricole)
 */
export const tenures: readonly Choice[] = [
  { value: "titre-foncier", label: { fr: "Titre foncier (TF)", en: "Land title (TF)" } },
  { value: "bail", label: { fr: "Bail", en: "Lease" } },
  { value: "bail-promesse", label: { fr: "Bail avec promesse de vente", en: "Lease with promise of sale" } },
  { value: "affectation", label: { fr: "Affectation", en: "Assignment to a public body" } },
  { value: "cuh", label: { fr: "Concession urbaine d'habitation (CUH)", en: "Urban housing concession (CUH)" } },
  { value: "crh", label: { fr: "Concession rurale d'habitation (CRH)", en: "Rural housing concession (CRH)" } },
  { value: "concession-rurale", label: { fr: "Concession rurale", en: "Rural concession" } },
  { value: "lettre-attribution", label: { fr: "Lettre d'attribution", en: "Letter of allotment" } },
  { value: "permis-occuper", label: { fr: "Permis d'occuper", en: "Permit to occupy" } },
  { value: "lettre-transfert", label: { fr: "Lettre de transfert", en: "Letter of transfer" } },
  { value: "attestation-coutumiere", label: { fr: "Attestation coutumière", en: "Customary certificate" } },
  { value: "sans-acte", label: { fr: "Occupation sans acte", en: "Occupied without an act" } },
  { value: "domaine-public", label: { fr: "Domaine public", en: "Public domain" } },
];

/** Acts that are no longer deliverable: valid until they are turned into a titre foncier, null when issued too late. */
export const provisionalTenures: ReadonlySet<unknown> = new Set([
  "cuh",
  "crh",
  "concession-rurale",
  "lettre-attribution",
  "permis-occuper",
  "lettre-transfert",
]);
