import { isFace, PlanarGraph } from "#core/derived/planar-graph";
import { coverageClasses } from "#core/features/classes";
import { colourOf } from "#core/features/palette";
import { abutterName, type Plot, plotBlock, pointTable } from "#core/formats/plan/bornage-blocks";
import { type LimitPoints, limitPoints } from "#core/formats/plan/bornage-points";
import { gridCrosses, gridLabels } from "#core/formats/plan/grid-marks";
import { classMarks, featuresIn } from "#core/formats/plan/ground-marks";
import { LabelRoom, type Slab } from "#core/formats/plan/label-room";
import { labelMarks, labelSlab, readable } from "#core/formats/plan/label-text";
import { fitWindow, type MapWindow } from "#core/formats/plan/map-window";
import { type PlanOptions, paperSizeMm } from "#core/formats/plan/plan-options";
import { type PlanWords, planWords } from "#core/formats/plan/plan-words";
import { centroidInside } from "#core/formats/plan/polygon-middle";
import { line, type Mark, rect, rectRun, type Sheet } from "#core/formats/plan/sheet-marks";
import { northBlock, scaleBlock, sourcesBlock } from "#core/formats/plan/side-blocks";
import { paled } from "#core/formats/plan/tint";
import { titleBlock } from "#core/formats/plan/title-block";
import { type Box, emptyBox, growBox } from "#core/geometry/box";
import { clippedToBox, surfacesOfRegion } from "#core/geometry/clip";
import { convergenceDeg } from "#core/geometry/convergence";
import { projectionOf } from "#core/geometry/crs";
import { planAreaM2 } from "#core/geometry/ring";
import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/** Outer margin, room for the coordinates around the map, room inside blocks: millimetres. */
const MARGIN_MM = 7;
const RIM_MM = 5;
const PAD_MM = 4;
/** Width of the column with scale, north and title block. */
const SIDE_MM = 68;
/** The band under the map is at least so high, and takes at most this share of the sheet. */
const LEAST_BAND_MM = 104;
const MOST_BAND = 0.66;
/** Land shown around the parcels, a share of their extent. */
const AROUND = 0.22;

const ink = colourOf("ink");

/**
 * Composes a plan de bornage: one or several parcels at an exact scale with their limit points, the lengths between
 * them and their neighbours; under it the table of coordinates, the areas and the tenants et aboutissants. Pure: the
 * same project and options give the same sheet.
 *
 * @param ids parcels to show
 * @returns the sheet, or a refusal `print.no-such-parcel`, `print.too-many-points` or `print.does-not-fit`
 */
export function composeBornage(project: ProjectView, ids: readonly string[], options: PlanOptions): Sheet | Refusal {
  const plots: Plot[] = [];
  for (const id of ids) {
    const face = project.get(id);
    if (!face || !isFace(face) || face.class === "street") return refuse("print.no-such-parcel", { ids: [id] });
    plots.push(face);
  }
  if (plots.length === 0) return refuse("print.no-such-parcel");
  const words = planWords(options.lang);
  const [widthMm, heightMm] = paperSizeMm(options.paper, options.landscape);
  const outer = { x: MARGIN_MM, y: MARGIN_MM, width: widthMm - 2 * MARGIN_MM, height: heightMm - 2 * MARGIN_MM };
  const shown = emptyBox();
  for (const { geometry } of plots) growBox(shown, geometry.rings[0] ?? []);
  const coverage = PlanarGraph.of(facesNear(project, shown));
  const limits = limitPoints(plots.map(({ geometry }) => geometry));

  // The lists first: what they need is taken from the map.
  const lists = { x: outer.x + PAD_MM, width: outer.width - SIDE_MM - 2 * PAD_MM };
  const tableAt = (y: number) => pointTable({ ...lists, y, height: 0 }, limits.points, words);
  const plotsAt = (y: number) => plotBlock({ ...lists, y, height: 0 }, project, coverage, plots, limits, words);
  const listMm = PAD_MM + tableAt(0).heightMm + PAD_MM + plotsAt(0).heightMm + PAD_MM;
  const bandMm = Math.max(LEAST_BAND_MM, listMm);
  if (bandMm > outer.height * MOST_BAND) {
    return refuse("print.too-many-points", { params: { count: limits.points.length, paper: options.paper } });
  }
  const map = {
    x: outer.x + RIM_MM,
    y: outer.y + RIM_MM,
    width: outer.width - 2 * RIM_MM,
    height: outer.height - bandMm - 2 * RIM_MM,
  };
  const window = fitWindow(map, grown(shown), options.scale);
  if (isRefusal(window)) return window;
  const bandY = outer.y + outer.height - bandMm;
  const table = tableAt(bandY + PAD_MM);
  const plotList = plotsAt(bandY + PAD_MM + table.heightMm + PAD_MM);

  const projection = projectionOf(project.meta.crs);
  const crsName = `${projection.crs.name} (${projection.crs.code})`;
  const convergence = convergenceDeg(projection, (shown[0] + shown[2]) / 2, (shown[1] + shown[3]) / 2);
  const side = {
    x: outer.x + outer.width - SIDE_MM + PAD_MM,
    y: bandY + PAD_MM,
    width: SIDE_MM - 2 * PAD_MM,
    height: bandMm - 2 * PAD_MM,
  };
  const scale = scaleBlock(side, window.scale, 1, words);
  const north = northBlock({ ...side, y: side.y + scale.heightMm + PAD_MM }, convergence, crsName, words);
  const sourcesY = side.y + scale.heightMm + north.heightMm + 2 * PAD_MM;
  const sources = sourcesBlock({ ...side, y: sourcesY }, project.meta.attributions, words);
  const title = titleBlock(side, options, window.scale, `${crsName} — ${words.say("planimetric")}`, words);
  const room = side.height - title.heightMm - PAD_MM - (sourcesY - side.y);
  const divider = outer.x + outer.width - SIDE_MM;
  const rule = { stroke: ink, widthMm: 0.3 };
  return {
    widthMm,
    heightMm,
    scale: window.scale,
    title: options.title,
    author: options.author ?? "",
    lang: options.lang,
    date: options.date,
    description: [options.title, options.place, words.say("scale", { scale: words.number(window.scale) })]
      .filter(Boolean)
      .join(", "),
    marks: [
      mapMark(project, plots, limits, window, words),
      rect(window.x, window.y, window.width, window.height, rule),
      ...gridLabels(window, words),
      rect(outer.x, outer.y, outer.width, outer.height, { stroke: ink, widthMm: 0.6 }),
      line([outer.x, bandY, outer.x + outer.width, bandY], rule),
      line([divider, bandY, divider, outer.y + outer.height], rule),
      ...table.marks,
      ...plotList.marks,
      ...scale.marks,
      ...north.marks,
      ...(sources.heightMm <= room ? sources.marks : []),
      ...title.marks,
    ],
  };
}

/** Faces that reach into the ground shown: those beside the parcels are among them. */
function facesNear(project: ProjectView, shown: Box) {
  const box: Box = [shown[0] - 1, shown[1] - 1, shown[2] + 1, shown[3] + 1];
  return coverageClasses.flatMap((id) => [...featuresIn(project, id, box)]);
}

function grown([minX, minY, maxX, maxY]: Box): Box {
  const by = Math.max(maxX - minX, maxY - minY) * AROUND;
  return [minX - by, minY - by, maxX + by, maxY + by];
}

function mapMark(
  project: ProjectView,
  plots: readonly Plot[],
  limits: LimitPoints,
  window: MapWindow,
  words: PlanWords,
): Mark {
  const subject = new Set(plots.map(({ id }) => id));
  const room = new LabelRoom(window);
  const limitMarks = plots.flatMap((plot): Mark[] => [
    {
      kind: "path",
      runs: plot.geometry.rings.map((ring) => window.run(ring, true)),
      ink: { fill: paled(colourOf("milletPale"), 0.1), stroke: colourOf("laterite"), widthMm: 0.5 },
    },
  ]);
  const pale = (id: "street" | "openSpace" | "reserve" | "parcel" | "building"): Mark[] =>
    classMarks(project, id, window, ({ fill, widthMm }) => ({
      ...(id === "street" ? {} : { stroke: colourOf("clayDark"), widthMm: Math.min(widthMm ?? 0.15, 0.18) }),
      ...(fill ? { fill: id === "street" ? "#ffffff" : paled(fill, 0.6) } : {}),
    }));
  const names = [...pointNames(limits, plots, window, room)];
  return {
    kind: "clip",
    clip: [rectRun(window.x, window.y, window.width, window.height)],
    marks: [
      ...pale("street"),
      ...pale("openSpace"),
      ...pale("reserve"),
      ...pale("parcel"),
      ...limitMarks,
      ...pale("building"),
      ...gridCrosses(window),
      ...limits.points.map(
        (point): Mark => ({
          kind: "circle",
          x: window.paperX(point.x),
          y: window.paperY(point.y),
          radius: 0.75,
          ink: { fill: "#ffffff", stroke: colourOf("laterite"), widthMm: 0.3 },
        }),
      ),
      ...names,
      ...lengthLabels(plots, window, room, words),
      ...plotLabels(plots, window, room, words),
      ...abutterLabels(project, subject, window, room, words),
    ],
  };
}

/** Names of the limit points, on the side away from the middle of the first parcel that has them. */
function* pointNames(limits: LimitPoints, plots: readonly Plot[], window: MapWindow, room: LabelRoom): Generator<Mark> {
  const named = new Set<string>();
  for (const [i, points] of limits.ofParcel.entries()) {
    const plot = plots[i];
    if (!plot) continue;
    const [mx, my] = centroidInside(plot.geometry);
    for (const point of points) {
      if (named.has(point.name)) continue;
      named.add(point.name);
      const away = Math.atan2(-(point.y - my), point.x - mx);
      const lines = [{ text: point.name, sizeMm: 2.1, bold: true, colour: ink }];
      const slabs: Slab[] = [0, 0.8, -0.8, 1.6, -1.6, Math.PI].map((turn) =>
        labelSlab(
          lines,
          window.paperX(point.x) + Math.cos(away + turn) * 3.2,
          window.paperY(point.y) + Math.sin(away + turn) * 2.6,
        ),
      );
      const slab = room.pick(slabs) ?? slabs[0];
      if (slab) yield* labelMarks(lines, slab, "#ffffff");
    }
  }
}

/** Lengths of the sides between limit points, along them and inside; none where it would not fit. */
function lengthLabels(plots: readonly Plot[], window: MapWindow, room: LabelRoom, words: PlanWords): Mark[] {
  const marks: Mark[] = [];
  const done = new Set<string>();
  for (const { geometry } of plots) {
    for (const ring of geometry.rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const [ax, ay, bx, by] = [ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number];
        if (done.has(`${bx} ${by} ${ax} ${ay}`)) continue;
        done.add(`${ax} ${ay} ${bx} ${by}`);
        const [px, py, qx, qy] = [window.paperX(ax), window.paperY(ay), window.paperX(bx), window.paperY(by)];
        const lengthMm = Math.hypot(qx - px, qy - py);
        const lines = [{ text: words.number(Math.hypot(bx - ax, by - ay) / 1000, 2), sizeMm: 1.8, colour: ink }];
        // On paper y runs down, so the parcel, left of its boundary, lies on this side.
        const [nx, ny] = [(qy - py) / lengthMm, -(qx - px) / lengthMm];
        const angle = readable((Math.atan2(qy - py, qx - px) * 180) / Math.PI);
        const slab = labelSlab(lines, (px + qx) / 2 + nx * 1.7, (py + qy) / 2 + ny * 1.7, angle);
        if (slab.halfWidth * 2 > lengthMm - 3) continue;
        const picked = room.pick([slab]);
        if (picked) marks.push(...labelMarks(lines, picked, "#ffffff"));
      }
    }
  }
  return marks;
}

function plotLabels(plots: readonly Plot[], window: MapWindow, room: LabelRoom, words: PlanWords): Mark[] {
  return plots.flatMap(({ geometry, fields }) => {
    const [x, y] = centroidInside(geometry);
    const lines = [
      { text: String(fields["number"] ?? "—"), sizeMm: 3.6, bold: true, colour: ink },
      { text: `${words.number(planAreaM2(geometry), 2)} m²`, sizeMm: 2.2, colour: ink },
    ];
    const [px, py] = [window.paperX(x), window.paperY(y)];
    const slab = room.pick([0, 3, -3, 6, -6, 9, -9].map((down) => labelSlab(lines, px, py + down)));
    return slab ? labelMarks(lines, slab, "#ffffff") : [];
  });
}

/** Names of the neighbours, in the middle of what the window shows of them. */
function abutterLabels(
  project: ProjectView,
  subject: ReadonlySet<string>,
  window: MapWindow,
  room: LabelRoom,
  words: PlanWords,
): Mark[] {
  const marks: Mark[] = [];
  for (const face of coverageClasses.flatMap((id) => [...featuresIn(project, id, window.ground)])) {
    if (subject.has(face.id) || face.geometry?.kind !== "polygon") continue;
    const pieces = surfacesOfRegion(clippedToBox(face.geometry.rings, window.ground)).sort(
      (a, b) => planAreaM2({ kind: "polygon", rings: b }) - planAreaM2({ kind: "polygon", rings: a }),
    );
    const [largest] = pieces;
    if (!largest) continue;
    const [x, y] = centroidInside({ kind: "polygon", rings: largest });
    const text = face.class === "parcel" ? String(face.fields["number"] ?? "—") : abutterName(face, words);
    const lines = [{ text, sizeMm: 2.3, colour: colourOf("clayDark") }];
    const at = [window.paperX(x), window.paperY(y)] as const;
    const slab = room.pick([0, 4, -4, 8, -8].map((down) => labelSlab(lines, at[0], at[1] + down)));
    if (slab) marks.push(...labelMarks(lines, slab, "#ffffff"));
  }
  return marks;
}
