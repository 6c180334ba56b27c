import { colourOf } from "#core/features/palette";
import type { PlanOptions } from "#core/formats/plan/plan-options";
import type { PlanWords } from "#core/formats/plan/plan-words";
import type { Area } from "#core/formats/plan/sheet-frame";
import { line, type Mark, rect } from "#core/formats/plan/sheet-marks";
import type { Block } from "#core/formats/plan/side-blocks";
import { fitText, wrapText } from "#core/formats/plan/text-width";

const ink = colourOf("ink");
const soft = colourOf("clayDark");
const thin = { stroke: ink, widthMm: 0.18 } as const;

/** Shares of the width for scale, format and date: a month has nine letters. */
const FILED = [0.29, 0.32, 0.39];

/**
 * The cartouche, standing on the lower edge of its area: place, title, subtitle, and the cells a plan is filed by.
 *
 * @param crsLine name and code of the CRS
 */
export function titleBlock(area: Area, options: PlanOptions, scale: number, crsLine: string, words: PlanWords): Block {
  const { x, width } = area;
  const inner = width - 6;
  const place = options.place ? wrapText(options.place.toUpperCase(), 2.2, inner, true, 2) : [];
  const title = titleLines(options.title, inner);
  const subtitle = options.subtitle ? wrapText(options.subtitle, 2.7, inner, false, 3) : [];
  const cells: [string, string][][] = [
    [
      [words.say("cell.scale"), `1/${words.number(scale)}`],
      [words.say("cell.format"), `${options.paper} ${words.say(options.landscape ? "landscape" : "portrait")}`],
      [words.say("cell.date"), words.date(options.date)],
    ],
    [[words.say("cell.author"), options.author ?? ""]],
    [[words.say("cell.crs"), crsLine]],
  ].filter((row) => row.some(([, value]) => value)) as [string, string][][];
  const cellMm = 8.2;
  const headMm =
    4 +
    place.length * 3.2 +
    (place.length ? 1.6 : 0) +
    title.lines.length * title.size * 1.22 +
    subtitle.length * 3.7 +
    2.4;
  const heightMm = headMm + cells.length * cellMm;
  const top = area.y + area.height - heightMm;
  const marks: Mark[] = [rect(x, top, width, heightMm, { fill: "#ffffff", stroke: ink, widthMm: 0.45 })];
  const middle = x + width / 2;
  let base = top + 4;
  const row = (text: string, sizeMm: number, leading: number, bold: boolean, colour: string) => {
    base += leading * 0.8;
    marks.push({ kind: "text", text, x: middle, y: base, sizeMm, bold, colour, anchor: "middle" });
    base += leading * 0.2;
  };
  for (const text of place) row(text, 2.2, 3.2, true, soft);
  if (place.length > 0) base += 1.6;
  for (const text of title.lines) row(text, title.size, title.size * 1.22, true, ink);
  for (const text of subtitle) row(text, 2.7, 3.7, false, ink);
  cells.forEach((held, i) => {
    const y = top + headMm + i * cellMm;
    marks.push(line([x, y, x + width, y], thin));
    let left = x;
    held.forEach(([label, value], k) => {
      const cell = width * (held.length === FILED.length ? (FILED[k] ?? 0) : 1 / held.length);
      if (k > 0) marks.push(line([left, y, left, y + cellMm], thin));
      marks.push({ kind: "text", text: label, x: left + 1.6, y: y + 2.7, sizeMm: 1.6, colour: soft });
      const strong = i === 0 && k === 0;
      const { text, size } = fitText(value, strong ? 3 : 2.3, cell - 3, strong);
      marks.push({ kind: "text", text, x: left + 1.6, y: y + 6.6, sizeMm: size, bold: strong, colour: ink });
      left += cell;
    });
  });
  return { marks, heightMm };
}

/** The title as large as three lines allow. */
function titleLines(title: string, width: number): { lines: string[]; size: number } {
  for (const size of [5.2, 4.6, 4, 3.5]) {
    const lines = wrapText(title, size, width, true);
    if (lines.length <= 2 && !lines.some((one) => one.endsWith("…"))) return { lines, size };
  }
  return { lines: wrapText(title, 3.2, width, true, 4), size: 3.2 };
}
