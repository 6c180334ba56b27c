import type { Choice, Field } from "#core/features/feature-class";

/** Name of a place or thing. */
export const nameField: Field = {
  key: "name",
  column: "nom",
  type: "text",
  label: { fr: "Nom", en: "Name", bm: "Tɔgɔ" },
  from: ["name", "nom", "name:fr", "official_name"],
};

/** Number given by the operation, such as the 5 of "îlot 12, lot 5". */
export const numberField: Field = {
  key: "number",
  column: "numero",
  type: "text",
  label: { fr: "Numéro", en: "Number" },
  from: ["numero", "num", "number", "ref", "numeroparc"],
};

/** Section of the cadastre a parcel belongs to. */
export const sectionField: Field = {
  key: "section",
  column: "section",
  type: "text",
  label: { fr: "Section", en: "Section" },
  from: ["section"],
};

/** Number of the îlot a face belongs to. */
export const ilotField: Field = {
  key: "ilot",
  column: "ilot",
  type: "text",
  label: { fr: "Îlot", en: "Îlot" },
  from: ["ilot", "block"],
  readOnly: true,
};

const standings: readonly Choice[] = [
  { value: "existant", label: { fr: "Existant", en: "Existing" } },
  { value: "projete", label: { fr: "Projeté", en: "Planned" } },
  { value: "hors-service", label: { fr: "Hors service", en: "Out of service" } },
];

/** Whether a thing stands or is planned. */
export const standingField: Field = {
  key: "state",
  column: "etat",
  type: "choice",
  label: { fr: "État", en: "State" },
  choices: standings,
};

/** What a planner has locked stays as it is when the plan is laid out anew. */
export const lockedField: Field = {
  key: "locked",
  column: "verrouille",
  type: "boolean",
  label: { fr: "Verrouillé", en: "Locked" },
  aside: true,
};

/** Free remark. */
export const noteField: Field = {
  key: "note",
  column: "remarque",
  type: "text",
  label: { fr: "Remarque", en: "Remark" },
};

/** What a piece of land is set aside for. */
export const landUses: readonly Choice[] = [
  { value: "habitation", label: { fr: "Habitation", en: "Housing" }, from: ["residential", "logement"] },
  { value: "commerce", label: { fr: "Commerce", en: "Trade" }, from: ["commercial", "retail"] },
  {
    value: "industrie",
    label: { fr: "Industrie, artisanat", en: "Industry, crafts" },
    from: ["industrial", "industrie", "artisanat"],
  },
  { value: "equipement", label: { fr: "Équipement", en: "Facility" } },
  { value: "culte", label: { fr: "Culte", en: "Worship" }, from: ["religious"] },
  { value: "agricole", label: { fr: "Agricole", en: "Farming" }, from: ["farmland", "agricultural"] },
];

/** OSM amenities by the kind of facility they are. */
const AMENITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    school: "ecole",
    kindergarten: "ecole",
    college: "ecole",
    university: "ecole",
    library: "ecole",
    clinic: "sante",
    hospital: "sante",
    doctors: "sante",
    health_post: "sante",
    pharmacy: "sante",
    dentist: "sante",
    marketplace: "marche",
    townhall: "administration",
    public_building: "administration",
    courthouse: "administration",
    post_office: "administration",
    community_centre: "administration",
    police: "securite",
    fire_station: "securite",
    grave_yard: "cimetiere",
  }),
);

const WORSHIP: ReadonlyMap<string, string> = new Map([
  ["muslim", "mosquee"],
  ["christian", "eglise"],
]);

/** What a facility is, or what a reserve is kept for. */
export const facilityKinds: readonly Choice[] = (
  [
    { value: "ecole", label: { fr: "École", en: "School", bm: "Lakɔli" } },
    { value: "sante", label: { fr: "Centre de santé", en: "Health centre", bm: "Dɔgɔtɔrɔso" } },
    { value: "marche", label: { fr: "Marché", en: "Market", bm: "Sugu" } },
    { value: "eau", label: { fr: "Eau", en: "Water", bm: "Ji" } },
    { value: "mosquee", label: { fr: "Mosquée", en: "Mosque" } },
    { value: "eglise", label: { fr: "Église", en: "Church" } },
    { value: "culte", label: { fr: "Lieu de culte", en: "Place of worship" } },
    { value: "administration", label: { fr: "Administration", en: "Administration" } },
    { value: "sport", label: { fr: "Sport, jeux", en: "Sport, play" } },
    { value: "espace-vert", label: { fr: "Espace vert", en: "Green space" } },
    { value: "cimetiere", label: { fr: "Cimetière", en: "Cemetery" } },
    { value: "securite", label: { fr: "Sécurité", en: "Security" } },
    { value: "dechets", label: { fr: "Déchets", en: "Waste" } },
    { value: "industrie", label: { fr: "Industrie, artisanat", en: "Industry, crafts" } },
    { value: "autre", label: { fr: "Autre", en: "Other" } },
  ] as const
).map((choice) => {
  const from = [...AMENITIES].filter(([, kind]) => kind === choice.value).map(([amenity]) => amenity);
  return from.length > 0 ? { ...choice, from } : choice;
});

/** OSM tags that say what kind of facility a place is. */
export function facilityKindOfOsm(tags: Readonly<Record<string, string>>): string | undefined {
  const amenity = tags["amenity"];
  if (amenity === "place_of_worship") return WORSHIP.get(tags["religion"] ?? "") ?? "culte";
  if (amenity === "waste_transfer_station" || tags["landuse"] === "landfill") return "dechets";
  if (amenity) {
    const kind = AMENITIES.get(amenity);
    if (kind) return kind;
  }
  if (tags["healthcare"] && tags["healthcare"] !== "no") return "sante";
  if (tags["office"] === "government" || tags["government"]) return "administration";
  if (tags["leisure"] && ["pitch", "stadium", "sports_centre", "playground", "track"].includes(tags["leisure"]))
    return "sport";
  if (tags["leisure"] === "park" || tags["leisure"] === "garden") return "espace-vert";
  if (tags["landuse"] === "cemetery") return "cimetiere";
  if (tags["shop"] === "mall" || tags["shop"] === "supermarket") return "marche";
  return amenity && !STREET_FURNITURE.has(amenity) ? "autre" : undefined;
}

/** Amenities that are no facility to plan for, or that another class holds. */
const STREET_FURNITURE = new Set([
  "bench",
  "waste_basket",
  "waste_disposal",
  "parking",
  "parking_space",
  "bicycle_parking",
  "drinking_water",
  "water_point",
  "fountain",
  "hunting_stand",
  "shelter",
  "telephone",
  "vending_machine",
  "recycling",
  "toilets",
  "post_box",
  "grit_bin",
  "bbq",
]);
