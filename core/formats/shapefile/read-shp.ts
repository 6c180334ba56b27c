import type { OutsideShape } from "#core/formats/outside-content";
import { polygonShapes } from "#core/formats/shapefile/polygon-shapes";
import { RefusalError, refuse } from "#core/model/refusal";

/** What a `.shp` holds, record by record in its own order. */
export interface Shp {
  /** Shape type of the head, by its number: 5 for polygons. */
  readonly type: number;
  readonly records: readonly (readonly OutsideShape[])[];
  /** The `.shx` given points elsewhere than the records lie, and was not followed. */
  readonly badIndex: boolean;
  /** Bytes after the last record. */
  readonly trailing: number;
}

/** Bytes of the heads of `.shp` and `.shx`. */
const HEAD = 100;
/** Bytes of the head of a record. */
const RECORD_HEAD = 8;

/**
 * Reads the shapes of a Shapefile: points, multipoints, lines and polygons, with heights where they have them; measures
 * are left out. Where an index is given and right, records lie where it says; else one after another.
 *
 * @param shx the index beside it
 * @throws RefusalError `shapefile.*`, with the record (from 1) or the byte at fault
 * @see ESRI Shapefile Technical Description, July 1998
 */
export function readShp(bytes: Uint8Array, shx: Uint8Array | undefined, file: string): Shp {
  if (bytes.length < HEAD)
    throw new RefusalError(refuse("shapefile.truncated", { file, feature: "1", params: { record: 1 } }));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getInt32(0) !== 9994) {
    throw new RefusalError(refuse("shapefile.not-shp", { file, line: 1, params: { byte: 0 } }));
  }
  const type = view.getInt32(32, true);
  knownType(type, file, "0");
  const promised = view.getUint32(24) * 2;
  const indexed = shx ? indexOf(shx, view) : undefined;
  const offsets = indexed ?? inSequence(view, Math.min(promised, bytes.length), promised, file);
  const records = offsets.map((at, i) => new Record(view, at, file, String(i + 1)).shapes());
  const last = offsets.at(-1);
  const end = last === undefined ? HEAD : last + RECORD_HEAD + view.getUint32(last + 4) * 2;
  return { type, records, badIndex: shx !== undefined && !indexed, trailing: Math.max(0, bytes.length - end) };
}

/** Where the records lie by the index; `undefined` when it does not fit the file. */
function indexOf(shx: Uint8Array, shp: DataView): number[] | undefined {
  const view = new DataView(shx.buffer, shx.byteOffset, shx.byteLength);
  if (shx.length < HEAD || view.getInt32(0) !== 9994 || (shx.length - HEAD) % 8 !== 0) return undefined;
  if (view.getUint32(24) * 2 !== shx.length) return undefined;
  const offsets: number[] = [];
  for (let at = HEAD, number = 1; at < shx.length; at += 8, number++) {
    const offset = view.getUint32(at) * 2;
    const words = view.getUint32(at + 4);
    if (offset < HEAD || offset + RECORD_HEAD > shp.byteLength) return undefined;
    if (shp.getUint32(offset) !== number || shp.getUint32(offset + 4) !== words) return undefined;
    offsets.push(offset);
  }
  return offsets;
}

function inSequence(view: DataView, end: number, promised: number, file: string): number[] {
  const offsets: number[] = [];
  let at = HEAD;
  while (at + RECORD_HEAD <= end) {
    const next = at + RECORD_HEAD + view.getUint32(at + 4) * 2;
    offsets.push(at);
    if (next > view.byteLength) truncated(file, offsets.length);
    at = next;
  }
  if (promised > view.byteLength && at < promised) truncated(file, offsets.length + 1);
  return offsets;
}

function truncated(file: string, record: number): never {
  throw new RefusalError(refuse("shapefile.truncated", { file, feature: String(record), params: { record } }));
}

/** Types of the standard; 31 is refused by its name. */
const TYPES: ReadonlySet<number> = new Set([0, 1, 3, 5, 8, 11, 13, 15, 18, 21, 23, 25, 28]);

function knownType(type: number, file: string, feature: string): void {
  if (TYPES.has(type)) return;
  const code = type === 31 ? "shapefile.multipatch" : "shapefile.unknown-type";
  throw new RefusalError(refuse(code, { file, feature, params: { type, record: feature } }));
}

/** One record being read; every read past its end is refused with its number. */
class Record {
  readonly #view: DataView;
  readonly #end: number;
  readonly #file: string;
  readonly #number: string;
  #at: number;

  constructor(view: DataView, at: number, file: string, number: string) {
    this.#view = view;
    this.#at = at + RECORD_HEAD;
    this.#end = this.#at + view.getUint32(at + 4) * 2;
    this.#file = file;
    this.#number = number;
    if (this.#end > view.byteLength) truncated(file, Number(number));
  }

  shapes(): readonly OutsideShape[] {
    this.#need(4);
    const type = this.#view.getInt32(this.#at, true);
    this.#at += 4;
    knownType(type, this.#file, this.#number);
    const kind = type % 10;
    if (kind === 0) return [];
    if (kind === 1) return this.#point(type === 11);
    // The box of the shape, which nobody has checked.
    this.#skip(32);
    return kind === 8 ? this.#multipoint(type === 18) : this.#parts(kind === 5, type === 13 || type === 15);
  }

  #point(hasZ: boolean): readonly OutsideShape[] {
    this.#need(hasZ ? 24 : 16);
    const [x, y] = [this.#double(this.#at), this.#double(this.#at + 8)];
    // "No data" of a point is any value below −10³⁸.
    if (!(x > NO_DATA && y > NO_DATA)) return this.#badPosition();
    const z = hasZ ? this.#double(this.#at + 16) : undefined;
    return [{ kind: "point", at: [x, y], ...(z !== undefined && z > NO_DATA ? { z } : {}) }];
  }

  #multipoint(hasZ: boolean): readonly OutsideShape[] {
    const count = this.#count(16);
    const xy = this.#doubles(count * 2);
    const z = hasZ ? this.#heights(count) : undefined;
    return Array.from({ length: count }, (_, i): OutsideShape => {
      const at = [xy[i * 2] as number, xy[i * 2 + 1] as number] as const;
      return { kind: "point", at, ...(z ? { z: z[i] as number } : {}) };
    });
  }

  #parts(areRings: boolean, hasZ: boolean): readonly OutsideShape[] {
    this.#need(8);
    const parts = this.#view.getUint32(this.#at, true);
    const points = this.#view.getUint32(this.#at + 4, true);
    this.#at += 8;
    this.#need(parts * 4 + points * 16);
    const starts = Array.from({ length: parts }, (_, i) => this.#view.getUint32(this.#at + i * 4, true));
    this.#at += parts * 4;
    const xy = this.#doubles(points * 2);
    const z = hasZ ? this.#heights(points) : undefined;
    const runs: { xy: Float64Array; z: Float64Array | undefined }[] = [];
    for (const [i, start] of starts.entries()) {
      const end = starts[i + 1] ?? points;
      if (start > end || end > points || (i === 0 && start !== 0)) return this.#fail("shapefile.bad-record");
      if (end > start) runs.push({ xy: xy.subarray(start * 2, end * 2), z: z?.subarray(start, end) });
    }
    if (areRings) return polygonShapes(runs);
    return runs.map((run): OutsideShape => ({ kind: "line", path: run.xy, ...(run.z ? { z: run.z } : {}) }));
  }

  #heights(count: number): Float64Array | undefined {
    // Some programs name a type with heights and write none.
    if (this.#at + 16 + count * 8 > this.#end) return undefined;
    this.#at += 16;
    const z = new Float64Array(count);
    for (let i = 0; i < count; i++) z[i] = this.#double(this.#at + i * 8);
    this.#at += count * 8;
    return z.every((one) => one > NO_DATA) ? z : undefined;
  }

  #count(bytesEach: number): number {
    this.#need(4);
    const count = this.#view.getUint32(this.#at, true);
    this.#at += 4;
    this.#need(count * bytesEach);
    return count;
  }

  #doubles(count: number): Float64Array {
    const out = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const value = this.#double(this.#at + i * 8);
      if (!(Math.abs(value) < -NO_DATA)) return this.#badPosition();
      out[i] = value;
    }
    this.#at += count * 8;
    return out;
  }

  #double(at: number): number {
    return this.#view.getFloat64(at, true);
  }

  #skip(bytes: number): void {
    this.#need(bytes);
    this.#at += bytes;
  }

  #need(bytes: number): void {
    if (this.#at + bytes > this.#end) this.#fail("shapefile.bad-record");
  }

  #badPosition(): never {
    return this.#fail("shapefile.bad-position");
  }

  #fail(code: string): never {
    throw new RefusalError(refuse(code, { file: this.#file, feature: this.#number, params: { record: this.#number } }));
  }
}

const NO_DATA = -1e38;
