import { type Json, type JsonObject, type LinedJson, parseWithLines } from "#core/formats/json-with-lines";
import type { OutsideFeature, OutsideValues } from "#core/formats/outside-feature";
import { type Projection, projectedCrs, projectionOf } from "#core/geometry/crs";
import type { Geometry, Ring } from "#core/geometry/geometry";
import { inReach } from "#core/geometry/projection-reach";
import { oriented, signedAreaMm2 } from "#core/geometry/ring";
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
    const reader = new GeoJsonReader(parseWithLines(text, file), file, projection);
    const areas = reader.read(true).flatMap(({ parts }) => parts.flatMap((part) => rings(part)));
    return areas.length > 0 ? areas : refuse("geojson.no-area", { file, line: 1 });
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal;
    throw error;
  }
}

/**
 * Reads all features of a GeoJSON file with their properties. Positions may be WGS 84 degrees, or metres of any CRS
 * `projectedCrs` knows when a `crs` member says so. A shape that is too small for the grid is left out and counted.
 *
 * @param file name of the file, for refusals
 * @returns the features, and the layer's name where the file gives one (GDAL's `name` member)
 * @throws RefusalError with the line and the feature at fault: `json.*`, `geojson.*`
 * @see RFC 7946
 */
export function readGeoJsonFeatures(
  text: string,
  file: string,
  projection: Projection,
): { name: string | undefined; features: OutsideFeature[] } {
  const json = parseWithLines(text, file);
  const features = new GeoJsonReader(json, file, projection).read(false);
  const name = isObject(json.value) ? json.value["name"] : undefined;
  return { name: typeof name === "string" ? name : undefined, features };
}

function rings(geometry: Geometry): Ring[][] {
  return geometry.kind === "polygon" ? [[...geometry.rings]] : [];
}

/** A feature as it is being read. */
interface Reading extends OutsideFeature {
  readonly parts: Geometry[];
  collapsed: number;
}

class GeoJsonReader {
  readonly #json: LinedJson;
  readonly #file: string;
  readonly #projection: Projection;
  readonly #features: Reading[] = [];
  #areasOnly = false;
  /** Door of the file's own CRS; none for degrees. */
  #metres: Projection | undefined;
  #feature: string | undefined;

  constructor(json: LinedJson, file: string, projection: Projection) {
    this.#json = json;
    this.#file = file;
    this.#projection = projection;
  }

  /** @param areasOnly pass over points and lines, take no CRS but the project's, refuse what is too small */
  read(areasOnly: boolean): OutsideFeature[] {
    this.#areasOnly = areasOnly;
    const double = this.#json.doubles.find(({ key }) => TELLING.has(key));
    if (double) this.#fail("geojson.double-member", undefined, { key: double.key }, double.line);
    const root = this.#object(this.#json.value, undefined);
    this.#metres = this.#crsOf(root);
    const type = root["type"];
    if (type === "FeatureCollection") {
      this.#list(root["features"], root, "features").forEach((held, i) => {
        this.#feature = String(i + 1);
        this.#readFeature(this.#object(held, root));
      });
    } else if (type === "Feature") this.#readFeature(root);
    else this.#readGeometry(root, this.#begun(root, {}));
    this.#feature = undefined;
    return this.#features;
  }

  #begun(held: JsonObject, values: OutsideValues): Reading {
    const feature = this.#feature ?? String(this.#features.length + 1);
    const reading: Reading = { feature, line: this.#json.lineOf(held), values, parts: [], collapsed: 0 };
    this.#features.push(reading);
    return reading;
  }

  #crsOf(root: JsonObject): Projection | undefined {
    const crs = root["crs"];
    if (crs === undefined || crs === null) return undefined;
    const properties = isObject(crs) ? crs["properties"] : undefined;
    const name = properties !== undefined && isObject(properties) ? String(properties["name"] ?? "") : "";
    if (DEGREES.test(name)) return undefined;
    const { code } = this.#projection.crs;
    const named = projectedCrs(name.replace(/^urn:ogc:def:crs:EPSG:[^:]*:/i, "EPSG:"))?.code;
    if (named === code) return this.#projection;
    if (named !== undefined && !this.#areasOnly) return projectionOf(named);
    return this.#fail("geojson.other-crs", crs, { crs: name || "?", project: code });
  }

  #readFeature(feature: JsonObject): void {
    const id = feature["id"];
    if (typeof id === "string" || typeof id === "number") this.#feature = String(id);
    if (feature["type"] !== "Feature") this.#fail("geojson.not-a-feature", feature);
    const geometry = feature["geometry"];
    if (geometry === undefined) this.#fail("geojson.no-geometry", feature);
    const properties = feature["properties"];
    const reading = this.#begun(feature, properties !== undefined && isObject(properties) ? valuesOf(properties) : {});
    if (geometry !== null) this.#readGeometry(this.#object(geometry, feature), reading);
  }

  #readGeometry(geometry: JsonObject, into: Reading): void {
    const type = geometry["type"];
    const coordinates = geometry["coordinates"];
    const each = (): Json[] => this.#list(coordinates, geometry, "coordinates");
    if (type === "Polygon") this.#readPolygon(coordinates, geometry, into);
    else if (type === "MultiPolygon") for (const held of each()) this.#readPolygon(held, geometry, into);
    else if (type === "GeometryCollection") {
      for (const held of this.#list(geometry["geometries"], geometry, "geometries")) {
        this.#readGeometry(this.#object(held, geometry), into);
      }
    } else if (typeof type !== "string" || !/^(Multi)?(Point|LineString)$/.test(type)) {
      this.#fail("geojson.unknown-type", geometry, { type: typeof type === "string" ? type : "?" });
    } else if (this.#areasOnly) return;
    // `[]` is the standard's own empty geometry.
    else if (type === "Point") for (const at of each().length > 0 ? [each()] : []) this.#readPoint(at, geometry, into);
    else if (type === "MultiPoint") for (const at of each()) this.#readPoint(at, geometry, into);
    else if (type === "LineString") this.#readLine(each(), geometry, into);
    else for (const held of each()) this.#readLine(this.#list(held, geometry, "coordinates"), geometry, into);
  }

  #readPoint(held: Json, within: JsonObject, into: Reading): void {
    const [x, y] = this.#onGrid(this.#position(held, within), within);
    into.parts.push({ kind: "point", at: [x, y] });
  }

  #readLine(held: Json[], within: JsonObject, into: Reading): void {
    const path: number[] = [];
    for (const position of held) {
      const [x, y] = this.#onGrid(this.#position(position, held), within);
      if (x !== path.at(-2) || y !== path.at(-1)) path.push(x, y);
    }
    if (path.length >= 4) into.parts.push({ kind: "line", path });
    else if (held.length > 0) into.collapsed++;
  }

  #readPolygon(held: Json | undefined, within: JsonObject, into: Reading): void {
    const found = this.#list(held, within, "coordinates").map((ring) => this.#ring(ring, within));
    if (found.length === 0) {
      if (this.#areasOnly) this.#fail("geojson.empty-polygon", within);
      return;
    }
    const [shell, ...holes] = found;
    if (!shell) into.collapsed++;
    else into.parts.push({ kind: "polygon", rings: oriented([shell, ...holes.filter((hole) => hole !== undefined)]) });
  }

  /** A position on the project's grid. */
  #onGrid([a, b]: readonly [number, number], held: Json): [number, number] {
    const metres = this.#metres;
    const own = metres === this.#projection;
    const [lon, lat] = metres && !own ? metres.toLonLat(a * 1000, b * 1000) : [a, b];
    const [x, y] = own ? [Math.round(a * 1000), Math.round(b * 1000)] : this.#projection.toGrid(lon, lat);
    const reached = own || inReach(this.#projection.crs, lon, lat);
    if (!reached || !Number.isFinite(x) || !Number.isFinite(y)) this.#fail("geojson.outside", held, { x: a, y: b });
    return [x, y];
  }

  /** A closed ring; `undefined` for one without a surface on the grid. */
  #ring(held: Json, within: JsonObject): Ring | undefined {
    const positions = this.#list(held, within, "coordinates").map((position) => this.#position(position, held));
    const first = positions[0];
    const last = positions.at(-1);
    if (positions.length < 4 || !first || !last) return this.#fail("geojson.short-ring", held);
    if (first[0] !== last[0] || first[1] !== last[1]) this.#fail("geojson.open-ring", held);
    const ring: number[] = [];
    for (const position of positions.slice(0, -1)) {
      const [x, y] = this.#onGrid(position, held);
      if (x !== ring.at(-2) || y !== ring.at(-1)) ring.push(x, y);
    }
    if (ring[0] === ring.at(-2) && ring[1] === ring.at(-1)) ring.length -= 2;
    if (ring.length >= 6 && (this.#areasOnly || signedAreaMm2(ring) !== 0)) return ring;
    return this.#areasOnly ? this.#fail("geojson.short-ring", held) : undefined;
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
