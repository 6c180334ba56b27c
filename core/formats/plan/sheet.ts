import { ilotOutlines } from "#core/derived/ilot-outline";
import { colourOf } from "#core/features/palette";
import { areaBalance } from "#core/formats/plan/area-balance";
import { gridCrosses, gridLabels } from "#core/formats/plan/grid-marks";
import { ilotTable } from "#core/formats/plan/ilot-table";
import { mapLabels } from "#core/formats/plan/map-labels";
import { fitWindow } from "#core/formats/plan/map-window";
import { planMarks } from "#core/formats/plan/plan-marks";
import type { PlanOptions } from "#core/formats/plan/plan-options";
import { planWords } from "#core/formats/plan/plan-words";
import { type Area, frameOf } from "#core/formats/plan/sheet-frame";
import { line, type Mark, rect, rectRun, type Sheet } from "#core/formats/plan/sheet-marks";
import {
  type Block,
  balanceBlock,
  legendBlock,
  northBlock,
  scaleBlock,
  sourcesBlock,
} from "#core/formats/plan/side-blocks";
import { titleBlock } from "#core/formats/plan/title-block";
import { type Box, emptyBox, growBox } from "#core/geometry/box";
import { convergenceDeg } from "#core/geometry/convergence";
import { projectionOf } from "#core/geometry/crs";
import { runsOf } from "#core/geometry/geometry";
import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/** Room between two blocks of a column, millimetres. */
const GAP_MM = 4;

/**
 * Composes the plan parcellaire of a project: the map at an exact scale with its carroyage, and beside it north,
 * scale, legend, table of areas, sources and title block. Pure: the same project and options give the same sheet.
 *
 * @returns the sheet, or a refusal `print.nothing` or `print.does-not-fit`
 */
export function composePlan(project: ProjectView, options: PlanOptions): Sheet | Refusal {
  const shown = shownBox(project);
  if (!shown) return refuse("print.nothing");
  const words = planWords(options.lang);
  const frame = frameOf(options);
  const window = fitWindow(frame.map, shown, options.scale);
  if (isRefusal(window)) return window;
  const projection = projectionOf(project.meta.crs);
  const centre = [(window.ground[0] + window.ground[2]) / 2, (window.ground[1] + window.ground[3]) / 2] as const;
  const convergence = convergenceDeg(projection, centre[0], centre[1]);
  const crsName = `${projection.crs.name} (${projection.crs.code})`;

  const map: Mark = {
    kind: "clip",
    clip: [rectRun(window.x, window.y, window.width, window.height)],
    marks: [
      ...planMarks(project, window, ilotOutlines(project).values()),
      ...gridCrosses(window),
      ...mapLabels(project, window, words),
    ],
  };
  const ink = colourOf("ink");
  const { outer } = frame;
  const marks: Mark[] = [
    map,
    rect(window.x, window.y, window.width, window.height, { stroke: ink, widthMm: 0.3 }),
    ...gridLabels(window, words),
    rect(outer.x, outer.y, outer.width, outer.height, { stroke: ink, widthMm: 0.6 }),
    divider(frame.map, outer, options.landscape),
  ];

  const balance = areaBalance(project, words);
  const last = frame.columns[frame.columns.length - 1] as Area;
  const title = titleBlock(last, options, window.scale, `${crsName} — ${words.say("planimetric")}`, words);
  const sources = (area: Area) => sourcesBlock(area, project.meta.attributions, words);
  const north = (area: Area) => northBlock(area, convergence, crsName, words);
  const scale = (area: Area) => scaleBlock(area, window.scale, words);
  const legend = (area: Area) => legendBlock(area, project, window, words);
  const table = (area: Area) => (balance ? balanceBlock(area, balance.rows, balance.totalM2, words) : nothing);
  const ilots = (area: Area) => ilotTable(area, project, words);
  const under = title.heightMm + GAP_MM;
  marks.push(...title.marks);
  if (frame.columns.length === 1) marks.push(...stack(last, under, [scale, north, legend, table, ilots], sources));
  else {
    const [first, second] = frame.columns as readonly [Area, Area, Area];
    marks.push(...stack(first, 0, [legend, ilots]), ...stack(second, 0, [scale, north, table], sources));
  }
  return {
    widthMm: frame.widthMm,
    heightMm: frame.heightMm,
    scale: window.scale,
    title: options.title,
    author: options.author ?? "",
    lang: options.lang,
    date: options.date,
    description: words.say("description", {
      title: options.title,
      scale: words.number(window.scale),
      place: options.place ?? "",
    }),
    marks,
  };
}

const nothing: Block = { marks: [], heightMm: 0 };

/** Blocks one under another in a column, `last` above what stands on its floor; a block without room is left out. */
function stack(
  column: Area,
  floorMm: number,
  blocks: readonly ((area: Area) => Block)[],
  last?: (area: Area) => Block,
): Mark[] {
  const marks: Mark[] = [];
  let left = column.height - floorMm;
  if (last) {
    const height = last(column).heightMm;
    if (height > 0 && height < left) {
      left -= height;
      marks.push(...last({ ...column, y: column.y + left, height }).marks);
      left -= GAP_MM;
    }
  }
  let y = column.y;
  for (const block of blocks) {
    const made = block({ ...column, y, height: column.y + left - y });
    if (made.heightMm === 0 || y + made.heightMm > column.y + left) continue;
    marks.push(...made.marks);
    y += made.heightMm + GAP_MM;
  }
  return marks;
}

function divider(map: Area, outer: Area, landscape: boolean): Mark {
  const ink = { stroke: colourOf("ink"), widthMm: 0.3 };
  const x = map.x + map.width + 5;
  const y = map.y + map.height + 5;
  return landscape
    ? line([x, outer.y, x, outer.y + outer.height], ink)
    : line([outer.x, y, outer.x + outer.width, y], ink);
}

/** What must be seen whole: the perimeter; without one the faces of the plan; without any, everything. */
function shownBox(project: ProjectView): Box | undefined {
  for (const ids of [["perimeter"], ["parcel", "reserve", "street", "openSpace"]] as const) {
    const box = emptyBox();
    for (const id of ids) for (const { geometry } of project.ofClass(id)) grow(box, geometry);
    if (box[0] <= box[2]) return box;
  }
  const box = emptyBox();
  for (const { geometry } of project.all()) grow(box, geometry);
  return box[0] <= box[2] ? box : undefined;
}

function grow(box: Box, geometry: Parameters<typeof runsOf>[0] | null): void {
  if (geometry) for (const run of runsOf(geometry)) growBox(box, run);
}
