import type { ClassId, Fields } from "#core/model/feature";

/** Words in the languages that are complete. Bambara is added where the glossary has the word. */
export interface Words {
  readonly fr: string;
  readonly en: string;
  readonly bm?: string;
}

export interface Choice {
  readonly value: string;
  readonly label: Words;
  /** Outside spellings of this value: OSM values, codes of other tools. */
  readonly from?: readonly string[];
}

/** One declared field of a class. Form, table, import, export and checks read this. */
export interface Field {
  readonly key: string;
  /** Column of the class's GeoPackage table. */
  readonly column: string;
  readonly type: "text" | "integer" | "number" | "boolean" | "date" | "choice";
  readonly label: Words;
  readonly unit?: string;
  readonly choices?: readonly Choice[];
  /** Law 2013-015: left out of exports unless asked for by name. */
  readonly personal?: true;
  /** Which part of the form it stands in, where a class has many fields; tenure is folded there. */
  readonly part?: "areas" | "tenure";
  /** Shown, not edited by hand (a command of its own changes it). */
  readonly readOnly?: true;
  /** Left out of the table until a planner asks for its column. */
  readonly aside?: true;
  /** Outside spellings of this field: OSM keys, columns of other tools. */
  readonly from?: readonly string[];
}

/** How a class is drawn, on screen and on paper. Colours are tokens of `core/features/palette.ts`. */
export interface Style {
  readonly fill?: string;
  readonly stroke?: string;
  /** Line width on paper, millimetres (screen: 1 mm ≈ 3.8 px). */
  readonly widthMm?: number;
  readonly dashMm?: readonly number[];
  /** Point symbol: shape, and its size on paper in millimetres. */
  readonly symbol?: {
    readonly shape: "circle" | "square" | "triangle" | "drop" | "cross" | "bubble" | "camera";
    readonly sizeMm: number;
    /** Field that says where it looks, degrees from north, clockwise: drawn as a wedge on the map. */
    readonly direction?: string;
  };
  /** Field drawn as label, and the coarsest scale (its denominator) it is drawn at. */
  readonly label?: { readonly field: string; readonly maxScale: number };
  /** A style that depends on one field: value → what differs. */
  readonly by?: { readonly field: string; readonly cases: Readonly<Record<string, Omit<Style, "by" | "label">>> };
}

/** What an OSM object of the right shape with these tags becomes, or `undefined` when it is not of the class. */
export type OsmRule = (tags: Readonly<Record<string, string>>) => Fields | undefined;

/** One feature class, declared once. */
export interface FeatureClass {
  readonly id: ClassId;
  /** Table of the project GeoPackage. */
  readonly table: string;
  /** `group`: no shape of its own, the outline is derived from its faces. `none`: words only. */
  readonly geometry: "point" | "line" | "polygon" | "group" | "none";
  /** Kept for the record: no part of today's map, plans and drawings. Always in the project file. Written by acts only. */
  readonly archive?: true;
  /** Outside objects kept beside the plan as they came (`core/features/annex.ts`). */
  readonly annex?: true;
  /** Set on the classes that together partition the perimeter: their shared boundaries are the same vertices. */
  readonly coverage?: "plan";
  readonly label: Words;
  readonly plural: Words;
  /** Outside spellings: how other offices call a layer of it, beside its table and its words. */
  readonly from?: readonly string[];
  readonly fields: readonly Field[];
  readonly style: Style;
  /** OSM shapes it is made of: nodes, open ways, closed ways and multipolygons. */
  readonly osm?: { readonly point?: OsmRule; readonly line?: OsmRule; readonly area?: OsmRule };
  /** DXF layer, its ACI colour, and the field written as text inside. */
  readonly dxf: { readonly layer: string; readonly color: number; readonly text?: string };
  /** ISO 19152 class, where it has one. */
  readonly ladm?: string;
}

/** The field of a class by its key. */
export function fieldOf(featureClass: FeatureClass, key: string): Field | undefined {
  return featureClass.fields.find((field) => field.key === key);
}
