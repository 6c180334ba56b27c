import type { SurveyedField } from "#core/formats/layer-survey";
import type { OutsideLayer, OutsideObject } from "#core/formats/outside-content";
import type { ReaderWarnings } from "#core/formats/reader-warnings";
import { surveyedFields } from "#core/formats/surveyed-fields";
import { cellNumber, cellValue, columnKind } from "#core/formats/table/column-values";
import type { Row } from "#core/formats/table/parse-rows";
import { shapeColumns, shapesOfRow } from "#core/formats/table/shape-columns";
import type { FieldValue } from "#core/model/feature";

/**
 * Rows of cells as a layer: the first is the heading where no cell of it is a number. Words above the heading are left
 * and told.
 *
 * @param separator as it is shown, where cells were parted by a sign
 */
export function tableLayer(
  name: string,
  rows: readonly Row[],
  warnings: ReaderWarnings,
  separator?: string,
): OutsideLayer {
  const width = usualWidth(rows);
  let first = 0;
  while (width > 1 && first < rows.length && filled(rows[first] as Row) < 2) first++;
  if (first === rows.length) first = 0;
  const line = rows[0]?.line;
  if (first > 0) warnings.add("csv.preamble", { count: first, ...(line === undefined ? {} : { line }) });
  const heading = rows[first];
  const headed = heading !== undefined && isHeading(heading);
  const body = rows.slice(headed ? first + 1 : first);
  if (!headed && body.length > 0) warnings.add("csv.no-heading", { line: body[0]?.line ?? 1 });
  const names = columnNames(headed ? heading.cells : [], width);
  for (const row of body) {
    if (row.cells.length > names.length) {
      warnings.add("csv.ragged", { line: row.line, name: String(row.line) });
      for (let i = names.length; i < row.cells.length; i++) names.push(uniqueName(`field_${i + 1}`, names));
    } else if (row.cells.length < Math.min(width, names.length)) {
      warnings.add("csv.ragged", { line: row.line, name: String(row.line) });
    }
  }
  const kinds = names.map((_, i) => columnKind(cellsOf(body, i)));
  const places = shapeColumns(headed ? names : unnamedPlaces(body, width), body);
  const decimal = kinds.find((kind) => kind.decimal)?.decimal;
  if (separator) warnings.add("csv.read-as", { params: { separator, decimal: decimal ?? "." } });
  if (places) {
    const columns = places.kind === "wkt" ? [places.column] : [places.x, places.y];
    warnings.add("csv.places", { params: { columns: columns.map((i) => names[i]).join(", ") } });
  }
  const objects = body.map((row, i): OutsideObject => {
    const values: [string, FieldValue][] = [];
    row.cells.forEach((cell, column) => {
      const value = cellValue(cell, kinds[column] ?? { numbers: false });
      if (value !== undefined) values.push([names[column] as string, value]);
    });
    const placed = places ? shapesOfRow(row, places) : { shapes: [] };
    if (!placed) warnings.add("read.bad-shape", { line: row.line, name: String(i + 1) });
    return {
      feature: String(i + 1),
      line: row.line,
      values: Object.fromEntries(values),
      ...(placed ?? { shapes: [] }),
    };
  });
  const types = new Map(surveyedFields(objects).map((field) => [field.name, field]));
  const fields = names.map((one): SurveyedField => types.get(one) ?? { name: one, type: "String" });
  return { name, crs: places?.crs ?? null, fields, objects };
}

/** How many cells most rows have; of two numbers as frequent, the larger. */
function usualWidth(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 1;
}

function filled({ cells }: Row): number {
  return cells.filter((cell) => cell.trim() !== "").length;
}

function isHeading({ cells }: Row): boolean {
  return cells.some((cell) => cell.trim() !== "") && cells.every((cell) => cellNumber(cell) === undefined);
}

/** Names of the columns: those of the heading, and `field_n` where it has none; each once. */
function columnNames(heading: readonly string[], width: number): string[] {
  const names: string[] = [];
  for (let i = 0; i < Math.max(heading.length, heading.length > 0 ? 0 : width); i++) {
    names.push(uniqueName((heading[i] ?? "").replace(/^\uFEFF/, "").trim() || `field_${i + 1}`, names));
  }
  return names;
}

function uniqueName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let i = 2; taken.includes(name); i++) name = `${wanted}_${i}`;
  return name;
}

/** What the columns of a list without a heading mean: X and Y, after a number where there are more than two. */
function unnamedPlaces(rows: readonly Row[], width: number): string[] {
  const numeric = Array.from({ length: width }, (_, i) => columnKind(cellsOf(rows.slice(0, 200), i)).numbers);
  const from = width === 2 ? 0 : 1;
  if (width < 2 || width > 6 || !numeric[from] || !numeric[from + 1]) return [];
  return Array.from({ length: width }, (_, i) => ["x", "y", "z"][i - from] ?? "");
}

function* cellsOf(rows: readonly Row[], column: number): Generator<string> {
  for (const { cells } of rows) yield cells[column] ?? "";
}
