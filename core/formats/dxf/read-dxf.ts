import { withoutColumns } from "#core/formats/dxf/dxf-columns";
import { type DxfDrawing, placeOf, readDrawing } from "#core/formats/dxf/dxf-drawing";
import {
  BadEntity,
  type DxfEntity,
  hasCode,
  numberAt,
  type Point3,
  pointAt,
  textAt,
} from "#core/formats/dxf/dxf-entity";
import {
  IDENTITY,
  type Matrix,
  moveRun,
  planeOf,
  scaleOf,
  scaling,
  shift,
  times,
  turning,
} from "#core/formats/dxf/dxf-matrix";
import { canDraw, type DrawnShape, drawEntity } from "#core/formats/dxf/dxf-shapes";
import { plainText } from "#core/formats/dxf/dxf-text";
import { dimensionWords, isText, multileaderWords, textWords } from "#core/formats/dxf/dxf-words";
import { headerText, openDrawing } from "#core/formats/dxf/open-drawing";
import { APP_ID } from "#core/formats/dxf-tables";
import type { OutsideObject, OutsideShape } from "#core/formats/outside-content";
import { crsBeside, type OutsideReader } from "#core/formats/outside-source";
import { ReaderWarnings } from "#core/formats/reader-warnings";
import { surveyedFields } from "#core/formats/surveyed-fields";
import { withTextsInside } from "#core/formats/texts-inside";
import { emptyBox, growBox } from "#core/geometry/box";
import type { FieldValue } from "#core/model/feature";
import { RefusalError, refuse } from "#core/model/refusal";

/** Objects that blocks may be drawn into, at most: a small file can ask for billions. */
const MOST_DRAWN = 500_000;
const MOST_VERTICES = 10_000_000;
/** Blocks in blocks, at most. */
const DEEPEST = 24;

/**
 * Reads a drawing, text or binary, R10 to R2018: model space, one layer a layer of the drawing, in the drawing's own
 * units. Closed lines are polygons; arcs, circles, ellipses, splines and bulges are chords that leave the curve by
 * 0.0003 units at most. A block is drawn where it is inserted, and its place is a point that carries its attributes;
 * what stands on layer 0 of a block comes on the layer of the insert. Areas have the words inside them as `Text`. Of a
 * dimension and of a note on a leader the words come, where they stand. What cannot be drawn is counted and told.
 *
 * @throws RefusalError `dxf.…`, `import.too-long`
 * @see AutoCAD 2018 DXF reference
 */
export const readDxf: OutsideReader = (source, options) => {
  const { file } = source;
  const bytes = source.main.bytes();
  const warnings = new ReaderWarnings();
  const version = headerText(bytes, "$ACADVER");
  const { scanner, encoding } = openDrawing(bytes, file, version, options.encoding, warnings);
  const drawing = readDrawing(scanner, file, warnings);
  const counts: Record<string, number> = {};
  const entities = withoutColumns(drawing.entities.splice(0)).toReversed();
  for (const { type } of entities) counts[type] = (counts[type] ?? 0) + 1;
  const plotter = new Plotter(drawing, entities.length, file, warnings);
  // Given back one by one: the tags of a large drawing weigh as much as its shapes.
  for (let entity = entities.pop(); entity; entity = entities.pop()) plotter.draw(entity, IDENTITY, undefined, 0);
  const crs = crsBeside(source);
  const unit = UNITS[Number(drawing.header.get("$INSUNITS") ?? 0)];
  if (unit) warnings.add("dxf.unit", { params: { unit: unit.name } });
  const release = RELEASES[drawing.header.get("$ACADVER") ?? version ?? ""];
  return {
    format: release ? `DXF ${release}` : "DXF",
    encoding,
    layers: withTextsInside(
      [...plotter.layers]
        .filter(([, objects]) => objects.length > 0)
        .map(([name, objects]) => ({ name, crs, fields: surveyedFields(objects), objects })),
    ),
    warnings: warnings.list(),
    ...(unit && crs === null ? { unitM: unit.metres } : {}),
    counts,
  };
};

/** Draws entities onto the layers they belong to. */
class Plotter {
  readonly layers = new Map<string, OutsideObject[]>();
  readonly #drawing: DxfDrawing;
  readonly #file: string;
  readonly #warnings: ReaderWarnings;
  /** What is drawn by the insert at work. */
  #box = emptyBox();
  readonly #most: number;
  #drawn = 0;
  #vertices = 0;

  constructor(drawing: DxfDrawing, count: number, file: string, warnings: ReaderWarnings) {
    this.#drawing = drawing;
    this.#most = Math.max(MOST_DRAWN, 2 * count);
    this.#file = file;
    this.#warnings = warnings;
    for (const name of drawing.layers) this.layers.set(plainText(name), []);
  }

  /**
   * @param matrix from where the entity stands to the drawing
   * @param within the insert it is drawn for
   */
  draw(entity: DxfEntity, matrix: Matrix, within: Insert | undefined, depth: number): void {
    try {
      if (entity.type === "INSERT") this.#insert(entity, matrix, within, depth);
      else if (!canDraw(entity.type)) this.#warnings.add("dxf.not-drawn", { ...placeOf(entity), name: entity.type });
      else if (entity.type !== "ATTDEF" || !within) this.#plot(entity, matrix, within);
    } catch (thrown) {
      if (!(thrown instanceof BadEntity)) throw thrown;
      this.#warnings.add("dxf.bad-entity", { ...placeOf(entity), name: entity.type });
    }
  }

  #plot(entity: DxfEntity, matrix: Matrix, within: Insert | undefined): void {
    const { shapes, plane } = drawEntity(entity, scaleOf(matrix));
    const whole = plane === IDENTITY ? matrix : times(matrix, plane);
    const placed = shapes.map((shape) => this.#placed(shape, whole, entity));
    if (placed.length === 0) this.#warnings.add("dxf.no-extent", { ...placeOf(entity), name: entity.type });
    this.#put(entity, placed, within, []);
  }

  #insert(entity: DxfEntity, matrix: Matrix, within: Insert | undefined, depth: number): void {
    const name = plainText(textAt(entity, 2) ?? "");
    const layer = this.#layerOf(entity, within);
    const plane = hasCode(entity, 210)
      ? planeOf([numberAt(entity, 210), numberAt(entity, 220), numberAt(entity, 230, 1)])
      : IDENTITY;
    const place = times(matrix, times(plane, shift(pointAt(entity, 10))));
    const attributes = entity.parts.flatMap((part): [string, FieldValue][] => {
      const tag = plainText(textAt(part, 2) ?? "");
      const words = textWords(part);
      return tag === "" || words === "" ? [] : [[tag, words]];
    });
    const more: [string, FieldValue][] = [
      ...(name === "" ? [] : [["Block", name] as [string, FieldValue]]),
      ...attributes,
    ];
    const block = this.#drawing.blocks.get(name.toLowerCase());
    if (!block || block.outside) {
      this.#warnings.add(block ? "dxf.outside-block" : "dxf.no-block", { ...placeOf(entity), name: name || "?" });
      this.#put(entity, [this.#placed({ kind: "point", run: [0, 0, 0] }, place, entity)], within, more);
      return;
    }
    if (depth >= DEEPEST || isWithin(name, within)) {
      this.#count(entity, 1);
      this.#warnings.add("dxf.block-in-itself", { ...placeOf(entity), name });
      return;
    }
    const scale: Point3 = [numberAt(entity, 41, 1), numberAt(entity, 42, 1), numberAt(entity, 43, 1)];
    const turned = times(place, turning(numberAt(entity, 50)));
    const own = times(scaling(scale), shift([-block.base[0], -block.base[1], -block.base[2]]));
    const [columns, rows] = [atLeastOnce(numberAt(entity, 70, 1)), atLeastOnce(numberAt(entity, 71, 1))];
    const insert: Insert = { layer, block: name, within };
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const step = shift([column * numberAt(entity, 44), row * numberAt(entity, 45), 0]);
        const cell = times(turned, step);
        const whole = times(cell, own);
        const outer = this.#box;
        this.#box = emptyBox();
        for (const part of block.entities) this.draw(part, whole, insert, depth + 1);
        const point = this.#placeOfInsert(entity, cell, matrix, attributes.length > 0);
        if (point) this.#put(entity, [point], within, more);
        if (this.#box[0] <= this.#box[2]) growBox(outer, this.#box);
        this.#box = outer;
      }
    }
  }

  /**
   * The point that stands for an inserted block: where it is inserted, when it is drawn there or draws nothing. Whole
   * drawings are often inserted at 0, 0 far from what they draw: then the place of its first attribute, if it has one.
   */
  #placeOfInsert(entity: DxfEntity, cell: Matrix, outside: Matrix, attributed: boolean): OutsideShape | undefined {
    const [minX, minY, maxX, maxY] = this.#box;
    const [x, y] = [cell[3] as number, cell[7] as number];
    const reach = Math.max(maxX - minX, maxY - minY);
    const far = x < minX - reach || x > maxX + reach || y < minY - reach || y > maxY + reach;
    if (minX > maxX || !far) return this.#placed({ kind: "point", run: [0, 0, 0] }, cell, entity);
    const first = entity.parts[0];
    if (!attributed || !first) return undefined;
    const { shapes, plane } = drawEntity(first, 1);
    return shapes[0] && this.#placed(shapes[0], times(outside, plane), first);
  }

  #put(
    entity: DxfEntity,
    shapes: readonly OutsideShape[],
    within: Insert | undefined,
    more: readonly (readonly [string, FieldValue])[],
  ): void {
    this.#count(entity, 1);
    const layer = this.#layerOf(entity, within);
    const values: (readonly [string, FieldValue])[] = [
      ["Layer", layer],
      ["Entity", entity.type],
    ];
    const handle = textAt(entity, 5);
    if (handle) values.push(["EntityHandle", handle]);
    const color = Number(textAt(entity, 62) ?? Number.NaN);
    if (Number.isInteger(color)) values.push(["Color", color]);
    const linetype = textAt(entity, 6);
    if (linetype) values.push(["Linetype", plainText(linetype)]);
    const words = this.#wordsOf(entity);
    if (words !== "") values.push(["Text", words]);
    if (within) values.push(["Block", within.block]);
    values.push(...more, ...ownData(entity));
    const objects = this.layers.get(layer) ?? [];
    this.layers.set(layer, objects);
    objects.push({
      feature: handle ?? String(objects.length + 1),
      ...placeOf(entity),
      // Not by assignment: an attribute may be called `__proto__`.
      values: Object.fromEntries(values),
      shapes,
    });
  }

  #wordsOf(entity: DxfEntity): string {
    if (entity.type === "DIMENSION") {
      return dimensionWords(entity, this.#drawing.blocks.get((textAt(entity, 2) ?? "").toLowerCase()));
    }
    if (entity.type === "MULTILEADER") return multileaderWords(entity);
    return isText(entity.type) ? textWords(entity) : "";
  }

  #layerOf(entity: DxfEntity, within: Insert | undefined): string {
    const layer = plainText(textAt(entity, 8) || "0");
    return within && layer === "0" ? within.layer : layer;
  }

  #placed(shape: DrawnShape, matrix: Matrix, entity: DxfEntity): OutsideShape {
    const runs = shape.kind === "polygon" ? shape.runs : [shape.run];
    for (const run of runs) {
      moveRun(matrix, run);
      if (!run.every(Number.isFinite)) throw new BadEntity("far");
      this.#vertices += run.length / 3;
      for (let i = 0; i < run.length; i += 3) {
        const [x, y] = [run[i] as number, run[i + 1] as number];
        growBox(this.#box, [x, y, x, y]);
      }
    }
    this.#count(entity, 0);
    const flat = runs.every((run) => run.every((value, i) => i % 3 !== 2 || value === 0));
    if (shape.kind === "point") {
      const [x, y, z] = shape.run as [number, number, number];
      return { kind: "point", at: [x, y], ...(flat ? {} : { z }) };
    }
    const places = runs.map((run) => run.filter((_, i) => i % 3 !== 2));
    const heights = flat ? undefined : runs.map((run) => run.filter((_, i) => i % 3 === 2));
    if (shape.kind === "polygon") return { kind: "polygon", rings: places, ...(heights ? { z: heights } : {}) };
    return { kind: "line", path: places[0] as number[], ...(heights ? { z: heights[0] as number[] } : {}) };
  }

  /** @throws RefusalError `dxf.too-many` where blocks grow beyond what any plan holds */
  #count(entity: DxfEntity, objects: number): void {
    this.#drawn += objects;
    const most = this.#most;
    if (this.#drawn <= most && this.#vertices <= MOST_VERTICES) return;
    const place = entity.line > 0 ? { line: entity.line } : { feature: textAt(entity, 5) ?? entity.type };
    throw new RefusalError(refuse("dxf.too-many", { file: this.#file, ...place, params: { most } }));
  }
}

interface Insert {
  readonly layer: string;
  readonly block: string;
  /** The insert whose block it stands in. */
  readonly within: Insert | undefined;
}

function isWithin(block: string, insert: Insert | undefined): boolean {
  for (let one = insert; one; one = one.within) if (one.block.toLowerCase() === block.toLowerCase()) return true;
  return false;
}

/** How often an insert repeats: zero and less are once. */
function atLeastOnce(count: number): number {
  return Math.max(1, Math.floor(count));
}

/** Attributes that ride along as `column=value` in the extended data of our own drawings. */
function ownData(entity: DxfEntity): (readonly [string, FieldValue])[] {
  const from = entity.codes.findIndex((code, i) => code === 1001 && entity.values[i]?.trim() === APP_ID);
  if (from < 0) return [];
  const data: (readonly [string, FieldValue])[] = [];
  for (let i = from + 1; i < entity.codes.length && entity.codes[i] === 1000; i++) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(plainText(entity.values[i] as string)) ?? [];
    if (name !== undefined && value) data.push([name, value]);
  }
  return data;
}

/** Releases by the number of their format. */
const RELEASES: Readonly<Record<string, string>> = {
  AC1006: "R10",
  AC1009: "R12",
  AC1012: "R13",
  AC1014: "R14",
  AC1015: "R2000",
  AC1018: "R2004",
  AC1021: "R2007",
  AC1024: "R2010",
  AC1027: "R2013",
  AC1032: "R2018",
};

/** Units a drawing may name (`$INSUNITS`). @see AutoCAD DXF reference, "HEADER section group codes" */
const UNITS: Readonly<Record<number, { readonly name: string; readonly metres: number }>> = {
  1: { name: "in", metres: 0.0254 },
  2: { name: "ft", metres: 0.3048 },
  3: { name: "mi", metres: 1609.344 },
  4: { name: "mm", metres: 0.001 },
  5: { name: "cm", metres: 0.01 },
  7: { name: "km", metres: 1000 },
  10: { name: "yd", metres: 0.9144 },
  14: { name: "dm", metres: 0.1 },
  15: { name: "dam", metres: 10 },
  16: { name: "hm", metres: 100 },
  21: { name: "ft (US)", metres: 1200 / 3937 },
};
