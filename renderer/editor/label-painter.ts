import { classOf } from "#core/features/classes";
import { fieldOf } from "#core/features/feature-class";
import { colourOf, type Tone } from "#core/features/palette";
import { pictogramOf } from "#core/features/pictograms";
import type { Box } from "#core/geometry/box";
import { planAreaM2, sideOfPolygon } from "#core/geometry/ring";
import type { Lang } from "#core/messages/catalogue";
import type { ClassId, Feature } from "#core/model/feature";
import type { ClassStyle } from "#editor/class-style";
import type { FeatureArrays } from "#editor/feature-arrays";
import { type Frame, PX_PER_MM, scaleOf, toPx } from "#editor/frame";
import { idOfShape } from "#editor/ilot-shapes";
import { LabelGrid } from "#editor/label-grid";
import type { Pack, ShapedFeature } from "#editor/pack";
import type { Pen2D } from "#editor/pen-2d";
import { paintPictogram } from "#editor/place-sign";
import { straightestRun } from "#editor/straight-run";
import { veiled } from "#editor/tone";

/** Words first come, first placed: those a planner looks for from afar come first. */
const PRIORITY: readonly ClassId[] = [
  "reserve",
  "ilot",
  "facility",
  "streetAxis",
  "water",
  "waterCourse",
  "parcel",
  "borne",
  "door",
];

/** Points whose sign no word may cover. */
const SIGNED: readonly ClassId[] = ["note", "document", "facility", "waterPoint", "transformer"];
/** Side of a reserve's pictogram, pixels. */
const SIGN_PX = 15;
/** Coarsest scale (its denominator) at which a lot tells its area, and the least size of such a lot, pixels. */
const AREAS_UNTIL = 1_300;
const AREA_FROM_PX = 64;
/** About how wide an area is written, pixels: narrower lots do without. */
const AREA_WIDTH_PX = 38;
/** Parts of an îlot smaller than this bear its number only where no other part near them does, pixels. */
const ILOT_PART_PX = 70;
const ILOT_APART_PX = 260;

const FACE = '"Noto Sans", "Segoe UI", system-ui, sans-serif';

interface Hand {
  readonly font: string;
  readonly height: number;
  readonly colour: string;
  readonly halo: string | undefined;
}

function handOf(id: ClassId, tone: Tone): Hand {
  const halo = veiled("paper", 0.85, tone);
  if (id === "ilot") return { font: `700 12.5px ${FACE}`, height: 20, colour: colourOf("ink", tone), halo };
  if (id === "parcel") return { font: `11px ${FACE}`, height: 11, colour: colourOf("ink", tone), halo: undefined };
  if (id === "reserve")
    return { font: `600 12px ${FACE}`, height: 12, colour: colourOf("indigo", tone), halo: undefined };
  if (id === "facility") return { font: `600 11.5px ${FACE}`, height: 12, colour: colourOf("ink", tone), halo };
  if (id === "door") return { font: `600 10px ${FACE}`, height: 10, colour: colourOf("indigo", tone), halo };
  if (id === "borne") return { font: `10px ${FACE}`, height: 10, colour: colourOf("ink", tone), halo };
  if (id === "streetAxis") return { font: `600 11px ${FACE}`, height: 11, colour: colourOf("laterite", tone), halo };
  return { font: `italic 12px ${FACE}`, height: 12, colour: colourOf("river", tone), halo };
}

const widths = new Map<string, number>();

function widthOf(context: Pen2D, hand: Hand, text: string): number {
  const key = `${hand.font}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 20_000) widths.clear();
    width = context.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/** The words of a feature's label field; a choice is named in the planner's language. */
export function labelText(feature: Feature, field: string, lang: Lang): string | undefined {
  // A street without a name is called by its code.
  const value = feature.fields[field] ?? (feature.class === "streetAxis" ? feature.fields["code"] : undefined);
  if (value === undefined || value === "") return undefined;
  const choice = fieldOf(classOf(feature.class), field)?.choices?.find((one) => one.value === value);
  return choice?.label[lang] ?? String(value);
}

/** Draws the labels of the classes shown, each where it fits; none over another. */
export function* paintLabels(
  context: Pen2D,
  frame: Frame,
  layers: readonly FeatureArrays[],
  styles: readonly ClassStyle[],
  box: Box,
  options: { readonly tone: Tone; readonly lang: Lang },
): Generator<void, void> {
  const scale = scaleOf(frame.mmPerPx);
  const grid = new LabelGrid();
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  keepSigns(grid, frame, layers, styles, box);
  const paint = { context, frame, grid, scale, ...options };
  for (const id of PRIORITY) {
    const label = styles.find((style) => style.id === id)?.label;
    if (!label || scale > label.maxScale) continue;
    const hand = handOf(id, options.tone);
    context.font = hand.font;
    context.fillStyle = hand.colour;
    context.lineWidth = 3;
    if (hand.halo) context.strokeStyle = hand.halo;
    let since = 0;
    for (const layer of layers) {
      for (const { pack, slots } of layer.meeting(id, box)) {
        for (const slot of slots) {
          const feature = pack.feature(slot);
          const text = labelText(feature, label.field, options.lang);
          if (!text) continue;
          if (id === "reserve") paintReserve(paint, hand, pack, slot, text);
          else if (id === "ilot") paintIlot(paint, hand, pack, slot, text);
          else paintLabel(paint, hand, pack, slot, text);
          if (++since % 60 === 0) yield;
        }
      }
    }
    yield;
  }
}

/** Keeps the places of signs that words would hide. */
function keepSigns(
  grid: LabelGrid,
  frame: Frame,
  layers: readonly FeatureArrays[],
  styles: readonly ClassStyle[],
  box: Box,
): void {
  for (const { id, pens } of styles) {
    if (!SIGNED.includes(id)) continue;
    const half = ((pens[0]?.symbol?.sizeMm ?? 0) * PX_PER_MM) / 2;
    for (const layer of layers) {
      for (const { pack, slots } of layer.meeting(id, box)) {
        for (const slot of slots) {
          const [x, y] = toPx(frame, pack.anchor(slot));
          grid.take(x - half, y - half, x + half, y + half);
        }
      }
    }
  }
}

/** What words are placed with. */
interface Placing {
  readonly context: Pen2D;
  readonly frame: Frame;
  readonly grid: LabelGrid;
  readonly scale: number;
  readonly tone: Tone;
  readonly lang: Lang;
}

/** Takes room for words of a size in a surface: at its inner point, else a little beside it, still inside. */
function roomIn(
  { frame, grid }: Placing,
  pack: Pack,
  slot: number,
  [width, height]: readonly [number, number],
): readonly [x: number, y: number] | undefined {
  const { geometry } = pack.feature(slot);
  const at = pack.anchor(slot);
  const [x, y] = toPx(frame, at);
  const [right, down] = [width + 8, height + 7];
  for (const [dx, dy] of [
    [0, 0],
    [0, -down],
    [0, down],
    [-right, 0],
    [right, 0],
  ] as const) {
    const inside =
      (dx === 0 && dy === 0) ||
      (geometry.kind === "polygon" &&
        sideOfPolygon(geometry, at[0] + dx * frame.mmPerPx, at[1] - dy * frame.mmPerPx) > 0);
    if (!inside) continue;
    const [cx, cy] = [x + dx, y + dy];
    if (grid.take(cx - width / 2 - 2, cy - height / 2 - 2, cx + width / 2 + 2, cy + height / 2 + 2)) return [cx, cy];
  }
  return undefined;
}

function paintLabel(placing: Placing, hand: Hand, pack: Pack, slot: number, text: string): void {
  const { context, frame, grid } = placing;
  const feature = pack.feature(slot);
  const sizePx = (pack.sizes[slot] as number) / frame.mmPerPx;
  const kind = feature.geometry.kind;
  // Before the text is even measured: a run of digits is about half as wide as it is high, a letter too.
  if (kind !== "point" && sizePx < text.length * hand.height * 0.45) return;
  const width = widthOf(context, hand, text);
  if (feature.geometry.kind === "line") {
    paintAlong(context, frame, grid, hand, feature.geometry.path, text, width);
    return;
  }
  if (kind === "point") {
    const [x, y0] = toPx(frame, pack.anchor(slot));
    const y = y0 + 6 + hand.height;
    const half = width / 2 + 2;
    const up = hand.height / 2 + 2;
    if (grid.take(x - half, y - up, x + half, y + up)) write(context, hand, text, x, y);
    return;
  }
  if (sizePx < width + 3) return;
  const place = roomIn(placing, pack, slot, [width, hand.height]);
  if (!place) return;
  write(context, hand, text, ...place);
  const isNear = feature.class === "parcel" && placing.scale <= AREAS_UNTIL && sizePx >= AREA_FROM_PX;
  if (isNear && fits(placing, pack, slot, AREA_WIDTH_PX)) paintArea(placing, feature, place);
}

function write(context: Pen2D, hand: Hand, text: string, x: number, y: number): void {
  if (hand.halo) context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

/** The area of a lot under its number, square metres. */
function paintArea(
  { context, grid, tone, lang }: Placing,
  lot: ShapedFeature,
  [x, y]: readonly [number, number],
): void {
  if (lot.geometry.kind !== "polygon") return;
  const { font, fillStyle } = context;
  context.font = `9.5px ${FACE}`;
  context.fillStyle = colourOf("ink", tone);
  const text = `${numberFormat(lang).format(planAreaM2(lot.geometry))} m²`;
  const half = context.measureText(text).width / 2 + 1;
  if (grid.take(x - half, y + 8.5, x + half, y + 19)) context.fillText(text, x, y + 13.5);
  context.font = font;
  context.fillStyle = fillStyle;
}

const formats = new Map<Lang, Intl.NumberFormat>();

function numberFormat(lang: Lang): Intl.NumberFormat {
  const format = formats.get(lang) ?? new Intl.NumberFormat(lang, { maximumFractionDigits: 0 });
  formats.set(lang, format);
  return format;
}

/** The number of an îlot in a ring of its own, as on the printed plan: it is not taken for a lot's. */
function paintIlot(placing: Placing, hand: Hand, pack: Pack, slot: number, text: string): void {
  const { context, frame, grid } = placing;
  const sizePx = (pack.sizes[slot] as number) / frame.mmPerPx;
  if (sizePx < 26) return;
  const width = Math.max(hand.height, widthOf(context, hand, text) + 9);
  const feature = pack.feature(slot);
  const isPart = idOfShape(feature.id) !== feature.id;
  const [ax, ay] = toPx(frame, pack.anchor(slot));
  if (isPart && sizePx < ILOT_PART_PX && grid.repeats(`ilot ${text}`, ax, ay, ILOT_APART_PX)) return;
  const place = roomIn(placing, pack, slot, [width, hand.height]);
  if (!place) return;
  const [x, y] = place;
  grid.remember(`ilot ${text}`, x, y);
  context.beginPath();
  context.roundRect(x - width / 2, y - hand.height / 2, width, hand.height, hand.height / 2);
  context.fillStyle = hand.halo ?? hand.colour;
  context.fill();
  context.strokeStyle = hand.colour;
  context.lineWidth = 1.1;
  context.stroke();
  context.fillStyle = hand.colour;
  context.fillText(text, x, y + 0.5);
}

/** Whether words as wide as this lie within a surface, at its inner point. */
function fits({ frame }: Placing, pack: Pack, slot: number, width: number): boolean {
  const { geometry } = pack.feature(slot);
  const [x, y] = pack.anchor(slot);
  const half = (width / 2) * frame.mmPerPx;
  return (
    geometry.kind === "polygon" && sideOfPolygon(geometry, x - half, y) > 0 && sideOfPolygon(geometry, x + half, y) > 0
  );
}

/** What a reserve is for: its sign, and its name under it where there is room. */
function paintReserve(placing: Placing, hand: Hand, pack: Pack, slot: number, text: string): void {
  const { context, frame, tone } = placing;
  const feature = pack.feature(slot);
  const sizePx = (pack.sizes[slot] as number) / frame.mmPerPx;
  const { by } = classOf("reserve").style;
  const use = feature.fields["use"];
  const colour = colourOf(by?.cases[String(use)]?.stroke ?? "indigo", tone);
  const sign = pictogramOf(use);
  if (!sign) {
    context.fillStyle = colour;
    paintLabel(placing, hand, pack, slot, text);
    return;
  }
  if (sizePx < SIGN_PX + 5) return;
  const width = widthOf(context, hand, text);
  context.fillStyle = colour;
  const height = SIGN_PX + 3 + hand.height;
  const whole = fits(placing, pack, slot, width) ? roomIn(placing, pack, slot, [width, height]) : undefined;
  const place = whole ?? roomIn(placing, pack, slot, [SIGN_PX, SIGN_PX]);
  if (!place) return;
  const [x, y] = place;
  paintPictogram(context, sign, x, whole ? y - (height - SIGN_PX) / 2 : y, SIGN_PX);
  if (whole) context.fillText(text, x, y + (height - hand.height) / 2);
}

/** A line's name, along its longest nearly straight run that shows, turned to be read from below. */
function paintAlong(
  context: Pen2D,
  frame: Frame,
  grid: LabelGrid,
  hand: Hand,
  path: readonly number[],
  text: string,
  width: number,
): void {
  const pixels: number[] = [];
  for (let i = 0; i + 1 < path.length; i += 2) {
    pixels.push(...toPx(frame, [path[i] as number, path[i + 1] as number]));
  }
  const best = straightestRun(pixels, width + 8, frame);
  if (!best) return;
  const [x, y] = best;
  if (grid.repeats(text, x, y, 260)) return;
  const sign = best[2] < 0 ? -1 : 1;
  const cos = best[2] * sign;
  const sin = best[3] * sign;
  const halfX = (Math.abs(cos) * width + Math.abs(sin) * hand.height) / 2 + 2;
  const halfY = (Math.abs(sin) * width + Math.abs(cos) * hand.height) / 2 + 2;
  if (!grid.take(x - halfX, y - halfY, x + halfX, y + halfY)) return;
  grid.remember(text, x, y);
  context.save();
  context.transform(cos, sin, -sin, cos, x, y);
  if (hand.halo) context.strokeText(text, 0, 0);
  context.fillText(text, 0, 0);
  context.restore();
}
