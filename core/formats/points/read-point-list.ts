import type { ListedPoint, PointList, Separator } from "#core/formats/points/point-list";

interface Way {
  readonly separator: Separator;
  readonly decimal: "," | ".";
}

/** Ways to write a list, the likelier first: of two that read as much, the first is taken. */
const WAYS: readonly Way[] = [
  { separator: ";", decimal: "," },
  { separator: ";", decimal: "." },
  { separator: "tab", decimal: "," },
  { separator: "tab", decimal: "." },
  { separator: ",", decimal: "." },
  { separator: "blank", decimal: "," },
  { separator: "blank", decimal: "." },
];

/** What a column is called, without accents. */
const NAMES: readonly (readonly [keyof Columns, RegExp])[] = [
  ["number", /^(n|no|num|numero|n°|id|pt|point|points|nom|name|borne|matricule)$/],
  ["x", /^(x|e|est|east|easting|x ?\(?m\)?|lon|long|longitude)$/],
  ["y", /^(y|nord|north|northing|y ?\(?m\)?|lat|latitude)$/],
  ["z", /^(z|alt|altitude|h|hauteur|z ?\(?m\)?|elevation)$/],
];

interface Columns {
  number?: number;
  x?: number;
  y?: number;
  z?: number;
}

/**
 * Reads a list of points, one a line: number, X, Y and perhaps Z, or X and Y alone; in any order when the first line
 * names the columns. What parts columns and decimals is found by trying which way reads most lines.
 */
export function readPointList(text: string): PointList {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  let best: PointList | undefined;
  for (const way of WAYS) {
    const list = readAs(lines, way);
    if (list.points.length > (best?.points.length ?? -1)) best = list;
  }
  return best as PointList;
}

function readAs(lines: readonly string[], way: Way): PointList {
  const points: ListedPoint[] = [];
  const unread: { line: number; text: string }[] = [];
  let columns: Columns | undefined;
  let unit: PointList["unit"] = "m";
  for (const [i, text] of lines.entries()) {
    if (text.trim() === "" || /^\s*(#|\/\/)/.test(text)) continue;
    const cells = cellsOf(text, way.separator);
    const named = columns || points.length > 0 ? undefined : columnsNamed(cells);
    if (named) {
      columns = named;
      if (cells.some((cell) => /^(lat|lon)/i.test(cell))) unit = "deg";
      continue;
    }
    const point = pointOf(cells, columns ?? columnsOf(cells), way.decimal);
    if (point) points.push({ ...point, line: i + 1 });
    else unread.push({ line: i + 1, text: text.trim().slice(0, 80) });
  }
  return { format: "list", points, unit, ...way, unread };
}

function cellsOf(text: string, separator: Separator): string[] {
  const cells = separator === "blank" ? text.trim().split(/\s+/) : text.split(separator === "tab" ? "\t" : separator);
  return cells.map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, "$1")
      .trim(),
  );
}

function columnsNamed(cells: readonly string[]): Columns | undefined {
  const columns: Columns = {};
  for (const [i, cell] of cells.entries()) {
    const name = cell.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    // A lone N beside an E is the north, beside an X the number.
    const isNorth = name === "n" && cells.some((each) => /^(e|est|east)$/i.test(each));
    const key = isNorth ? "y" : NAMES.find(([, pattern]) => pattern.test(name))?.[0];
    if (key && columns[key] === undefined) columns[key] = i;
  }
  return columns.x !== undefined && columns.y !== undefined ? columns : undefined;
}

/** Without names: number, X, Y, Z; X and Y when there are two columns. */
function columnsOf(cells: readonly string[]): Columns {
  const filled = cells.filter((cell) => cell !== "").length;
  return filled <= 2 ? { x: 0, y: 1 } : { number: 0, x: 1, y: 2, z: 3 };
}

function pointOf(
  cells: readonly string[],
  columns: Columns,
  decimal: "," | ".",
): Omit<ListedPoint, "line"> | undefined {
  const value = (i: number | undefined): number | undefined =>
    i === undefined ? undefined : numberOf(cells[i], decimal);
  const [x, y, z] = [value(columns.x), value(columns.y), value(columns.z)];
  if (x === undefined || y === undefined) return undefined;
  const number = columns.number === undefined ? "" : (cells[columns.number] ?? "");
  return { x, y, ...(z === undefined ? {} : { z }), ...(number === "" ? {} : { number }) };
}

function numberOf(text: string | undefined, decimal: "," | "."): number | undefined {
  const plain = (text ?? "").replace(/[ \u00a0\u202f](?=\d{3}(?!\d))/g, "");
  const pattern = decimal === "," ? /^[-+]?\d+(,\d+)?$/ : /^[-+]?\d+(\.\d+)?$/;
  return pattern.test(plain) ? Number(plain.replace(",", ".")) : undefined;
}
