import type { SurveyedField } from "#core/formats/layer-survey";
import type { OutsideLayer, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import type { FieldValue } from "#core/model/feature";

/** What the quick road found: the one layer of a collection. */
export type QuickLayer = Pick<OutsideLayer, "crs" | "fields" | "objects"> & {
  /** The collection's own name (GDAL's `name` member), where it has one. */
  readonly name: string | undefined;
};

/**
 * Reads the GeoJSON most programs write in one pass over its text, five to ten times faster than a tree of it would
 * take: a FeatureCollection whose members are where one expects them. Gives up at the first thing out of the ordinary,
 * good or bad (a fault, a doubled member, a collection of geometries): the strict reader then reads it, or says what
 * is wrong and on which line.
 *
 * @param text the whole file, without byte-order mark
 * @returns `undefined` when the strict reader must decide
 * @see RFC 7946
 */
export function quickGeoJson(text: string): QuickLayer | undefined {
  try {
    return new QuickReader(text).read();
  } catch (thrown) {
    if (thrown instanceof Unusual || thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

/** Something the quick road does not take. */
class Unusual extends Error {}

const QUOTE = 34;
const COMMA = 44;
const OPEN = 91;
const CLOSE = 93;
const BRACE = 123;
const UNBRACE = 125;

/** Nested lists of `coordinates`, read before their type may be known. */
interface Coordinates {
  /** 1 for a position, 4 for a list of polygons. */
  readonly depth: number;
  /** Runs of positions, with the number of the polygon they belong to. */
  readonly runs: Run[];
}

interface Run {
  readonly positions: number[];
  readonly z: number[] | undefined;
  readonly group: number;
}

class QuickReader {
  readonly #text: string;
  #at = 0;
  #line = 1;
  readonly #types = new Map<string, SurveyedField["type"] | undefined>();
  readonly #xy: number[] = [];
  readonly #z: number[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  read(): QuickLayer {
    let type: unknown;
    let name: unknown;
    let crs: unknown;
    let objects: OutsideObject[] | undefined;
    const seen = new Set<string>();
    this.#members((key) => {
      if (seen.has(key)) throw new Unusual();
      seen.add(key);
      if (key === "features") objects = this.#features();
      else {
        const value = this.#value();
        if (key === "type") type = value;
        else if (key === "name") name = value;
        else if (key === "crs") crs = value;
        else if (key === "bbox") plainBox(value);
        else if (FOREIGN.has(key)) throw new Unusual();
      }
    });
    this.#space();
    if (this.#at < this.#text.length || type !== "FeatureCollection" || !objects) throw new Unusual();
    const code = crsOf(crs);
    if (code === "EPSG:4326" && !this.#inDegrees(objects)) throw new Unusual();
    return {
      name: typeof name === "string" && name !== "" ? name : undefined,
      crs: code,
      fields: [...this.#types].map(([key, held]) => ({ name: key, type: held ?? "String" })),
      objects,
    };
  }

  #inDegrees(objects: readonly OutsideObject[]): boolean {
    const inside = (run: ArrayLike<number>): boolean => {
      for (let i = 0; i + 1 < run.length; i += 2) {
        if (Math.abs(run[i] as number) > 180 || Math.abs(run[i + 1] as number) > 90) return false;
      }
      return true;
    };
    return objects.every(({ shapes }) =>
      shapes.every((shape) =>
        shape.kind === "point"
          ? inside(shape.at)
          : shape.kind === "line"
            ? inside(shape.path)
            : shape.rings.every(inside),
      ),
    );
  }

  #features(): OutsideObject[] {
    const objects: OutsideObject[] = [];
    this.#items(() => {
      objects.push(this.#feature(objects.length + 1));
    });
    return objects;
  }

  #feature(place: number): OutsideObject {
    this.#space();
    const line = this.#line;
    let feature = String(place);
    let values: Record<string, FieldValue> | undefined;
    let geometry: { type: string; shapes: OutsideShape[] } | undefined | null;
    let isFeature = false;
    let told = 0;
    this.#members((key) => {
      if (key === "type") {
        if (this.#value() !== "Feature") throw new Unusual();
        isFeature = true;
        told += 1;
      } else if (key === "properties") {
        values = this.#properties();
        told += 1000;
      } else if (key === "geometry") {
        geometry = this.#geometry();
        told += 1_000_000;
      } else if (key === "id") {
        const id = this.#value();
        if (typeof id !== "string" && typeof id !== "number") throw new Unusual();
        feature = String(id);
      } else if (key === "bbox") plainBox(this.#value());
      else if (FOREIGN.has(key)) throw new Unusual();
      else this.#value();
    });
    // Each of the three once, neither more nor less.
    if (!isFeature || told !== 1_001_001 || !values || geometry === undefined) throw new Unusual();
    if (!geometry) return { feature, line, values, shapes: [] };
    const { type, shapes } = geometry;
    // Only a multiple of one part could not be told from its shapes.
    if (shapes.length === 1 && type.startsWith("Multi")) {
      return { feature, line, values, geometry: type.toUpperCase(), shapes };
    }
    return { feature, line, values, shapes };
  }

  #properties(): Record<string, FieldValue> {
    this.#space();
    const from = this.#at;
    const read = this.#value();
    if (read === null) return {};
    if (typeof read !== "object" || Array.isArray(read)) throw new Unusual();
    let held = read as Record<string, unknown>;
    let plain = true;
    let huge = false;
    for (const key of Object.keys(held)) {
      const value = held[key];
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) huge = true;
      const type = typeOf(value);
      const known = this.#types.get(key);
      if (known !== type || (type === undefined && !this.#types.has(key))) {
        this.#types.set(key, known === undefined ? type : type === undefined ? known : wider(known, type));
      }
      if (type === undefined || type === "JSON") plain = false;
    }
    if (huge) held = withDigits(this.#text.slice(from, this.#at));
    if (plain) return held as Record<string, FieldValue>;
    const values: Record<string, FieldValue> = {};
    for (const [key, value] of Object.entries(held)) {
      if (value === null) continue;
      const kept = typeof value === "object" ? writtenValue(value) : (value as FieldValue);
      // Not `values[key] =`: a member named `__proto__` must stay a member.
      Object.defineProperty(values, key, { value: kept, enumerable: true, configurable: true, writable: true });
    }
    return values;
  }

  #geometry(): { type: string; shapes: OutsideShape[] } | null {
    this.#space();
    if (this.#text.charCodeAt(this.#at) !== BRACE) {
      if (this.#value() !== null) throw new Unusual();
      return null;
    }
    let type: unknown;
    let coordinates: Coordinates | undefined;
    let told = 0;
    this.#members((key) => {
      if (key === "type") {
        type = this.#value();
        told += 1;
      } else if (key === "coordinates") {
        coordinates = this.#coordinates();
        told += 1000;
      } else if (key === "bbox") plainBox(this.#value());
      else throw new Unusual();
    });
    if (told !== 1001 || typeof type !== "string" || !coordinates) throw new Unusual();
    return { type, shapes: shapesOf(type, coordinates) };
  }

  /** Lists of positions, however deep; empty ones and uneven ones are unusual. */
  #coordinates(): Coordinates {
    this.#space();
    let depth = 0;
    const from = this.#at;
    const line = this.#line;
    while (this.#text.charCodeAt(this.#at) === OPEN) {
      depth++;
      this.#at++;
      this.#space();
    }
    this.#at = from;
    this.#line = line;
    const runs: Run[] = [];
    if (depth === 1) runs.push(this.#run(0, true));
    else if (depth === 2) runs.push(this.#run(0, false));
    else if (depth === 3) this.#items(() => runs.push(this.#run(0, false)));
    else if (depth === 4) {
      let group = 0;
      this.#items(() => {
        this.#items(() => runs.push(this.#run(group, false)));
        group++;
      });
    } else throw new Unusual();
    return { depth, runs };
  }

  /** A list of positions, or one position. */
  #run(group: number, single: boolean): Run {
    this.#xy.length = 0;
    this.#z.length = 0;
    if (single) this.#position();
    else this.#items(() => this.#position());
    if (this.#z.length > 0 && this.#z.length * 2 !== this.#xy.length) throw new Unusual();
    return { positions: this.#xy.slice(), z: this.#z.length > 0 ? this.#z.slice() : undefined, group };
  }

  #position(): void {
    this.#space();
    if (this.#text.charCodeAt(this.#at) !== OPEN) throw new Unusual();
    this.#at++;
    this.#xy.push(this.#number());
    this.#expect(COMMA);
    this.#xy.push(this.#number());
    this.#space();
    if (this.#text.charCodeAt(this.#at) === COMMA) {
      this.#at++;
      this.#z.push(this.#number());
    }
    this.#expect(CLOSE);
  }

  #number(): number {
    this.#space();
    const text = this.#text;
    const from = this.#at;
    let at = from;
    const negative = text.charCodeAt(at) === 45;
    if (negative) at++;
    let whole = 0;
    let digits = 0;
    let decimals = -1;
    const first = at;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code >= 48 && code <= 57) {
        whole = whole * 10 + code - 48;
        digits++;
        if (decimals >= 0) decimals++;
      } else if (code === 46 && decimals < 0 && digits > 0) decimals = 0;
      else if (code === 101 || code === 69) {
        return this.#longNumber(from);
      } else break;
      at++;
    }
    if (
      digits === 0 ||
      decimals === 0 ||
      (text.charCodeAt(first) === 48 && at > first + 1 && decimals !== digits - 1)
    ) {
      throw new Unusual();
    }
    this.#at = at;
    // Below 2^53 the digits are exact, and so are these powers of ten: their quotient is the nearest double.
    if (digits > 15) return finite(Number(text.slice(from, at)));
    const value = decimals > 0 ? whole / (TENS[decimals] as number) : whole;
    return negative ? -value : value;
  }

  #longNumber(from: number): number {
    const found = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(this.#text.slice(from, from + 64));
    if (!found || found[0].length === 64) throw new Unusual();
    this.#at = from + found[0].length;
    return finite(Number(found[0]));
  }

  /** Any value, as JSON says it. */
  #value(): unknown {
    this.#space();
    const from = this.#at;
    this.#skip();
    return JSON.parse(this.#text.slice(from, this.#at));
  }

  /** Goes behind a value, looking at its strings and braces only. */
  #skip(): void {
    const text = this.#text;
    let depth = 0;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code === QUOTE) {
        let end = text.indexOf('"', this.#at + 1);
        while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
        if (end < 0) throw new Unusual();
        this.#at = end + 1;
        if (depth === 0) return;
      } else if (code === BRACE || code === OPEN) {
        depth++;
        this.#at++;
      } else if (code === UNBRACE || code === CLOSE || code === COMMA) {
        if (depth === 0) return;
        if (code !== COMMA) depth--;
        this.#at++;
        if (depth === 0) return;
      } else if (Number.isNaN(code)) throw new Unusual();
      else {
        if (code === 10) this.#line++;
        if (depth === 0 && (code === 32 || code === 10 || code === 13 || code === 9)) return;
        this.#at++;
      }
    }
  }

  #members(each: (key: string) => void): void {
    this.#space();
    this.#expect(BRACE);
    this.#space();
    if (this.#text.charCodeAt(this.#at) === UNBRACE) {
      this.#at++;
      return;
    }
    for (;;) {
      this.#space();
      const end = this.#text.indexOf('"', this.#at + 1);
      if (this.#text.charCodeAt(this.#at) !== QUOTE || end < 0) throw new Unusual();
      const key = this.#text.slice(this.#at + 1, end);
      if (key.includes("\\") || key === "__proto__") throw new Unusual();
      this.#at = end + 1;
      this.#expect(58);
      each(key);
      this.#space();
      const code = this.#text.charCodeAt(this.#at++);
      if (code === UNBRACE) return;
      if (code !== COMMA) throw new Unusual();
    }
  }

  #items(each: () => void): void {
    this.#space();
    this.#expect(OPEN);
    this.#space();
    if (this.#text.charCodeAt(this.#at) === CLOSE) {
      this.#at++;
      return;
    }
    for (;;) {
      each();
      this.#space();
      const code = this.#text.charCodeAt(this.#at++);
      if (code === CLOSE) return;
      if (code !== COMMA) throw new Unusual();
    }
  }

  #expect(code: number): void {
    this.#space();
    if (this.#text.charCodeAt(this.#at) !== code) throw new Unusual();
    this.#at++;
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code > 32) return;
      if (code === 10) this.#line++;
      else if (code !== 32 && code !== 13 && code !== 9) return;
      this.#at++;
    }
  }
}

/** Members that would mean something elsewhere (RFC 7946, 7.1): the strict reader warns of them. */
const FOREIGN: ReadonlySet<string> = new Set(["coordinates", "geometries", "geometry", "features", "properties"]);

const TENS: readonly number[] = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/** Members of an object whose whole numbers past 2^53 are kept as their digits. */
function withDigits(text: string): Record<string, unknown> {
  const digits = (_key: string, value: unknown, { source }: { source?: string } = {}): unknown =>
    typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? "") ? source : value;
  return JSON.parse(text, digits as (key: string, value: unknown) => unknown) as Record<string, unknown>;
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new Unusual();
  return value;
}

function isEscaped(text: string, at: number): boolean {
  let signs = 0;
  while (text.charCodeAt(at - 1 - signs) === 92) signs++;
  return signs % 2 === 1;
}

function writtenValue(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Deeper than can be written.
    throw new Unusual();
  }
}

function plainBox(value: unknown): void {
  const good =
    Array.isArray(value) && (value.length === 4 || value.length === 6) && value.every((one) => typeof one === "number");
  if (!good) throw new Unusual();
}

function crsOf(crs: unknown): string {
  if (crs === undefined || crs === null) return "EPSG:4326";
  const name = (crs as { properties?: { name?: unknown } }).properties?.name;
  if (typeof name !== "string") throw new Unusual();
  if (/CRS84$/i.test(name)) return "EPSG:4326";
  const epsg = /^(?:urn:ogc:def:crs:EPSG:[^:]*:|EPSG:)(\d+)$/i.exec(name)?.[1];
  if (!epsg) throw new Unusual();
  return `EPSG:${epsg}`;
}

function shapesOf(type: string, { depth, runs }: Coordinates): OutsideShape[] {
  switch (type) {
    case "Point":
    case "MultiPoint":
      if (depth !== (type === "Point" ? 1 : 2)) throw new Unusual();
      return runs.flatMap(({ positions, z }) => pointsOf(positions, z));
    case "LineString":
    case "MultiLineString":
      if (depth !== (type === "LineString" ? 2 : 3)) throw new Unusual();
      return runs.map(({ positions, z }) => {
        if (positions.length < 4) throw new Unusual();
        return { kind: "line", path: positions, ...(z ? { z } : {}) };
      });
    case "Polygon":
    case "MultiPolygon": {
      if (depth !== (type === "Polygon" ? 3 : 4)) throw new Unusual();
      const shapes: OutsideShape[] = [];
      for (let i = 0; i < runs.length; ) {
        const { group } = runs[i] as Run;
        let end = i;
        while (end < runs.length && runs[end]?.group === group) end++;
        shapes.push(polygonOf(runs.slice(i, end)));
        i = end;
      }
      return shapes;
    }
    default:
      throw new Unusual();
  }
}

function pointsOf(positions: readonly number[], z: readonly number[] | undefined): OutsideShape[] {
  const points: OutsideShape[] = [];
  for (let i = 0; i < positions.length; i += 2) {
    const at = [positions[i] as number, positions[i + 1] as number] as const;
    points.push({ kind: "point", at, ...(z ? { z: z[i / 2] as number } : {}) });
  }
  return points;
}

function polygonOf(runs: readonly Run[]): OutsideShape {
  let heights = 0;
  for (const { positions, z } of runs) {
    const n = positions.length;
    // Not closed, or too short: the strict reader says so.
    if (n < 8 || positions[0] !== positions[n - 2] || positions[1] !== positions[n - 1]) throw new Unusual();
    if (z && z[0] !== z.at(-1)) throw new Unusual();
    positions.length = n - 2;
    if (z) {
      z.length--;
      heights++;
    }
  }
  const rings = runs.map(({ positions }) => positions);
  if (heights === 0) return { kind: "polygon", rings };
  if (heights < runs.length) throw new Unusual();
  return { kind: "polygon", rings, z: runs.map(({ z }) => z as number[]) };
}

function typeOf(value: unknown): SurveyedField["type"] | undefined {
  if (value === null) return undefined;
  if (typeof value === "string") return "String";
  if (typeof value === "boolean") return "Boolean";
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? "Integer" : "Real";
  return "JSON";
}

function wider(a: SurveyedField["type"], b: SurveyedField["type"]): SurveyedField["type"] {
  if (a === b) return a;
  return (a === "Integer" && b === "Real") || (a === "Real" && b === "Integer") ? "Real" : "String";
}
