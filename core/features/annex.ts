import type { FeatureClass, Words } from "#core/features/feature-class";
import type { Geometry } from "#core/geometry/geometry";
import type { ClassId } from "#core/model/feature";

/**
 * What an outside file holds that no class of the plan takes, kept as it came beside the plan: any shape, the file's
 * own columns as tags, and where it came from. One class a kind of shape, as GeoPackages and Shapefiles want it.
 */
export const annexPoint = annex("annexPoint", "annexe_point", "point", { fr: "points", en: "points" });
/** Lines kept as they came. @see annexPoint */
export const annexLine: FeatureClass = {
  ...annex("annexLine", "annexe_ligne", "line", { fr: "lignes", en: "lines" }),
  osm: { line: lineOfOsm },
};
/** Surfaces kept as they came. @see annexPoint */
export const annexArea = annex("annexArea", "annexe_surface", "polygon", { fr: "surfaces", en: "surfaces" });
/** Rows without a shape. @see annexPoint */
export const annexRow = annex("annexRow", "annexe_tableau", "none", { fr: "tableau", en: "table" });

/** Barriers that close a yard: they say which houses belong together. */
export const yardBarriers: ReadonlySet<unknown> = new Set(["wall", "fence", "hedge"]);

/** Tracks that trains run on: a servitude goes along them. */
export const railways: ReadonlySet<unknown> = new Set(["rail", "narrow_gauge", "light_rail"]);

function lineOfOsm(tags: Readonly<Record<string, string>>): Record<string, string> | undefined {
  const isRail = railways.has(tags["railway"]) && (tags["tunnel"] ?? "no") === "no";
  return yardBarriers.has(tags["barrier"]) || isRail ? {} : undefined;
}

/** The annex an outside object goes to, by its shape. */
export function annexFor(geometry: Geometry | null): FeatureClass {
  if (!geometry) return annexRow;
  return { point: annexPoint, line: annexLine, polygon: annexArea }[geometry.kind];
}

function annex(id: ClassId, table: string, geometry: FeatureClass["geometry"], of: Words): FeatureClass {
  const words = { fr: `Annexe (${of.fr})`, en: `Annex (${of.en})` };
  return {
    id,
    table,
    geometry,
    annex: true,
    label: words,
    plural: words,
    fields: [
      {
        key: "sourceFile",
        column: "fichier_origine",
        type: "text",
        label: { fr: "Fichier d'origine", en: "File it came from" },
        readOnly: true,
      },
      {
        key: "sourceLayer",
        column: "couche_origine",
        type: "text",
        label: { fr: "Couche d'origine", en: "Layer it came from" },
        readOnly: true,
      },
      { key: "note", column: "remarque", type: "text", label: { fr: "Remarque", en: "Remark" } },
    ],
    style: {
      stroke: "clayDark",
      widthMm: 0.13,
      dashMm: [1, 0.8],
      ...(geometry === "point" ? { fill: "clay", symbol: { shape: "circle", sizeMm: 1 } } : {}),
    },
    dxf: { layer: table.toUpperCase(), color: 8 },
  };
}
