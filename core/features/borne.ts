import { noteField, numberField } from "#core/features/common-fields";
import type { Choice, FeatureClass } from "#core/features/feature-class";
import { surveyMethods } from "#core/features/survey-methods";
import type { Feature, FieldValue } from "#core/model/feature";

/** What a borne is made of. */
export const borneKinds: readonly Choice[] = [
  { value: "pierre", label: { fr: "Pierre", en: "Stone" } },
  { value: "maconnerie", label: { fr: "Maçonnerie", en: "Masonry" } },
  { value: "beton", label: { fr: "Béton", en: "Concrete" } },
  { value: "tube", label: { fr: "Tube ou fer", en: "Tube or rod" } },
  { value: "clou", label: { fr: "Clou", en: "Nail" } },
  { value: "autre", label: { fr: "Autre", en: "Other" } },
];

/** Whether a borne stands on the ground. */
export const borneStates: readonly Choice[] = [
  { value: "a-poser", label: { fr: "À poser", en: "To be planted" } },
  { value: "posee", label: { fr: "Posée", en: "Planted" } },
  { value: "retrouvee", label: { fr: "Retrouvée", en: "Found" } },
  { value: "manquante", label: { fr: "Manquante", en: "Missing" } },
];

/** Boundary mark at a corner of parcels: one object, shared by all that meet there. */
export const borne: FeatureClass = {
  id: "borne",
  table: "borne",
  geometry: "point",
  label: { fr: "Borne", en: "Boundary mark" },
  plural: { fr: "Bornes", en: "Boundary marks" },
  from: ["sommet", "point leve", "levee"],
  fields: [
    { ...numberField, from: ["numero", "num", "number", "ref", "matricule"] },
    { key: "kind", column: "nature", type: "choice", label: { fr: "Nature", en: "Kind" }, choices: borneKinds },
    { key: "state", column: "etat", type: "choice", label: { fr: "État", en: "State" }, choices: borneStates },
    {
      key: "method",
      column: "methode",
      type: "choice",
      label: { fr: "Méthode du levé", en: "Survey method" },
      choices: surveyMethods,
    },
    {
      key: "precisionM",
      column: "precision_m",
      type: "number",
      unit: "m",
      label: { fr: "Précision", en: "Precision" },
    },
    { key: "date", column: "date", type: "date", label: { fr: "Date", en: "Date" } },
    {
      key: "act",
      column: "acte_id",
      type: "text",
      label: { fr: "Acte de bornage", en: "Act of bornage" },
      readOnly: true,
    },
    noteField,
  ],
  style: {
    fill: "paper",
    stroke: "ink",
    widthMm: 0.3,
    symbol: { shape: "circle", sizeMm: 1.3 },
    label: { field: "number", maxScale: 1000 },
    by: {
      field: "state",
      cases: {
        posee: { fill: "ink" },
        retrouvee: { fill: "acacia" },
        manquante: { stroke: "laterite", symbol: { shape: "cross", sizeMm: 1.8 } },
      },
    },
  },
  dxf: { layer: "BORNE", color: 1, text: "number" },
  ladm: "LA_Point",
};

/** Whether a borne stands in the ground: its place is a fact, and no drawing moves it. */
export function standsInGround({ fields }: Feature): boolean {
  const state: FieldValue | undefined = fields["state"];
  return state === "posee" || state === "retrouvee";
}
