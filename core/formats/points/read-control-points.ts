import type { PicturePoint } from "#core/formats/place-picture";
import { RefusalError, refuse } from "#core/model/refusal";

/** Control points of a file, and the line of each. */
export interface ControlPointList {
  readonly points: readonly PicturePoint[];
  readonly lines: readonly number[];
}

/**
 * Reads control points, one a line: where each stands in the picture (column, row), then on the ground (metres), as four numbers;
 * words before them (a name) are passed over, so is a first line without numbers. Columns are parted by `;`, a tab,
 * blanks, or by `,` where decimals are points. Lines that begin with `#` are passed over.
 *
 * @throws RefusalError `control.bad-line` with the line
 */
export function readControlPoints(text: string, file: string): ControlPointList {
  const points: PicturePoint[] = [];
  const lines: number[] = [];
  for (const [i, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    const cells = /[;\t]/.test(line)
      ? line.split(/[;\t]/)
      : line.includes(", ") || !/,\d+\s/.test(line)
        ? line.split(/[,\s]+/)
        : line.split(/\s+/);
    const numbers = cells
      .map((cell) => cell.trim().replace(",", "."))
      .filter((cell) => /^[-+]?\d+(\.\d+)?$/.test(cell))
      .slice(-4)
      .map(Number);
    if (numbers.length < 4) {
      if (points.length === 0 && !/\d/.test(line)) continue;
      throw new RefusalError(refuse("control.bad-line", { file, line: i + 1, params: { line: i + 1 } }));
    }
    const [x, y, X, Y] = numbers as [number, number, number, number];
    points.push({ pixel: [x, y], ground: [X, Y] });
    lines.push(i + 1);
  }
  return { points, lines };
}
