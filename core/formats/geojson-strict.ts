import { type Json, type JsonObject, type LinedJson, parseWithLines } from "#core/formats/json-with-lines";
import type { SurveyedField, SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import type { OutsideValues } from "#core/formats/outside-feature";
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
 * Reads a whole GeoJSON file strictly: one layer. Faults of structure are refused with their line and feature; what the
 * standard only advises against is a warning.
 *
 * @param name name of the layer, where the file does not name it
 * @throws RefusalError `json.*`, `geojson.*`
 * @see RFC 7946
 */
export function strictGeoJson(text: string, file: string, name: string): OutsideContent {
  return new StrictReader(parseWithLines(text, file), file).read(name);
}

class StrictReader {
  readonly #json: LinedJson;
  readonly #file: string;
  readonly #objects: OutsideObject[] = [];
  readonly #fields = new Map<string, SurveyedField["type"] | undefined>();
  readonly #warnings = new Map<string, { count: number; line: number }>();
  #feature: string | undefined;

  constructor(json: LinedJson, file: string) {
    this.#json = json;
    this.#file = file;
  }

  read(name: string): OutsideContent {
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
    else this.#put(root, {}, root);
    const { name: named } = root;
    return {
      format: "GeoJSON",
      encoding: "UTF-8",
      layers: [
        {
          name: typeof named === "string" && named !== "" ? named : name,
          crs: this.#crs(root),
          fields: [...this.#fields].map(([key, held]) => ({ name: key, type: held ?? "String" })),
          objects: this.#objects,
        },
      ],
      warnings: [...this.#warnings].map(([code, held]): SurveyWarning => ({ code, ...held })),
    };
  }

  #crs(root: JsonObject): string {
    const crs = root["crs"];
    if (!isObject(crs) || !isObject(crs["properties"])) return "EPSG:4326";
    const { name, code } = crs["properties"];
    // As the first draft of GeoJSON had it.
    if (crs["type"] === "EPSG" && typeof code === "number") return `EPSG:${code}`;
    const named = String(name ?? "");
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
    const { geometry, properties } = feature;
    if (geometry === undefined) this.#fail("geojson.no-geometry", feature);
    if (properties === undefined) this.#warn("geojson.no-properties", this.#json.lineOf(feature));
    else if (properties !== null) {
      if (!isObject(properties)) this.#fail("geojson.bad-properties", Array.isArray(properties) ? properties : feature);
      for (const [key, value] of Object.entries(properties)) this.#field(key, value);
    }
    const values = properties !== undefined && isObject(properties) ? valuesOf(properties) : {};
    this.#put(
      feature,
      values,
      geometry === null || geometry === undefined ? undefined : this.#object(geometry, feature),
    );
  }

  #put(held: JsonObject, values: OutsideValues, geometry: JsonObject | undefined): void {
    const feature = this.#feature ?? String(this.#objects.length + 1);
    const shapes: OutsideShape[] = [];
    const type = geometry && this.#readGeometry(geometry, true, shapes);
    const line = this.#json.lineOf(held);
    this.#objects.push({ feature, line, values, ...(type ? { geometry: type.toUpperCase() } : {}), shapes });
  }

  #field(key: string, value: Json): void {
    const held = this.#fields.get(key);
    const type = typeOf(value);
    const both = held === undefined || type === undefined || held === type ? (type ?? held) : wider(held, type);
    this.#fields.set(key, both);
  }

  #readGeometry(geometry: JsonObject, top: boolean, into: OutsideShape[]): string {
    const type = this.#type(geometry);
    this.#foreign(geometry, "geometry");
    this.#bbox(geometry);
    if (type === "GeometryCollection") {
      const held = this.#list(geometry["geometries"], geometry, "geometries");
      if (!top) this.#warn("geojson.nested-collection", this.#json.lineOf(geometry));
      if (held.length === 1) this.#warn("geojson.single-collection", this.#json.lineOf(geometry));
      for (const one of held) {
        if (!isObject(one)) this.#fail("geojson.not-an-object", geometry);
        this.#readGeometry(one, false, into);
      }
      return type;
    }
    const depth = Object.hasOwn(DEPTHS, type) ? DEPTHS[type] : undefined;
    if (depth === undefined) return this.#fail("geojson.unknown-type", geometry, { type });
    const coordinates = this.#list(geometry["coordinates"], geometry, "coordinates");
    // `[]` is the standard's own empty geometry.
    if (coordinates.length > 0) this.#walk(coordinates, depth, type, into);
    return type;
  }

  #walk(held: Json[], depth: number, type: string, into: OutsideShape[]): void {
    if (depth === 0) {
      const { xy, z } = this.#run([held]);
      const [x = 0, y = 0] = xy;
      into.push({ kind: "point", at: [x, y], ...(z ? { z: z[0] as number } : {}) });
    } else if (depth === 1 && /LineString/.test(type)) {
      if (held.length < 2) this.#fail("geojson.short-line", held);
      const { xy, z } = this.#run(held);
      into.push({ kind: "line", path: xy, ...(z ? { z } : {}) });
    } else if (depth === 2 && /Polygon/.test(type)) {
      const runs = held.map((ring) => this.#ring(this.#lists(ring, held)));
      const z = runs.flatMap((run) => (run.z ? [run.z] : []));
      if (runs.length === 0) return;
      into.push({ kind: "polygon", rings: runs.map(({ xy }) => xy), ...(z.length === runs.length ? { z } : {}) });
    } else for (const one of held) this.#walk(this.#lists(one, held), depth - 1, type, into);
  }

  #lists(one: Json, within: Json[]): Json[] {
    return Array.isArray(one) ? one : this.#fail("geojson.bad-position", within);
  }

  /** A ring, less its closing position. */
  #ring(held: Json[]): { xy: number[]; z: number[] | undefined } {
    const { xy, z } = this.#run(held);
    const first = held[0] as number[] | undefined;
    const last = held.at(-1) as number[] | undefined;
    if (held.length < 4 || !first || !last) return this.#fail("geojson.short-ring", held);
    if (first.length !== last.length || first.some((value, i) => value !== last[i])) {
      this.#fail("geojson.open-ring", held);
    }
    return { xy: xy.slice(0, -2), z: z?.slice(0, -1) };
  }

  #run(positions: readonly Json[]): { xy: number[]; z: number[] | undefined } {
    const xy: number[] = [];
    const z: number[] = [];
    for (const held of positions) {
      if (!Array.isArray(held)) return this.#fail("geojson.bad-position", positions);
      const numbers = held.every((value) => typeof value === "number" && Number.isFinite(value));
      if (held.length < 2 || !numbers) this.#fail("geojson.bad-position", held);
      if (held.length > 3) this.#warn("geojson.long-position", this.#json.lineOf(held));
      xy.push(held[0] as number, held[1] as number);
      if (held.length > 2) z.push(held[2] as number);
    }
    return { xy, z: z.length > 0 && z.length === positions.length ? z : undefined };
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

/** Plain values as they stand; lists and objects as their JSON. */
function valuesOf(properties: JsonObject): OutsideValues {
  const values: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === "") continue;
    const plain = typeof value === "object" ? JSON.stringify(value) : value;
    Object.defineProperty(values, key, { value: plain, enumerable: true, configurable: true, writable: true });
  }
  return values;
}
