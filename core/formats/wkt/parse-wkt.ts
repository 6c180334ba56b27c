import type { OutsideShape } from "#core/formats/outside-content";
import { addArc } from "#core/formats/wkt/wkt-arc";

/** One geometry in well-known text. */
export interface WktGeometry {
  readonly shapes: readonly OutsideShape[];
  /** Its type in capitals, curves under the type their chords have: `MULTIPOLYGON`. */
  readonly type: string;
  /** `EPSG:n` where it begins with `SRID=n;`. */
  readonly crs?: string;
  /** Where the text goes on after it. */
  readonly end: number;
}

/** What is thrown where no geometry can be read. */
export class WktFault extends Error {
  readonly at: number;
  constructor(at: number) {
    super(`no geometry at ${at}`);
    this.at = at;
  }
}

/** Whether a text begins as well-known text does. */
export function looksLikeWkt(text: string): boolean {
  return START.test(text);
}

const NAMES =
  "POINT|LINESTRING|POLYGON|TRIANGLE|TIN|POLYHEDRALSURFACE|CIRCULARSTRING|COMPOUNDCURVE|CURVEPOLYGON|(?:MULTI|GEOMETRY)(?:POINT|LINESTRING|POLYGON|CURVE|SURFACE|COLLECTION)";
const START = new RegExp(`^\\s*(SRID\\s*=\\s*\\d+\\s*;\\s*)?(${NAMES})\\s*(ZM|Z|M)?\\s*(\\(|EMPTY)`, "i");

/** Types by what their chords make of them. */
const CHORDS: Readonly<Record<string, string>> = {
  TRIANGLE: "POLYGON",
  CURVEPOLYGON: "POLYGON",
  CIRCULARSTRING: "LINESTRING",
  COMPOUNDCURVE: "LINESTRING",
  MULTICURVE: "MULTILINESTRING",
  MULTISURFACE: "MULTIPOLYGON",
  TIN: "MULTIPOLYGON",
  POLYHEDRALSURFACE: "MULTIPOLYGON",
};

const DEEPEST = 32;

/**
 * Reads one geometry from a place of a text: OGC and ISO well-known text and PostGIS's `SRID=…;`. Measures are left.
 *
 * @throws WktFault where it is none
 * @see ISO 19125-1; ISO/IEC 13249-3
 */
export function parseWkt(text: string, from = 0): WktGeometry {
  const reader = new Reader(text, from);
  const srid = reader.srid();
  const shapes: OutsideShape[] = [];
  const type = reader.geometry(shapes, 0);
  return { shapes, type, ...(srid ? { crs: `EPSG:${srid}` } : {}), end: reader.at };
}

class Reader {
  at: number;
  readonly #text: string;

  constructor(text: string, from: number) {
    this.#text = text;
    this.at = from;
  }

  srid(): string | undefined {
    return this.#take(/\s*SRID\s*=\s*(\d{1,6})\s*;/iy)?.[1];
  }

  /** Adds the shapes of the next geometry; gives its type. */
  geometry(into: OutsideShape[], depth: number): string {
    const [, word = "", letters = ""] = this.#take(/\s*([A-Z]+?)\s*(ZM|Z|M)?\s*(?=\(|EMPTY\b)/iy) ?? this.#fault();
    const name = word.toUpperCase();
    if (depth > DEEPEST) this.#fault();
    const type = CHORDS[name] ?? name;
    if (this.#take(/EMPTY\b/iy)) return type;
    const size = letters === "" ? undefined : (letters.toUpperCase() as "Z" | "M" | "ZM");
    switch (name) {
      case "POINT": {
        const [run] = [this.#run(size)];
        into.push(pointOf(run) ?? this.#fault());
        break;
      }
      case "LINESTRING":
      case "CIRCULARSTRING":
      case "COMPOUNDCURVE":
        into.push(lineOf(this.#curve(name, size)) ?? this.#fault());
        break;
      case "POLYGON":
      case "TRIANGLE":
      case "CURVEPOLYGON":
        this.#polygon(into, size);
        break;
      case "MULTIPOINT":
        this.#each(() => {
          if (this.#take(/\s*EMPTY\b/iy)) return;
          const run = this.#peek("(") ? this.#run(size) : this.#position(size);
          into.push(pointOf(run) ?? this.#fault());
        });
        break;
      case "MULTILINESTRING":
      case "MULTICURVE":
        this.#each(() => {
          if (this.#take(/\s*EMPTY\b/iy)) return;
          into.push(lineOf(this.#member(size)) ?? this.#fault());
        });
        break;
      case "MULTIPOLYGON":
      case "MULTISURFACE":
      case "TIN":
      case "POLYHEDRALSURFACE":
        this.#each(() => {
          if (this.#take(/\s*EMPTY\b/iy)) return;
          if (this.#peek("(")) this.#polygon(into, size);
          else this.geometry(into, depth + 1);
        });
        break;
      case "GEOMETRYCOLLECTION":
        this.#each(() => this.geometry(into, depth + 1));
        break;
      default:
        this.#fault();
    }
    return type;
  }

  /** A curve by its name; flat x, y, z. */
  #curve(name: string, size: Size): number[] {
    if (name === "COMPOUNDCURVE") {
      const whole: number[] = [];
      this.#each(() => {
        const part = this.#member(size);
        const joins = part[0] === whole.at(-3) && part[1] === whole.at(-2);
        for (let i = joins ? 3 : 0; i < part.length; i++) whole.push(part[i] as number);
      });
      return whole;
    }
    const run = this.#run(size);
    if (name !== "CIRCULARSTRING") return run;
    if (run.length < 9 || (run.length / 3) % 2 === 0) this.#fault();
    const chords = run.slice(0, 3);
    for (let i = 3; i + 5 < run.length; i += 6) addArc(chords, run.slice(i - 3, i + 6));
    return chords;
  }

  /** A curve inside another: with its name, or bare. */
  #member(size: Size): number[] {
    if (this.#peek("(")) return this.#run(size);
    const [, word = "", letters = ""] = this.#take(/\s*([A-Z]+?)\s*(ZM|Z|M)?\s*(?=\()/iy) ?? this.#fault();
    const name = word.toUpperCase();
    if (name !== "LINESTRING" && name !== "CIRCULARSTRING" && name !== "COMPOUNDCURVE") this.#fault();
    return this.#curve(name, letters === "" ? size : (letters.toUpperCase() as Size));
  }

  #polygon(into: OutsideShape[], size: Size): void {
    const rings: number[][] = [];
    this.#each(() => {
      const run = this.#member(size);
      const closed = run[0] === run.at(-3) && run[1] === run.at(-2);
      const ring = closed ? run.slice(0, -3) : run;
      if (ring.length < 9) this.#fault();
      rings.push(ring);
    });
    const heights = rings.map((ring) => ring.filter((_, i) => i % 3 === 2));
    const high = heights.some((ring) => ring.some((z) => z !== 0));
    const places = rings.map((ring) => ring.filter((_, i) => i % 3 !== 2));
    into.push({ kind: "polygon", rings: places, ...(high ? { z: heights } : {}) });
  }

  /** Positions in brackets, flat x, y, z. */
  #run(size: Size): number[] {
    const run: number[] = [];
    this.#each(() => {
      for (const value of this.#position(size)) run.push(value);
    });
    return run;
  }

  #position(size: Size): number[] {
    const [, x, y, third, , fourth] = this.#take(POSITION) ?? this.#fault();
    if (fourth === undefined && size === "ZM" && third !== undefined) this.#fault();
    const z = size === "M" ? 0 : Number(third ?? 0);
    const position = [Number(x), Number(y), Number.isFinite(z) ? z : 0];
    return position.every(Number.isFinite) ? position : this.#fault();
  }

  /** Members in brackets, parted by commas. */
  #each(member: () => void): void {
    if (!this.#take(/\s*\(/y)) this.#fault();
    do member();
    while (this.#take(/\s*,/y));
    if (!this.#take(/\s*\)/y)) this.#fault();
  }

  #peek(sign: string): boolean {
    while (/\s/.test(this.#text.charAt(this.at))) this.at++;
    return this.#text.charAt(this.at) === sign;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text);
    if (!found) return undefined;
    this.at += found[0].length;
    return found;
  }

  #fault(): never {
    throw new WktFault(this.at);
  }
}

type Size = "Z" | "M" | "ZM" | undefined;

const NUMBER = "[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?|nan";
const POSITION = new RegExp(`\\s*(${NUMBER})\\s+(${NUMBER})(?:\\s+(${NUMBER})(\\s+(${NUMBER}))?)?`, "iy");

function pointOf(run: readonly number[]): OutsideShape | undefined {
  const [x, y, z] = run;
  if (x === undefined || y === undefined || run.length !== 3) return undefined;
  return { kind: "point", at: [x, y], ...(z ? { z } : {}) };
}

function lineOf(run: readonly number[]): OutsideShape | undefined {
  if (run.length < 6) return undefined;
  const z = run.filter((_, i) => i % 3 === 2);
  return { kind: "line", path: run.filter((_, i) => i % 3 !== 2), ...(z.some((height) => height !== 0) ? { z } : {}) };
}
