import { colourOf } from "#core/features/palette";
import { planWords } from "#core/formats/plan/plan-words";
import { line, type Mark, rect, type Sheet, type TextMark } from "#core/formats/plan/sheet-marks";
import { cutText, wrapText } from "#core/formats/plan/text-width";
import type { Position } from "#core/geometry/geometry";
import type { Lang } from "#core/messages/catalogue";

/** A parcel in a servitude, as the list says it. */
export interface Conflict {
  readonly ilot: string;
  readonly number: string;
  readonly areaM2: number;
  /** What the servitude runs along, with its name. */
  readonly along: string;
  readonly widthM: number;
  /** Law, decree or practice the width comes from. */
  readonly source: string;
  /** Millimetres in the project CRS. */
  readonly at: Position;
}

/** A4 upright, millimetres. */
const WIDTH = 210;
const HEIGHT = 297;
const MARGIN = 15;
const ROW = 6;
const FIRST_ROW = 62;
const LAST_ROW = HEIGHT - 24;
const ROWS = Math.floor((LAST_ROW - FIRST_ROW) / ROW);

const COLUMNS = [
  { key: "rank", x: MARGIN + 8, anchor: "end" },
  { key: "ilot", x: MARGIN + 13, anchor: "start" },
  { key: "number", x: MARGIN + 30, anchor: "start" },
  { key: "area", x: MARGIN + 65, anchor: "end" },
  { key: "along", x: MARGIN + 71, anchor: "start" },
  { key: "width", x: MARGIN + 136, anchor: "end" },
  { key: "x", x: MARGIN + 157, anchor: "end" },
  { key: "y", x: MARGIN + 180, anchor: "end" },
] as const;

/**
 * The list of parcels that lie in a servitude, on A4 sheets: what an office hands over with a plan that cannot be
 * approved as it stands. One sheet that says so when there is none.
 *
 * @param options `date`: ISO; `crs`: name of the coordinates in the last columns
 */
export function conflictSheets(
  conflicts: readonly Conflict[],
  options: { readonly lang: Lang; readonly project: string; readonly date: string; readonly crs: string },
): [Sheet, ...Sheet[]] {
  const words = planWords(options.lang);
  const ink = colourOf("ink");
  const soft = colourOf("clayDark");
  const pages = Math.max(1, Math.ceil(conflicts.length / ROWS));
  const text = (content: string, x: number, y: number, sizeMm: number, more: Partial<TextMark> = {}): TextMark => ({
    kind: "text",
    text: content,
    x,
    y,
    sizeMm,
    colour: ink,
    ...more,
  });
  const sources = [...new Set(conflicts.map(({ source }) => source))].filter(Boolean).sort();
  const law = wrapText(sources.join(" ; "), 2.6, WIDTH - 2 * MARGIN, false, 2);

  const sheetOf = (page: number): Sheet => {
    const marks: Mark[] = [
      rect(0, 0, WIDTH, HEIGHT, { fill: "#ffffff" }),
      text(words.say("conflicts.title"), MARGIN, 24, 6, { bold: true }),
      text(cutText(options.project, 4, WIDTH - 2 * MARGIN), MARGIN, 32, 4),
      text(words.say("conflicts.count", { count: conflicts.length }), MARGIN, 39, 3.2),
      ...law.map((each, i) => text(each, MARGIN, 45 + i * 3.8, 2.6, { colour: soft })),
      ...COLUMNS.map(({ key, x, anchor }) =>
        text(words.say(`conflicts.${key}`), x, FIRST_ROW - 4, 2.6, { colour: soft, anchor }),
      ),
      line([MARGIN, FIRST_ROW - 2, WIDTH - MARGIN, FIRST_ROW - 2], { stroke: ink, widthMm: 0.3 }),
    ];
    conflicts.slice(page * ROWS, (page + 1) * ROWS).forEach((conflict, i) => {
      const y = FIRST_ROW + i * ROW + 3;
      const cells = [
        words.number(page * ROWS + i + 1),
        cutText(conflict.ilot, 3, 15),
        cutText(conflict.number, 3, 15),
        words.number(conflict.areaM2),
        cutText(conflict.along, 3, 48),
        words.number(conflict.widthM),
        words.number(conflict.at[0] / 1000, 1),
        words.number(conflict.at[1] / 1000, 1),
      ];
      COLUMNS.forEach(({ x, anchor }, c) => {
        marks.push(text(cells[c] as string, x, y, 3, { anchor, bold: c === 2 }));
      });
      marks.push(line([MARGIN, y + 2, WIDTH - MARGIN, y + 2], { stroke: soft, widthMm: 0.1 }));
    });
    const foot = HEIGHT - 12;
    const number = words.say("conflicts.page", { page: page + 1, pages });
    marks.push(
      text(`${words.date(options.date)} · ${options.crs}`, MARGIN, foot, 2.6, { colour: soft }),
      text(number, WIDTH - MARGIN, foot, 2.6, { colour: soft, anchor: "end" }),
    );
    return {
      widthMm: WIDTH,
      heightMm: HEIGHT,
      scale: 0,
      title: `${words.say("conflicts.title")} – ${options.project}`,
      author: "",
      lang: options.lang,
      date: options.date,
      description: words.say("conflicts.count", { count: conflicts.length }),
      marks,
    };
  };
  return [sheetOf(0), ...Array.from({ length: pages - 1 }, (_, i) => sheetOf(i + 1))];
}
