import { type FiliationRow, filiationOf } from "#core/derived/filiation";
import { Lineage } from "#core/derived/lineage";
import { actTypes } from "#core/features/acts";
import { colourOf } from "#core/features/palette";
import { fitWindow, type MapWindow } from "#core/formats/plan/map-window";
import { paperSizeMm } from "#core/formats/plan/plan-options";
import { type PlanWords, planWords } from "#core/formats/plan/plan-words";
import { type Ink, line, type Mark, rect, rectRun, type Sheet } from "#core/formats/plan/sheet-marks";
import { cutText, textWidth, wrapText } from "#core/formats/plan/text-width";
import { paled } from "#core/formats/plan/tint";
import { boxOf, emptyBox, growBox } from "#core/geometry/box";
import { innerPosition } from "#core/geometry/ring";
import type { Lang } from "#core/messages/catalogue";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/** What a *fiche de filiation* is asked for. */
export interface FiliationOptions {
  readonly lang: Lang;
  /** Id of the parcel, live or past. */
  readonly parcel: string;
  /** ISO day of the state it shows. */
  readonly date: string;
}

const [WIDTH_MM, HEIGHT_MM] = paperSizeMm("A4", false);
const MARGIN_MM = 14;
const INNER_MM = WIDTH_MM - 2 * MARGIN_MM;
const MAP_MM = 92;
const FOOT_MM = HEIGHT_MM - MARGIN_MM;
const LINE_MM = 4.2;
const SIZE_MM = 2.3;

const ink = colourOf("ink");
const soft = colourOf("clayDark");

/** Columns of the table: key of the head, and share of the width. */
const COLUMNS = [
  ["parcel", 0.17],
  ["area", 0.15],
  ["official", 0.12],
  ["from", 0.28],
  ["to", 0.28],
] as const;

/**
 * Composes the *fiche de filiation* of a parcel on upright A4 sheets: a sketch of its ancestors, itself and its
 * descendants at an exact scale, then one row a version, from the oldest. No name of a person stands on it.
 *
 * @returns the sheets, or a refusal `filiation.unknown-parcel`
 */
export function composeFiliation(project: ProjectView, options: FiliationOptions): Sheet[] | Refusal {
  const rows = filiationOf(project, Lineage.build(project), options.parcel);
  const own = rows.find(({ kin }) => kin === "self")?.versions.at(-1)?.feature;
  if (!own) return refuse("filiation.unknown-parcel", { ids: [options.parcel] });
  const words = planWords(options.lang);
  const title = words.say("filiation.title", { parcel: parcelName(own, words) });
  const marks: Mark[] = [];
  let y = MARGIN_MM;
  const put = (text: string, sizeMm: number, bold: boolean, colour: string): void => {
    for (const row of wrapText(text, sizeMm, INNER_MM, bold, 2)) {
      y += sizeMm * 1.3;
      marks.push({ kind: "text", text: row, x: MARGIN_MM, y, sizeMm, bold, colour });
    }
  };
  put(title, 5, true, ink);
  put(words.say("filiation.of", { project: project.meta.name, date: words.date(options.date) }), 2.6, false, soft);
  y += 4;
  const sketch = sketchOf(rows, y);
  let scale = 1;
  if (sketch && !isRefusal(sketch)) {
    marks.push(...sketch.marks);
    scale = sketch.window.scale;
    y += MAP_MM + 4;
    const said = words.say("filiation.sketch", { scale: words.number(scale), crs: project.meta.crs });
    marks.push({ kind: "text", text: cutText(said, 2, INNER_MM), x: MARGIN_MM, y, sizeMm: 2, colour: soft });
    y += 4;
  }
  const sheet = { widthMm: WIDTH_MM, heightMm: HEIGHT_MM, scale, title, author: "", lang: options.lang };
  const pages = tablePages(rows, marks, y, words);
  return pages.map((page, i) => ({
    ...sheet,
    date: options.date,
    description: title,
    marks: [...page, pageMark(i + 1, pages.length, words)],
  }));
}

/** Ancestors dashed, the parcel tinted, descendants thin; each with its number. */
function sketchOf(
  rows: readonly FiliationRow[],
  y: number,
): { readonly marks: Mark[]; readonly window: MapWindow } | Refusal | undefined {
  const box = emptyBox();
  const shapes = rows.flatMap(({ kin, versions }) => {
    const feature = versions.at(-1)?.feature;
    if (feature?.geometry?.kind !== "polygon") return [];
    const [minX, minY, maxX, maxY] = boxOf(feature.geometry);
    growBox(box, [minX, minY, maxX, maxY]);
    return [{ kin, feature, geometry: feature.geometry }];
  });
  if (shapes.length === 0) return undefined;
  const frame = { x: MARGIN_MM, y, width: INNER_MM, height: MAP_MM };
  const window = fitWindow(frame, box, undefined);
  if (isRefusal(window)) return window;
  const inks: Record<FiliationRow["kin"], Ink> = {
    ancestor: { stroke: soft, widthMm: 0.25, dashMm: [1.6, 1] },
    self: { fill: paled(colourOf("milletPale"), 0.2), stroke: ink, widthMm: 0.5 },
    descendant: { stroke: colourOf("laterite"), widthMm: 0.3 },
  };
  // The parcel itself lies under the boundaries of its kin.
  const order = { self: 0, ancestor: 1, descendant: 2 };
  const sorted = [...shapes].sort((a, b) => order[a.kin] - order[b.kin]);
  const drawn = sorted.map(
    ({ kin, geometry }): Mark => ({
      kind: "path",
      runs: geometry.rings.map((ring) => window.run(ring, true)),
      ink: inks[kin],
    }),
  );
  // Parcels that have kin further on are named in the table; the sketch names those that nothing replaced.
  const last = sorted.filter(({ feature, kin }) => feature.class === "parcel" || kin === "self");
  const names = last.map(({ feature, geometry }): Mark => {
    const [px, py] = innerPosition(geometry);
    const text = String(feature.fields["number"] ?? "");
    const at = { x: window.paperX(px), y: window.paperY(py) + 0.9 };
    return { kind: "text", text, ...at, sizeMm: 2.6, bold: true, colour: ink, anchor: "middle", halo: "#ffffff" };
  });
  const clip = [rectRun(frame.x, frame.y, frame.width, frame.height)];
  const border = rect(frame.x, frame.y, frame.width, frame.height, { stroke: ink, widthMm: 0.3 });
  return { marks: [{ kind: "clip", clip, marks: [...drawn, ...names] }, border], window };
}

/** The table, carried over to as many pages as it takes. */
function tablePages(rows: readonly FiliationRow[], first: readonly Mark[], top: number, words: PlanWords): Mark[][] {
  const pages: Mark[][] = [[...first]];
  let page = pages[0] as Mark[];
  let y = head(page, top, words);
  for (const row of rows) {
    for (const version of row.versions) {
      const cells = cellsOf(row, version, words);
      const lines = cells.map((text, i) => wrapText(text, SIZE_MM, columnMm(i) - 2, row.kin === "self", 4));
      const heightMm = Math.max(...lines.map((each) => each.length)) * LINE_MM * 0.8 + 1.6;
      if (y + heightMm > FOOT_MM - 6) {
        page = [];
        pages.push(page);
        y = head(page, MARGIN_MM, words);
      }
      if (row.kin === "self") page.push(rect(MARGIN_MM, y, INNER_MM, heightMm, { fill: colourOf("milletPale") }));
      lines.forEach((cell, i) => {
        cell.forEach((text, k) => {
          const at = { x: columnX(i) + 1, y: y + 2.8 + k * LINE_MM * 0.8 };
          page.push({ kind: "text", text, ...at, sizeMm: SIZE_MM, bold: row.kin === "self", colour: ink });
        });
      });
      y += heightMm;
      page.push(line([MARGIN_MM, y, MARGIN_MM + INNER_MM, y], { stroke: soft, widthMm: 0.1 }));
    }
  }
  return pages;
}

function head(page: Mark[], y: number, words: PlanWords): number {
  COLUMNS.forEach(([key], i) => {
    const text = cutText(words.say(`filiation.column.${key}`), 2, columnMm(i) - 2, true);
    page.push({ kind: "text", text, x: columnX(i) + 1, y: y + 2.6, sizeMm: 2, bold: true, colour: soft });
  });
  page.push(line([MARGIN_MM, y + 4, MARGIN_MM + INNER_MM, y + 4], { stroke: ink, widthMm: 0.25 }));
  return y + 4;
}

function cellsOf(row: FiliationRow, version: FiliationRow["versions"][number], words: PlanWords): string[] {
  const { feature } = version;
  const official = feature.fields["officialAreaM2"];
  const kin = words.say(`filiation.kin.${row.kin}`, { count: Math.abs(row.generation) });
  return [
    `${parcelName(feature, words)} — ${kin}`,
    `${words.number(version.planAreaM2, 1)} m²`,
    typeof official === "number" ? `${words.number(official, Number.isInteger(official) ? 0 : 2)} m²` : "–",
    version.openedBy ? actText(version.openedBy, words) : words.say("filiation.unrecorded"),
    version.live ? words.say("filiation.live") : version.closedBy ? actText(version.closedBy, words) : "–",
  ];
}

/** `Morcellement 2026-003, 22 novembre 2026 (DRUH)` */
function actText({ fields }: Feature, words: PlanWords): string {
  const type = actTypes.find(({ value }) => value === fields["type"])?.label[words.lang] ?? "";
  const office = fields["office"] ? ` (${fields["office"]})` : "";
  return `${type} ${fields["number"] ?? ""}, ${words.date(String(fields["date"] ?? ""))}${office}`.trim();
}

function parcelName({ fields }: Feature, words: PlanWords): string {
  const number = String(fields["number"] ?? "—");
  return fields["ilot"] === undefined
    ? words.say("filiation.parcel", { number })
    : words.say("filiation.parcel-of", { number, ilot: String(fields["ilot"]) });
}

function pageMark(page: number, count: number, words: PlanWords): Mark {
  const text = words.say("filiation.page", { page, of: count });
  const x = MARGIN_MM + INNER_MM - textWidth(text, 2);
  return { kind: "text", text, x, y: FOOT_MM, sizeMm: 2, colour: soft };
}

function columnMm(i: number): number {
  return INNER_MM * (COLUMNS[i]?.[1] ?? 0);
}

function columnX(i: number): number {
  return MARGIN_MM + COLUMNS.slice(0, i).reduce((sum, [, share]) => sum + share * INNER_MM, 0);
}
