import { type Json, type JsonObject, type LinedJson, parseWithLines } from "#core/formats/json-with-lines";
import type { Projection } from "#core/geometry/crs";
import type { Ring } from "#core/geometry/geometry";
import { inReach } from "#core/geometry/projection-reach";
import { oriented } from "#core/geometry/ring";
import { type Refusal, RefusalError, refuse } from "#core/model/refusal";

/** Members whose doubling would make a file mean two things. */
const TELLING = new Set(["type", "features", "geometry", "geometries", "coordinates", "crs"]);

/** Names under which files say that they are in longitude and latitude. */
const DEGREES = /(?:CRS84|EPSG:{1,2}4326)$/i;

/**
 * Reads the areas of a GeoJSON file (a site, a perimeter): Polygon, MultiPolygon, Feature, FeatureCollection or
 * GeometryCollection, in WGS 84 degrees, or in metres of the project's own CRS when a `crs` member says so (GeoJSON
 * of 2008, which QGIS and GDAL still write). Points and lines are passed over.
 *
 * @param file name of the file, for refusals
 * @returns polygons as rings, shell first, in integer millimetres of the projection's CRS, turned as stored; or a
 * refusal with the line and the feature at fault: `json.*`, `geojson.*`
 */
export function readGeoJsonAreas(text: string, file: string, projection: Projection): Ring[][] | Refusal {
  try {
    return new AreaReader(parseWithLines(text, file), file, projection).read();
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal;
    throw error;
  }
}

class AreaReader {
  readonly #json: LinedJson;
  readonly #file: string;
  readonly #projection: Projection;
  readonly #areas: Ring[][] = [];
  #metres = false;
  #feature: string | undefined;

  constructor(json: LinedJson, file: string, projection: Projection) {
    this.#json = json;
    this.#file = file;
    this.#projection = projection;
  }

  read(): Ring[][] {
    const double = this.#json.doubles.find(({ key }) => TELLING.has(key));
    if (double) this.#fail("geojson.double-member", undefined, { key: double.key }, double.line);
    const root = this.#object(this.#json.value, undefined);
    this.#metres = this.#inMetres(root);
    const type = root["type"];
    if (type === "FeatureCollection") {
      this.#list(root["features"], root, "features").forEach((held, i) => {
        this.#feature = String(i + 1);
        this.#readFeature(this.#object(held, root));
      });
    } else if (type === "Feature") this.#readFeature(root);
    else this.#readGeometry(root);
    this.#feature = undefined;
    if (this.#areas.length === 0) this.#fail("geojson.no-area", undefined);
    return this.#areas;
  }

  #inMetres(root: JsonObject): boolean {
    const crs = root["crs"];
    if (crs === undefined || crs === null) return false;
    const properties = isObject(crs) ? crs["properties"] : undefined;
    const name = properties !== undefined && isObject(properties) ? String(properties["name"] ?? "") : "";
    if (DEGREES.test(name)) return false;
    const { code } = this.#projection.crs;
    if (name.replace(/^urn:ogc:def:crs:EPSG:[^:]*:/i, "EPSG:").toUpperCase() === code) return true;
    return this.#fail("geojson.other-crs", crs, { crs: name || "?", project: code });
  }

  #readFeature(feature: JsonObject): void {
    const id = feature["id"];
    if (typeof id === "string" || typeof id === "number") this.#feature = String(id);
    if (feature["type"] !== "Feature") this.#fail("geojson.not-a-feature", feature);
    const geometry = feature["geometry"];
    if (geometry === undefined) this.#fail("geojson.no-geometry", feature);
    if (geometry !== null) this.#readGeometry(this.#object(geometry, feature));
  }

  #readGeometry(geometry: JsonObject): void {
    const type = geometry["type"];
    if (type === "Polygon") this.#readPolygon(geometry["coordinates"], geometry);
    else if (type === "MultiPolygon") {
      for (const held of this.#list(geometry["coordinates"], geometry, "coordinates"))
        this.#readPolygon(held, geometry);
    } else if (type === "GeometryCollection") {
      for (const held of this.#list(geometry["geometries"], geometry, "geometries")) {
        this.#readGeometry(this.#object(held, geometry));
      }
    } else if (typeof type !== "string" || !/^(Multi)?(Point|LineString)$/.test(type)) {
      this.#fail("geojson.unknown-type", geometry, { type: typeof type === "string" ? type : "?" });
    }
  }

  #readPolygon(held: Json | undefined, within: JsonObject): void {
    const rings = this.#list(held, within, "coordinates").map((ring) => this.#ring(ring, within));
    if (rings.length === 0) this.#fail("geojson.empty-polygon", within);
    this.#areas.push(oriented(rings));
  }

  #ring(held: Json, within: JsonObject): Ring {
    const positions = this.#list(held, within, "coordinates").map((position) => this.#position(position, held));
    const first = positions[0];
    const last = positions.at(-1);
    if (positions.length < 4 || !first || !last) return this.#fail("geojson.short-ring", held);
    if (first[0] !== last[0] || first[1] !== last[1]) this.#fail("geojson.open-ring", held);
    const ring: number[] = [];
    for (const [a, b] of positions.slice(0, -1)) {
      const [x, y] = this.#metres ? [Math.round(a * 1000), Math.round(b * 1000)] : this.#projection.toGrid(a, b);
      const reached = this.#metres || inReach(this.#projection.crs, a, b);
      if (!reached || !Number.isFinite(x) || !Number.isFinite(y)) this.#fail("geojson.outside", held, { x: a, y: b });
      if (x !== ring.at(-2) || y !== ring.at(-1)) ring.push(x, y);
    }
    if (ring[0] === ring.at(-2) && ring[1] === ring.at(-1)) ring.length -= 2;
    if (ring.length < 6) this.#fail("geojson.short-ring", held);
    return ring;
  }

  #position(held: Json, within: Json): [number, number] {
    if (!Array.isArray(held) || held.length < 2)
      return this.#fail("geojson.bad-position", Array.isArray(held) ? held : within);
    const [a, b] = held;
    if (typeof a !== "number" || typeof b !== "number" || !Number.isFinite(a) || !Number.isFinite(b)) {
      return this.#fail("geojson.bad-position", held);
    }
    // Metres without a word about it are the commonest fault of such files.
    if (!this.#metres && (Math.abs(a) > 180 || Math.abs(b) > 90))
      this.#fail("geojson.not-degrees", held, { x: a, y: b });
    return [a, b];
  }

  #object(held: Json | undefined, within: JsonObject | undefined): JsonObject {
    if (held === undefined || !isObject(held)) return this.#fail("geojson.not-an-object", within);
    return held;
  }

  #list(held: Json | undefined, within: JsonObject, member: string): Json[] {
    if (!Array.isArray(held)) return this.#fail("geojson.not-a-list", within, { member });
    return held;
  }

  #fail(
    code: string,
    held: Json | undefined,
    params?: Readonly<Record<string, string | number>>,
    line?: number,
  ): never {
    throw new RefusalError(
      refuse(code, {
        file: this.#file,
        line: line ?? this.#json.lineOf(held),
        ...(this.#feature === undefined ? {} : { feature: this.#feature }),
        ...(params ? { params } : {}),
      }),
    );
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
