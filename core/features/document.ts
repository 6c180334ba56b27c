import { noteField, numberField } from "#core/features/common-fields";
import type { Choice, FeatureClass } from "#core/features/feature-class";

/** What a document is. */
export const documentKinds: readonly Choice[] = [
  { value: "acte", label: { fr: "Acte", en: "Deed" } },
  { value: "plan", label: { fr: "Plan", en: "Plan" } },
  { value: "pv", label: { fr: "Procès-verbal", en: "Minutes" } },
  { value: "photo", label: { fr: "Photo", en: "Photo" } },
  { value: "courrier", label: { fr: "Courrier", en: "Letter" } },
  { value: "autre", label: { fr: "Autre", en: "Other" } },
];

/**
 * Document attached to objects, or photo standing where it was taken. The record is here; the bytes are kept beside
 * under their SHA-256 (`attachment.*` of the bridge). One document may serve several objects: `of` holds their ids
 * (`idsText`). Without a place of its own it has no shape.
 *
 * No field names a person; a file's name and title may all the same, which is why documents stay out of files made for
 * others unless asked for (`core/formats/export-profile.ts`).
 */
export const document: FeatureClass = {
  id: "document",
  table: "document",
  geometry: "point",
  label: { fr: "Pièce", en: "Document" },
  plural: { fr: "Pièces et photos", en: "Documents and photos" },
  fields: [
    { key: "kind", column: "type", type: "choice", label: { fr: "Type", en: "Kind" }, choices: documentKinds },
    numberField,
    { key: "date", column: "date", type: "date", label: { fr: "Date", en: "Date" } },
    { key: "title", column: "titre", type: "text", label: { fr: "Titre", en: "Title" } },
    noteField,
    { key: "takenAt", column: "prise_le", type: "text", label: { fr: "Prise le", en: "Taken" }, readOnly: true },
    { key: "bearingDeg", column: "direction", type: "number", label: { fr: "Direction", en: "Direction" }, unit: "°" },
    { key: "fileName", column: "fichier", type: "text", label: { fr: "Fichier", en: "File" }, readOnly: true },
    { key: "mediaType", column: "media", type: "text", label: { fr: "Format", en: "Format" }, readOnly: true },
    {
      key: "bytes",
      column: "octets",
      type: "integer",
      label: { fr: "Taille", en: "Size" },
      unit: "o",
      readOnly: true,
    },
    { key: "sha256", column: "sha256", type: "text", label: { fr: "Empreinte", en: "Fingerprint" }, readOnly: true },
    { key: "of", column: "objets", type: "text", label: { fr: "Objets", en: "Objects" }, readOnly: true },
  ],
  style: {
    fill: "plum",
    stroke: "street",
    widthMm: 0.3,
    symbol: { shape: "square", sizeMm: 3 },
    by: {
      field: "kind",
      cases: {
        photo: { symbol: { shape: "camera", sizeMm: 4.6, direction: "bearingDeg" } },
      },
    },
  },
  dxf: { layer: "PIECE", color: 6, text: "title" },
};
