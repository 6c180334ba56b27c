/** A cell: its line (-1 is the head) and its column. */
export interface Place {
  readonly line: number;
  readonly at: number;
}

/**
 * Where a key leads in a grid, as the ARIA pattern has it: arrows to the next cell, Home and End along the row, with
 * Ctrl to the first and last row, Page Up and Down by a screen. `undefined` for a key that leads nowhere.
 */
export function gridMove(
  key: string,
  control: boolean,
  { line, at }: Place,
  size: { readonly lines: number; readonly columns: number; readonly page: number },
): Place | undefined {
  const last = size.lines - 1;
  const lastColumn = size.columns - 1;
  const onLine = (to: number): Place => ({ line: Math.max(-1, Math.min(last, to)), at });
  switch (key) {
    case "ArrowDown":
      return onLine(line + 1);
    case "ArrowUp":
      return onLine(line - 1);
    case "ArrowLeft":
      return { line, at: Math.max(0, at - 1) };
    case "ArrowRight":
      return { line, at: Math.min(lastColumn, at + 1) };
    case "PageDown":
      return onLine(line + size.page);
    case "PageUp":
      return onLine(line <= 0 ? line : Math.max(0, line - size.page));
    case "Home":
      return control ? { line: Math.min(0, last), at: 0 } : { line, at: 0 };
    case "End":
      return control ? { line: last, at: lastColumn } : { line, at: lastColumn };
    default:
      return undefined;
  }
}
