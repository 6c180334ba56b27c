import { areaBalance } from "#core/formats/plan/area-balance";
import { enlarged } from "#core/formats/plan/enlarge";
import { ilotTable } from "#core/formats/plan/ilot-table";
import { indicatorBlock, planReadings } from "#core/formats/plan/indicator-block";
import type { MapWindow } from "#core/formats/plan/map-window";
import type { PlanOptions } from "#core/formats/plan/plan-options";
import type { PlanWords } from "#core/formats/plan/plan-words";
import type { Area, SheetFrame } from "#core/formats/plan/sheet-frame";
import type { Mark } from "#core/formats/plan/sheet-marks";
import {
  type Block,
  balanceBlock,
  legendBlock,
  northBlock,
  scaleBlock,
  sourcesBlock,
} from "#core/formats/plan/side-blocks";
import { titleBlock } from "#core/formats/plan/title-block";
import type { ProjectView } from "#core/model/project";

/** Room between two blocks of a column, millimetres. */
const GAP_MM = 4;

/** Spared so that what is just as high as its room still fits, millimetres. */
const SPARE_MM = 0.01;

const nothing: Block = { marks: [], heightMm: 0 };

/** What stands beside the map, or under it on an upright sheet: blocks in columns, the title block in the corner. */
export function sideColumns(
  project: ProjectView,
  options: PlanOptions,
  window: MapWindow,
  frame: SheetFrame,
  ground: { readonly crsName: string; readonly convergence: number },
  words: PlanWords,
): Mark[] {
  const factor = frame.enlarged;
  const balance = areaBalance(project, words);
  const sources = (area: Area) => sourcesBlock(area, project.meta.attributions, words);
  const north = (area: Area) => northBlock(area, ground.convergence, ground.crsName, words);
  const scale = (area: Area) => scaleBlock(area, window.scale, factor, words);
  const legend = (area: Area) => legendBlock(area, project, window, words);
  const table = (area: Area) => (balance ? balanceBlock(area, balance.rows, balance.totalM2, words) : nothing);
  const readings = planReadings(project);
  const figures = (area: Area) => (readings ? indicatorBlock(area, readings, words) : nothing);
  const ilots = (area: Area) => ilotTable(area, project, words);
  const crsLine = `${ground.crsName} — ${words.say("planimetric")}`;
  const drawings = frame.columns.map((column, i): Mark[] => {
    // Drawn at the origin as on A3, then brought to its place and size.
    const area = { x: 0, y: 0, width: column.width / factor, height: column.height / factor };
    const title = i === frame.columns.length - 1 ? titleBlock(area, options, window.scale, crsLine, words) : nothing;
    const floorMm = title.heightMm > 0 ? title.heightMm + GAP_MM : 0;
    const held =
      frame.columns.length === 1
        ? stack(area, floorMm, [scale, north, leaving(legend, table(area).heightMm), table, figures, ilots], sources)
        : i === 0
          ? stack(area, floorMm, [legend, figures, ilots])
          : i === 1
            ? stack(area, floorMm, [scale, north, table], sources)
            : [];
    return enlarged([...held, ...title.marks], factor, column.x, column.y);
  });
  return drawings.flat();
}

/** A block that leaves so much room to the one after it: the legend stands closer rather than push the areas out. */
function leaving(block: (area: Area) => Block, heightMm: number): (area: Area) => Block {
  return (area) => block({ ...area, height: area.height - heightMm - GAP_MM - SPARE_MM });
}

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
