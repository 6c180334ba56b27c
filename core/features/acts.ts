import type { Choice, FeatureClass } from "#core/features/feature-class";
import { parcel } from "#core/features/land";

/** What an act does to parcels. */
export const actTypes: readonly Choice[] = [
  { value: "adoption", label: { fr: "Adoption d'un scénario", en: "Adoption of a scenario" } },
  { value: "arrete", label: { fr: "Arrêté du plan", en: "Settlement of the plan" } },
  { value: "creation", label: { fr: "Création", en: "Creation" } },
  { value: "lotissement", label: { fr: "Lotissement", en: "Lotissement" } },
  { value: "morcellement", label: { fr: "Morcellement", en: "Division" } },
  { value: "fusion", label: { fr: "Fusion", en: "Merger" } },
  { value: "rectification", label: { fr: "Rectification de limite", en: "Boundary correction" } },
  { value: "redressement", label: { fr: "Redressement", en: "Boundary adjustment" } },
  { value: "remembrement", label: { fr: "Remembrement", en: "Regrouping" } },
  { value: "reserve", label: { fr: "Mise en réserve", en: "Setting aside" } },
  { value: "cession-voirie", label: { fr: "Cession à la voirie", en: "Transfer to the street" } },
  { value: "bornage", label: { fr: "Bornage", en: "Bornage" } },
  { value: "renumerotation", label: { fr: "Renumérotation", en: "Renumbering" } },
  { value: "annulation", label: { fr: "Annulation", en: "Annulment" } },
];

/** How far the operation behind an act has come. */
const operationStates: readonly Choice[] = [
  { value: "brouillon", label: { fr: "Brouillon", en: "Draft" } },
  { value: "controle", label: { fr: "Contrôlé", en: "Checked" } },
  { value: "soumis", label: { fr: "Soumis", en: "Submitted" } },
  { value: "autorise", label: { fr: "Autorisé", en: "Authorised" } },
  { value: "approuve", label: { fr: "Approuvé", en: "Approved" } },
  { value: "borne", label: { fr: "Borné", en: "Marked with bornes" } },
  { value: "attribue", label: { fr: "Attribué", en: "Allotted" } },
  { value: "immatricule", label: { fr: "Immatriculé", en: "Registered" } },
  { value: "clos", label: { fr: "Clos", en: "Closed" } },
  { value: "rejete", label: { fr: "Rejeté", en: "Rejected" } },
  { value: "annule", label: { fr: "Annulé", en: "Cancelled" } },
];

/**
 * One decision that closes, opens or reshapes parcels. Parcels bear the id of the act that opened them, past parcels
 * also that of the one that closed them. Type, number and date change through `amend-act`, which keeps them true.
 */
export const act: FeatureClass = {
  id: "act",
  table: "acte",
  geometry: "none",
  archive: true,
  label: { fr: "Acte", en: "Act" },
  plural: { fr: "Actes", en: "Acts" },
  fields: [
    { key: "number", column: "numero", type: "text", label: { fr: "Numéro", en: "Number" }, readOnly: true },
    {
      key: "type",
      column: "type",
      type: "choice",
      label: { fr: "Type d'acte", en: "Kind of act" },
      choices: actTypes,
      readOnly: true,
    },
    { key: "date", column: "date", type: "date", label: { fr: "Date", en: "Date" }, readOnly: true },
    { key: "office", column: "service", type: "text", label: { fr: "Service", en: "Office" } },
    { key: "reason", column: "motif", type: "text", label: { fr: "Motif", en: "Reason" } },
    {
      key: "state",
      column: "etat",
      type: "choice",
      label: { fr: "État de l'opération", en: "State of the operation" },
      choices: operationStates,
    },
  ],
  style: {},
  dxf: { layer: "ACTE", color: 8 },
  ladm: "LA_Source",
};

/** A parcel as it was, from one act to the next. Never changed but by amending the date of an act. */
export const pastParcel: FeatureClass = {
  id: "pastParcel",
  table: "parcelle_historique",
  geometry: "polygon",
  archive: true,
  label: { fr: "Parcelle historique", en: "Past parcel" },
  plural: { fr: "Parcelles historiques", en: "Past parcels" },
  fields: [
    ...parcel.fields.map(({ from: _from, ...field }) => ({ ...field, readOnly: true as const })),
    {
      key: "of",
      column: "parcelle",
      type: "text",
      label: { fr: "Parcelle d'alors", en: "Parcel it was" },
      readOnly: true,
    },
    {
      key: "validTo",
      column: "valable_au",
      type: "date",
      label: { fr: "Valable jusqu'au", en: "Valid to" },
      readOnly: true,
    },
    {
      key: "closedBy",
      column: "acte_cloture",
      type: "text",
      label: { fr: "Acte de clôture", en: "Closing act" },
      readOnly: true,
    },
  ],
  style: { stroke: "clayDark", widthMm: 0.25, dashMm: [1.2, 0.8], label: { field: "number", maxScale: 2500 } },
  dxf: { layer: "PARCELLE_HISTORIQUE", color: 8 },
  ladm: "LA_SpatialUnit",
};
