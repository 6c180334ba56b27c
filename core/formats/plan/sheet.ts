import { ilotOutlines } from "#core/derived/ilot-outline";
import { colourOf } from "#core/features/palette";
import { composeBornage } from "#core/formats/plan/bornage-sheet";
import { gridCrosses, gridLabels } from "#core/formats/plan/grid-marks";
import { mapLabels } from "#core/formats/plan/map-labels";
import { fitWindow } from "#core/formats/plan/map-window";
import { planMarks } from "#core/formats/plan/plan-marks";
import type { PlanOptions } from "#core/formats/plan/plan-options";
import { planWords } from "#core/formats/plan/plan-words";
import { type Area, frameOf } from "#core/formats/plan/sheet-frame";
import { line, type Mark, rect, rectRun, type Sheet } from "#core/formats/plan/sheet-marks";
import { sideColumns } from "#core/formats/plan/side-columns";
import { type Box, emptyBox, growBox } from "#core/geometry/box";
import { convergenceDeg } from "#core/geometry/convergence";
import { projectionOf } from "#core/geometry/crs";
import { runsOf } from "#core/geometry/geometry";
import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/**
 * Composes the plan parcellaire of a project: the map at an exact scale with its carroyage, and beside it north,
 * scale, legend, table of areas, sources and title block; or the plan de bornage of parcels the options name. Pure:
 * the same project and options give the same sheet.
 *
 * @returns the sheet, or a refusal `print.nothing` or `print.does-not-fit`
 */
export function composePlan(project: ProjectView, options: PlanOptions): Sheet | Refusal {
  if (options.bornage) return composeBornage(project, options.bornage, options);
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

  marks.push(...sideColumns(project, options, window, frame, { crsName, convergence }, words));
  return {
    widthMm: frame.widthMm,
    heightMm: frame.heightMm,
    scale: window.scale,
    title: options.title,
    author: options.author ?? "",
    lang: options.lang,
    date: options.date,
    description: [options.title, options.place, words.say("scale", { scale: words.number(window.scale) })]
      .filter(Boolean)
      .join(", "),
    marks,
  };
}

function divider(map: Area, outer: Area, landscape: boolean): Mark {
  const ink = { stroke: colourOf("ink"), widthMm: 0.3 };
  const x = map.x + map.width + 5;
  const y = map.y + map.height + 5;
  return landscape
    ? line([x, outer.y, x, outer.y + outer.height], ink)
    : line([outer.x, y, outer.x + outer.width, y], ink);
}

/** What must be seen whole: the perimeter; without one the faces of the plan, else the houses, else everything. */
function shownBox(project: ProjectView): Box | undefined {
  for (const ids of [["perimeter"], ["parcel", "reserve", "street", "openSpace"], ["building"]] as const) {
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
