import type { FeatureClass } from "#core/features/feature-class";

/** Whether what a note asks for was seen to. */
export const noteStates = [
  { value: "ouverte", label: { fr: "À traiter", en: "Open" } },
  { value: "traitee", label: { fr: "Traitée", en: "Done" } },
] as const;

/**
 * Note pinned to the map: what a planner must look at again, ask or remember. Never printed on a plan; text and author
 * stay in the office, since one writes there who claims what (`core/formats/export-profile.ts`).
 */
export const note: FeatureClass = {
  id: "note",
  table: "remarque_carte",
  geometry: "point",
  label: { fr: "Remarque sur la carte", en: "Map note" },
  plural: { fr: "Remarques sur la carte", en: "Map notes" },
  fields: [
    { key: "text", column: "texte", type: "text", label: { fr: "Texte", en: "Text" } },
    { key: "author", column: "auteur", type: "text", label: { fr: "Auteur", en: "Author" } },
    { key: "date", column: "date", type: "date", label: { fr: "Date", en: "Date" } },
    { key: "state", column: "etat", type: "choice", label: { fr: "État", en: "State" }, choices: noteStates },
  ],
  style: {
    fill: "millet",
    stroke: "ink",
    widthMm: 0.3,
    symbol: { shape: "bubble", sizeMm: 5.4 },
    by: {
      field: "state",
      cases: { traitee: { fill: "paper", stroke: "clayDark", symbol: { shape: "bubble", sizeMm: 4.2 } } },
    },
  },
  dxf: { layer: "REMARQUE", color: 2, text: "text" },
};
