import { degreesOf } from "#core/formats/guess-crs";
import { projectedCrs, utmCrsAt } from "#core/geometry/crs";

/** A column or property of an outside layer. `type` is the narrowest that holds every value. */
export interface SurveyedField {
  readonly name: string;
  readonly type: "String" | "Integer" | "Real" | "Boolean" | "Date" | "DateTime" | "Binary" | "JSON";
}

/** What an outside layer holds. */
export interface LayerSurvey {
  readonly name: string;
  readonly count: number;
  /** How many features of each geometry type, by its name in capitals (`POLYGON`). */
  readonly geometries: Readonly<Record<string, number>>;
  readonly withoutGeometry: number;
  /** `[minX, minY, maxX, maxY]` in the layer's CRS; `null` when nothing has a position. */
  readonly extent: readonly [number, number, number, number] | null;
  /** `EPSG:4326`, or another name; `null` when the layer does not say. */
  readonly crs: string | null;
  readonly fields: readonly SurveyedField[];
}

/** Something to know about an outside file that does not stop it from being read. */
export interface SurveyWarning {
  /** `warning.<code>` in the locales. */
  readonly code: string;
  readonly count: number;
  readonly params?: Readonly<Record<string, string | number>>;
  /** First line it stands on. */
  readonly line?: number;
}

/** What an outside file holds, told without taking anything in. */
export interface FileSurvey {
  readonly format: string;
  readonly encoding: string;
  readonly layers: readonly LayerSurvey[];
  readonly warnings: readonly SurveyWarning[];
}

/**
 * The CRS a project takes from a layer: that of its data where a project can work in it, else the UTM zone its middle
 * lies in; what the layer says, or "", where nobody knows.
 */
export function suggestedCrs({ crs, extent }: Pick<LayerSurvey, "crs" | "extent">): string {
  if (crs === null) return "";
  const known = projectedCrs(crs)?.code;
  if (known) return known;
  const box = extent && degreesOf(extent, crs);
  return box ? utmCrsAt((box[0] + box[2]) / 2, (box[1] + box[3]) / 2).code : crs;
}

/** How many shapes of each kind a layer holds, multiples and curves counted with their kind. */
export function kindsOfLayer({ geometries }: LayerSurvey): Partial<Record<"point" | "line" | "polygon", number>> {
  const kinds: Partial<Record<"point" | "line" | "polygon", number>> = {};
  for (const [name, count] of Object.entries(geometries)) {
    const kind = /POINT/.test(name)
      ? "point"
      : /LINE|CURVE$/.test(name)
        ? "line"
        : /POLYGON|SURFACE/.test(name)
          ? "polygon"
          : undefined;
    if (kind) kinds[kind] = (kinds[kind] ?? 0) + count;
  }
  return kinds;
}
