import { RefusalError, refuse } from "#core/model/refusal";

/** A row of a table, and the line it begins on. */
export interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/** What parts the cells: one sign, or any run of blanks. */
export type Separator = "," | ";" | "\t" | "|" | " ";

/**
 * Cuts a text into rows and cells. A cell in double quotes may hold separators and line ends; a quote in it is written
 * twice. Rows without anything in them are left out.
 *
 * @param most rows at most
 * @throws RefusalError `csv.open-quote` with the line a quote begins on that never ends, `csv.too-wide`
 * @see RFC 4180
 */
export function parseRows(text: string, separator: Separator, file: string, most = Infinity): Row[] {
  const rows: Row[] = [];
  const part = separator.charCodeAt(0);
  const blank = separator === " ";
  const quoted = new RegExp(`\\u0020+"(?:[^"\\r\\n]|"")*" *(?=[${separator}\\r\\n]|$)`, "y");
  let at = 0;
  let line = 1;
  while (at < text.length && rows.length < most) {
    const cells: string[] = [];
    const begins = line;
    let empty = true;
    for (;;) {
      if (blank) while (isBlank(text.charCodeAt(at))) at++;
      let cell: string;
      // Blanks between a separator and a cell in quotes; a quote alone after blanks is a ditto mark.
      quoted.lastIndex = at;
      if (!blank && text.charCodeAt(at) === SPACE && quoted.test(text)) while (text.charCodeAt(at) === SPACE) at++;
      if (text.charCodeAt(at) === QUOTE) {
        const opened = line;
        cell = "";
        at++;
        for (;;) {
          const end = text.indexOf('"', at);
          if (end < 0) throw new RefusalError(refuse("csv.open-quote", { file, line: opened }));
          const piece = text.slice(at, end);
          cell += piece;
          line += breaksIn(piece);
          at = end + 1;
          if (text.charCodeAt(at) !== QUOTE) break;
          cell += '"';
          at++;
        }
        // What follows a closing quote belongs to the cell all the same.
        const rest = endOfCell(text, at, part, blank);
        cell += text.slice(at, rest);
        at = rest;
      } else {
        const end = endOfCell(text, at, part, blank);
        cell = text.slice(at, end);
        at = end;
      }
      if (cell !== "") empty = false;
      const unit = text.charCodeAt(at);
      if (blank && cell === "" && (Number.isNaN(unit) || unit === LF || unit === CR)) {
        // Blanks at the end of a line.
      } else cells.push(cell);
      if (cells.length > MOST_COLUMNS) {
        throw new RefusalError(refuse("csv.too-wide", { file, line: begins, params: { most: MOST_COLUMNS } }));
      }
      if (unit === part || (blank && isBlank(unit))) {
        at++;
        continue;
      }
      if (unit === CR && text.charCodeAt(at + 1) === LF) at++;
      at++;
      line++;
      break;
    }
    if (!empty) rows.push({ cells, line: begins });
  }
  return rows;
}

/** Cells in a row, at most: more are no table. */
const MOST_COLUMNS = 10_000;

const QUOTE = 34;
const SPACE = 32;
const LF = 10;
const CR = 13;

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9;
}

function endOfCell(text: string, from: number, part: number, blank: boolean): number {
  let at = from;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === part || unit === LF || unit === CR || (blank && unit === 9)) break;
  }
  return at;
}

function breaksIn(piece: string): number {
  let count = 0;
  for (let i = 0; i < piece.length; i++) {
    const unit = piece.charCodeAt(i);
    if (unit === LF || (unit === CR && piece.charCodeAt(i + 1) !== LF)) count++;
  }
  return count;
}
