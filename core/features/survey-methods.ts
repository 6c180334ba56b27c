import type { Choice } from "#core/features/feature-class";

/** How an area was surveyed; each has its precision in the référentiel (`survey.<method>.precision`). */
export const surveyMethods: readonly Choice[] = [
  { value: "station-totale", label: { fr: "Station totale", en: "Total station" } },
  { value: "gnss-rtk", label: { fr: "GNSS de précision (RTK)", en: "Survey-grade GNSS (RTK)" } },
  { value: "gps-main", label: { fr: "GPS de poche", en: "Handheld GPS" } },
  { value: "chaine", label: { fr: "Chaîne, ruban", en: "Tape" } },
  { value: "orthophoto", label: { fr: "Image aérienne ou satellite", en: "Aerial or satellite image" } },
  { value: "graphique", label: { fr: "Mesure sur plan", en: "Measured on a plan" } },
];
