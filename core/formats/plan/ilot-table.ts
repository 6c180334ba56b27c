import { facesByIlot } from "#core/derived/ilot-outline";
import { colourOf } from "#core/features/palette";
import type { PlanWords } from "#core/formats/plan/plan-words";
import type { Area } from "#core/formats/plan/sheet-frame";
import { line, type Mark } from "#core/formats/plan/sheet-marks";
import { type Block, blockHead } from "#core/formats/plan/side-blocks";
import { planAreaM2 } from "#core/geometry/ring";
import type { ProjectView } from "#core/model/project";

const ROW_MM = 3.1;
const SIZE_MM = 1.75;
const HEAD_MM = 9.2;
const GUTTER_MM = 5;

/** The table of îlots: number, parcels, area. Only whole: a list with its end cut off would be taken for the list. */
export function ilotTable(area: Area, project: ProjectView, words: PlanWords): Block {
  const rows = [...facesByIlot(project)]
    .map(([number, faces]) => ({
      number,
      parcels: faces.filter((face) => face.class === "parcel").length,
      areaM2: faces.reduce((sum, { geometry }) => sum + (geometry?.kind === "polygon" ? planAreaM2(geometry) : 0), 0),
    }))
    .sort((a, b) => a.number.localeCompare(b.number, "fr", { numeric: true }));
  const { x, y, width, height } = area;
  const columns = Math.max(1, Math.floor((width + GUTTER_MM) / (33 + GUTTER_MM)));
  const perColumn = Math.ceil(rows.length / columns);
  const heightMm = HEAD_MM + perColumn * ROW_MM;
  if (rows.length === 0 || heightMm > height) return { marks: [], heightMm: 0 };
  const ink = colourOf("ink");
  const soft = colourOf("clayDark");
  const wide = (width - (columns - 1) * GUTTER_MM) / columns;
  const marks = blockHead(words.say("ilots"), x, y, width);
  const put = (column: number, base: number, texts: readonly string[], colour: string): void => {
    const left = x + column * (wide + GUTTER_MM);
    const places = [left, left + wide * 0.6, left + wide];
    texts.forEach((text, i) => {
      const anchor = i === 0 ? "start" : "end";
      const mark: Mark = {
        kind: "text",
        text,
        x: places[i] as number,
        y: base,
        sizeMm: SIZE_MM,
        colour,
        anchor,
        bold: i === 0,
      };
      marks.push(mark);
    });
  };
  for (let column = 0; column < Math.min(columns, rows.length); column++) {
    const heads = [words.say("ilots.number"), words.say("ilots.parcels"), "m²"];
    put(column, y + 6.4, heads, soft);
    const left = x + column * (wide + GUTTER_MM);
    marks.push(line([left, y + 7.3, left + wide, y + 7.3], { stroke: soft, widthMm: 0.1 }));
  }
  rows.forEach((row, i) => {
    const base = y + HEAD_MM + (i % perColumn) * ROW_MM + 1.2;
    const texts = [row.number, words.number(row.parcels), words.number(Math.round(row.areaM2))];
    put(Math.floor(i / perColumn), base, texts, ink);
  });
  return { marks, heightMm };
}
