import type { FeatureClass } from "#core/features/feature-class";
import type { DxfTags } from "#core/formats/dxf-tags";

/** Handles that other parts of the file point to. */
export const HANDLES = {
  modelSpace: "1F",
  paperSpace: "1B",
  rootDictionary: "C",
  groupDictionary: "D",
  plotStyles: "E",
  plotStyle: "F",
} as const;

/** Name under which features carry their attributes (XDATA). */
export const APP_ID = "MAILLAGE";
export const TEXT_STYLE = "MAILLAGE";

/** Lineweights a DXF knows, hundredths of a millimetre. */
const WEIGHTS = [0, 5, 9, 13, 15, 18, 20, 25, 30, 35, 40, 50, 53, 60, 70, 80, 90, 100, 106, 120, 140, 158, 200, 211];

/** A layer of a drawing and how what lies on it looks. */
export interface DxfLayer {
  readonly name: string;
  /** AutoCAD colour index. */
  readonly color: number;
  readonly widthMm?: number | undefined;
  readonly dashMm?: readonly number[] | undefined;
}

/** The layers of a class: its shapes, and its texts. */
export function layersOfClass({ dxf, style }: FeatureClass): DxfLayer[] {
  const { widthMm = 0.18, dashMm } = style;
  return [
    { name: dxf.layer, color: dxf.color, widthMm, dashMm },
    { name: textLayer(dxf.layer), color: dxf.color },
  ];
}

/** Layer of the texts that belong to a layer. */
export function textLayer(layer: string): string {
  return `${layer}_TXT`;
}

/** What the view shows when the drawing opens, metres. */
export interface DxfView {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The TABLES section: views, line types, layers, text styles, and the empty tables every reader asks for. */
export function putTables(tags: DxfTags, layers: readonly DxfLayer[], view: DxfView): void {
  tags.put(0, "SECTION", 2, "TABLES");
  table(tags, "VPORT", 1, (owner) => {
    tags.put(0, "VPORT", 5, tags.nextHandle(), 330, owner, 100, "AcDbSymbolTableRecord");
    tags.put(100, "AcDbViewportTableRecord", 2, "*Active", 70, 0, 10, 0, 20, 0, 11, 1, 21, 1);
    tags.put(
      12,
      view.x,
      22,
      view.y,
      13,
      0,
      23,
      0,
      14,
      10,
      24,
      10,
      15,
      10,
      25,
      10,
      16,
      0,
      26,
      0,
      36,
      1,
      17,
      0,
      27,
      0,
      37,
      0,
    );
    tags.put(40, Math.max(view.height, view.width / 1.6) * 1.1, 41, 1.6, 42, 50, 43, 0, 44, 0, 50, 0, 51, 0);
    tags.put(71, 0, 72, 1000, 73, 1, 74, 3, 75, 0, 76, 0, 77, 0, 78, 0);
  });
  const dashed = layers.filter(({ dashMm }) => dashMm);
  table(tags, "LTYPE", 3 + dashed.length, (owner) => {
    for (const name of ["ByBlock", "ByLayer", "Continuous"]) lineType(tags, owner, name, "", []);
    // A millimetre at 1/1000 is a metre: the pattern reads as on paper at that scale.
    for (const { name, dashMm } of dashed) lineType(tags, owner, name, "__ . __", dashMm ?? []);
  });
  table(tags, "LAYER", 1 + layers.length, (owner) => {
    layer(tags, owner, "0", 7, "Continuous", -3);
    for (const { name, color, widthMm, dashMm } of layers) {
      layer(tags, owner, name, color, dashMm ? name : "Continuous", widthMm === undefined ? -3 : weightOf(widthMm));
    }
  });
  table(tags, "STYLE", 2, (owner) => {
    for (const name of ["Standard", TEXT_STYLE]) {
      tags.put(
        0,
        "STYLE",
        5,
        tags.nextHandle(),
        330,
        owner,
        100,
        "AcDbSymbolTableRecord",
        100,
        "AcDbTextStyleTableRecord",
      );
      tags.put(
        2,
        name,
        70,
        0,
        40,
        0,
        41,
        1,
        50,
        0,
        71,
        0,
        42,
        2.5,
        3,
        name === TEXT_STYLE ? "arial.ttf" : "txt",
        4,
        "",
      );
    }
  });
  table(tags, "VIEW", 0, () => {});
  table(tags, "UCS", 0, () => {});
  table(tags, "APPID", 2, (owner) => {
    for (const name of ["ACAD", APP_ID]) {
      tags.put(0, "APPID", 5, tags.nextHandle(), 330, owner, 100, "AcDbSymbolTableRecord");
      tags.put(100, "AcDbRegAppTableRecord", 2, name, 70, 0);
    }
  });
  table(
    tags,
    "DIMSTYLE",
    1,
    (owner) => {
      tags.put(0, "DIMSTYLE", 105, tags.nextHandle(), 330, owner, 100, "AcDbSymbolTableRecord");
      tags.put(100, "AcDbDimStyleTableRecord", 2, "Standard", 70, 0);
    },
    () => tags.put(100, "AcDbDimStyleTable", 71, 0),
  );
  table(tags, "BLOCK_RECORD", BLOCKS.length, (owner) => {
    for (const [name, handle] of BLOCKS) {
      tags.put(0, "BLOCK_RECORD", 5, handle, 330, owner, 100, "AcDbSymbolTableRecord");
      tags.put(100, "AcDbBlockTableRecord", 2, name);
    }
  });
  tags.put(0, "ENDSEC");
}

const BLOCKS = [
  ["*Model_Space", HANDLES.modelSpace],
  ["*Paper_Space", HANDLES.paperSpace],
  ["BORNE", "1D"],
] as const;

/** Name of the block that shows a borne: a circle of half a metre with a cross in it. */
export const BORNE_BLOCK = "BORNE";

/** The BLOCKS section: the two spaces, empty, and the sign of a borne. */
export function putBlocks(tags: DxfTags): void {
  tags.put(0, "SECTION", 2, "BLOCKS");
  for (const [name, owner] of BLOCKS) {
    const paper: (number | string)[] = owner === HANDLES.paperSpace ? [67, 1] : [];
    tags.put(0, "BLOCK", 5, tags.nextHandle(), 330, owner, 100, "AcDbEntity", ...paper, 8, "0", 100, "AcDbBlockBegin");
    tags.put(2, name, 70, 0, 10, 0, 20, 0, 30, 0, 3, name, 1, "");
    if (name === BORNE_BLOCK) putBorneSign(tags, owner);
    tags.put(0, "ENDBLK", 5, tags.nextHandle(), 330, owner, 100, "AcDbEntity", ...paper, 8, "0", 100, "AcDbBlockEnd");
  }
  tags.put(0, "ENDSEC");
}

/** What lies on layer 0 of a block takes the layer it is inserted on. */
function putBorneSign(tags: DxfTags, owner: string): void {
  const part = (type: string): void =>
    tags.put(
      0,
      type,
      5,
      tags.nextHandle(),
      330,
      owner,
      100,
      "AcDbEntity",
      8,
      "0",
      100,
      `AcDb${type === "LINE" ? "Line" : "Circle"}`,
    );
  part("CIRCLE");
  tags.put(10, 0, 20, 0, 30, 0, 40, 0.25);
  for (const [x, y] of [
    [0.25, 0],
    [0, 0.25],
  ] as const) {
    part("LINE");
    tags.put(10, -x, 20, -y, 30, 0, 11, x, 21, y, 31, 0);
  }
}

/** The CLASSES section: the two kinds of object that are not built in. */
export function putClasses(tags: DxfTags): void {
  tags.put(0, "SECTION", 2, "CLASSES");
  for (const [record, name] of [
    ["ACDBDICTIONARYWDFLT", "AcDbDictionaryWithDefault"],
    ["ACDBPLACEHOLDER", "AcDbPlaceHolder"],
  ] as const) {
    tags.put(0, "CLASS", 1, record, 2, name, 3, "ObjectDBX Classes", 90, 0, 280, 0, 281, 0);
  }
  tags.put(0, "ENDSEC");
}

/** The OBJECTS section: the root dictionary, that of groups, and the plot style every layer points to. */
export function putObjects(tags: DxfTags): void {
  const { rootDictionary, groupDictionary, plotStyles, plotStyle } = HANDLES;
  tags.put(0, "SECTION", 2, "OBJECTS");
  tags.put(0, "DICTIONARY", 5, rootDictionary, 330, "0", 100, "AcDbDictionary", 281, 1);
  tags.put(3, "ACAD_GROUP", 350, groupDictionary, 3, "ACAD_PLOTSTYLENAME", 350, plotStyles);
  tags.put(0, "DICTIONARY", 5, groupDictionary, 330, rootDictionary, 100, "AcDbDictionary", 281, 1);
  tags.put(0, "ACDBDICTIONARYWDFLT", 5, plotStyles, 330, rootDictionary, 100, "AcDbDictionary", 281, 1);
  tags.put(3, "Normal", 350, plotStyle, 100, "AcDbDictionaryWithDefault", 340, plotStyle);
  tags.put(0, "ACDBPLACEHOLDER", 5, plotStyle, 330, plotStyles);
  tags.put(0, "ENDSEC");
}

function table(tags: DxfTags, name: string, count: number, rows: (owner: string) => void, more?: () => void): void {
  const handle = tags.nextHandle();
  tags.put(0, "TABLE", 2, name, 5, handle, 330, "0", 100, "AcDbSymbolTable", 70, count);
  more?.();
  rows(handle);
  tags.put(0, "ENDTAB");
}

function layer(tags: DxfTags, owner: string, name: string, colour: number, lineTypeName: string, weight: number): void {
  tags.put(0, "LAYER", 5, tags.nextHandle(), 330, owner, 100, "AcDbSymbolTableRecord", 100, "AcDbLayerTableRecord");
  tags.put(2, name, 70, 0, 62, colour, 6, lineTypeName, 370, weight, 390, HANDLES.plotStyle);
}

function lineType(tags: DxfTags, owner: string, name: string, look: string, dashes: readonly number[]): void {
  tags.put(0, "LTYPE", 5, tags.nextHandle(), 330, owner, 100, "AcDbSymbolTableRecord", 100, "AcDbLinetypeTableRecord");
  tags.put(
    2,
    name,
    70,
    0,
    3,
    look,
    72,
    65,
    73,
    dashes.length,
    40,
    dashes.reduce((sum, dash) => sum + dash, 0),
  );
  for (const [i, dash] of dashes.entries()) tags.put(49, i % 2 === 0 ? dash : -dash, 74, 0);
}

function weightOf(widthMm: number): number {
  return WEIGHTS.reduce((best, weight) =>
    Math.abs(weight - widthMm * 100) < Math.abs(best - widthMm * 100) ? weight : best,
  );
}
