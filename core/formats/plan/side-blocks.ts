import { classOf } from "#core/features/classes";
import type { FeatureClass, Style } from "#core/features/feature-class";
import { colourOf } from "#core/features/palette";
import { featuresIn, inkOf } from "#core/formats/plan/ground-marks";
import { circledNumber } from "#core/formats/plan/ilot-labels";
import type { MapWindow } from "#core/formats/plan/map-window";
import type { PlanWords } from "#core/formats/plan/plan-words";
import type { Area } from "#core/formats/plan/sheet-frame";
import { area, line, type Mark, rect } from "#core/formats/plan/sheet-marks";
import { pointMarks } from "#core/formats/plan/symbol-marks";
import { CAP_HEIGHT, cutText, wrapText } from "#core/formats/plan/text-width";
import { paled } from "#core/formats/plan/tint";
import type { ClassId } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** A block of the side column: its marks, and how far down it reaches from `y`. */
export interface Block {
  readonly marks: readonly Mark[];
  readonly heightMm: number;
}

const ink = colourOf("ink");
const soft = colourOf("clayDark");

/** Head of a block: small bold capitals over a thin line. */
export function blockHead(text: string, x: number, y: number, width: number): Mark[] {
  return [
    { kind: "text", text: text.toUpperCase(), x, y: y + 2.1 * CAP_HEIGHT, sizeMm: 2.1, bold: true, colour: ink },
    line([x, y + 2.9, x + width, y + 2.9], { stroke: ink, widthMm: 0.25 }),
  ];
}

/** Grid north, and what lies between it and true north. */
export function northBlock(area_: Area, convergence: number, crsName: string, words: PlanWords): Block {
  const { x, y, width } = area_;
  const middle = x + 7;
  const top = y + 3.4;
  const marks: Mark[] = [
    { kind: "text", text: "N", x: middle, y: y + 2.2, sizeMm: 3.1, bold: true, colour: ink, anchor: "middle" },
    area([middle, top, middle, top + 9.4, middle - 3.4, top + 12.6], { fill: ink, stroke: ink, widthMm: 0.15 }),
    area([middle, top, middle, top + 9.4, middle + 3.4, top + 12.6], { fill: "#ffffff", stroke: ink, widthMm: 0.15 }),
  ];
  const text = [
    words.say("north.grid"),
    words.say("north.convergence", { angle: signedDegrees(convergence, words) }),
    words.say("crs", { name: crsName }),
  ];
  let down = y + 3.2;
  for (const [i, part] of text.entries()) {
    for (const row of wrapText(part, 1.9, width - 17)) {
      marks.push({
        kind: "text",
        text: row,
        x: x + 16,
        y: down,
        sizeMm: 1.9,
        bold: i === 0,
        colour: i === 0 ? ink : soft,
      });
      down += 2.9;
    }
  }
  return { marks, heightMm: Math.max(16.5, down - y - 1) };
}

function signedDegrees(angle: number, words: PlanWords): string {
  const minutes = Math.round(Math.abs(angle) * 60);
  const sign = minutes === 0 ? "" : angle > 0 ? "+" : "–";
  const short = Math.floor(minutes / 60);
  return `${sign}${short}° ${words.number(minutes % 60).padStart(2, "0")}′`;
}

/**
 * The scale in figures, and drawn.
 *
 * @param factor how much the block will be enlarged: the bar must measure true afterwards
 */
export function scaleBlock(area_: Area, scale: number, factor: number, words: PlanWords): Block {
  const { x, y, width } = area_;
  const groundM = ((width - 10) * factor * scale) / 1000;
  let step = 1;
  for (const power of [0.1, 1, 10, 100, 1000, 10_000]) {
    for (const digit of [1, 2, 2.5, 5]) if (digit * power * 4 <= groundM) step = digit * power;
  }
  const stepMm = (step * 1000) / (scale * factor);
  const bar = y + 8.2;
  const marks: Mark[] = [
    {
      kind: "text",
      text: words.say("scale", { scale: words.number(scale) }),
      x,
      y: y + 2.8,
      sizeMm: 3.4,
      bold: true,
      colour: ink,
    },
  ];
  for (let i = 0; i < 4; i++) {
    marks.push(
      rect(x + i * stepMm, bar, stepMm, 1.4, { fill: i % 2 === 0 ? ink : "#ffffff", stroke: ink, widthMm: 0.15 }),
    );
  }
  for (const i of [0, 1, 2, 4]) {
    const metres = step * i;
    const text = `${words.number(metres, Number.isInteger(metres) ? 0 : 1)}${i === 4 ? " m" : ""}`;
    marks.push({
      kind: "text",
      text,
      x: x + i * stepMm,
      y: bar - 0.9,
      sizeMm: 1.9,
      colour: ink,
      anchor: i === 0 ? "start" : "middle",
    });
  }
  return { marks, heightMm: 10.4 };
}

interface Entry {
  readonly label: string;
  swatch(x: number, y: number, width: number): Mark[];
}

/** Height of a legend's row, millimetres: at ease, and at the least. */
const ROW_MM = 4.6;
const TIGHT_ROW_MM = 3.4;
const SWATCH_MM = 8;

/** What the map's signs mean: only classes and cases the window shows. */
export function legendBlock(area_: Area, project: ProjectView, window: MapWindow, words: PlanWords): Block {
  const entries = legendEntries(project, window, words);
  const { x, y, width, height } = area_;
  const columns = width > 64 ? 2 : 1;
  const wanted = Math.ceil(entries.length / columns);
  const rowMm = Math.min(ROW_MM, Math.max(TIGHT_ROW_MM, (height - 5) / wanted));
  const rows = Math.min(wanted, Math.floor((height - 5) / rowMm + 1e-9));
  if (entries.length === 0 || rows < 1) return { marks: [], heightMm: 0 };
  const columnWidth = width / columns;
  const marks = blockHead(words.say("legend"), x, y, width);
  entries.slice(0, rows * columns).forEach((entry, i) => {
    const left = x + Math.floor(i / rows) * columnWidth;
    const middle = y + 5 + (i % rows) * rowMm + rowMm / 2;
    marks.push(...entry.swatch(left, middle, SWATCH_MM));
    const text = cutText(entry.label, 2, columnWidth - SWATCH_MM - 3.5);
    marks.push({ kind: "text", text, x: left + SWATCH_MM + 2, y: middle + 0.72, sizeMm: 2, colour: ink });
  });
  return { marks, heightMm: 5 + rows * rowMm };
}

/** From the limit of the operation down to the ground: the order a reader asks in. */
const LEGEND_ORDER: readonly ClassId[] = [
  "perimeter",
  "ilot",
  "parcel",
  "reserve",
  "openSpace",
  "street",
  "building",
  "facility",
  "waterPoint",
  "pipe",
  "powerLine",
  "transformer",
  "powerPole",
  "streetAxis",
  "water",
  "waterCourse",
  "landUse",
];

function legendEntries(project: ProjectView, window: MapWindow, words: PlanWords): Entry[] {
  const laidOut = project.countOf("street") + project.countOf("parcel") > 0;
  return LEGEND_ORDER.flatMap((id): Entry[] => {
    const featureClass = classOf(id);
    if (id === "ilot") {
      if (project.countOf("parcel") === 0) return [];
      const label = words.say("legend.ilot");
      return [{ label, swatch: (x, y, width) => circledNumber("12", x + width / 2, y, 1.9, 1.8) }];
    }
    // A centreline under a right-of-way is drawn as an axis, which needs no words.
    if (id === "streetAxis" && laidOut) return [];
    const values = new Set<string>();
    let some = false;
    const by = featureClass.style.by;
    for (const feature of featuresIn(project, id, window.ground)) {
      some = true;
      const value = by ? feature.fields[by.field] : undefined;
      if (value !== undefined) values.add(String(value));
    }
    if (!some) return [];
    const choices = by ? (featureClass.fields.find((field) => field.key === by.field)?.choices ?? []) : [];
    const present = choices.filter((choice) => values.has(choice.value));
    if (!by || present.length === 0 || id === "landUse") {
      const { by: _, ...style } = featureClass.style;
      return [{ label: featureClass.plural[words.lang], swatch: swatchOf(featureClass, style) }];
    }
    return present.map((choice) => ({
      label: LABEL_ALONE.has(id)
        ? `${featureClass.label[words.lang]} : ${choice.label[words.lang].toLowerCase()}`
        : choice.label[words.lang],
      swatch: swatchOf(featureClass, { ...featureClass.style, ...by.cases[choice.value] }, choice.value),
    }));
  });
}

/** Classes whose choices would not be understood without the name of the class. */
const LABEL_ALONE: ReadonlySet<ClassId> = new Set(["reserve", "openSpace"]);

function swatchOf(featureClass: FeatureClass, style: Omit<Style, "by">, kind?: string): Entry["swatch"] {
  const base = inkOf(style, featureClass);
  return (x, y, width) => {
    if (featureClass.geometry === "point") {
      return pointMarks(featureClass.id, style.symbol, kind, [x + width / 2, y], base);
    }
    if (featureClass.geometry === "line" || !style.fill) return [line([x, y, x + width, y], base)];
    const box = [x, y - 1.5, width, 3] as const;
    if (featureClass.id === "parcel") return [rect(...box, { ...base, fill: paled(base.fill ?? "#ffffff", 0.35) })];
    if (featureClass.id === "street") return [rect(...box, { fill: "#ffffff", stroke: ink, widthMm: 0.3 })];
    if (featureClass.id === "building")
      return [rect(...box, { fill: paled(colourOf("clay"), 0.15), stroke: soft, widthMm: 0.1 })];
    return [rect(...box, base)];
  };
}

/** Rows of the table of areas. */
export interface BalanceRow {
  readonly label: string;
  readonly count?: number;
  readonly areaM2: number;
  readonly strong?: boolean;
}

/** The table of areas: what the perimeter is shared into, in square metres, hectares and per cent of `totalM2`. */
export function balanceBlock(area_: Area, rows: readonly BalanceRow[], totalM2: number, words: PlanWords): Block {
  const { x, y, width } = area_;
  const size = 1.95;
  const rowMm = 3.9;
  const right = [0.5, 0.72, 0.86, 1].map((share) => x + width * share);
  const marks = blockHead(words.say("balance"), x, y, width);
  const cells = (texts: readonly string[], base: number, bold: boolean, colour: string): Mark[] =>
    texts.map((text, i) =>
      i === 0
        ? { kind: "text", text: cutText(text, size, width * 0.38, bold), x, y: base, sizeMm: size, bold, colour }
        : { kind: "text", text, x: right[i - 1] as number, y: base, sizeMm: size, bold, colour, anchor: "end" },
    );
  let base = y + 6.2;
  marks.push(...cells(["", words.say("balance.count"), "m²", "ha", "%"], base, false, soft));
  for (const row of rows) {
    base += rowMm;
    if (row.strong) marks.push(line([x, base - 2.7, x + width, base - 2.7], { stroke: ink, widthMm: 0.15 }));
    const texts = [
      row.label,
      row.count === undefined ? "" : words.number(row.count),
      words.number(Math.round(row.areaM2)),
      words.number(row.areaM2 / 10_000, 2),
      words.number((row.areaM2 / totalM2) * 100, 1),
    ];
    marks.push(...cells(texts, base, row.strong === true, ink));
  }
  const note = wrapText(words.say("balance.note"), 1.65, width);
  base += 0.8;
  for (const row of note) {
    base += 2.5;
    marks.push({ kind: "text", text: row, x, y: base, sizeMm: 1.65, colour: soft });
  }
  return { marks, heightMm: base - y + 1 };
}

/** Where the data comes from. */
export function sourcesBlock(area_: Area, sources: readonly string[], words: PlanWords): Block {
  if (sources.length === 0) return { marks: [], heightMm: 0 };
  const { x, y, width } = area_;
  const marks: Mark[] = [];
  let base = y;
  for (const row of wrapText(words.say("sources", { sources: sources.join(" · ") }), 1.75, width)) {
    base += 2.6;
    marks.push({ kind: "text", text: row, x, y: base, sizeMm: 1.75, colour: soft });
  }
  return { marks, heightMm: base - y + 0.8 };
}
