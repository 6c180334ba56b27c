import { type Abutter, abuttersOf } from "#core/derived/abutters";
import { classOf } from "#core/features/classes";
import { colourOf } from "#core/features/palette";
import type { LimitPoint, LimitPoints } from "#core/formats/plan/bornage-points";
import type { PlanWords } from "#core/formats/plan/plan-words";
import type { Area } from "#core/formats/plan/sheet-frame";
import { line } from "#core/formats/plan/sheet-marks";
import { type Block, blockHead } from "#core/formats/plan/side-blocks";
import { wrapText } from "#core/formats/plan/text-width";
import type { PolygonGeometry } from "#core/geometry/geometry";
import { planAreaM2 } from "#core/geometry/ring";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

const ROW_MM = 3.1;
const HEAD_MM = 9;
const SIZE_MM = 1.85;
const SET_MM = 56;
const GUTTER_MM = 5;

const ink = colourOf("ink");
const soft = colourOf("clayDark");

/** A parcel with a shape. */
export type Plot = Feature & { readonly geometry: PolygonGeometry };

/** The table of limit points: name, X and Y in metres to the millimetre, in as many columns as the area holds. */
export function pointTable(area: Area, points: readonly LimitPoint[], words: PlanWords): Block {
  const { x, y, width } = area;
  const sets = Math.max(1, Math.floor((width + GUTTER_MM) / (SET_MM + GUTTER_MM)));
  const perSet = Math.ceil(points.length / sets);
  const wide = (width - (sets - 1) * GUTTER_MM) / sets;
  const marks = blockHead(words.say("bornage.points"), x, y, width);
  const put = (set: number, base: number, texts: readonly string[], colour: string): void => {
    const left = x + set * (wide + GUTTER_MM);
    const places = [left, left + wide * 0.58, left + wide];
    texts.forEach((text, i) => {
      const anchor = i === 0 ? "start" : "end";
      const at = { x: places[i] as number, y: base, sizeMm: SIZE_MM, colour, anchor } as const;
      marks.push({ kind: "text", text, ...at, bold: i === 0 });
    });
  };
  for (let set = 0; set * perSet < points.length; set++) {
    put(set, y + 6.4, [words.say("bornage.point"), "X (m)", "Y (m)"], soft);
    const left = x + set * (wide + GUTTER_MM);
    marks.push(line([left, y + 7.2, left + wide, y + 7.2], { stroke: soft, widthMm: 0.1 }));
  }
  points.forEach((point, i) => {
    const base = y + HEAD_MM + (i % perSet) * ROW_MM + 1.2;
    const texts = [point.name, words.number(point.x / 1000, 3), words.number(point.y / 1000, 3)];
    put(Math.floor(i / perSet), base, texts, ink);
  });
  return { marks, heightMm: HEAD_MM + perSet * ROW_MM };
}

/** One paragraph a parcel: its limit points, its areas, and what it abuts on. */
export function plotBlock(
  area: Area,
  project: ProjectView,
  coverage: CoverageIndex,
  plots: readonly Plot[],
  limits: LimitPoints,
  words: PlanWords,
): Block {
  const { x, y, width } = area;
  const marks = blockHead(words.say("bornage.plots"), x, y, width);
  let base = y + 3.6;
  const put = (text: string, bold: boolean): void => {
    for (const row of wrapText(text, SIZE_MM, width, bold)) {
      base += 2.75;
      marks.push({ kind: "text", text: row, x, y: base, sizeMm: SIZE_MM, bold, colour: bold ? ink : soft });
    }
  };
  for (const [i, plot] of plots.entries()) {
    put([plotName(plot, words), ...areasOf(plot, words)].join(" · "), true);
    const names = (limits.ofParcel[i] ?? []).map(({ name }) => name);
    put(`${words.say("bornage.limits")} ${[...names, names[0]].join(" – ")}`, false);
    put(abuttersText(project, abuttersOf(coverage, plot.geometry), words), false);
    base += 1;
  }
  return { marks, heightMm: base - y };
}

function plotName({ fields, class: cls }: Feature, words: PlanWords): string {
  const { number, ilot } = fields;
  const name = `${classOf(cls).label[words.lang]} ${number ?? "—"}`;
  return ilot === undefined ? name : `${name}, ${words.say("bornage.ilot", { ilot: String(ilot) })}`;
}

function areasOf({ fields, geometry }: Plot, words: PlanWords): string[] {
  const areaM2 = planAreaM2(geometry);
  const texts = [words.say("bornage.plan-area", { area: words.number(areaM2, 2) }), hectares(areaM2, words)];
  const official = fields["officialAreaM2"];
  if (typeof official === "number") {
    texts.push(
      words.say("bornage.official-area", { area: words.number(official, Number.isInteger(official) ? 0 : 2) }),
    );
  }
  return texts;
}

/** `0 ha 04 a 12 ca`: how contenances are written in deeds. */
function hectares(areaM2: number, words: PlanWords): string {
  const whole = Math.round(areaM2);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${words.number(Math.floor(whole / 10_000))} ha ${two(Math.floor(whole / 100) % 100)} a ${two(whole % 100)} ca`;
}

function abuttersText(project: ProjectView, abutters: readonly Abutter[], words: PlanWords): string {
  const quarters = new Map<string, string[]>();
  for (const { quarter, id } of abutters) {
    const name = abutterName(id === undefined ? undefined : project.get(id), words);
    const names = quarters.get(quarter) ?? [];
    if (!names.includes(name)) names.push(name);
    quarters.set(quarter, names);
  }
  return [...quarters]
    .map(([quarter, names]) => `${words.say(`bornage.${quarter}`)} : ${names.join(", ")}`)
    .join(" ; ");
}

/** What a neighbour is called on the sheet: its kind, and its number, purpose or name. */
export function abutterName(face: Feature | undefined, words: PlanWords): string {
  if (!face) return words.say("bornage.outside");
  const { number, name, use } = face.fields;
  const featureClass = classOf(face.class);
  const kind = featureClass.label[words.lang].toLowerCase();
  if (face.class === "parcel") return number === undefined ? kind : `${kind} ${number}`;
  const choice = featureClass.fields.find(({ key }) => key === "use")?.choices?.find(({ value }) => value === use);
  const purpose = choice?.label[words.lang].toLowerCase();
  if (face.class === "openSpace") return purpose ?? kind;
  const said = name ?? purpose;
  return said === undefined ? kind : `${kind} ${said}`;
}
