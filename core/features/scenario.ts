import type { FeatureClass } from "#core/features/feature-class";

/**
 * A maillage kept under a name, to be compared with others and perhaps adopted: what was asked for, what came of it.
 * The drawing is packed text (`core/engines/layout/packed-plan.ts`), parameters and figures are JSON; commands of
 * their own write them.
 */
export const scenario: FeatureClass = {
  id: "scenario",
  table: "scenario",
  geometry: "none",
  archive: true,
  label: { fr: "Scénario", en: "Scenario" },
  plural: { fr: "Scénarios", en: "Scenarios" },
  fields: [
    { key: "name", column: "nom", type: "text", label: { fr: "Nom", en: "Name" }, readOnly: true },
    { key: "date", column: "date", type: "date", label: { fr: "Enregistré le", en: "Saved on" }, readOnly: true },
    {
      key: "adoptedBy",
      column: "acte_adoption",
      type: "text",
      label: { fr: "Acte d'adoption", en: "Act of adoption" },
      readOnly: true,
      aside: true,
    },
    {
      key: "params",
      column: "parametres",
      type: "text",
      label: { fr: "Paramètres", en: "Parameters" },
      readOnly: true,
      aside: true,
    },
    {
      key: "score",
      column: "indicateurs",
      type: "text",
      label: { fr: "Indicateurs", en: "Figures" },
      readOnly: true,
      aside: true,
    },
    { key: "plan", column: "plan", type: "text", label: { fr: "Plan", en: "Plan" }, readOnly: true, aside: true },
    {
      key: "site",
      column: "site",
      type: "text",
      label: { fr: "Périmètre d'alors", en: "Perimeter then" },
      readOnly: true,
      aside: true,
    },
  ],
  style: {},
  dxf: { layer: "SCENARIO", color: 8 },
};
