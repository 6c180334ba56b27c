/** How a copy is written. */
export interface CopyOptions {
  readonly guard: boolean;
  readonly decimal: "," | ".";
}

/**
 * Cells as tab-separated text for a spreadsheet. A cell with a tab, a line end or a quote is quoted as spreadsheets do.
 *
 * @param options.decimal sign before decimals
 * @param options.guard puts `'` before text that starts with `= + - @`, a tab or a line end, which a spreadsheet could run as
 *   a formula; it alters the text, so it is asked for
 */
export function toTabbed(lines: readonly (readonly (string | number | undefined)[])[], options: CopyOptions): string {
  return lines.map((line) => line.map((cell) => written(cell, options)).join("\t")).join("\r\n");
}

function written(cell: string | number | undefined, { guard, decimal }: CopyOptions): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return String(cell).replace(".", decimal);
  const text = guard && /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Tab-separated text from a spreadsheet as cells; quoted cells may hold tabs and line ends. The last empty line goes. */
export function fromTabbed(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell: string;
    if (text[at] === '"') {
      const quoted = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)/y;
      quoted.lastIndex = at;
      const match = quoted.exec(text);
      if (match) {
        cell = (match[1] as string).replaceAll('""', '"');
        at = quoted.lastIndex;
      } else [cell, at] = plainCell(text, at);
    } else [cell, at] = plainCell(text, at);
    line.push(cell);
    if (text[at] === "\t") {
      at++;
      if (at === text.length || text[at] === "\r" || text[at] === "\n") line.push("");
      else continue;
    }
    if (text[at] === "\r") at++;
    if (text[at] === "\n") at++;
    lines.push(line);
    line = [];
  }
  while (lines.length > 0 && lines.at(-1)?.every((cell) => cell.trim() === "")) lines.pop();
  return lines;
}

function plainCell(text: string, from: number): [string, number] {
  let to = from;
  while (to < text.length && text[to] !== "\t" && text[to] !== "\r" && text[to] !== "\n") to++;
  return [text.slice(from, to), to];
}
