import { classOf } from "#core/features/classes";
import { fieldOf } from "#core/features/feature-class";
import { colourOf, type Tone } from "#core/features/palette";
import type { Box } from "#core/geometry/box";
import type { Lang } from "#core/messages/catalogue";
import type { ClassId, Feature } from "#core/model/feature";
import type { ClassStyle } from "#editor/class-style";
import type { FeatureArrays } from "#editor/feature-arrays";
import { type Frame, scaleOf, toPx } from "#editor/frame";
import { LabelGrid } from "#editor/label-grid";
import type { Pack, ShapedFeature } from "#editor/pack";
import { veiled } from "#editor/tone";

/** Words first come, first placed: those a planner looks for from afar come first. */
const PRIORITY: readonly ClassId[] = [
  "ilot",
  "facility",
  "reserve",
  "streetAxis",
  "water",
  "waterCourse",
  "parcel",
  "borne",
  "door",
];

const FACE = '"Noto Sans", "Segoe UI", system-ui, sans-serif';

interface Hand {
  readonly font: string;
  readonly height: number;
  readonly colour: string;
  readonly halo: string | undefined;
}

function handOf(id: ClassId, tone: Tone): Hand {
  const halo = veiled("paper", 0.85, tone);
  if (id === "ilot") return { font: `700 15px ${FACE}`, height: 15, colour: colourOf("ink", tone), halo };
  if (id === "parcel") return { font: `11px ${FACE}`, height: 11, colour: colourOf("ink", tone), halo: undefined };
  if (id === "reserve")
    return { font: `600 12px ${FACE}`, height: 12, colour: colourOf("indigo", tone), halo: undefined };
  if (id === "facility") return { font: `600 11.5px ${FACE}`, height: 12, colour: colourOf("ink", tone), halo };
  if (id === "door") return { font: `600 10px ${FACE}`, height: 10, colour: colourOf("indigo", tone), halo };
  if (id === "borne") return { font: `10px ${FACE}`, height: 10, colour: colourOf("ink", tone), halo };
  if (id === "streetAxis") return { font: `11px ${FACE}`, height: 11, colour: colourOf("laterite", tone), halo };
  return { font: `italic 12px ${FACE}`, height: 12, colour: colourOf("river", tone), halo };
}

const widths = new Map<string, number>();

function widthOf(context: CanvasRenderingContext2D, hand: Hand, text: string): number {
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
  context: CanvasRenderingContext2D,
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
          const feature = pack.features[slot] as ShapedFeature;
          const text = labelText(feature, label.field, options.lang);
          if (!text) continue;
          paintLabel(context, frame, grid, hand, pack, slot, text);
          if (++since % 60 === 0) yield;
        }
      }
    }
    yield;
  }
}

function paintLabel(
  context: CanvasRenderingContext2D,
  frame: Frame,
  grid: LabelGrid,
  hand: Hand,
  pack: Pack,
  slot: number,
  text: string,
): void {
  const feature = pack.features[slot] as ShapedFeature;
  const sizePx = (pack.sizes[slot] as number) / frame.mmPerPx;
  const kind = feature.geometry.kind;
  // Before the text is even measured: a run of digits is about half as wide as it is high, a letter too.
  if (kind !== "point" && sizePx < text.length * hand.height * 0.45) return;
  const width = widthOf(context, hand, text);
  if (feature.geometry.kind === "line") {
    paintAlong(context, frame, grid, hand, feature.geometry.path, text, width);
    return;
  }
  if (kind === "polygon" && sizePx < width + 3) return;
  const [x, y0] = toPx(frame, pack.anchor(slot));
  const y = kind === "point" ? y0 + 6 + hand.height : y0;
  const half = width / 2 + 2;
  const up = hand.height / 2 + 2;
  if (!grid.take(x - half, y - up, x + half, y + up)) return;
  if (hand.halo) context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

/** A line's name, on its longest straight run that shows and is long enough, turned to be read from below. */
function paintAlong(
  context: CanvasRenderingContext2D,
  frame: Frame,
  grid: LabelGrid,
  hand: Hand,
  path: readonly number[],
  text: string,
  width: number,
): void {
  let best: readonly [x: number, y: number, dx: number, dy: number] | undefined;
  let longest = width + 8;
  for (let i = 0; i + 3 < path.length; i += 2) {
    const [ax, ay] = toPx(frame, [path[i] as number, path[i + 1] as number]);
    const [bx, by] = toPx(frame, [path[i + 2] as number, path[i + 3] as number]);
    const length = Math.hypot(bx - ax, by - ay);
    const mx = (ax + bx) / 2;
    const my = (ay + by) / 2;
    if (length <= longest || mx < 0 || my < 0 || mx > frame.width || my > frame.height) continue;
    longest = length;
    best = [mx, my, (bx - ax) / length, (by - ay) / length];
  }
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
