import { type Reading, readingsOf } from "#core/engines/layout/indicators";
import { scoreProject } from "#core/engines/layout/score-project";
import { normsOf } from "#core/features/norms-of";
import { colourOf } from "#core/features/palette";
import type { PlanWords } from "#core/formats/plan/plan-words";
import type { Area } from "#core/formats/plan/sheet-frame";
import { line, type Mark } from "#core/formats/plan/sheet-marks";
import { type Block, blockHead } from "#core/formats/plan/side-blocks";
import { fitText, textWidth } from "#core/formats/plan/text-width";
import type { ProjectView } from "#core/model/project";

const SIZE = 1.95;
const ROW_MM = 3.5;

/** The figures of the plan; `undefined` while nothing is laid out in a perimeter. */
export function planReadings(project: ProjectView): readonly Reading[] | undefined {
  const norms = normsOf(project);
  const figures = scoreProject(project, norms);
  return figures && readingsOf(figures.score, figures.params, norms);
}

/** The table of figures: each with what it is held against; one that misses it is marked, in words and by a sign. */
export function indicatorBlock(area: Area, readings: readonly Reading[], words: PlanWords): Block {
  const { x, y, width } = area;
  const [ink, soft] = [colourOf("ink"), colourOf("clayDark")];
  const marks: Mark[] = blockHead(words.say("indicators"), x, y, width);
  const right = x + width;
  let base = y + 3.4;
  for (const reading of readings) {
    base += ROW_MM;
    const { indicator, value, of: all } = reading;
    const misses = reading.meets === false;
    const figure = written(value, indicator.unit, words);
    const said = all === undefined ? figure : words.speak("ui.score.of", { part: figure, all: words.number(all) });
    const shown = misses ? `${said} *` : said;
    const room = width * 0.72 - textWidth(shown, SIZE, misses) - 1.5;
    const label = fitText(words.speak(`ui.score.${indicator.key}`), SIZE, room, misses);
    marks.push(
      { kind: "text", text: label.text, x, y: base, sizeMm: label.size, bold: misses, colour: ink },
      {
        kind: "text",
        text: shown,
        x: x + width * 0.72,
        y: base,
        sizeMm: SIZE,
        bold: misses,
        colour: ink,
        anchor: "end",
      },
      { kind: "text", text: targetOf(reading, words), x: right, y: base, sizeMm: 1.7, colour: soft, anchor: "end" },
    );
  }
  if (readings.some(({ meets }) => meets === false)) {
    base += ROW_MM;
    const text = words.say("indicators.misses");
    marks.push({ kind: "text", text: `* ${text}`, x, y: base, sizeMm: 1.65, colour: soft });
  }
  marks.push(line([x, base + 1.2, right, base + 1.2], { stroke: ink, widthMm: 0.15 }));
  return { marks, heightMm: base - y + 2 };
}

function targetOf({ indicator: { unit }, least, most, asked }: Reading, words: PlanWords): string {
  const text = (value: number): string => written(value, unit, words);
  const norms =
    least !== undefined && most !== undefined
      ? words.say("indicators.between", { least: text(least), most: text(most) })
      : least !== undefined
        ? words.speak("ui.score.least", { value: text(least) })
        : most !== undefined
          ? words.speak("ui.score.most", { value: text(most) })
          : "";
  return norms || (asked === undefined ? "" : words.speak("ui.score.asked", { value: text(asked) }));
}

function written(value: number, unit: Reading["indicator"]["unit"], words: PlanWords): string {
  if (unit === "share") return `${words.number(value * 100, 1)} %`;
  if (unit === "area") return `${words.number(value / 10_000, 2)} ha`;
  if (unit === "length") return `${words.number(value, 1)} m`;
  if (unit === "ratio") return words.number(value, 2);
  if (unit === "angle") return `${words.number(value, 1)}°`;
  if (unit === "density") return `${words.number(value, 1)} km/km²`;
  if (unit === "cost") return `${words.number(value)} FCFA`;
  return words.number(value);
}
