import Flatbush from "flatbush";
import { type Box, boxOf, emptyBox, growBox } from "#core/geometry/box";
import { type Geometry, type GeometryKind, type Position, runsOf } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";
import type { ClassId, Feature, Fields } from "#core/model/feature";
import { penNumber } from "#editor/class-style";

/** A feature that has a shape of its own to draw. */
export type ShapedFeature = Feature & { readonly geometry: Geometry };

/**
 * A pack as it is kept: arrays as in `Pack`, the R-tree's bytes, and as text what a picture may ask of its features
 * beside their shapes.
 */
export interface KeptPack {
  readonly class: ClassId;
  readonly originX: number;
  readonly originY: number;
  readonly coords: Int32Array;
  readonly runs: Uint32Array;
  readonly firstRun: Uint32Array;
  readonly pens: Uint8Array;
  readonly sizes: Float32Array;
  /** Place of each feature's kind of shape in `KINDS`. */
  readonly kinds: Uint8Array;
  readonly index: ArrayBuffer;
  /** JSON of `[id, fields]` for each feature, one a line. */
  readonly about: string;
}

const KINDS: readonly GeometryKind[] = ["point", "line", "polygon"];
const FARTHEST = 2 ** 31 - 1;

/**
 * Features of one class, packed to be drawn: coordinates in one typed array (millimetres from the pack's origin,
 * 32 bits: 2,147 km each way, farther ones are held at that edge), runs and features as offsets into it, boxes in
 * a packed R-tree. A pack never changes but for members that are struck out.
 */
export class Pack {
  /** How many features there are, struck ones counted. */
  readonly count: number;
  /** Kind of shape of the first feature; a class has one kind, as a rule. */
  readonly kind: GeometryKind;
  readonly originX: number;
  readonly originY: number;
  readonly coords: Int32Array;
  /** Where each run starts in `coords`; one more than runs. */
  readonly runs: Uint32Array;
  /** Where each feature's runs start in `runs`; one more than features. */
  readonly firstRun: Uint32Array;
  readonly pens: Uint8Array;
  /** Longer side of each feature's box, millimetres. */
  readonly sizes: Float32Array;
  /** 1 where the feature was changed or removed since. */
  readonly struck: Uint8Array;
  struckCount = 0;
  readonly #features: ShapedFeature[];
  /** What features are read from when they are first asked for, and its lines. */
  readonly #kept: KeptPack | undefined;
  #lines: readonly string[] | undefined;
  /** Box of each feature until the R-tree holds them. */
  #boxes: Float64Array;
  readonly #extent: Box;
  #index: Flatbush | undefined;
  #anchors: Float64Array | undefined;

  /** @param from features, one at least; or a pack as it was kept */
  constructor(from: readonly ShapedFeature[] | KeptPack) {
    if ("coords" in from) {
      this.#kept = from;
      this.#features = [];
      this.#index = Flatbush.from(from.index);
      ({ originX: this.originX, originY: this.originY, coords: this.coords, runs: this.runs } = from);
      ({ firstRun: this.firstRun, pens: this.pens, sizes: this.sizes } = from);
      this.count = from.pens.length;
      this.kind = KINDS[from.kinds[0] as number] as GeometryKind;
      this.#boxes = new Float64Array(0);
      const { minX, minY, maxX, maxY } = this.#index;
      this.#extent = [minX, minY, maxX, maxY];
    } else {
      const first = from[0] as ShapedFeature;
      let runCount = 0;
      let numbers = 0;
      for (const { geometry } of from) {
        for (const run of runsOf(geometry)) {
          runCount++;
          numbers += run.length;
        }
      }
      const [west, south] = boxOf(first.geometry);
      this.#features = [...from];
      this.count = from.length;
      this.kind = first.geometry.kind;
      this.originX = Math.round(west);
      this.originY = Math.round(south);
      this.coords = new Int32Array(numbers);
      this.runs = new Uint32Array(runCount + 1);
      this.firstRun = new Uint32Array(from.length + 1);
      this.pens = new Uint8Array(from.length);
      this.sizes = new Float32Array(from.length);
      this.#boxes = new Float64Array(from.length * 4);
      this.#extent = emptyBox();
      this.#fill(from);
    }
    this.struck = new Uint8Array(this.count);
  }

  /** The feature in a slot; of one that was kept, with the fields that were kept. */
  feature(slot: number): ShapedFeature {
    const feature = this.#features[slot] ?? this.#read(slot);
    this.#features[slot] = feature;
    return feature;
  }

  #read(slot: number): ShapedFeature {
    const kept = this.#kept;
    this.#lines ??= kept?.about.split("\n");
    const line = this.#lines?.[slot];
    if (!kept || line === undefined) throw new RangeError(`no feature in slot ${slot}`);
    const [id, fields] = JSON.parse(line) as [id: string, fields: Fields];
    return { id, class: kept.class, geometry: geometryOf(kept, slot), fields };
  }

  /**
   * The pack as it is to be kept; nothing must be struck.
   *
   * @param drawn fields of the class that a picture may ask for
   */
  keep(drawn: readonly string[]): KeptPack {
    if (this.#kept) return this.#kept;
    const { originX, originY, coords, runs, firstRun, pens, sizes } = this;
    const features = this.#features;
    return {
      class: this.feature(0).class,
      ...{ originX, originY, coords, runs, firstRun, pens, sizes },
      kinds: Uint8Array.from(features, ({ geometry }) => KINDS.indexOf(geometry.kind)),
      index: this.index().data as ArrayBuffer,
      about: features.map(({ id, fields }) => JSON.stringify([id, some(fields, drawn)])).join("\n"),
    };
  }

  #fill(features: readonly ShapedFeature[]): void {
    let run = 0;
    let at = 0;
    const { coords, originX, originY } = this;
    features.forEach((feature, slot) => {
      this.firstRun[slot] = run;
      this.pens[slot] = penNumber(feature);
      for (const flat of runsOf(feature.geometry)) {
        this.runs[run++] = at;
        for (let i = 0; i < flat.length; i += 2) {
          coords[at++] = Math.max(-FARTHEST, Math.min(FARTHEST, (flat[i] as number) - originX));
          coords[at++] = Math.max(-FARTHEST, Math.min(FARTHEST, (flat[i + 1] as number) - originY));
        }
      }
      const box = boxOf(feature.geometry);
      this.sizes[slot] = Math.max(box[2] - box[0], box[3] - box[1]);
      this.#boxes.set(box, slot * 4);
      growBox(this.#extent, box);
    });
    this.firstRun[features.length] = run;
    this.runs[run] = at;
  }

  /** The R-tree: made at the first question about a part, or before it is asked, when there is time. */
  index(): Flatbush {
    if (this.#index) return this.#index;
    const boxes = this.#boxes;
    const index = new Flatbush(this.count, 16, Float64Array);
    for (let i = 0; i < boxes.length; i += 4) {
      index.add(boxes[i] as number, boxes[i + 1] as number, boxes[i + 2] as number, boxes[i + 3] as number);
    }
    index.finish();
    this.#index = index;
    this.#boxes = new Float64Array(0);
    return index;
  }

  /** Whether the R-tree has been made. */
  get indexed(): boolean {
    return this.#index !== undefined;
  }

  /** Slots whose box meets a box, struck ones left out. */
  meeting(box: Box): number[] {
    const whole = this.#extent;
    if (box[0] > whole[2] || box[1] > whole[3] || box[2] < whole[0] || box[3] < whole[1]) return [];
    if (box[0] <= whole[0] && box[1] <= whole[1] && box[2] >= whole[2] && box[3] >= whole[3]) {
      const all: number[] = [];
      for (let slot = 0; slot < this.count; slot++) if (this.struck[slot] === 0) all.push(slot);
      return all;
    }
    return this.index().search(box[0], box[1], box[2], box[3], (slot) => this.struck[slot] === 0);
  }

  /** Strikes out a feature as it was packed. Whether it was here. */
  strike(feature: ShapedFeature): boolean {
    const box = boxOf(feature.geometry);
    const [slot] = this.index().search(
      box[0],
      box[1],
      box[2],
      box[3],
      (k) => this.struck[k] === 0 && this.feature(k).id === feature.id,
    );
    if (slot === undefined) return false;
    this.struck[slot] = 1;
    this.struckCount++;
    return true;
  }

  /** Where a feature's label stands, millimetres: inside a surface, at a point, at the middle of a line's run. */
  anchor(slot: number): Position {
    this.#anchors ??= new Float64Array(this.count * 2).fill(Number.NaN);
    const x = this.#anchors[slot * 2] as number;
    if (!Number.isNaN(x)) return [x, this.#anchors[slot * 2 + 1] as number];
    const { geometry } = this.feature(slot);
    const at =
      geometry.kind === "polygon" ? innerPosition(geometry) : geometry.kind === "point" ? geometry.at : undefined;
    const [ax, ay] = at ?? [geometry.kind === "line" ? (geometry.path[0] as number) : 0, 0];
    this.#anchors[slot * 2] = ax;
    this.#anchors[slot * 2 + 1] = ay;
    return [ax, ay];
  }

  /** Box around those that still stand. */
  extent(): Box {
    if (this.struckCount === 0) return this.#extent;
    const box = emptyBox();
    for (const { geometry } of this.standing()) growBox(box, boxOf(geometry));
    return box;
  }

  /** Features that still stand. */
  standing(): ShapedFeature[] {
    const standing: ShapedFeature[] = [];
    for (let slot = 0; slot < this.count; slot++) if (this.struck[slot] === 0) standing.push(this.feature(slot));
    return standing;
  }
}

function some(fields: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(keys.flatMap((key) => (fields[key] === undefined ? [] : [[key, fields[key]]])));
}

function geometryOf({ originX, originY, coords, runs, firstRun, kinds }: KeptPack, slot: number): Geometry {
  const all: number[][] = [];
  for (let run = firstRun[slot] as number; run < (firstRun[slot + 1] as number); run++) {
    const flat: number[] = [];
    for (let i = runs[run] as number; i < (runs[run + 1] as number); i += 2) {
      flat.push(originX + (coords[i] as number), originY + (coords[i + 1] as number));
    }
    all.push(flat);
  }
  const [first = []] = all;
  const kind = KINDS[kinds[slot] as number];
  if (kind === "polygon") return { kind, rings: all };
  return kind === "line" ? { kind, path: first } : { kind: "point", at: [first[0] as number, first[1] as number] };
}
