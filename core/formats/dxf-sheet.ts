import {
  APP_ID,
  BORNE_BLOCK,
  type DxfLayer,
  type DxfView,
  HANDLES,
  putBlocks,
  putClasses,
  putObjects,
  putTables,
  TEXT_STYLE,
} from "#core/formats/dxf-tables";
import { DxfTags, dxfText, needsEscapes } from "#core/formats/dxf-tags";
import type { Box } from "#core/geometry/box";

/** A text of a drawing: where its middle stands, metres. */
export interface DxfWords {
  readonly text: string;
  readonly layer: string;
  readonly x: number;
  readonly y: number;
  /** Counter-clockwise from east. */
  readonly angleDeg: number;
  /** Height of its capitals, metres. */
  readonly heightM: number;
}

/** A position of a drawing, metres as text. */
export type DxfPosition = readonly [x: string, y: string, z?: string | undefined];

/**
 * A drawing being written: DXF R2000 (AC1015), metres, Windows-1252 with other letters as `\U+XXXX`. R2007 and its
 * UTF-8 would be simpler, but GDAL 3.6 and QGIS with it read that as Windows-1252 all the same. Attributes ride along
 * as XDATA of `MAILLAGE`. What is drawn is given on piece by piece.
 *
 * @see AutoCAD 2018 DXF reference
 */
export class DxfSheet {
  readonly #give: (text: string) => void;
  readonly #tags = new DxfTags();
  #entities = 0;

  /**
   * @param sources what must be cited with it: comments at its head
   * @param box what will be drawn, metres; empty for nothing
   * @param entities no fewer than will be drawn: handles are promised before they are given
   * @param give takes the text, Latin-1 letters only
   */
  constructor(
    sources: readonly string[],
    box: Box,
    layers: readonly DxfLayer[],
    entities: number,
    give: (text: string) => void,
  ) {
    this.#give = give;
    for (const source of sources) this.#tags.put(999, dxfText(source));
    give(this.#tags.take());
    give(headerText(box, entities + 0x100_00));
    putClasses(this.#tags);
    putTables(this.#tags, layers, viewOf(box));
    putBlocks(this.#tags);
    this.#tags.put(0, "SECTION", 2, "ENTITIES");
  }

  point(layer: string, [x, y, z = "0.000"]: DxfPosition, data: readonly string[]): void {
    this.#entity("POINT", layer);
    this.#tags.put(100, "AcDbPoint", 10, x, 20, y, 30, z);
    this.#data(data);
  }

  /** The sign of a borne at its place. */
  borne(layer: string, [x, y, z = "0.000"]: DxfPosition, data: readonly string[]): void {
    this.#entity("INSERT", layer);
    this.#tags.put(100, "AcDbBlockReference", 2, BORNE_BLOCK, 10, x, 20, y, 30, z);
    this.#data(data);
  }

  /** A line, closed or not; one with heights becomes a polyline in space. */
  line(layer: string, positions: readonly DxfPosition[], closed: boolean, data: readonly string[]): void {
    const tags = this.#tags;
    if (positions.every(([, , z]) => z === undefined)) {
      this.#entity("LWPOLYLINE", layer);
      tags.put(100, "AcDbPolyline", 90, positions.length, 70, closed ? 1 : 0, 43, 0);
      for (const [x, y] of positions) tags.put(10, x, 20, y);
      this.#data(data);
      return;
    }
    this.#entity("POLYLINE", layer);
    tags.put(100, "AcDb3dPolyline", 66, 1, 10, 0, 20, 0, 30, 0, 70, closed ? 9 : 8);
    this.#data(data);
    for (const [x, y, z = "0.000"] of positions) {
      this.#entity("VERTEX", layer);
      tags.put(100, "AcDbVertex", 100, "AcDb3dPolylineVertex", 10, x, 20, y, 30, z, 70, 32);
    }
    this.#entity("SEQEND", layer);
  }

  words({ text, layer, x, y, angleDeg, heightM }: DxfWords): void {
    const tags = this.#tags;
    if (needsEscapes(text)) {
      this.#entity("MTEXT", layer);
      const escaped = text.replace(/[\\{}]/g, "\\$&");
      tags.put(100, "AcDbMText", 10, x, 20, y, 30, 0, 40, heightM, 41, 0, 71, 5, 72, 5, 1, dxfText(escaped));
      tags.put(7, TEXT_STYLE, 50, angleDeg);
      return;
    }
    this.#entity("TEXT", layer);
    tags.put(100, "AcDbText", 10, x, 20, y, 30, 0, 40, heightM, 1, dxfText(text.replaceAll("^", "^ ")));
    tags.put(50, angleDeg, 7, TEXT_STYLE, 72, 1, 11, x, 21, y, 31, 0, 100, "AcDbText", 73, 2);
  }

  end(): void {
    this.#tags.put(0, "ENDSEC");
    putObjects(this.#tags);
    this.#tags.put(0, "EOF");
    this.#give(this.#tags.take());
  }

  #entity(type: string, layer: string): void {
    if (++this.#entities % 1000 === 0) this.#give(this.#tags.take());
    this.#tags.put(0, type, 5, this.#tags.nextHandle(), 330, HANDLES.modelSpace, 100, "AcDbEntity", 8, layer);
  }

  /** Attributes as XDATA, `column=value`: at most 255 bytes a string and 16 kB an object. */
  #data(data: readonly string[]): void {
    if (data.length === 0) return;
    this.#tags.put(1001, APP_ID);
    let bytes = 0;
    for (const one of data) {
      const text = dxfText(one);
      bytes += text.length + 3;
      if (bytes < 16_000) this.#tags.put(1000, text);
    }
  }
}

function headerText(box: Box, seed: number): string {
  const tags = new DxfTags();
  const [minX, minY, maxX, maxY] = box[0] <= box[2] ? box : [0, 0, 0, 0];
  tags.put(0, "SECTION", 2, "HEADER", 9, "$ACADVER", 1, "AC1015", 9, "$DWGCODEPAGE", 3, "ANSI_1252");
  tags.put(9, "$INSBASE", 10, 0, 20, 0, 30, 0);
  tags.put(9, "$EXTMIN", 10, minX, 20, minY, 30, 0, 9, "$EXTMAX", 10, maxX, 20, maxY, 30, 0);
  tags.put(
    9,
    "$LTSCALE",
    40,
    1,
    9,
    "$LUNITS",
    70,
    2,
    9,
    "$LUPREC",
    70,
    3,
    9,
    "$AUNITS",
    70,
    0,
    9,
    "$MEASUREMENT",
    70,
    1,
  );
  tags.put(
    9,
    "$INSUNITS",
    70,
    6,
    9,
    "$TEXTSTYLE",
    7,
    TEXT_STYLE,
    9,
    "$CLAYER",
    8,
    "0",
    9,
    "$PDMODE",
    70,
    34,
    9,
    "$PDSIZE",
    40,
    1,
  );
  tags.put(9, "$HANDSEED", 5, seed.toString(16).toUpperCase(), 0, "ENDSEC");
  return tags.take();
}

function viewOf(box: Box): DxfView {
  if (box[0] > box[2]) return { x: 0, y: 0, width: 100, height: 100 };
  const [minX, minY, maxX, maxY] = box;
  return { x: (minX + maxX) / 2, y: (minY + maxY) / 2, width: maxX - minX, height: maxY - minY };
}
