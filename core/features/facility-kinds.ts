/** Kinds of facility: English word of parameters and norm keys → value of the fields `use` of a reserve, `kind` of a facility. */
export const useOfKind = {
  school: "ecole",
  health: "sante",
  market: "marche",
  water: "eau",
  mosque: "mosquee",
  church: "eglise",
  worship: "culte",
  administration: "administration",
  sport: "sport",
  green: "espace-vert",
  cemetery: "cimetiere",
  security: "securite",
  waste: "dechets",
  industry: "industrie",
} as const;

export type FacilityKind = keyof typeof useOfKind;

/** All kinds, in the order a planner names them. */
export const facilityKindNames = Object.keys(useOfKind) as readonly FacilityKind[];

const kindOfUse: ReadonlyMap<string, FacilityKind> = new Map(facilityKindNames.map((kind) => [useOfKind[kind], kind]));

/** The kind a value of `use` stands for; `undefined` for uses that are no facility to plan (`autre`). */
export function facilityKindOf(use: unknown): FacilityKind | undefined {
  return typeof use === "string" ? kindOfUse.get(use) : undefined;
}
