import {
  facilityKinds,
  ilotField,
  landUses,
  nameField,
  noteField,
  numberField,
  sectionField,
} from "#core/features/common-fields";
import type { FeatureClass } from "#core/features/feature-class";
import { parcelStates, reserveStates } from "#core/features/parcel-states";
import { surveyMethods } from "#core/features/survey-methods";
import { tenures } from "#core/features/tenure";

/** Limit of the operation: everything the plan lays out lies inside. */
export const perimeter: FeatureClass = {
  id: "perimeter",
  table: "perimetre",
  geometry: "polygon",
  label: { fr: "Périmètre", en: "Perimeter" },
  plural: { fr: "Périmètre", en: "Perimeter" },
  from: ["perimetre", "limite", "emprise", "site", "boundary"],
  fields: [nameField, noteField],
  style: { stroke: "laterite", widthMm: 0.7, dashMm: [4, 1.2, 0.8, 1.2] },
  dxf: { layer: "PERIMETRE", color: 1 },
  ladm: "LA_SpatialUnitGroup",
};

/** Block bounded by streets: a named group of parcels and reserves, with the outline they make together. */
export const ilot: FeatureClass = {
  id: "ilot",
  table: "ilot",
  geometry: "group",
  label: { fr: "Îlot", en: "Îlot" },
  plural: { fr: "Îlots", en: "Îlots" },
  fields: [
    numberField,
    {
      key: "retired",
      column: "numeros_retires",
      type: "text",
      label: { fr: "Numéros retirés", en: "Retired numbers" },
      readOnly: true,
    },
    noteField,
  ],
  style: { stroke: "ink", widthMm: 0.45, label: { field: "number", maxScale: 8000 } },
  dxf: { layer: "ILOT", color: 5, text: "number" },
  ladm: "LA_SpatialUnitGroup",
};

/** How cadastres call the number of a parcel: lots of an operation, the French EDIGEO plan (`TEX`). */
const PARCEL_NUMBERS = ["lot", "num_lot", "parcelle", "num_parcelle", "tex"];

/** Plot of an îlot, kept under its number for ever. */
export const parcel: FeatureClass = {
  id: "parcel",
  table: "parcelle",
  geometry: "polygon",
  coverage: "plan",
  label: { fr: "Parcelle", en: "Parcel" },
  plural: { fr: "Parcelles", en: "Parcels" },
  from: ["lot", "lotissement", "parcellaire", "plot"],
  fields: [
    { ...numberField, readOnly: true, from: [...(numberField.from ?? []), ...PARCEL_NUMBERS] },
    ilotField,
    sectionField,
    {
      key: "use",
      column: "usage",
      type: "choice",
      label: { fr: "Usage", en: "Use" },
      choices: landUses,
      from: ["usage", "use"],
    },
    {
      key: "state",
      column: "etat",
      type: "choice",
      label: { fr: "État", en: "State" },
      choices: parcelStates,
    },
    {
      key: "officialAreaM2",
      column: "surface_officielle_m2",
      part: "areas",
      type: "number",
      unit: "m²",
      label: { fr: "Surface arrêtée", en: "Official area" },
      from: ["surface_officielle_m2"],
    },
    {
      key: "declaredAreaM2",
      column: "surface_declaree_m2",
      part: "areas",
      type: "number",
      unit: "m²",
      label: { fr: "Contenance de l'acte", en: "Area in the deed" },
      from: ["contenance", "surface_declaree_m2", "surface", "superficie", "supf"],
    },
    {
      key: "surveyedAreaM2",
      column: "surface_levee_m2",
      part: "areas",
      type: "number",
      unit: "m²",
      label: { fr: "Surface levée", en: "Surveyed area" },
      aside: true,
      from: ["surface_levee_m2"],
    },
    {
      key: "surveyMethod",
      column: "methode_leve",
      part: "areas",
      type: "choice",
      label: { fr: "Méthode du levé", en: "Survey method" },
      aside: true,
      choices: surveyMethods,
    },
    {
      key: "surveyScale",
      column: "echelle_leve",
      part: "areas",
      type: "integer",
      label: { fr: "Échelle du plan levé (1/…)", en: "Scale of the surveyed plan (1/…)" },
      aside: true,
    },
    {
      key: "tenure",
      column: "statut_foncier",
      part: "tenure",
      type: "choice",
      label: { fr: "Statut foncier", en: "Tenure" },
      choices: tenures,
    },
    {
      key: "tenureDate",
      column: "statut_date",
      part: "tenure",
      type: "date",
      label: { fr: "Date du titre ou de l'acte", en: "Date of the title or act" },
      aside: true,
    },
    {
      key: "tenureNumber",
      column: "statut_numero",
      part: "tenure",
      type: "text",
      label: { fr: "Numéro du titre ou de l'acte", en: "Number of the title or act" },
      aside: true,
    },
    {
      key: "houses",
      column: "maisons",
      type: "integer",
      label: { fr: "Maisons existantes", en: "Existing houses" },
      readOnly: true,
    },
    {
      key: "ninacad",
      column: "ninacad",
      type: "text",
      label: { fr: "NINACAD", en: "NINACAD" },
      aside: true,
      from: ["ninacad", "NINACAD"],
    },
    {
      key: "holder",
      column: "detenteur",
      part: "tenure",
      type: "text",
      label: { fr: "Détenteur", en: "Holder" },
      personal: true,
      from: ["detenteur", "holder", "nom_prenom"],
    },
    noteField,
    {
      key: "parents",
      column: "parcelles_meres",
      type: "text",
      label: { fr: "Parcelles mères", en: "Parent parcels" },
      aside: true,
      readOnly: true,
    },
    {
      key: "openedBy",
      column: "acte_ouverture",
      type: "text",
      label: { fr: "Acte d'origine", en: "Opening act" },
      aside: true,
      readOnly: true,
    },
    {
      key: "validFrom",
      column: "valable_du",
      type: "date",
      label: { fr: "Valable depuis", en: "Valid from" },
      aside: true,
      readOnly: true,
    },
  ],
  style: { fill: "milletPale", stroke: "clayDark", widthMm: 0.18, label: { field: "number", maxScale: 2500 } },
  dxf: { layer: "PARCELLE", color: 7, text: "number" },
  ladm: "LA_SpatialUnit",
};

/** Land kept for a facility: school, health, market, water, green. */
export const reserve: FeatureClass = {
  id: "reserve",
  table: "reserve",
  geometry: "polygon",
  coverage: "plan",
  label: { fr: "Réserve", en: "Reserve" },
  plural: { fr: "Réserves", en: "Reserves" },
  from: ["reservation"],
  fields: [
    { ...numberField, readOnly: true },
    ilotField,
    {
      key: "use",
      column: "usage",
      type: "choice",
      label: { fr: "Destination", en: "Purpose" },
      choices: facilityKinds,
      from: ["usage", "use"],
    },
    {
      key: "state",
      column: "etat",
      type: "choice",
      label: { fr: "État", en: "State" },
      choices: reserveStates,
      readOnly: true,
    },
    nameField,
    noteField,
  ],
  style: {
    fill: "indigoPale",
    stroke: "indigo",
    widthMm: 0.3,
    label: { field: "use", maxScale: 8000 },
    by: {
      field: "use",
      cases: {
        ecole: { fill: "indigoPale", stroke: "indigo" },
        sante: { fill: "lateritePale", stroke: "laterite" },
        marche: { fill: "plumPale", stroke: "plum" },
        eau: { fill: "riverPale", stroke: "river" },
        "espace-vert": { fill: "acaciaPale", stroke: "acacia" },
        sport: { fill: "acaciaPale", stroke: "acacia" },
        industrie: { fill: "clay", stroke: "clayDark" },
      },
    },
  },
  dxf: { layer: "RESERVE", color: 6, text: "use" },
  ladm: "LA_SpatialUnit",
};

/** What is left of the perimeter beside streets, parcels and reserves: slopes, banks, odd corners. */
export const openSpace: FeatureClass = {
  id: "openSpace",
  table: "espace_libre",
  geometry: "polygon",
  coverage: "plan",
  label: { fr: "Espace libre", en: "Open space" },
  plural: { fr: "Espaces libres", en: "Open spaces" },
  from: ["espace vert"],
  fields: [
    {
      key: "use",
      column: "usage",
      type: "choice",
      label: { fr: "Nature", en: "Nature" },
      choices: [
        { value: "reste", label: { fr: "Reste", en: "Remainder" } },
        { value: "servitude", label: { fr: "Servitude", en: "Servitude" } },
        { value: "eau", label: { fr: "Eau", en: "Water" } },
        { value: "espace-vert", label: { fr: "Espace vert", en: "Green space" } },
      ],
    },
    noteField,
  ],
  style: {
    fill: "acaciaPale",
    stroke: "acacia",
    widthMm: 0.13,
    by: {
      field: "use",
      cases: { eau: { fill: "riverPale", stroke: "river" }, servitude: { fill: "acaciaPale", stroke: "river" } },
    },
  },
  dxf: { layer: "ESPACE_LIBRE", color: 3 },
  ladm: "LA_SpatialUnit",
};
