import { nameField, noteField, numberField, standingField } from "#core/features/common-fields";
import type { FeatureClass } from "#core/features/feature-class";

/** Electric line, medium (HTA) or low voltage (BT). */
export const powerLine: FeatureClass = {
  id: "powerLine",
  table: "ligne_electrique",
  geometry: "line",
  label: { fr: "Ligne électrique", en: "Power line" },
  plural: { fr: "Lignes électriques", en: "Power lines" },
  from: ["electricite", "reseau electrique", "edm"],
  fields: [
    {
      key: "level",
      column: "niveau",
      type: "choice",
      label: { fr: "Niveau", en: "Level" },
      choices: [
        { value: "BT", label: { fr: "Basse tension (BT)", en: "Low voltage" } },
        { value: "HTA", label: { fr: "Moyenne tension (HTA)", en: "Medium voltage" } },
        { value: "HTB", label: { fr: "Haute tension (HTB)", en: "High voltage" } },
      ],
    },
    { key: "voltageV", column: "tension_v", type: "number", unit: "V", label: { fr: "Tension", en: "Voltage" } },
    {
      key: "sectionMm2",
      column: "section_mm2",
      type: "number",
      unit: "mm²",
      label: { fr: "Section", en: "Cross-section" },
    },
    standingField,
    noteField,
  ],
  style: {
    stroke: "power",
    widthMm: 0.4,
    by: {
      field: "level",
      cases: { HTA: { stroke: "power", widthMm: 0.7 }, HTB: { stroke: "power", widthMm: 0.9, dashMm: [3, 1] } },
    },
  },
  osm: {
    line(tags) {
      const power = tags["power"];
      if (power !== "line" && power !== "minor_line" && power !== "cable") return undefined;
      const voltage = Number.parseInt(tags["voltage"] ?? "", 10);
      const level = voltage >= 50_000 ? "HTB" : voltage >= 1_000 || power === "line" ? "HTA" : "BT";
      return { level, state: "existant", ...(Number.isFinite(voltage) ? { voltageV: voltage } : {}) };
    },
  },
  dxf: { layer: "LIGNE_ELECTRIQUE", color: 1 },
};

/** Pole that carries an electric line. */
export const powerPole: FeatureClass = {
  id: "powerPole",
  table: "poteau",
  geometry: "point",
  label: { fr: "Poteau", en: "Pole" },
  plural: { fr: "Poteaux", en: "Poles" },
  from: ["support"],
  fields: [
    numberField,
    {
      key: "material",
      column: "materiau",
      type: "text",
      label: { fr: "Matériau", en: "Material" },
      from: ["material"],
    },
    {
      key: "heightM",
      column: "hauteur_m",
      type: "number",
      unit: "m",
      label: { fr: "Hauteur", en: "Height" },
      from: ["height"],
    },
    standingField,
  ],
  style: { fill: "power", stroke: "paper", widthMm: 0.15, symbol: { shape: "circle", sizeMm: 1.1 } },
  osm: {
    point(tags) {
      return tags["power"] === "pole" || tags["power"] === "tower" ? { state: "existant" } : undefined;
    },
  },
  dxf: { layer: "POTEAU", color: 1, text: "number" },
};

/** Transformer post between HTA and BT. */
export const transformer: FeatureClass = {
  id: "transformer",
  table: "transformateur",
  geometry: "point",
  label: { fr: "Transformateur", en: "Transformer" },
  plural: { fr: "Transformateurs", en: "Transformers" },
  from: ["poste"],
  fields: [
    nameField,
    { key: "powerKva", column: "puissance_kva", type: "number", unit: "kVA", label: { fr: "Puissance", en: "Rating" } },
    standingField,
    noteField,
  ],
  style: { fill: "power", stroke: "paper", widthMm: 0.25, symbol: { shape: "triangle", sizeMm: 3.2 } },
  osm: { point: transformerOfOsm, area: transformerOfOsm },
  dxf: { layer: "TRANSFORMATEUR", color: 1, text: "name" },
};

/** Water pipe. */
export const pipe: FeatureClass = {
  id: "pipe",
  table: "conduite",
  geometry: "line",
  label: { fr: "Conduite", en: "Pipe" },
  plural: { fr: "Conduites", en: "Pipes" },
  from: ["aep", "canalisation", "reseau d eau"],
  fields: [
    {
      key: "diameterMm",
      column: "diametre_mm",
      type: "number",
      unit: "mm",
      label: { fr: "Diamètre", en: "Diameter" },
      from: ["diameter"],
    },
    {
      key: "material",
      column: "materiau",
      type: "text",
      label: { fr: "Matériau", en: "Material" },
      from: ["material"],
    },
    standingField,
    noteField,
  ],
  style: { stroke: "pipe", widthMm: 0.45, dashMm: [2.4, 0.8] },
  osm: {
    line(tags) {
      const waters = tags["substance"] === "water" || tags["type"] === "water";
      return tags["man_made"] === "pipeline" && waters ? { state: "existant" } : undefined;
    },
  },
  dxf: { layer: "CONDUITE", color: 5 },
};

/** Where people take water, or where it comes from. */
export const waterPoint: FeatureClass = {
  id: "waterPoint",
  table: "point_eau",
  geometry: "point",
  label: { fr: "Point d'eau", en: "Water point" },
  plural: { fr: "Points d'eau", en: "Water points" },
  from: ["forage", "puits", "borne fontaine", "pompe"],
  fields: [
    {
      key: "kind",
      column: "nature",
      type: "choice",
      label: { fr: "Nature", en: "Kind" },
      choices: [
        { value: "forage", label: { fr: "Forage", en: "Borehole" }, from: ["borehole", "forage equipe"] },
        {
          value: "puits",
          label: { fr: "Puits", en: "Well", bm: "Kɔlɔn" },
          from: ["water_well", "puits a grand diametre"],
        },
        {
          value: "borne-fontaine",
          label: { fr: "Borne-fontaine", en: "Standpipe" },
          from: ["water_tap", "drinking_water", "borne fontaine"],
        },
        {
          value: "chateau-eau",
          label: { fr: "Château d'eau", en: "Water tower" },
          from: ["water_tower", "chateau d eau"],
        },
      ],
    },
    nameField,
    { key: "flowM3h", column: "debit_m3h", type: "number", unit: "m³/h", label: { fr: "Débit", en: "Yield" } },
    standingField,
    noteField,
  ],
  style: {
    fill: "pipe",
    stroke: "paper",
    widthMm: 0.25,
    symbol: { shape: "drop", sizeMm: 3 },
    by: {
      field: "kind",
      cases: {
        "chateau-eau": { symbol: { shape: "square", sizeMm: 3.2 } },
        forage: { symbol: { shape: "drop", sizeMm: 3.8 } },
        puits: { symbol: { shape: "circle", sizeMm: 2.8 } },
        "borne-fontaine": { symbol: { shape: "drop", sizeMm: 2.8 } },
      },
    },
  },
  osm: { point: waterPointOfOsm, area: waterPointOfOsm },
  dxf: { layer: "POINT_EAU", color: 5, text: "name" },
};

function transformerOfOsm(tags: Readonly<Record<string, string>>): Record<string, string> | undefined {
  return tags["power"] === "transformer" || tags["power"] === "substation" ? { state: "existant" } : undefined;
}

function waterPointOfOsm(tags: Readonly<Record<string, string>>): Record<string, string> | undefined {
  const made = tags["man_made"];
  const kind =
    made === "water_tower"
      ? "chateau-eau"
      : made === "borehole" || (made === "water_well" && tags["pump"] === "powered")
        ? "forage"
        : made === "water_well"
          ? "puits"
          : made === "water_tap" || tags["amenity"] === "drinking_water" || tags["amenity"] === "water_point"
            ? "borne-fontaine"
            : undefined;
  return kind ? { kind, state: "existant" } : undefined;
}
