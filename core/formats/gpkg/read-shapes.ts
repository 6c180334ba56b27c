import type { OutsideShape } from "#core/formats/outside-content";

/** Why a blob cannot be read; the code of a refusal `gpkg.<why>`. */
export class BlobError extends Error {
  readonly why: "bad-blob" | "curved";
  constructor(why: BlobError["why"]) {
    super(why);
    this.why = why;
  }
}

/** Shapes of a blob, and the geometry type it names, in capitals. */
export interface BlobShapes {
  readonly geometry: string;
  readonly shapes: readonly OutsideShape[];
}

const ENVELOPE_BYTES: readonly (number | undefined)[] = [0, 32, 48, 48, 64];

/** Numbers a position has, and whether the third is its height, by the thousands of the WKB type. */
const DIMENSIONS: readonly (readonly [size: number, hasZ: boolean] | undefined)[] = [
  [2, false],
  [3, true],
  [3, false],
  [4, true],
];

const NAMES: readonly string[] = [
  "GEOMETRY",
  "POINT",
  "LINESTRING",
  "POLYGON",
  "MULTIPOINT",
  "MULTILINESTRING",
  "MULTIPOLYGON",
  "GEOMETRYCOLLECTION",
  "CIRCULARSTRING",
  "COMPOUNDCURVE",
  "CURVEPOLYGON",
  "MULTICURVE",
  "MULTISURFACE",
];

/** Deepest nesting of geometry collections that is followed. */
const MAX_DEPTH = 8;

/**
 * Reads a GeoPackage blob into shapes with their heights; measures are left out. No shapes for an empty geometry.
 *
 * @throws BlobError `bad-blob` for bytes that are no such blob, `curved` for curves
 * @see OGC 12-128r17, 2.1.3; OGC 06-103r4, 8
 */
export function readShapesBlob(bytes: Uint8Array): BlobShapes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (view.getUint8(0) !== 0x47 || view.getUint8(1) !== 0x50) throw new BlobError("bad-blob");
    const envelope = ENVELOPE_BYTES[(view.getUint8(3) >> 1) & 0b111];
    if (envelope === undefined) throw new BlobError("bad-blob");
    const at = 8 + envelope;
    const geometry = NAMES[view.getUint32(at + 1, view.getUint8(at) === 1) % 1000] ?? "GEOMETRY";
    const reader = new ShapeReader(view, at);
    reader.geometry(0);
    return { geometry, shapes: reader.shapes };
  } catch (thrown) {
    if (thrown instanceof RangeError) throw new BlobError("bad-blob");
    throw thrown;
  }
}

class ShapeReader {
  readonly shapes: OutsideShape[] = [];
  readonly #view: DataView;
  #at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  geometry(depth: number): void {
    if (depth > MAX_DEPTH) throw new BlobError("bad-blob");
    const little = this.#view.getUint8(this.#at) === 1;
    const type = this.#view.getUint32(this.#at + 1, little);
    this.#at += 5;
    const dimensions = DIMENSIONS[Math.floor(type / 1000)];
    if (!dimensions) throw new BlobError("bad-blob");
    const [size, hasZ] = dimensions;
    switch (type % 1000) {
      case 1: {
        const { xy, z } = this.#run(1, size, hasZ, little);
        const [x = Number.NaN, y = Number.NaN] = xy;
        // A point of no numbers is the standard's empty point.
        if (!Number.isNaN(x))
          this.shapes.push({ kind: "point", at: finite([x, y]), ...(z ? { z: z[0] as number } : {}) });
        return;
      }
      case 2: {
        const { xy, z } = this.#run(this.#count(size * 8, little), size, hasZ, little);
        if (xy.length > 0) this.shapes.push({ kind: "line", path: finite(xy), ...(z ? { z } : {}) });
        return;
      }
      case 3: {
        const rings: Float64Array[] = [];
        const heights: Float64Array[] = [];
        for (let rest = this.#count(4, little); rest > 0; rest--) {
          const { xy, z } = this.#run(this.#count(size * 8, little), size, hasZ, little);
          const closed = xy.length > 2 && xy[0] === xy.at(-2) && xy[1] === xy.at(-1);
          rings.push(finite(closed ? xy.subarray(0, -2) : xy));
          if (z) heights.push(closed ? z.subarray(0, -1) : z);
        }
        if (rings.length > 0) this.shapes.push({ kind: "polygon", rings, ...(hasZ ? { z: heights } : {}) });
        return;
      }
      case 4:
      case 5:
      case 6:
      case 7: {
        for (let rest = this.#count(5, little); rest > 0; rest--) this.geometry(depth + 1);
        return;
      }
      default:
        throw new BlobError(type % 1000 <= 12 ? "curved" : "bad-blob");
    }
  }

  /** A count that the bytes left can hold, so that a huge one costs nothing. */
  #count(bytesEach: number, little: boolean): number {
    const found = this.#view.getUint32(this.#at, little);
    this.#at += 4;
    if (found * bytesEach > this.#view.byteLength - this.#at) throw new BlobError("bad-blob");
    return found;
  }

  #run(count: number, size: number, hasZ: boolean, little: boolean): { xy: Float64Array; z: Float64Array | undefined } {
    const xy = new Float64Array(count * 2);
    const z = hasZ ? new Float64Array(count) : undefined;
    const view = this.#view;
    let at = this.#at;
    for (let i = 0; i < count; i++) {
      xy[i * 2] = view.getFloat64(at, little);
      xy[i * 2 + 1] = view.getFloat64(at + 8, little);
      if (z) z[i] = view.getFloat64(at + 16, little);
      at += size * 8;
    }
    this.#at = at;
    return { xy, z: z?.every(Number.isFinite) ? z : undefined };
  }
}

function finite<Run extends Float64Array | readonly [number, number]>(run: Run): Run {
  if (!run.every(Number.isFinite)) throw new BlobError("bad-blob");
  return run;
}
