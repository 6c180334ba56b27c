import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideLayer, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import type { ByteSink } from "#core/formats/write/byte-sink";
import { columnsOf } from "#core/formats/write/columns";
import { crsText } from "#core/formats/write/crs-text";
import { byKind, isMultiple, shapesOf, twiceArea } from "#core/formats/write/shape-kinds";
import { cutBytes, uniqueNames } from "#core/formats/write/unique-names";
import { dbfFields, writeDbf } from "#core/formats/write/write-dbf";
import type { Writer } from "#core/formats/write/writer";
import { type Box, emptyBox, growBox } from "#core/geometry/box";
import { RefusalError, refuse } from "#core/model/refusal";

/**
 * Writes Shapefiles: `.shp`, `.shx`, `.dbf`, `.prj` and `.cpg` (UTF-8) for each layer, and for each kind of shape in
 * it, since a Shapefile holds one. Side by side, the most numerous takes the plain name; in a pack each has its own. Names of columns are cut to 10 bytes and
 * kept apart; what each became is told.
 *
 * @throws RefusalError `write.too-large`, `write.too-many-columns`
 * @see ESRI Shapefile Technical Description, July 1998
 */
export const writeShapefile: Writer = (content, open, { time, packed = false, findCrs }) => {
  const parts = content.layers.flatMap((layer) => {
    const kinds = byKind(layer);
    return kinds.map((part) => ({ ...part, several: kinds.length > 1 }));
  });
  const most = Math.max(...parts.map(({ layer }) => layer.objects.length));
  const main = parts.length === 1 || !packed ? parts.findIndex(({ layer }) => layer.objects.length === most) : -1;
  const endings = uniqueNames(
    parts.map((part, i) => (i === main ? "" : partName(part, content.layers.length > 1 || packed, packed))),
    (name, room) => name.slice(0, 60 - room),
  );
  const warnings: SurveyWarning[] = [];
  parts.forEach(({ kind, layer, several }, i) => {
    const ending = endings[i] as string;
    if (several || (parts.length > 1 && !packed)) {
      const file = `${ending}.${kind === "none" && layer.crs === null ? "dbf" : "shp"}`;
      const params = { layer: layer.name, file, objects: layer.objects.length };
      warnings.push({ code: "write.part", count: layer.objects.length, params });
    }
    const columns = columnsOf(layer);
    const names = uniqueNames(
      columns.map(({ name }) => name),
      (name, room) => cutBytes(plainName(name), 10 - room),
    );
    columns.forEach(({ name }, k) => {
      if (name !== names[k]) {
        warnings.push({
          code: "write.renamed",
          count: 1,
          params: { layer: layer.name, from: name, to: names[k] as string },
        });
      }
    });
    // An empty layer of a map is a Shapefile all the same; a table is not.
    if (kind !== "none" || layer.crs !== null) {
      writeShapes(layer, kind, (part) => open(`${ending}${part}`));
      const wkt = crsText(layer.crs, findCrs)?.esri;
      if (wkt !== undefined) {
        const prj = open(`${ending}.prj`);
        prj.text(wkt);
        prj.end();
      } else if (layer.crs !== null)
        warnings.push({ code: "write.crs-unsaid", count: 1, params: { layer: layer.name, crs: layer.crs } });
    }
    const dbf = open(`${ending}.dbf`);
    const cut = writeDbf(dbf, dbfFields(columns, names, layer.objects), layer.objects, time);
    dbf.end();
    if (cut > 0) warnings.push({ code: "write.text-cut", count: cut, params: { layer: layer.name, bytes: 254 } });
    const cpg = open(`${ending}.cpg`);
    cpg.text("UTF-8");
    cpg.end();
  });
  return warnings;
};

interface Part {
  readonly kind: OutsideShape["kind"] | "none";
  readonly layer: OutsideLayer;
  /** The layer has parts of other kinds. */
  readonly several: boolean;
}

function partName({ kind, layer, several }: Part, named: boolean, packed: boolean): string {
  const words = [
    ...(named ? [layer.name] : []),
    ...(several || !named ? [kind === "none" ? "table" : `${kind}s`] : []),
  ];
  return `${packed ? "" : "_"}${words.join("_")}`.replace(/[^\p{L}\p{M}\p{N}._-]+/gu, "_");
}

/** Letters, digits and `_`, as dBase programs take names; others give way to `_`. */
function plainName(name: string): string {
  return name.normalize("NFC").replace(/[^\p{L}\p{M}\p{N}_-]+/gu, "_") || "champ";
}

const HEAD_BYTES = 100;
/** Sizes are counted in 16-bit words, in 31 bits; most programs stop at half of it. */
const MOST_BYTES = 2 ** 31 - 2;

function writeShapes(layer: OutsideLayer, kind: Part["kind"], open: (ending: string) => ByteSink): void {
  const { withZ } = shapesOf(layer);
  const multiple = kind === "point" && layer.objects.some(isMultiple);
  const hasZ = withZ > 0;
  const type = { point: multiple ? 8 : 1, line: 3, polygon: 5, none: 0 }[kind] + (hasZ ? 10 : 0);
  const { objects } = layer;
  const sizes = new Uint32Array(objects.length);
  const box = emptyBox();
  const heights: [number, number] = [Infinity, -Infinity];
  let total = HEAD_BYTES;
  objects.forEach((object, i) => {
    const bytes = recordBytes(object, kind, multiple, hasZ);
    sizes[i] = bytes;
    total += 8 + bytes;
    for (const shape of object.shapes) {
      growShape(box, shape);
      if (hasZ) for (const z of heightsOf(shape)) widen(heights, z);
    }
  });
  if (total > MOST_BYTES) {
    throw new RefusalError(
      refuse("write.too-large", { layer: layer.name, params: { format: "Shapefile", most: "2 Go" } }),
    );
  }
  const shp = open(".shp");
  putHead(shp, total, type, box, hasZ ? heights : [0, 0]);
  for (const [i, object] of objects.entries()) {
    putRecord(shp, i + 1, sizes[i] as number, object, type, kind, multiple, hasZ);
  }
  shp.end();
  const shx = open(".shx");
  putHead(shx, HEAD_BYTES + 8 * objects.length, type, box, hasZ ? heights : [0, 0]);
  let offset = HEAD_BYTES;
  for (const size of sizes) {
    shx.int32(offset / 2, true);
    shx.int32(size / 2, true);
    offset += 8 + size;
  }
  shx.end();
}

function putHead(sink: ByteSink, bytes: number, type: number, box: Box, [minZ, maxZ]: readonly [number, number]): void {
  sink.int32(9994, true);
  for (let i = 0; i < 5; i++) sink.int32(0, true);
  sink.int32(bytes / 2, true);
  sink.int32(1000);
  sink.int32(type);
  for (const value of box) sink.double(Number.isFinite(value) ? value : 0);
  for (const value of [minZ, maxZ, 0, 0]) sink.double(Number.isFinite(value) ? value : 0);
}

/** Positions of an object, and the runs they stand in; rings are closed in the file. */
function countsOf({ shapes }: OutsideObject): { runs: number; positions: number } {
  let runs = 0;
  let positions = 0;
  for (const shape of shapes) {
    if (shape.kind === "point") positions++;
    else if (shape.kind === "line") {
      runs++;
      positions += shape.path.length / 2;
    } else {
      runs += shape.rings.length;
      for (const ring of shape.rings) positions += ring.length / 2 + 1;
    }
  }
  return { runs, positions };
}

function recordBytes(object: OutsideObject, kind: Part["kind"], multiple: boolean, hasZ: boolean): number {
  if (object.shapes.length === 0) return 4;
  if (kind === "point" && !multiple) return hasZ ? 36 : 20;
  const { runs, positions } = countsOf(object);
  const head = kind === "point" ? 40 : 44 + 4 * runs;
  return head + 16 * positions + (hasZ ? 16 + 8 * positions : 0);
}

function putRecord(
  sink: ByteSink,
  number: number,
  size: number,
  object: OutsideObject,
  type: number,
  kind: Part["kind"],
  multiple: boolean,
  hasZ: boolean,
): void {
  const { shapes } = object;
  sink.int32(number, true);
  sink.int32(size / 2, true);
  const [first] = shapes;
  if (!first) {
    sink.int32(0);
    return;
  }
  sink.int32(type);
  if (kind === "point" && !multiple && first.kind === "point") {
    sink.double(first.at[0]);
    sink.double(first.at[1]);
    if (hasZ) {
      sink.double(first.z ?? 0);
      sink.double(NO_MEASURE);
    }
    return;
  }
  const box = emptyBox();
  for (const shape of shapes) growShape(box, shape);
  for (const value of box) sink.double(value);
  const { runs, positions } = countsOf(object);
  const placed = shapes.flatMap((shape) => runsInFile(shape));
  if (kind !== "point") {
    sink.int32(runs);
    sink.int32(positions);
    let start = 0;
    for (const { positions: one } of placed) {
      sink.int32(start);
      start += one;
    }
  } else sink.int32(positions);
  for (const { at, run } of placed)
    for (const i of at) {
      sink.double(run[2 * i] as number);
      sink.double(run[2 * i + 1] as number);
    }
  if (!hasZ) return;
  const heights: [number, number] = [Infinity, -Infinity];
  for (const { at, z } of placed) for (const i of at) widen(heights, z?.[i] ?? 0);
  for (const value of heights) sink.double(value);
  for (const { at, z } of placed) for (const i of at) sink.double(z?.[i] ?? 0);
}

/** "No data" for a measure: anything below -1e38. */
const NO_MEASURE = -1e39;

/** A run as it stands in the file: which of its positions, in which order. */
interface PlacedRun {
  readonly run: ArrayLike<number>;
  readonly z: ArrayLike<number> | undefined;
  readonly positions: number;
  readonly at: Iterable<number>;
}

/** Shells turn clockwise in a Shapefile, holes the other way; rings are closed. */
function runsInFile(shape: OutsideShape): PlacedRun[] {
  if (shape.kind === "point") {
    return [{ run: shape.at, z: shape.z === undefined ? undefined : [shape.z], positions: 1, at: [0] }];
  }
  if (shape.kind === "line") {
    const positions = shape.path.length / 2;
    return [{ run: shape.path, z: shape.z, positions, at: upTo(positions) }];
  }
  return shape.rings.map((ring, k) => {
    const positions = ring.length / 2;
    const clockwise = twiceArea(ring) < 0;
    return { run: ring, z: shape.z?.[k], positions: positions + 1, at: around(positions, clockwise !== (k === 0)) };
  });
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

/** Once around a ring from its first position, back to it. */
function around(count: number, backwards: boolean): number[] {
  return Array.from({ length: count + 1 }, (_, i) => (backwards ? count - i : i) % count);
}

function growShape(box: Box, shape: OutsideShape): void {
  if (shape.kind === "point") growBox(box, shape.at);
  else if (shape.kind === "line") growBox(box, shape.path);
  else for (const ring of shape.rings) growBox(box, ring);
}

function heightsOf(shape: OutsideShape): number[] {
  if (shape.z === undefined) return [0];
  if (shape.kind === "polygon") return shape.z.flatMap((run) => Array.from(run));
  return shape.kind === "point" ? [shape.z] : Array.from(shape.z);
}

function widen(range: [number, number], value: number): void {
  if (value < range[0]) range[0] = value;
  if (value > range[1]) range[1] = value;
}
