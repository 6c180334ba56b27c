import { noteField, numberField } from "#core/features/common-fields";
import type { FeatureClass } from "#core/features/feature-class";

/** Side of a street, walking from its start. */
export const streetSides = [
  { value: "left", label: { fr: "Gauche", en: "Left" } },
  { value: "right", label: { fr: "Droite", en: "Right" } },
] as const;

/** Door of a parcel on its street: where the plate with its number goes. */
export const door: FeatureClass = {
  id: "door",
  table: "porte",
  geometry: "point",
  label: { fr: "Porte", en: "Door" },
  plural: { fr: "Portes", en: "Doors" },
  fields: [
    numberField,
    { key: "street", column: "voie_id", type: "text", label: { fr: "Voie", en: "Street" }, readOnly: true },
    {
      key: "side",
      column: "cote",
      type: "choice",
      label: { fr: "Côté", en: "Side" },
      choices: streetSides,
      readOnly: true,
    },
    {
      key: "distanceM",
      column: "distance_m",
      type: "number",
      unit: "m",
      label: { fr: "Distance depuis le début", en: "Distance from the start" },
      readOnly: true,
    },
    { key: "parcel", column: "parcelle_id", type: "text", label: { fr: "Parcelle", en: "Parcel" }, readOnly: true },
    noteField,
  ],
  style: {
    fill: "indigo",
    stroke: "paper",
    widthMm: 0.2,
    symbol: { shape: "square", sizeMm: 1.4 },
    label: { field: "number", maxScale: 1500 },
  },
  dxf: { layer: "PORTE", color: 5, text: "number" },
};
