import type { Json, JsonObject } from "#core/formats/json-with-lines";
import type { OutsideShape } from "#core/formats/outside-content";
import type { FieldValue } from "#core/model/feature";

/** What is thrown at a geometry that is none; `code` is a refusal's. */
export class GeometryFault extends Error {
  readonly code: string;
  readonly held: Json;
  constructor(code: string, held: Json) {
    super(code);
    this.code = code;
    this.held = held;
  }
}

/**
 * Shapes of a GeoJSON geometry, and its type in capitals.
 *
 * @throws GeometryFault with `geojson.*`
 * @see RFC 7946
 */
export function geoJsonShapes(geometry: Json): { readonly shapes: readonly OutsideShape[]; readonly type: string } {
  const shapes: OutsideShape[] = [];
  return { type: takeGeometry(geometry, shapes), shapes };
}

function takeGeometry(geometry: Json, into: OutsideShape[]): string {
  if (!isJsonObject(geometry)) throw new GeometryFault("geojson.not-an-object", geometry);
  const { type, coordinates } = geometry;
  if (type === "GeometryCollection") {
    for (const held of listOf(geometry["geometries"], geometry)) takeGeometry(held, into);
  } else if (typeof type !== "string" || !Object.hasOwn(TAKERS, type)) {
    throw new GeometryFault("geojson.unknown-type", geometry);
  } else TAKERS[type]?.(listOf(coordinates, geometry), into);
  return String(type).toUpperCase();
}

const TAKERS: Readonly<Record<string, (held: Json[], into: OutsideShape[]) => void>> = {
  Point: (held, into) => {
    if (held.length === 0) return;
    const [x, y, z] = positionOf(held);
    into.push({ kind: "point", at: [x, y], ...(z === undefined ? {} : { z }) });
  },
  MultiPoint: (held, into) => {
    for (const one of held) TAKERS["Point"]?.(listOf(one, held), into);
  },
  LineString: (held, into) => {
    if (held.length === 0) return;
    const { run, z } = runOf(held);
    if (run.length < 4) throw new GeometryFault("geojson.short-line", held);
    into.push({ kind: "line", path: run, ...(z ? { z } : {}) });
  },
  MultiLineString: (held, into) => {
    for (const one of held) TAKERS["LineString"]?.(listOf(one, held), into);
  },
  Polygon: (held, into) => {
    const runs = held.map((ring) => {
      const { run, z } = runOf(listOf(ring, held));
      if (run.length < 8) throw new GeometryFault("geojson.short-ring", ring);
      if (run[0] !== run.at(-2) || run[1] !== run.at(-1)) throw new GeometryFault("geojson.open-ring", ring);
      return { run: run.slice(0, -2), z: z?.slice(0, -1) };
    });
    if (runs.length === 0) return;
    const heights = runs.map(({ run, z }) => z ?? new Array<number>(run.length / 2).fill(0));
    const high = runs.some(({ z }) => z);
    into.push({ kind: "polygon", rings: runs.map(({ run }) => run), ...(high ? { z: heights } : {}) });
  },
  MultiPolygon: (held, into) => {
    for (const one of held) TAKERS["Polygon"]?.(listOf(one, held), into);
  },
};

function runOf(held: readonly Json[]): { run: number[]; z?: number[] } {
  const run: number[] = [];
  const z: number[] = [];
  let high = false;
  for (const one of held) {
    const [x, y, height] = positionOf(one);
    run.push(x, y);
    z.push(height ?? 0);
    if (height) high = true;
  }
  return { run, ...(high ? { z } : {}) };
}

function positionOf(held: Json): readonly [number, number, number?] {
  if (!Array.isArray(held)) throw new GeometryFault("geojson.bad-position", held);
  const [x, y, z] = held;
  if (!isFiniteNumber(x) || !isFiniteNumber(y)) throw new GeometryFault("geojson.bad-position", held);
  return isFiniteNumber(z) ? [x, y, z] : [x, y];
}

function isFiniteNumber(value: Json | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function listOf(held: Json | undefined, within: Json): Json[] {
  if (!Array.isArray(held)) throw new GeometryFault("geojson.bad-position", within);
  return held;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Properties as values: plain ones as they stand, lists and objects as their JSON, nulls and empty texts not at all. */
export function propertyValues(properties: Json | undefined): Readonly<Record<string, FieldValue>> {
  if (!isJsonObject(properties)) return {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]): [string, FieldValue][] => {
      if (value === null || value === "") return [];
      return [[key, typeof value === "object" ? JSON.stringify(value) : value]];
    }),
  );
}
