import type { SurveyWarning } from "#core/formats/layer-survey";
import type { Column } from "#core/formats/write/columns";
import { type LayerTable, layerTable } from "#core/formats/write/table-rows";
import { uniqueNames } from "#core/formats/write/unique-names";
import type { Writer } from "#core/formats/write/writer";
import { xmlText } from "#core/formats/write/xml-text";
import type { FieldValue } from "#core/model/feature";

/** Most letters a cell of a spreadsheet holds. */
const MOST_LETTERS = 32_767;
/** Most rows of a sheet, its heading among them. */
export const MOST_ROWS = 1_048_576;

/**
 * Writes a workbook (Office Open XML), a sheet a layer, with typed cells: numbers, yes or no, dates. Texts are texts
 * and never formulas. The parts go into one ZIP. A well-known text too long for a cell is left out and told.
 *
 * @see ECMA-376, part 1, 18
 */
export const writeXlsx: Writer = (content, open, { title }) => {
  const warnings: SurveyWarning[] = [];
  const names = uniqueNames(
    content.layers.map(({ name }) => name),
    (name, room) => (name.replace(/[[\]:*?/\\]/g, "_").replace(/^'+|'+$/g, "") || "feuille").slice(0, 31 - room),
  );
  const part = (path: string, text: string): void => {
    const sink = open(path);
    sink.text(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`);
    sink.end();
  };
  const numbers = names.map((_name, i) => i + 1);
  const override = (path: string, type: string): string =>
    `<Override PartName="${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  part(
    "[Content_Types].xml",
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' +
      override("/xl/workbook.xml", "sheet.main") +
      override("/xl/styles.xml", "styles") +
      numbers.map((n) => override(`/xl/worksheets/sheet${n}.xml`, "worksheet")).join("") +
      '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
  );
  part(
    "_rels/.rels",
    `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/>` +
      '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
  );
  part(
    "docProps/core.xml",
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">' +
      `<dc:title>${xmlText(title)}</dc:title><dc:description>${xmlText((content.attributions ?? []).join(" · "))}</dc:description></cp:coreProperties>`,
  );
  part(
    "xl/workbook.xml",
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>` +
      names.map((name, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("") +
      "</sheets></workbook>",
  );
  part(
    "xl/_rels/workbook.xml.rels",
    `<Relationships xmlns="${PACKAGE}">` +
      numbers
        .map((n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`)
        .join("") +
      `<Relationship Id="rId${names.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  );
  part("xl/styles.xml", STYLES);
  content.layers.forEach((layer, i) => {
    if (layer.objects.length + 1 > MOST_ROWS) {
      warnings.push({
        code: "write.rows-cut",
        count: layer.objects.length + 1 - MOST_ROWS,
        params: { layer: layer.name, most: MOST_ROWS },
      });
    }
    const table = layerTable(layer);
    const tally = { cut: 0, shapes: 0 };
    const sink = open(`xl/worksheets/sheet${i + 1}.xml`);
    sink.text('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n');
    sink.text(
      `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`,
    );
    sink.text(`<row r="1">${table.heads.map((head, k) => text(columnName(k) + 1, head, 1)).join("")}</row>`);
    let r = 1;
    for (const row of table.rows()) {
      if (++r > MOST_ROWS) break;
      sink.text(`<row r="${r}">${row.map((value, k) => cell(value, k, r, table, tally)).join("")}</row>`);
    }
    sink.text("</sheetData></worksheet>");
    sink.end();
    if (tally.cut > 0)
      warnings.push({ code: "write.text-cut", count: tally.cut, params: { layer: layer.name, bytes: MOST_LETTERS } });
    if (tally.shapes > 0)
      warnings.push({ code: "write.shape-too-long", count: tally.shapes, params: { layer: layer.name } });
    if (layer.crs !== null)
      warnings.push({ code: "write.crs-beside", count: 1, params: { layer: layer.name, crs: layer.crs } });
  });
  return warnings;
};

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

/** Cell formats: 0 plain, 1 heading, 2 a day, 3 a day and time. */
const STYLES =
  `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

function cell(
  value: FieldValue | undefined,
  column: number,
  row: number,
  { types, wkt }: LayerTable,
  tally: { cut: number; shapes: number },
): string {
  if (value === undefined) return "";
  const at = columnName(column) + row;
  if (typeof value === "boolean") return `<c r="${at}" t="b"><v>${Number(value)}</v></c>`;
  // A spreadsheet keeps 15 digits.
  if (typeof value === "number") {
    return Number.isFinite(value) && Math.abs(value) < 1e15
      ? `<c r="${at}"><v>${value}</v></c>`
      : text(at, String(value), 0);
  }
  const days = serialDays(value, types[column] ?? "text");
  if (days !== undefined) return `<c r="${at}" s="${types[column] === "date" ? 2 : 3}"><v>${days}</v></c>`;
  if (value.length <= MOST_LETTERS) return text(at, value, 0);
  if (column === wkt) {
    tally.shapes++;
    return "";
  }
  tally.cut++;
  return text(at, value.slice(0, MOST_LETTERS), 0);
}

/** Days since 30 December 1899, as spreadsheets count; `undefined` for what they cannot. */
function serialDays(value: string, type: Column["type"]): number | undefined {
  if (type !== "date" && type !== "datetime") return undefined;
  const plain = value.replace(" ", "T").replace(/(Z|[+-]\d\d(:?\d\d)?)$/, "");
  const time = Date.parse(`${plain.length === 10 ? `${plain}T00:00:00` : plain}Z`);
  const days = time / 86_400_000 + 25_569;
  // Before March 1900 Excel counts a day that never was.
  return Number.isFinite(days) && days >= 61 ? Number(days.toFixed(9)) : undefined;
}

/** `_x0041_` in a text would be read as a letter's number: its first sign is written so. */
function text(at: string, value: string, style: number): string {
  const plain = value.replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_");
  return `<c r="${at}" t="inlineStr"${style ? ` s="${style}"` : ""}><is><t xml:space="preserve">${xmlText(plain)}</t></is></c>`;
}

/** 0 → A, 26 → AA. */
function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : "") + String.fromCharCode(65 + (index % 26));
}
