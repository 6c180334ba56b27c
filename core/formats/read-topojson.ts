import { GeometryFault, geoJsonShapes, isJsonObject, propertyValues } from "#core/formats/geojson-shapes";
import { type Json, type JsonObject, parseWithLines } from "#core/formats/json-with-lines";
import type { OutsideLayer, OutsideObject } from "#core/formats/outside-content";
import type { OutsideReader } from "#core/formats/outside-source";
import { surveyedFields } from "#core/formats/surveyed-fields";
import { decodeText } from "#core/formats/text-encoding";
import { RefusalError, refuse } from "#core/model/refusal";

/** Nesting of collections no honest file comes near. */
const DEEPEST = 32;

/**
 * Reads a topology: every member of its objects is a layer, its geometries laid out along the arcs they share.
 *
 * @throws RefusalError `json.*`, `geojson.*`, `topojson.bad-arcs` with line and feature
 * @see https://github.com/topojson/topojson-specification
 */
export const readTopoJson: OutsideReader = ({ file, main }) => {
  const { text, encoding } = decodeText(main.bytes(), file);
  const { value: topology, lineOf } = parseWithLines(text, file);
  const fail = (
    code: string,
    held: unknown,
    more: { layer?: string; feature?: string; params?: { type: string } } = {},
  ) => new RefusalError(refuse(code, { file, line: lineOf(held), ...more }));
  if (!isJsonObject(topology)) throw fail("geojson.not-an-object", topology);
  const arcs = arcsOf(topology);
  if (!arcs) throw fail("topojson.bad-arcs", topology["arcs"]);
  const layers: OutsideLayer[] = [];
  const objects = topology["objects"];
  if (!isJsonObject(objects)) throw fail("geojson.not-an-object", topology);
  for (const [name, object] of Object.entries(objects)) {
    const found: OutsideObject[] = [];
    for (const geometry of membersOf(object)) {
      const feature = String(found.length + 1);
      try {
        const laid = isJsonObject(geometry) && geometry["type"] ? laidOut(geometry, arcs, topology, 0) : null;
        const drawn = laid === null ? undefined : geoJsonShapes(laid);
        const { id, properties } = isJsonObject(geometry) ? geometry : {};
        found.push({
          feature: typeof id === "string" || typeof id === "number" ? String(id) : feature,
          line: lineOf(geometry),
          values: propertyValues(properties),
          ...(drawn && drawn.shapes.length > 0 ? { geometry: drawn.type } : {}),
          shapes: drawn?.shapes ?? [],
        });
      } catch (thrown) {
        if (!(thrown instanceof GeometryFault)) throw thrown;
        const type = isJsonObject(geometry) ? String(geometry["type"]).slice(0, 40) : "?";
        const params = thrown.code === "geojson.unknown-type" ? { params: { type } } : {};
        throw fail(thrown.code, geometry, { layer: name, feature, ...params });
      }
    }
    layers.push({ name, crs: "EPSG:4326", fields: surveyedFields(found), objects: found });
  }
  return { format: "TopoJSON", encoding, layers, warnings: [] };
};

function membersOf(object: Json): readonly Json[] {
  if (!isJsonObject(object) || object["type"] !== "GeometryCollection") return [object];
  return Array.isArray(object["geometries"]) ? object["geometries"] : [];
}

/** The arcs in the file's own numbers; `undefined` where they are none. */
function arcsOf(topology: JsonObject): number[][][] | undefined {
  const { arcs, transform } = topology;
  if (!Array.isArray(arcs)) return undefined;
  const turn = transformOf(transform);
  const made: number[][][] = [];
  for (const arc of arcs) {
    if (!Array.isArray(arc)) return undefined;
    let [x, y] = [0, 0];
    const path: number[][] = [];
    for (const position of arc) {
      if (!Array.isArray(position)) return undefined;
      const [a, b] = position;
      if (typeof a !== "number" || typeof b !== "number") return undefined;
      // Quantised arcs are steps from one position to the next.
      [x, y] = turn ? [x + a, y + b] : [a, b];
      path.push(turn ? turn(x, y) : [x, y]);
    }
    made.push(path);
  }
  return made;
}

function transformOf(transform: Json | undefined): ((x: number, y: number) => number[]) | undefined {
  if (!isJsonObject(transform)) return undefined;
  const { scale, translate } = transform;
  if (!Array.isArray(scale) || !Array.isArray(translate)) return undefined;
  const [sx, sy, tx, ty] = [...scale.slice(0, 2), ...translate.slice(0, 2)].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  return (x, y) => [x * sx + tx, y * sy + ty];
}

/** A geometry of a topology as one of GeoJSON. */
function laidOut(geometry: JsonObject, arcs: readonly number[][][], topology: JsonObject, depth: number): JsonObject {
  const { type, arcs: own, coordinates, geometries } = geometry;
  if (depth > DEEPEST) throw new GeometryFault("topojson.bad-arcs", geometry);
  const line = (held: Json): number[][] => {
    if (!Array.isArray(held)) throw new GeometryFault("topojson.bad-arcs", geometry);
    const path: number[][] = [];
    for (const index of held) {
      const arc = typeof index === "number" ? arcs[index < 0 ? ~index : index] : undefined;
      if (!arc || typeof index !== "number") throw new GeometryFault("topojson.bad-arcs", geometry);
      const run = index < 0 ? [...arc].reverse() : arc;
      for (let i = path.length > 0 ? 1 : 0; i < run.length; i++) path.push(run[i] as number[]);
    }
    return path;
  };
  const each = <T>(held: Json | undefined, turn: (one: Json) => T): T[] => {
    if (!Array.isArray(held)) throw new GeometryFault("topojson.bad-arcs", geometry);
    return held.map(turn);
  };
  const turn = transformOf(topology["transform"]);
  const place = (held: Json): Json => {
    if (!turn || !Array.isArray(held)) return held;
    return turn(Number(held[0]), Number(held[1]));
  };
  switch (type) {
    case "Point":
      return { type, coordinates: place(coordinates ?? []) };
    case "MultiPoint":
      return { type, coordinates: each(coordinates, place) };
    case "LineString":
      return { type, coordinates: line(own ?? null) };
    case "MultiLineString":
    case "Polygon":
      return { type, coordinates: each(own, line) };
    case "MultiPolygon":
      return { type, coordinates: each(own, (polygon) => each(polygon, line)) };
    case "GeometryCollection":
      return {
        type,
        geometries: each(geometries, (one) => (isJsonObject(one) ? laidOut(one, arcs, topology, depth + 1) : one)),
      };
    default:
      throw new GeometryFault("geojson.unknown-type", geometry);
  }
}
