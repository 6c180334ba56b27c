import { type Json, type JsonObject, type LinedJson, parseWithLines } from "#core/formats/json-with-lines";
import type { FileSurvey, SurveyedField, SurveyWarning } from "#core/formats/layer-survey";
import { type Box, emptyBox, growBox } from "#core/geometry/box";
import { RefusalError, refuse } from "#core/model/refusal";

/** How deep `coordinates` are nested, by geometry type. */
const DEPTHS: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/** Members that mean something at one level and would change its meaning at another (RFC 7946, 7.1). */
const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  FeatureCollection: ["properties", "coordinates", "geometry", "geometries"],
  Feature: ["features", "coordinates", "geometries"],
  geometry: ["properties", "geometry", "features"],
};

/**
 * Reads a whole GeoJSON file strictly and tells what it holds: one layer. Faults of structure are refused with their
 * line and feature; what the standard only advises against is a warning.
 *
 * @param name name of the layer
 * @throws RefusalError `json.*`, `geojson.*`
 * @see RFC 7946
 */
export function surveyGeoJson(text: string, file: string, name: string): FileSurvey {
  return new Surveyor(parseWithLines(text, file), file).survey(name);
}

class Surveyor {
  readonly #json: LinedJson;
  readonly #file: string;
  readonly #geometries: Record<string, number> = {};
  readonly #fields = new Map<string, SurveyedField["type"] | undefined>();
  readonly #warnings = new Map<string, { count: number; line: number }>();
  readonly #box: Box = emptyBox();
  #count = 0;
  #without = 0;
  #feature: string | undefined;

  constructor(json: LinedJson, file: string) {
    this.#json = json;
    this.#file = file;
  }

  survey(name: string): FileSurvey {
    for (const { key, line } of this.#json.doubles) {
      if (key === "type" || key === "coordinates" || key === "features" || key === "geometry") {
        this.#fail("geojson.double-member", undefined, { key }, line);
      }
      this.#warn("geojson.double-member", line);
    }
    const root = this.#object(this.#json.value, undefined);
    const type = this.#type(root);
    if (type === "FeatureCollection") {
      this.#foreign(root, "FeatureCollection");
      this.#bbox(root);
      this.#list(root["features"], root, "features").forEach((held, i) => {
        this.#feature = String(i + 1);
        this.#readFeature(this.#object(held, root));
      });
      this.#feature = undefined;
    } else if (type === "Feature") this.#readFeature(root);
    else {
      this.#count++;
      this.#tally(this.#readGeometry(root, true));
    }
    const [minX, minY, maxX, maxY] = this.#box;
    return {
      format: "geojson",
      encoding: "UTF-8",
      layers: [
        {
          name,
          count: this.#count,
          geometries: this.#geometries,
          withoutGeometry: this.#without,
          extent: minX <= maxX ? [minX, minY, maxX, maxY] : null,
          crs: this.#crs(root),
          fields: [...this.#fields].map(([key, held]) => ({ name: key, type: held ?? "String" })),
        },
      ],
      warnings: [...this.#warnings].map(([code, held]): SurveyWarning => ({ code, ...held })),
    };
  }

  #crs(root: JsonObject): string {
    const crs = root["crs"];
    if (!isObject(crs) || !isObject(crs["properties"])) return "EPSG:4326";
    const named = String(crs["properties"]["name"] ?? "");
    if (/CRS84$/i.test(named)) return "EPSG:4326";
    return named.replace(/^urn:ogc:def:crs:EPSG:[^:]*:/i, "EPSG:") || "EPSG:4326";
  }

  #readFeature(feature: JsonObject): void {
    const { id } = feature;
    if (typeof id === "string" || typeof id === "number") this.#feature = String(id);
    else if (id !== undefined) this.#fail("geojson.bad-id", feature);
    if (this.#type(feature) !== "Feature") this.#fail("geojson.not-a-feature", feature);
    this.#foreign(feature, "Feature");
    this.#bbox(feature);
    this.#count++;
    const { geometry, properties } = feature;
    if (geometry === undefined) this.#fail("geojson.no-geometry", feature);
    if (properties === undefined) this.#warn("geojson.no-properties", this.#json.lineOf(feature));
    else if (properties !== null) {
      if (!isObject(properties)) this.#fail("geojson.bad-properties", Array.isArray(properties) ? properties : feature);
      for (const [key, value] of Object.entries(properties)) this.#field(key, value);
    }
    if (geometry === null || geometry === undefined) this.#without++;
    else this.#tally(this.#readGeometry(this.#object(geometry, feature), true));
  }

  #field(key: string, value: Json): void {
    const held = this.#fields.get(key);
    const type = typeOf(value);
    const both = held === undefined || type === undefined || held === type ? (type ?? held) : wider(held, type);
    this.#fields.set(key, both);
  }

  #tally(type: string): void {
    const name = type.toUpperCase();
    this.#geometries[name] = (this.#geometries[name] ?? 0) + 1;
  }

  #readGeometry(geometry: JsonObject, top: boolean): string {
    const type = this.#type(geometry);
    this.#foreign(geometry, "geometry");
    this.#bbox(geometry);
    if (type === "GeometryCollection") {
      const held = this.#list(geometry["geometries"], geometry, "geometries");
      if (!top) this.#warn("geojson.nested-collection", this.#json.lineOf(geometry));
      if (held.length === 1) this.#warn("geojson.single-collection", this.#json.lineOf(geometry));
      for (const one of held) {
        if (!isObject(one)) this.#fail("geojson.not-an-object", geometry);
        this.#readGeometry(one, false);
      }
      return type;
    }
    const depth = Object.hasOwn(DEPTHS, type) ? DEPTHS[type] : undefined;
    if (depth === undefined) return this.#fail("geojson.unknown-type", geometry, { type });
    const coordinates = this.#list(geometry["coordinates"], geometry, "coordinates");
    // `[]` is the standard's own empty geometry.
    if (coordinates.length > 0) this.#walk(coordinates, depth, type);
    return type;
  }

  #walk(held: Json[], depth: number, type: string): void {
    if (depth === 0) {
      this.#position(held);
      return;
    }
    for (const one of held) {
      if (!Array.isArray(one)) this.#fail("geojson.bad-position", held);
      this.#walk(one, depth - 1, type);
    }
    if (depth > 1) return;
    if (/LineString/.test(type) && held.length < 2) this.#fail("geojson.short-line", held);
    if (/Polygon/.test(type)) this.#ring(held as number[][]);
  }

  #ring(ring: number[][]): void {
    const first = ring[0] ?? [];
    const last = ring.at(-1) ?? [];
    if (ring.length < 4) this.#fail("geojson.short-ring", ring);
    if (first.length !== last.length || first.some((value, i) => value !== last[i])) {
      this.#fail("geojson.open-ring", ring);
    }
  }

  #position(held: Json[]): void {
    const [x, y] = held;
    const numbers = held.every((value) => typeof value === "number" && Number.isFinite(value));
    if (held.length < 2 || !numbers) this.#fail("geojson.bad-position", held);
    if (held.length > 3) this.#warn("geojson.long-position", this.#json.lineOf(held));
    growBox(this.#box, [x as number, y as number]);
  }

  #bbox(object: JsonObject): void {
    const { bbox } = object;
    if (bbox === undefined || bbox === null) return;
    const good =
      Array.isArray(bbox) && (bbox.length === 4 || bbox.length === 6) && bbox.every((one) => typeof one === "number");
    if (!good) this.#warn("geojson.bad-bbox", this.#json.lineOf(Array.isArray(bbox) ? bbox : object));
  }

  #foreign(object: JsonObject, level: string): void {
    for (const key of FOREIGN[level] ?? []) {
      if (object[key] !== undefined) this.#warn("geojson.foreign-member", this.#json.lineOf(object));
    }
  }

  #type(object: JsonObject): string {
    const { type } = object;
    // JSON of something else, most likely.
    if (type === undefined && object === this.#json.value) this.#fail("geojson.no-type", object);
    if (typeof type !== "string") return this.#fail("geojson.unknown-type", object, { type: "?" });
    return type;
  }

  #object(held: Json, within: JsonObject | undefined): JsonObject {
    return isObject(held) ? held : this.#fail("geojson.not-an-object", within);
  }

  #list(held: Json | undefined, within: JsonObject, key: string): Json[] {
    return Array.isArray(held) ? held : this.#fail("geojson.not-a-list", within, { member: key });
  }

  #warn(code: string, line: number): void {
    const held = this.#warnings.get(code);
    this.#warnings.set(code, { count: (held?.count ?? 0) + 1, line: held?.line ?? line });
  }

  #fail(code: string, at: unknown, params: Record<string, string | number> = {}, line?: number): never {
    throw new RefusalError(
      refuse(code, {
        file: this.#file,
        line: line ?? this.#json.lineOf(at),
        params,
        ...(this.#feature !== undefined ? { feature: this.#feature } : {}),
      }),
    );
  }
}

function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function typeOf(value: Json): SurveyedField["type"] | undefined {
  if (value === null) return undefined;
  if (typeof value === "string") return "String";
  if (typeof value === "boolean") return "Boolean";
  if (typeof value === "number") return Number.isSafeInteger(value) ? "Integer" : "Real";
  return "JSON";
}

function wider(a: SurveyedField["type"], b: SurveyedField["type"]): SurveyedField["type"] {
  const both = new Set([a, b]);
  return both.has("Integer") && both.has("Real") ? "Real" : "String";
}
