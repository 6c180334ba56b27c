/** A geometry as a GeoPackage blob holds it, before it is fitted to a class. Flat runs, in the units of its CRS. */
export type OutsideGeometry =
  | { readonly kind: "point"; readonly points: readonly (readonly number[])[] }
  | { readonly kind: "line"; readonly lines: readonly (readonly number[])[] }
  /** Rings still repeat their first position. */
  | { readonly kind: "polygon"; readonly polygons: readonly (readonly (readonly number[])[])[] };

/** Why a blob cannot be read; the code of a refusal `gpkg.<why>`. */
export class BlobError extends Error {
  readonly why: "bad-blob" | "curved" | "mixed-geometry";
  constructor(why: BlobError["why"]) {
    super(why);
    this.why = why;
  }
}

/** Deepest nesting of geometry collections that is followed. */
const MAX_DEPTH = 8;

/**
 * Reads a GeoPackage blob: header, then WKB of points, lines, polygons and their multiples, any byte order; heights
 * and measures are left out. `undefined` for an empty geometry.
 *
 * @throws BlobError for bytes that are no such blob, curves, or kinds mixed
 * @see OGC 12-128r17, 2.1.3; OGC 06-103r4, 8
 */
export function readGeometryBlob(bytes: Uint8Array): OutsideGeometry | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (view.getUint8(0) !== 0x47 || view.getUint8(1) !== 0x50) throw new BlobError("bad-blob");
    const flags = view.getUint8(3);
    const envelope = ENVELOPE_BYTES[(flags >> 1) & 0b111];
    if (envelope === undefined) throw new BlobError("bad-blob");
    const cursor: Cursor = { view, at: 8 + envelope, points: [], lines: [], polygons: [] };
    readWkb(cursor, 0);
    return gathered(cursor);
  } catch (thrown) {
    if (thrown instanceof RangeError) throw new BlobError("bad-blob");
    throw thrown;
  }
}

interface Cursor {
  readonly view: DataView;
  at: number;
  readonly points: number[][];
  readonly lines: number[][];
  readonly polygons: number[][][];
}

const ENVELOPE_BYTES: readonly (number | undefined)[] = [0, 32, 48, 48, 64];

function gathered({ points, lines, polygons }: Cursor): OutsideGeometry | undefined {
  const kinds = [points, lines, polygons].filter((some) => some.length > 0);
  if (kinds.length > 1) throw new BlobError("mixed-geometry");
  if (points.length > 0) return { kind: "point", points };
  if (lines.length > 0) return { kind: "line", lines };
  return polygons.length > 0 ? { kind: "polygon", polygons } : undefined;
}

function readWkb(cursor: Cursor, depth: number): void {
  if (depth > MAX_DEPTH) throw new BlobError("bad-blob");
  const { view } = cursor;
  const little = view.getUint8(cursor.at) === 1;
  const type = view.getUint32(cursor.at + 1, little);
  cursor.at += 5;
  const size = 2 + (HIGHER_DIMENSIONS[Math.floor(type / 1000)] ?? bad());
  switch (type % 1000) {
    case 1: {
      const at = readRun(cursor, 1, size, little);
      if (Number.isFinite(at[0])) cursor.points.push(at);
      return;
    }
    case 2: {
      const path = readRun(cursor, countAt(cursor, size * 8, little), size, little);
      if (path.length > 0) cursor.lines.push(path);
      return;
    }
    case 3: {
      const rings: number[][] = [];
      for (let rest = countAt(cursor, 4, little); rest > 0; rest--) {
        rings.push(readRun(cursor, countAt(cursor, size * 8, little), size, little));
      }
      if (rings.length > 0) cursor.polygons.push(rings);
      return;
    }
    case 4:
    case 5:
    case 6:
    case 7: {
      for (let rest = countAt(cursor, 5, little); rest > 0; rest--) readWkb(cursor, depth + 1);
      return;
    }
    case 8:
    case 9:
    case 10:
    case 11:
    case 12:
      throw new BlobError("curved");
    default:
      bad();
  }
}

/** Numbers a position has beside x and y, by the thousands of the WKB type: none, Z, M, ZM. */
const HIGHER_DIMENSIONS: readonly (number | undefined)[] = [0, 1, 1, 2];

/** A count that the bytes left can hold, so that a huge one costs nothing. */
function countAt(cursor: Cursor, bytesEach: number, little: boolean): number {
  const found = cursor.view.getUint32(cursor.at, little);
  cursor.at += 4;
  if (found * bytesEach > cursor.view.byteLength - cursor.at) bad();
  return found;
}

function readRun(cursor: Cursor, positions: number, size: number, little: boolean): number[] {
  const run: number[] = [];
  for (let i = 0; i < positions; i++) {
    run.push(cursor.view.getFloat64(cursor.at, little), cursor.view.getFloat64(cursor.at + 8, little));
    cursor.at += size * 8;
  }
  return run;
}

function bad(): never {
  throw new BlobError("bad-blob");
}
