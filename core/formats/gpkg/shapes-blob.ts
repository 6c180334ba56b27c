import type { OutsideShape } from "#core/formats/outside-content";
import { twiceArea } from "#core/formats/write/shape-kinds";
import { type Box, emptyBox, growBox } from "#core/geometry/box";

/** Geometry type of a GeoPackage column, and what its shapes are written as. */
export type BlobType =
  | "POINT"
  | "LINESTRING"
  | "POLYGON"
  | "MULTIPOINT"
  | "MULTILINESTRING"
  | "MULTIPOLYGON"
  | "GEOMETRY";

const WKB: Readonly<Record<OutsideShape["kind"], number>> = { point: 1, line: 2, polygon: 3 };

/**
 * Writes the GeoPackage blobs of a table, one after the other into the same memory: each is good until the next.
 * Shells turn counter-clockwise, holes the other way.
 *
 * @see OGC 12-128r17, 2.1.3; OGC 06-103r4, 8
 */
export class ShapesBlob {
  readonly #srsId: number;
  readonly #type: BlobType;
  readonly #hasZ: boolean;
  #view = new DataView(new ArrayBuffer(4096));
  #at = 0;

  constructor(srsId: number, type: BlobType, hasZ: boolean) {
    this.#srsId = srsId;
    this.#type = type;
    this.#hasZ = hasZ;
  }

  /** @param box what the shapes' extent is put into */
  of(shapes: readonly OutsideShape[], isMultiple: boolean, box: Box): Uint8Array {
    const [first] = shapes;
    this.#at = 0;
    this.#room(64);
    const empty = !first;
    box.splice(0, 4, ...emptyBox());
    for (const shape of shapes) {
      if (shape.kind === "point") growBox(box, shape.at);
      else if (shape.kind === "line") growBox(box, shape.path);
      else if (shape.rings[0]) growBox(box, shape.rings[0]);
    }
    const plainPoint = first?.kind === "point" && shapes.length === 1;
    const envelope = !empty && !plainPoint;
    for (const byte of [0x47, 0x50, 0, 1 | (envelope ? 2 : 0) | (empty ? 16 : 0)])
      this.#view.setUint8(this.#at++, byte);
    this.#view.setInt32(this.#at, this.#srsId, true);
    this.#at += 4;
    if (envelope) for (const value of [box[0], box[2], box[1], box[3]]) this.#double(value);
    const kinds = new Set(shapes.map(({ kind }) => kind));
    if (kinds.size > 1) this.#many(7, shapes);
    else if (this.#type.startsWith("MULTI") || (this.#type === "GEOMETRY" && isMultiple)) {
      this.#many(3 + WKB[first?.kind ?? "point"], shapes);
    } else if (first) this.#shape(first);
    return new Uint8Array(this.#view.buffer, 0, this.#at);
  }

  #many(type: number, shapes: readonly OutsideShape[]): void {
    this.#head(type);
    this.#count(shapes.length);
    for (const shape of shapes) this.#shape(shape);
  }

  #shape(shape: OutsideShape): void {
    this.#head(WKB[shape.kind]);
    if (shape.kind === "point") this.#run(shape.at, shape.z === undefined ? undefined : [shape.z], false, false);
    else if (shape.kind === "line") {
      this.#count(shape.path.length / 2);
      this.#run(shape.path, shape.z, false, false);
    } else {
      this.#count(shape.rings.length);
      shape.rings.forEach((ring, k) => {
        this.#count(ring.length / 2 + 1);
        this.#run(ring, shape.z?.[k], twiceArea(ring) > 0 !== (k === 0), true);
      });
    }
  }

  #run(run: ArrayLike<number>, z: ArrayLike<number> | undefined, backwards: boolean, close: boolean): void {
    const n = run.length / 2;
    const end = close ? n + 1 : n;
    this.#room(end * 24);
    const view = this.#view;
    let at = this.#at;
    for (let k = 0; k < end; k++) {
      const i = close ? (backwards ? n - k : k) % n : k;
      view.setFloat64(at, run[2 * i] as number, true);
      view.setFloat64(at + 8, run[2 * i + 1] as number, true);
      at += 16;
      if (this.#hasZ) {
        view.setFloat64(at, z?.[i] ?? 0, true);
        at += 8;
      }
    }
    this.#at = at;
  }

  #head(type: number): void {
    this.#room(5);
    this.#view.setUint8(this.#at++, 1);
    this.#count(type + (this.#hasZ ? 1000 : 0));
  }

  #count(value: number): void {
    this.#room(4);
    this.#view.setUint32(this.#at, value, true);
    this.#at += 4;
  }

  #double(value: number): void {
    this.#view.setFloat64(this.#at, value, true);
    this.#at += 8;
  }

  #room(more: number): void {
    if (this.#at + more <= this.#view.byteLength) return;
    const wider = new Uint8Array(Math.max(this.#view.byteLength * 2, this.#at + more));
    wider.set(new Uint8Array(this.#view.buffer, 0, this.#at));
    this.#view = new DataView(wider.buffer);
  }
}
