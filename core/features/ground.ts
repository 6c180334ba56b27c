import {
  facilityKindOfOsm,
  facilityKinds,
  lockedField,
  nameField,
  noteField,
  standingField,
} from "#core/features/common-fields";
import type { FeatureClass } from "#core/features/feature-class";

/** Right-of-way of streets: public land, a face of the plan. */
export const street: FeatureClass = {
  id: "street",
  table: "voie",
  geometry: "polygon",
  coverage: "plan",
  label: { fr: "Emprise de voie", en: "Right-of-way" },
  plural: { fr: "Emprises de voie", en: "Rights-of-way" },
  from: ["chaussee"],
  fields: [nameField, lockedField, noteField],
  style: { fill: "street", stroke: "clay", widthMm: 0.13 },
  dxf: { layer: "VOIE", color: 8 },
};

/** Rank of a street, from the widest. `path` is not a carriageway. */
export const streetRanks = [
  { value: "primary", label: { fr: "Primaire", en: "Primary" } },
  { value: "secondary", label: { fr: "Secondaire", en: "Secondary" } },
  { value: "access", label: { fr: "Desserte", en: "Access" } },
  { value: "path", label: { fr: "Sentier", en: "Path" } },
] as const;

/** Centreline of a street, existing or planned. */
export const streetAxis: FeatureClass = {
  id: "streetAxis",
  table: "voie_axe",
  geometry: "line",
  label: { fr: "Voie", en: "Street" },
  plural: { fr: "Voies", en: "Streets" },
  from: ["route", "rue", "voirie", "axe", "road", "piste"],
  fields: [
    {
      key: "code",
      column: "code_voie",
      type: "text",
      label: { fr: "Code de la voie", en: "Street code" },
      from: ["ref"],
    },
    nameField,
    {
      key: "rank",
      column: "categorie",
      type: "choice",
      label: { fr: "Catégorie", en: "Rank" },
      choices: streetRanks,
    },
    { key: "widthM", column: "emprise_m", type: "number", unit: "m", label: { fr: "Emprise", en: "Right-of-way" } },
    {
      key: "surface",
      column: "revetement",
      type: "text",
      label: { fr: "Revêtement", en: "Surface" },
      from: ["surface"],
    },
    {
      ...standingField,
      // Between planned and existing: by the act that settles the plan.
      choices: [...(standingField.choices ?? []), { value: "arrete", label: { fr: "Arrêté", en: "Settled" } }],
    },
    lockedField,
    noteField,
  ],
  style: {
    stroke: "clayDark",
    widthMm: 0.35,
    label: { field: "name", maxScale: 5000 },
    by: {
      field: "rank",
      cases: {
        primary: { stroke: "laterite", widthMm: 0.8 },
        secondary: { stroke: "laterite", widthMm: 0.5 },
        access: { stroke: "clayDark", widthMm: 0.35 },
        path: { stroke: "clayDark", widthMm: 0.2, dashMm: [1.2, 0.8] },
      },
    },
  },
  osm: {
    line(tags) {
      const highway = tags["highway"];
      const rank = highway ? HIGHWAY_RANK.get(highway.replace(/_link$/, "")) : undefined;
      if (!rank || tags["area"] === "yes") return undefined;
      return { rank, state: "existant" };
    },
  },
  dxf: { layer: "VOIE_AXE", color: 30, text: "name" },
};

const HIGHWAY_RANK: ReadonlyMap<string, string> = new Map(
  Object.entries({
    motorway: "primary",
    trunk: "primary",
    primary: "primary",
    secondary: "primary",
    tertiary: "secondary",
    unclassified: "secondary",
    residential: "access",
    living_street: "access",
    service: "access",
    road: "access",
    track: "access",
    pedestrian: "path",
    footway: "path",
    path: "path",
    steps: "path",
    cycleway: "path",
    bridleway: "path",
  }),
);

/** What the plan does with a building; one nobody has decided on has none, and is kept like the others. */
export const buildingFates = [
  { value: "garder", label: { fr: "À garder", en: "To keep" } },
  { value: "deplacable", label: { fr: "Déplaçable", en: "Movable" } },
  { value: "a-deplacer", label: { fr: "À déplacer", en: "To move" } },
  // It stays, and the boundary goes round it: kept like the others, and on the list until none runs through it.
  { value: "limite", label: { fr: "Limite à déplacer", en: "Boundary to move" } },
] as const;

/** Where somebody has seen that a building stands there: what OSM does not show is not empty, what it shows may be gone. */
const verifications = [
  { value: "image", label: { fr: "Image", en: "Image" } },
  { value: "terrain", label: { fr: "Terrain", en: "Site visit" } },
] as const;

/** House, shed or hall that stands. Never cut by a boundary when the plan says so. */
export const building: FeatureClass = {
  id: "building",
  table: "batiment",
  geometry: "polygon",
  label: { fr: "Bâtiment", en: "Building" },
  plural: { fr: "Bâtiments", en: "Buildings" },
  from: ["bati", "construction", "maison", "house"],
  fields: [
    nameField,
    { key: "use", column: "usage", type: "text", label: { fr: "Usage", en: "Use" } },
    {
      key: "levels",
      column: "niveaux",
      type: "integer",
      label: { fr: "Niveaux", en: "Storeys" },
      from: ["building:levels"],
    },
    {
      key: "material",
      column: "materiau",
      type: "text",
      label: { fr: "Matériau", en: "Material" },
      from: ["building:material"],
    },
    {
      key: "fate",
      column: "sort",
      type: "choice",
      label: { fr: "Sort", en: "Decision" },
      choices: buildingFates,
    },
    {
      key: "verified",
      column: "verifie_sur",
      type: "choice",
      label: { fr: "Vérifié sur", en: "Verified on" },
      choices: verifications,
    },
    {
      key: "people",
      column: "habitants",
      type: "integer",
      label: { fr: "Habitants", en: "Inhabitants" },
      aside: true,
    },
    {
      key: "moveCost",
      column: "cout_deplacement",
      type: "number",
      unit: "FCFA",
      label: { fr: "Coût du déplacement", en: "Cost of moving" },
      aside: true,
    },
    noteField,
  ],
  style: { fill: "clay", stroke: "ink", widthMm: 0.13 },
  osm: {
    area(tags) {
      const value = tags["building"];
      if (!value || value === "no") return undefined;
      return value === "yes" ? {} : { use: value };
    },
  },
  dxf: { layer: "BATI", color: 9 },
  ladm: "LA_LegalSpaceBuildingUnit",
};

/** Water surface: river bed, pond, reservoir. */
export const water: FeatureClass = {
  id: "water",
  table: "eau",
  geometry: "polygon",
  label: { fr: "Plan d'eau", en: "Water" },
  plural: { fr: "Plans d'eau", en: "Waters" },
  from: ["tronfluv", "lac", "mare", "retenue", "lake"],
  fields: [nameField, { key: "kind", column: "nature", type: "text", label: { fr: "Nature", en: "Kind" } }],
  style: { fill: "riverPale", stroke: "river", widthMm: 0.18, label: { field: "name", maxScale: 10000 } },
  osm: {
    area(tags) {
      if (tags["natural"] === "water") return { kind: tags["water"] ?? "water" };
      if (tags["natural"] === "wetland") return { kind: "wetland" };
      if (tags["waterway"] === "riverbank" || tags["waterway"] === "dock") return { kind: "river" };
      if (tags["landuse"] === "reservoir" || tags["landuse"] === "basin") return { kind: "reservoir" };
      return undefined;
    },
  },
  dxf: { layer: "EAU", color: 4, text: "name" },
};

/** River, marigot, drain or canal known by its line only. */
export const waterCourse: FeatureClass = {
  id: "waterCourse",
  table: "cours_eau",
  geometry: "line",
  label: { fr: "Cours d'eau", en: "Watercourse" },
  plural: { fr: "Cours d'eau", en: "Watercourses" },
  from: ["marigot", "riviere", "fleuve", "hydrographie", "river"],
  fields: [
    nameField,
    { key: "kind", column: "nature", type: "text", label: { fr: "Nature", en: "Kind" } },
    {
      key: "widthM",
      column: "largeur_m",
      type: "number",
      unit: "m",
      label: { fr: "Largeur", en: "Width" },
      from: ["width"],
    },
  ],
  style: { stroke: "river", widthMm: 0.5, label: { field: "name", maxScale: 10000 } },
  osm: {
    line(tags) {
      const kind = tags["waterway"];
      if (!kind || !["river", "stream", "canal", "drain", "ditch"].includes(kind)) return undefined;
      return { kind };
    },
  },
  dxf: { layer: "COURS_EAU", color: 4, text: "name" },
};

/** What land is used for, in OSM's words; others are kept as they come. */
const landUseKinds = [
  { value: "residential", label: { fr: "Habitation", en: "Housing" } },
  { value: "commercial", label: { fr: "Commerces et bureaux", en: "Shops and offices" } },
  { value: "retail", label: { fr: "Commerces", en: "Shops" } },
  { value: "industrial", label: { fr: "Industrie", en: "Industry" } },
  { value: "farmland", label: { fr: "Cultures", en: "Farmland" } },
  { value: "farm", label: { fr: "Cultures", en: "Farmland" } },
  { value: "orchard", label: { fr: "Verger", en: "Orchard" } },
  { value: "forest", label: { fr: "Forêt", en: "Forest" } },
  { value: "wood", label: { fr: "Bois", en: "Wood" } },
  { value: "scrub", label: { fr: "Brousse", en: "Scrub" } },
  { value: "grassland", label: { fr: "Savane herbeuse", en: "Grassland" } },
  { value: "grass", label: { fr: "Herbe", en: "Grass" } },
  { value: "meadow", label: { fr: "Prairie", en: "Meadow" } },
  { value: "cemetery", label: { fr: "Cimetière", en: "Cemetery" } },
] as const;

/** Land use as it is today: fields, woods, housing, burial ground. */
export const landUse: FeatureClass = {
  id: "landUse",
  table: "occupation_sol",
  geometry: "polygon",
  label: { fr: "Occupation du sol", en: "Land use" },
  plural: { fr: "Occupation du sol", en: "Land use" },
  from: ["zonage", "landcover"],
  fields: [
    nameField,
    { key: "kind", column: "nature", type: "text", label: { fr: "Nature", en: "Kind" }, choices: landUseKinds },
  ],
  style: {
    fill: "acaciaPale",
    by: {
      field: "kind",
      cases: {
        residential: { fill: "lateritePale" },
        commercial: { fill: "plumPale" },
        retail: { fill: "plumPale" },
        industrial: { fill: "clay" },
        farmland: { fill: "milletPale" },
        farm: { fill: "milletPale" },
        orchard: { fill: "acaciaPale" },
      },
    },
  },
  osm: {
    area(tags) {
      const kind = tags["landuse"] ?? NATURAL.get(tags["natural"] ?? "");
      return kind ? { kind } : undefined;
    },
  },
  dxf: { layer: "OCCUPATION_SOL", color: 3 },
};

const NATURAL: ReadonlyMap<string, string> = new Map(
  Object.entries({
    wood: "forest",
    scrub: "scrub",
    grassland: "grass",
    heath: "scrub",
    sand: "sand",
    beach: "sand",
    bare_rock: "rock",
  }),
);

/** School, health centre, market, mosque… that exists. */
export const facility: FeatureClass = {
  id: "facility",
  table: "equipement",
  geometry: "point",
  label: { fr: "Équipement", en: "Facility" },
  plural: { fr: "Équipements", en: "Facilities" },
  from: ["ecole", "sante", "service", "school", "health", "poi"],
  fields: [
    {
      key: "kind",
      column: "nature",
      type: "choice",
      label: { fr: "Nature", en: "Kind" },
      choices: facilityKinds,
      from: ["amenity", "healthcare", "categorie"],
    },
    nameField,
    standingField,
    noteField,
  ],
  style: {
    fill: "indigo",
    stroke: "paper",
    widthMm: 0.25,
    symbol: { shape: "square", sizeMm: 2.6 },
    label: { field: "name", maxScale: 8000 },
    by: {
      field: "kind",
      cases: {
        sante: { fill: "laterite" },
        marche: { fill: "plum" },
        eau: { fill: "river" },
        sport: { fill: "acacia" },
        "espace-vert": { fill: "acacia" },
        autre: { fill: "clayDark" },
      },
    },
  },
  osm: { point: facilityOfOsm, area: facilityOfOsm },
  dxf: { layer: "EQUIPEMENT", color: 5, text: "name" },
};

function facilityOfOsm(tags: Readonly<Record<string, string>>): Record<string, string> | undefined {
  const kind = facilityKindOfOsm(tags);
  return kind ? { kind, state: "existant" } : undefined;
}
