import { classOf } from "#core/features/classes";
import type { ClassId, Fields } from "#core/model/feature";

type Tags = Readonly<Record<string, string>>;

/** A text field as a tag, when it has one. */
function given(key: string, value: unknown): Record<string, string> {
  return value === undefined || value === "" ? {} : { [key]: String(value) };
}

/** What a facility is in OSM; the first way `facilityKindOfOsm` reads. */
const FACILITIES: Readonly<Record<string, Tags>> = {
  ecole: { amenity: "school" },
  sante: { amenity: "clinic" },
  marche: { amenity: "marketplace" },
  eau: { amenity: "drinking_water" },
  mosquee: { amenity: "place_of_worship", religion: "muslim" },
  eglise: { amenity: "place_of_worship", religion: "christian" },
  culte: { amenity: "place_of_worship" },
  administration: { amenity: "townhall" },
  sport: { leisure: "pitch" },
  "espace-vert": { leisure: "park" },
  cimetiere: { landuse: "cemetery" },
  securite: { amenity: "police" },
  dechets: { amenity: "waste_transfer_station" },
  industrie: { landuse: "industrial" },
};

const RANKS: Readonly<Record<string, string>> = {
  primary: "primary",
  secondary: "tertiary",
  access: "residential",
  path: "path",
};

const WATER_POINTS: Readonly<Record<string, Tags>> = {
  forage: { man_made: "water_well", pump: "powered" },
  puits: { man_made: "water_well", pump: "no" },
  "borne-fontaine": { amenity: "drinking_water", man_made: "water_tap" },
  "chateau-eau": { man_made: "water_tower" },
};

const LAND: Readonly<Record<string, Tags>> = {
  forest: { natural: "wood" },
  scrub: { natural: "scrub" },
  grass: { natural: "grassland" },
  sand: { natural: "sand" },
  rock: { natural: "bare_rock" },
};

/** Tags that say in OSM what a feature of each class is: the road back of the classes' own rules (`osm`). */
const TAGS: Partial<Record<ClassId, (fields: Fields) => Tags>> = {
  perimeter: ({ name }) => ({ boundary: "place", ...given("name", name) }),
  street: ({ name }) => ({ "area:highway": "residential", ...given("name", name) }),
  streetAxis: ({ rank, name, code, widthM, surface }) => ({
    highway: RANKS[String(rank)] ?? "residential",
    ...given("name", name),
    ...given("ref", code),
    ...given("width", widthM),
    ...given("surface", surface),
  }),
  ilot: ({ number }) => ({ place: "city_block", ...given("ref", number) }),
  parcel: ({ number, use }) => ({ place: "plot", ...given("ref", number), ...given("plot:use", use) }),
  reserve: ({ use, name }) => ({ place: "plot", ...given("plot:use", use), ...given("name", name) }),
  openSpace: ({ name }) => ({ place: "square", ...given("name", name) }),
  building: ({ use, name, levels, material }) => ({
    building: String(use ?? "yes"),
    ...given("name", name),
    ...given("building:levels", levels),
    ...given("building:material", material),
  }),
  water: ({ kind, name }) => ({
    ...(kind === "wetland"
      ? { natural: "wetland" }
      : { natural: "water", ...(kind && kind !== "water" ? { water: String(kind) } : {}) }),
    ...given("name", name),
  }),
  waterCourse: ({ kind, name, widthM }) => ({
    waterway: String(kind ?? "stream"),
    ...given("name", name),
    ...given("width", widthM),
  }),
  landUse: ({ kind, name }) => ({
    ...(LAND[String(kind)] ?? { landuse: String(kind ?? "residential") }),
    ...given("name", name),
  }),
  facility: ({ kind, name }) => ({ ...(FACILITIES[String(kind)] ?? { amenity: "yes" }), ...given("name", name) }),
  powerLine: ({ level, voltageV }) => ({
    power: level === "BT" ? "minor_line" : "line",
    ...given("voltage", voltageV),
  }),
  powerPole: ({ number, material, heightM }) => ({
    power: "pole",
    ...given("ref", number),
    ...given("material", material),
    ...given("height", heightM),
  }),
  transformer: ({ name }) => ({ power: "transformer", transformer: "distribution", ...given("name", name) }),
  pipe: ({ diameterMm, material }) => ({
    man_made: "pipeline",
    substance: "water",
    ...given("diameter", diameterMm),
    ...given("material", material),
  }),
  waterPoint: ({ kind, name }) => ({
    ...(WATER_POINTS[String(kind)] ?? { man_made: "water_well" }),
    ...given("name", name),
  }),
  borne: ({ number }) => ({ boundary: "marker", ...given("ref", number) }),
  door: ({ number }) => given("addr:housenumber", number),
  note: ({ text }) => given("note", text),
};

/**
 * A feature in OSM's words: what it said when it came from there, then what it is today. A feature planned and not yet
 * there says so (`proposed`), so that nobody takes it for what stands.
 *
 * @returns `undefined` for classes OSM has no words for
 */
export function osmTags(id: ClassId, fields: Fields, kept: Tags = {}): Record<string, string> | undefined {
  // An annex has no words but those it came with.
  if (classOf(id).annex) return { ...kept };
  const words = TAGS[id]?.(fields);
  if (!words) return undefined;
  const { state } = fields;
  const planned = state === "projete" || state === "projetee" || state === "prevu";
  return { ...kept, ...words, ...(planned ? { proposed: "yes" } : {}) };
}
