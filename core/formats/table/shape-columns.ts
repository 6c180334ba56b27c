import type { OutsideShape } from "#core/formats/outside-content";
import { cellDegrees } from "#core/formats/table/cell-degrees";
import { cellNumber } from "#core/formats/table/column-values";
import type { Row } from "#core/formats/table/parse-rows";
import { looksLikeWkt, parseWkt, WktFault } from "#core/formats/wkt/parse-wkt";

/** Where a table holds the shapes of its rows. */
export type ShapeColumns =
  | {
      readonly kind: "positions";
      readonly x: number;
      readonly y: number;
      readonly z?: number;
      readonly crs: string | null;
    }
  | { readonly kind: "wkt"; readonly column: number; readonly crs: string | null };

const LON = /^(lon|long|lng|longitude)$/;
const LAT = /^(lat|latitude)$/;
const X = /^(x|e|est|east|easting|coord(onnees?)? ?x|x ?coord(onnees?)?|point ?x|utm ?x|x ?utm|x ?\(?m\)?|abscisse)$/;
const NORTH = /^(y|n|nord|north|northing)$/;
const Y = /^(y|nord|north|northing|coord(onnees?)? ?y|y ?coord(onnees?)?|point ?y|utm ?y|y ?utm|y ?\(?m\)?|ordonnee)$/;
const Z = /^(z|alt|altitude|h|hauteur|elevation|ele|point ?z|z ?\(?m\)?)$/;

/** Rows a guess looks at. */
const LOOKED_AT = 200;

/**
 * Finds the columns that say where rows lie: well-known text, by what its cells hold; longitude and latitude or X and Y,
 * by their names where most cells are numbers.
 */
export function shapeColumns(names: readonly string[], rows: readonly Row[]): ShapeColumns | undefined {
  const looked = rows.slice(0, LOOKED_AT);
  const cellsOf = (column: number): string[] =>
    looked.map(({ cells }) => cells[column] ?? "").filter((cell) => cell.trim() !== "");
  for (let column = 0; column < names.length; column++) {
    const cells = cellsOf(column);
    if (cells.length === 0 || !cells.every((cell) => looksLikeWkt(cell))) continue;
    return { kind: "wkt", column, crs: crsOfWkt(cells) };
  }
  const plain = names.map((name) =>
    name
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[_.\-\s]+/g, " ")
      .trim(),
  );
  const isRead = (column: number, read: (cell: string) => number | undefined): boolean => {
    const cells = cellsOf(column);
    return cells.length > 0 && cells.filter((cell) => read(cell) !== undefined).length >= cells.length * 0.8;
  };
  const find = (pattern: RegExp, also: RegExp, read = cellNumber): number => {
    const exact = plain.findIndex((name, i) => pattern.test(name) && isRead(i, read));
    return exact >= 0 ? exact : plain.findIndex((name, i) => also.test(name) && isRead(i, read));
  };
  const z = find(Z, /^altitude/);
  const height = z >= 0 ? { z } : {};
  const lon = find(LON, /(^| )(lon|longitude)( |$)/, cellDegrees);
  const lat = find(LAT, /(^| )(lat|latitude)( |$)/, cellDegrees);
  if (lon >= 0 && lat >= 0) return { kind: "positions", x: lon, y: lat, ...height, crs: "EPSG:4326" };
  // A lone N is the north beside an E; beside an X it is a number.
  const east = plain.some((name) => /^(e|est|east|easting)$/.test(name));
  const [x, y] = [find(X, /^x /), find(east ? NORTH : Y, /^y /)];
  if (x < 0 || y < 0) return undefined;
  const degrees = (column: number, most: number): boolean =>
    cellsOf(column).every((cell) => Math.abs(cellNumber(cell) ?? 0) <= most);
  return { kind: "positions", x, y, ...height, crs: degrees(x, 180) && degrees(y, 90) ? "EPSG:4326" : null };
}

/** The shapes of a row; `undefined` where its cells say something else; none where they are empty. */
export function shapesOfRow(
  { cells }: Row,
  columns: ShapeColumns,
): { readonly shapes: readonly OutsideShape[]; readonly geometry?: string } | undefined {
  if (columns.kind === "wkt") {
    const text = cells[columns.column] ?? "";
    if (text.trim() === "") return { shapes: [] };
    try {
      const { shapes, type } = parseWkt(text);
      return shapes.length > 0 ? { shapes, geometry: type } : { shapes };
    } catch (thrown) {
      if (thrown instanceof WktFault) return undefined;
      throw thrown;
    }
  }
  const texts = [cells[columns.x] ?? "", cells[columns.y] ?? ""];
  if (texts.every((text) => text.trim() === "")) return { shapes: [] };
  const [x, y] = texts.map(columns.crs === "EPSG:4326" ? cellDegrees : cellNumber);
  if (x === undefined || y === undefined) return undefined;
  const z = columns.z === undefined ? undefined : cellNumber(cells[columns.z] ?? "");
  return { shapes: [{ kind: "point", at: [x, y], ...(z === undefined ? {} : { z }) }] };
}

/** The CRS that all SRIDs of a column name; `null` for none. */
function crsOfWkt(cells: readonly string[]): string | null {
  const named = new Set(cells.map((cell) => /^\s*SRID\s*=\s*(\d+)/i.exec(cell)?.[1]));
  const [only] = named;
  return named.size === 1 && only !== undefined ? `EPSG:${only}` : null;
}
