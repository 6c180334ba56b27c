import type { FeatureClass } from "#core/features/feature-class";

/**
 * Rules whose issues can only be mended, never accepted: land that no attribution can give (décret 05-113/P-RM), and
 * land or numbers that two deeds would give.
 */
export const neverAccepted: ReadonlySet<string> = new Set([
  "servitude",
  "coverage-overlap",
  "duplicate-number",
  "duplicate-ninacad",
]);

/**
 * An issue of the check that a planner let stand, with the reason, at its place. It holds as long as the features it
 * is about keep their shape (`mark`).
 */
export const exception: FeatureClass = {
  id: "exception",
  table: "exception_controle",
  geometry: "point",
  label: { fr: "Exception de contrôle", en: "Check exception" },
  plural: { fr: "Exceptions de contrôle", en: "Check exceptions" },
  fields: [
    { key: "reason", column: "motif", type: "text", label: { fr: "Motif", en: "Reason" } },
    { key: "date", column: "date", type: "date", label: { fr: "Date", en: "Date" }, readOnly: true },
    { key: "rule", column: "regle", type: "text", label: { fr: "Règle", en: "Rule" }, readOnly: true },
    { key: "about", column: "objets", type: "text", label: { fr: "Objets", en: "Objects" }, readOnly: true },
    { key: "mark", column: "empreinte", type: "text", label: { fr: "Empreinte", en: "Mark" }, readOnly: true },
  ],
  style: { fill: "paper", stroke: "clayDark", widthMm: 0.3, symbol: { shape: "circle", sizeMm: 2 } },
  dxf: { layer: "EXCEPTION", color: 8 },
};
