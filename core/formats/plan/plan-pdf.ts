import { PDFDocument, type PDFFont, PDFName, PDFString } from "@cantoo/pdf-lib";
import fontkit from "@pdf-lib/fontkit";
import { composeFiliation, type FiliationOptions } from "#core/formats/plan/filiation-sheet";
import type { PlanOptions } from "#core/formats/plan/plan-options";
import { haloWidth } from "#core/formats/plan/plan-svg";
import { composePlan } from "#core/formats/plan/sheet";
import type { Ink, Mark, Run, Sheet, TextMark } from "#core/formats/plan/sheet-marks";
import { textWidth } from "#core/formats/plan/text-width";
import type { ProjectDocument } from "#core/model/document";
import { Project } from "#core/model/project";
import { isRefusal, type Refusal } from "#core/model/refusal";

/** Bytes of `resources/fonts/NotoSans-Regular.ttf` and `-Bold.ttf`. */
export interface PlanFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/**
 * fontkit as pdf-lib expects it: the `encode` of this fontkit's subsets writes into a stream of its own, and pdf-lib
 * would take it for the newer one that answers bytes. Only `encodeStream` is shown to it.
 */
const streamingFontkit = {
  create(bytes: Uint8Array, name?: string) {
    const font = fontkit.create(bytes, name);
    const createSubset = font.createSubset.bind(font);
    font.createSubset = () => {
      const subset = createSubset();
      return {
        includeGlyph: (glyph: Parameters<typeof subset.includeGlyph>[0]) => subset.includeGlyph(glyph),
        encodeStream: () => subset.encodeStream(),
      };
    };
    return font;
  },
};

/** Points in a millimetre. */
const POINTS = 72 / 25.4;

/**
 * The plan as a PDF: vector, one page of the exact size of the paper, one millimetre of the sheet exactly 72/25.4
 * points. Same document, options and fonts: same bytes.
 *
 * @returns the file, or a refusal `print.nothing` or `print.does-not-fit`
 */
export async function planPdf(
  document: ProjectDocument,
  options: PlanOptions,
  fonts: PlanFonts,
): Promise<Uint8Array | Refusal> {
  const sheet = composePlan(new Project(document.meta, document.features), options);
  return isRefusal(sheet) ? sheet : sheetsPdf([sheet], fonts);
}

/**
 * The *fiche de filiation* of a parcel as a PDF. Same document, options and fonts: same bytes.
 *
 * @returns the file, or a refusal `filiation.unknown-parcel`
 */
export async function filiationPdf(
  document: ProjectDocument,
  options: FiliationOptions,
  fonts: PlanFonts,
): Promise<Uint8Array | Refusal> {
  const sheets = composeFiliation(new Project(document.meta, document.features), options);
  return isRefusal(sheets) ? sheets : sheetsPdf(sheets, fonts);
}

/** Writes sheets as the pages of a PDF; the first one gives it its title. */
export async function sheetsPdf(sheets: readonly Sheet[], fonts: PlanFonts): Promise<Uint8Array> {
  const [sheet] = sheets as [Sheet];
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.registerFontkit(streamingFontkit);
  // The subset's name is fixed: a random one would make two files of one plan differ.
  const regular = await pdf.embedFont(fonts.regular, { subset: true, customName: "MAILLA+NotoSans-Regular" });
  const bold = await pdf.embedFont(fonts.bold, { subset: true, customName: "MAILLB+NotoSans-Bold" });
  for (const each of sheets) {
    const page = pdf.addPage([each.widthMm * POINTS, each.heightMm * POINTS]);
    const resources = pdf.context.obj({ Font: { F1: regular.ref, F2: bold.ref } });
    page.node.set(PDFName.of("Resources"), resources);
    const stream = pdf.context.flateStream(contentOf(each, { regular, bold }));
    page.node.set(PDFName.of("Contents"), pdf.context.register(stream));
  }
  const date = new Date(/^\d{4}-\d{2}-\d{2}/.test(sheet.date) ? `${sheet.date.slice(0, 10)}T00:00:00Z` : 0);
  pdf.setTitle(sheet.title, { showInWindowTitleBar: true });
  if (sheet.author) pdf.setAuthor(sheet.author);
  pdf.setSubject(sheet.description);
  pdf.setCreator("Maillage");
  pdf.setProducer("Maillage");
  pdf.setCreationDate(date);
  pdf.setModificationDate(date);
  pdf.catalog.set(PDFName.of("Lang"), PDFString.of(sheet.lang));
  return pdf.save();
}

/** The page's operators. After the first line the unit is the millimetre, y down, as in the sheet. */
function contentOf(sheet: Sheet, fonts: { readonly regular: PDFFont; readonly bold: PDFFont }): string {
  const out: string[] = [`${exact(POINTS)} 0 0 ${exact(-POINTS)} 0 ${exact(sheet.heightMm * POINTS)} cm`];
  const encoded = new Map<string, string>();
  const hexOf = (text: string, bold: boolean): string => {
    const key = `${bold ? 2 : 1}${text}`;
    let hex = encoded.get(key);
    if (hex === undefined) {
      hex = (bold ? fonts.bold : fonts.regular).encodeText(text).toString();
      encoded.set(key, hex);
    }
    return hex;
  };
  const draw = (mark: Mark): void => {
    if (mark.kind === "path") out.push(inkOperators(mark.ink), runOperators(mark.runs), paintOperator(mark.ink));
    else if (mark.kind === "circle") {
      out.push(inkOperators(mark.ink), circleOperators(mark.x, mark.y, mark.radius), paintOperator(mark.ink));
    } else if (mark.kind === "text") out.push(textOperators(mark, hexOf(mark.text, mark.bold === true)));
    else {
      out.push("q", runOperators(mark.clip), "W* n");
      for (const inner of mark.marks) draw(inner);
      out.push("Q");
    }
  };
  for (const mark of sheet.marks) draw(mark);
  return out.join("\n");
}

function inkOperators(ink: Ink): string {
  const parts: string[] = [];
  if (ink.fill) parts.push(`${rgb(ink.fill)} rg`);
  if (ink.stroke) {
    const ends = ink.round ? 1 : 0;
    parts.push(
      `${rgb(ink.stroke)} RG ${mm(ink.widthMm ?? 0.18)} w ${ends} J ${ends} j [${(ink.dashMm ?? []).join(" ")}] 0 d`,
    );
  }
  return parts.join(" ");
}

function paintOperator(ink: Ink): string {
  return ink.fill ? (ink.stroke ? "B*" : "f*") : ink.stroke ? "S" : "n";
}

function runOperators(runs: readonly Run[]): string {
  const parts: string[] = [];
  for (const { at, closed } of runs) {
    for (let i = 0; i < at.length; i += 2) {
      parts.push(`${mm(at[i] as number)} ${mm(at[i + 1] as number)} ${i === 0 ? "m" : "l"}`);
    }
    if (closed) parts.push("h");
  }
  return parts.join("\n");
}

/** Length of a Bézier handle that makes a quarter circle of radius 1. */
const HANDLE = 0.5522847498;

function circleOperators(x: number, y: number, r: number): string {
  const h = r * HANDLE;
  const to = (...values: number[]) => `${values.map(mm).join(" ")} c`;
  return [
    `${mm(x + r)} ${mm(y)} m`,
    to(x + r, y + h, x + h, y + r, x, y + r),
    to(x - h, y + r, x - r, y + h, x - r, y),
    to(x - r, y - h, x - h, y - r, x, y - r),
    to(x + h, y - r, x + r, y - h, x + r, y),
    "h",
  ].join("\n");
}

function textOperators(mark: TextMark, hex: string): string {
  const angle = ((mark.angleDeg ?? 0) * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const width = mark.anchor && mark.anchor !== "start" ? textWidth(mark.text, mark.sizeMm, mark.bold) : 0;
  const back = mark.anchor === "middle" ? width / 2 : width;
  // The sheet's y runs down, letters run up: the text matrix turns them over.
  const matrix = [cos, sin, sin, -cos].map(ratio).join(" ");
  const at = `${matrix} ${mm(mark.x - cos * back)} ${mm(mark.y - sin * back)} Tm`;
  const font = `/${mark.bold ? "F2" : "F1"} ${mm(mark.sizeMm)} Tf`;
  const rim = mark.halo
    ? `${rgb(mark.halo)} RG ${mm(haloWidth(mark.sizeMm))} w 1 J 1 j [] 0 d 1 Tr ${at} ${hex} Tj 0 Tr `
    : "";
  return `BT ${font} ${rim}${rgb(mark.colour)} rg ${at} ${hex} Tj ET`;
}

function rgb(colour: string): string {
  return [1, 3, 5].map((i) => ratio(Number.parseInt(colour.slice(i, i + 2), 16) / 255)).join(" ");
}

/** A length with a thousandth of a millimetre. */
function mm(value: number): string {
  return plain(Math.round(value * 1000) / 1000);
}

function ratio(value: number): string {
  return plain(Math.round(value * 1e5) / 1e5);
}

function exact(value: number): string {
  return value.toFixed(10);
}

/** PDF knows no exponents. */
function plain(value: number): string {
  const text = String(value === 0 ? 0 : value);
  return text.includes("e") ? value.toFixed(5) : text;
}
