import { coverageClasses, shownClasses } from "#core/features/classes";
import { colourOf, type Tone } from "#core/features/palette";
import { pictogramOf } from "#core/features/pictograms";
import type { Box } from "#core/geometry/box";
import type { Lang } from "#core/messages/catalogue";
import type { ClassId } from "#core/model/feature";
import { type ClassStyle, classStyle, type Pen } from "#editor/class-style";
import type { FeatureArrays, Met } from "#editor/feature-arrays";
import { areFine, areFineLines, outlineAlpha, paintFine, paintFineLines } from "#editor/fine-painter";
import { type Frame, groundOf, PX_PER_MM, scaleOf, thinning } from "#editor/frame";
import { paintLabels } from "#editor/label-painter";
import { paintLocks } from "#editor/lock-painter";
import type { Pack, ShapedFeature } from "#editor/pack";
import type { Pen2D } from "#editor/pen-2d";
import { paintPictogram } from "#editor/place-sign";
import { paintDirection, paintSymbol } from "#editor/symbol";
import { veiled } from "#editor/tone";

/** What a picture of the map shows. */
export interface Scene {
  readonly arrays: FeatureArrays;
  /** Draft over the project, drawn lighter with laterite lines. */
  readonly preview: FeatureArrays | undefined;
  /** Chosen features when they are too many to be drawn anew with every gesture. */
  readonly marked: FeatureArrays | undefined;
  /** Draws over everything but the words. */
  readonly underWords?: ((box: Box) => Generator<void, void>) | undefined;
  readonly hidden: ReadonlySet<ClassId>;
  readonly labels: boolean;
  /** Share of their colour that surfaces keep, 0 to 1: below 1 what lies under the plan shows through. */
  readonly surfaces: number;
  readonly tone: Tone;
  readonly lang: Lang;
}

/** Positions in one path: longer ones are slower to fill (300 to 1,200 measured alike, 5,000 twice as slow). */
const BATCH = 400;
/** How far a direction's wedge goes, in sizes of its symbol, and the coarsest scale (its denominator) it is drawn at. */
const WEDGE = 1.7;
const WEDGES_UNTIL = 3_000;
/** Size from which the symbol of a facility bears its pictogram, pixels, and how much it grows for it. */
const SIGNS_FROM_PX = 8;
const SIGN_GROWTH = 1.6;
/** Surfaces smaller than this on screen are dots without outline, in pixels. */
const DOT_PX = 2.2;
/** Coarsest scale (its denominator) at which rights-of-way keep their edge. */
const STREET_EDGES_UNTIL = 15_000;
/** Scale (its denominator) from which houses are drawn dark. */
const HOUSES_DARK_FROM = 9_000;

/**
 * Draws a scene into a picture, class by class from the ground up, then the words. A generator, so that a large
 * map can be drawn in slices: it may be left at any `yield` and taken up later, or dropped.
 *
 * @param region ground to draw (millimetres), usually the whole frame
 */
export function* paintScene(
  context: Pen2D,
  frame: Frame,
  scene: Scene,
  region: Box = groundOf(frame),
): Generator<void, void> {
  // Lines and signs reach beyond their box.
  const reach = 12 * frame.mmPerPx;
  const box: Box = [region[0] - reach, region[1] - reach, region[2] + reach, region[3] + reach];
  const shown = shownClasses
    .filter(({ id }) => !scene.hidden.has(id))
    .map(({ id }) => classStyle(id, scene.tone, scene.surfaces));
  const ground = shown.filter(({ id }) => GROUND.has(id));
  const above = shown.filter(({ id }) => !GROUND.has(id));
  for (const style of ground) {
    // Roads lie on the ground and under the plan: where it lays out streets, its own show.
    if (style.id === "openSpace" && !scene.hidden.has("streetAxis")) {
      context.globalAlpha = scene.surfaces;
      yield* paintRoads(context, frame, scene.arrays, box, scene.tone);
      context.globalAlpha = 1;
    }
    yield* paintClass(context, frame, scene.arrays, style, box);
  }
  // A draft's land lies over the land it would change, but never over people's houses.
  if (scene.preview)
    for (const style of ground) yield* paintDraft(context, frame, scene.preview, style, box, scene.tone);
  for (const style of above) {
    yield* paintClass(context, frame, scene.arrays, style, box);
    if (scene.preview) yield* paintDraft(context, frame, scene.preview, style, box, scene.tone);
  }
  if (scene.marked) for (const style of shown) yield* paintMarked(context, frame, scene.marked, style, box, scene.tone);
  if (scene.underWords) yield* scene.underWords(box);
  if (!scene.labels) return;
  const layers = scene.preview ? [scene.preview, scene.arrays] : [scene.arrays];
  yield* paintLabels(context, frame, layers, shown, box, scene);
  yield* paintLocks(context, frame, scene.arrays, shown, box, scene.tone);
}

/** Classes of land, drawn before what stands on it. */
const GROUND: ReadonlySet<ClassId> = new Set<ClassId>([...coverageClasses, "landUse", "water", "waterCourse"]);

/** A class of the many chosen: indigo over what they are. */
function* paintMarked(
  context: Pen2D,
  frame: Frame,
  marked: FeatureArrays,
  style: ClassStyle,
  box: Box,
  tone: Tone,
): Generator<void, void> {
  const thin = thinning(scaleOf(frame.mmPerPx));
  const pen: Pen = { fill: veiled("indigo", 0.24, tone), stroke: colourOf("indigo", tone), widthMm: 0.4 };
  const met = marked.meeting(style.id, box);
  if (areFine(met, frame, pen, thin)) {
    yield* paintFine(context, frame, met, pen, thin, box);
    return;
  }
  for (const { pack, slots } of met) {
    const kind = pack.kind;
    if (kind === "polygon") yield* paintSurfaces(context, frame, pack, slots, pen, thin);
    else if (kind === "line") yield* paintLines(context, frame, pack, slots, { ...pen, widthMm: 1 }, thin);
    else yield* paintPoints(context, frame, pack, slots, { ...pen, symbol: { shape: "circle", sizeMm: 3 } }, thin);
  }
}

/** A class of the draft: slightly transparent, lines of laterite. */
function* paintDraft(
  context: Pen2D,
  frame: Frame,
  preview: FeatureArrays,
  style: ClassStyle,
  box: Box,
  tone: Tone,
): Generator<void, void> {
  const stroke = colourOf("laterite", tone);
  const pens = style.pens.map((pen) => ({ ...pen, stroke, widthMm: Math.max(pen.widthMm, 0.25) }));
  context.globalAlpha = 0.86;
  yield* paintClass(context, frame, preview, { ...style, pens }, box);
  context.globalAlpha = 1;
}

function* paintClass(
  context: Pen2D,
  frame: Frame,
  arrays: FeatureArrays,
  style: ClassStyle,
  box: Box,
): Generator<void, void> {
  const scale = scaleOf(frame.mmPerPx);
  const thin = thinning(scale);
  const opacity = context.globalAlpha;
  const met = arrays.meeting(style.id, box);
  for (const [number, declared] of style.pens.entries()) {
    const pen = style.id === "building" && scale > HOUSES_DARK_FROM ? darkened(declared) : declared;
    const share = fading(style.id, pen, scale);
    if (share < 0.12) continue;
    const drawn = style.pens.length === 1 ? met : withPen(met, number);
    context.globalAlpha = opacity * share;
    const onePass = style.id === "street" ? streetFarOut(pen, scale) : pen;
    if (onePass && areFine(drawn, frame, onePass, thin)) {
      yield* paintFine(context, frame, drawn, onePass, thin, box);
      context.globalAlpha = opacity;
      continue;
    }
    for (const { pack, slots: mine } of drawn) {
      const kind = pack.kind;
      if (kind === "point") yield* paintPoints(context, frame, pack, mine, pen, thin);
      else if (kind === "line") yield* paintLines(context, frame, pack, mine, pen, thin);
      else if (style.id === "street") {
        // Outlines first: pieces of one street then show no line where they meet, and keep it towards the ground.
        const { fill, stroke, ...plain } = pen;
        if (stroke && scale < STREET_EDGES_UNTIL)
          yield* paintSurfaces(context, frame, pack, mine, { ...plain, stroke, widthMm: pen.widthMm * 2.5 }, thin);
        const seam = fill && scale < STREET_EDGES_UNTIL ? { stroke: fill } : {};
        if (fill) yield* paintSurfaces(context, frame, pack, mine, { fill, widthMm: 0.1, ...seam }, thin);
      } else yield* paintSurfaces(context, frame, pack, mine, pen, thin);
    }
    context.globalAlpha = opacity;
  }
}

/** The pen of a street where its edge is not drawn. */
function streetFarOut({ fill, widthMm }: Pen, scale: number): Pen | undefined {
  return fill && scale >= STREET_EDGES_UNTIL ? { fill, widthMm } : undefined;
}

/** Members that are drawn with one pen of their class. */
function withPen(met: readonly Met[], number: number): Met[] {
  return met
    .map(({ pack, slots }) => ({ pack, slots: slots.filter((slot) => pack.pens[slot] === number) }))
    .filter(({ slots }) => slots.length > 0);
}

/** Houses of a few pixels must still be seen against any ground: the colour of their outline fills them. */
function darkened(pen: Pen): Pen {
  return { widthMm: pen.widthMm, ...(pen.stroke ? { fill: pen.stroke } : {}) };
}

/** How much is left of a class's line far out, 0 to 1: îlots and narrow streets' axes would cover what they bound. */
function fading(id: ClassId, pen: Pen, scale: number): number {
  if (id === "ilot") return Math.min(1, (8_000 / scale) ** 1.5);
  if (id === "landUse") return 0.6;
  if (id !== "streetAxis") return 1;
  const until = pen.widthMm >= 0.8 ? 60_000 : pen.widthMm >= 0.5 ? 20_000 : 6_000;
  return (pen.widthMm >= 0.5 ? 0.9 : 0.6) * Math.min(1, (until / scale) ** 2);
}

/** Width of the road that a street's axis stands for, where it is not said: on the ground, and least on paper. */
const ROADS: Readonly<Record<string, { readonly groundM: number; readonly paperMm: number }>> = {
  primary: { groundM: 12, paperMm: 2 },
  secondary: { groundM: 9, paperMm: 1.7 },
  access: { groundM: 6, paperMm: 1.2 },
};

/** White roads with a thin edge under the axes of streets that are there. */
function* paintRoads(context: Pen2D, frame: Frame, arrays: FeatureArrays, box: Box, tone: Tone): Generator<void, void> {
  const scale = scaleOf(frame.mmPerPx);
  const thin = thinning(scale);
  const met = arrays.meeting("streetAxis", box);
  for (const edge of [true, false]) {
    const colour = colourOf(edge ? "clay" : "street", tone);
    if (areFineLines(met, frame)) {
      const widths = new Map(Object.keys(ROADS).map((rank) => [rank, roadWidthPx(rank, frame, edge)]));
      const widthPx = ({ fields }: ShapedFeature) => widths.get(String(fields["rank"]));
      yield* paintFineLines(context, frame, met, box, { colour, widthPx });
      continue;
    }
    for (const rank of Object.keys(ROADS)) {
      const widthPx = roadWidthPx(rank, frame, edge);
      const pen: Pen = { stroke: colour, widthMm: widthPx / (PX_PER_MM * thin) };
      for (const { pack, slots } of met) {
        const mine = slots.filter((slot) => pack.feature(slot).fields["rank"] === rank);
        yield* paintLines(context, frame, pack, mine, pen, thin);
      }
    }
  }
}

function roadWidthPx(rank: string, frame: Frame, edge: boolean): number {
  const { groundM, paperMm } = ROADS[rank] as (typeof ROADS)[string];
  const onPaper = paperMm * PX_PER_MM * thinning(scaleOf(frame.mmPerPx));
  return Math.max(onPaper, (groundM * 1000) / frame.mmPerPx) + (edge ? 1.6 : 0);
}

function* paintSurfaces(
  context: Pen2D,
  frame: Frame,
  pack: Pack,
  slots: readonly number[],
  pen: Pen,
  thin: number,
): Generator<void, void> {
  const perMm = 1 / frame.mmPerPx;
  const alpha = context.globalAlpha;
  const strokeAlpha = outlineAlpha(pack, slots, perMm);
  const width = Math.max(0.4, pen.widthMm * PX_PER_MM * thin);
  const dash = (pen.dashMm ?? []).map((mm) => mm * PX_PER_MM * thin);
  const dots: number[] = [];
  let drawn = 0;
  let open = false;
  const close = (): void => {
    if (!open) return;
    if (pen.fill) {
      context.fillStyle = pen.fill;
      context.fill("evenodd");
    }
    if (pen.stroke && strokeAlpha > 0.05) {
      context.globalAlpha = alpha * strokeAlpha;
      context.strokeStyle = pen.stroke;
      context.lineWidth = width;
      context.lineJoin = width < 1.5 ? "bevel" : "round";
      context.setLineDash(dash);
      context.stroke();
      context.globalAlpha = alpha;
    }
    open = false;
    drawn = 0;
  };
  for (const slot of slots) {
    if ((pack.sizes[slot] as number) * perMm < DOT_PX) {
      dots.push(slot);
      continue;
    }
    if (!open) context.beginPath();
    open = true;
    drawn += trace(context, frame, pack, slot, true);
    if (drawn > BATCH) {
      close();
      yield;
    }
  }
  close();
  yield* paintDots(context, frame, pack, dots, pen);
  context.setLineDash([]);
}

/** Surfaces of a pixel or so: one square each. */
function* paintDots(
  context: Pen2D,
  frame: Frame,
  pack: Pack,
  slots: readonly number[],
  pen: Pen,
): Generator<void, void> {
  const colour = pen.fill ?? pen.stroke;
  if (!colour) return;
  const perMm = 1 / frame.mmPerPx;
  const dx = (pack.originX - frame.left) * perMm;
  const dy = (frame.top - pack.originY) * perMm;
  context.fillStyle = colour;
  for (const [k, slot] of slots.entries()) {
    const at = pack.runs[pack.firstRun[slot] as number] as number;
    const side = Math.max(0.7, (pack.sizes[slot] as number) * perMm);
    const x = dx + (pack.coords[at] as number) * perMm;
    const y = dy - (pack.coords[at + 1] as number) * perMm;
    context.fillRect(x, y - side, side, side);
    if (k % 400 === 399) yield;
  }
}

function* paintLines(
  context: Pen2D,
  frame: Frame,
  pack: Pack,
  slots: readonly number[],
  pen: Pen,
  thin: number,
): Generator<void, void> {
  if (!pen.stroke) return;
  const shortestMm = frame.mmPerPx;
  context.strokeStyle = pen.stroke;
  context.lineWidth = Math.max(0.5, pen.widthMm * PX_PER_MM * thin);
  context.lineJoin = "round";
  context.lineCap = pen.dashMm ? "butt" : "round";
  context.setLineDash((pen.dashMm ?? []).map((mm) => mm * PX_PER_MM * thin));
  let drawn = 0;
  context.beginPath();
  for (const slot of slots) {
    if ((pack.sizes[slot] as number) < shortestMm) continue;
    drawn += trace(context, frame, pack, slot, false);
    if (drawn > BATCH) {
      context.stroke();
      drawn = 0;
      yield;
      context.beginPath();
    }
  }
  context.stroke();
  context.setLineDash([]);
  context.lineCap = "butt";
}

function* paintPoints(
  context: Pen2D,
  frame: Frame,
  pack: Pack,
  slots: readonly number[],
  pen: Pen,
  thin: number,
): Generator<void, void> {
  if (!pen.symbol) return;
  const size = pen.symbol.sizeMm * PX_PER_MM * thin;
  if (size < 1.6) return;
  const perMm = 1 / frame.mmPerPx;
  const dx = (pack.originX - frame.left) * perMm;
  const dy = (frame.top - pack.originY) * perMm;
  const direction = scaleOf(frame.mmPerPx) < WEDGES_UNTIL ? pen.symbol.direction : undefined;
  context.fillStyle = pen.fill ?? "#000000";
  context.strokeStyle = pen.stroke ?? "#ffffff";
  context.lineWidth = Math.max(0.6, pen.widthMm * PX_PER_MM * thin);
  for (const [k, slot] of slots.entries()) {
    const at = pack.runs[pack.firstRun[slot] as number] as number;
    const x = dx + (pack.coords[at] as number) * perMm;
    const y = dy - (pack.coords[at + 1] as number) * perMm;
    const bearingDeg = direction && pack.feature(slot).fields[direction];
    if (typeof bearingDeg === "number") paintDirection(context, bearingDeg, x, y, size * WEDGE);
    const feature = pack.feature(slot);
    const sign = feature.class === "facility" ? pictogramOf(feature.fields["kind"]) : undefined;
    if (sign && size >= SIGNS_FROM_PX) {
      paintSymbol(context, pen.symbol.shape, x, y, size * SIGN_GROWTH);
      context.fillStyle = pen.stroke ?? "#ffffff";
      paintPictogram(context, sign, x, y, size * SIGN_GROWTH * 0.74);
      context.fillStyle = pen.fill ?? "#000000";
    } else paintSymbol(context, pen.symbol.shape, x, y, size);
    if (k % 200 === 199) yield;
  }
}

/**
 * Adds a feature's runs to the context's path, positions closer than half a pixel to the last left out.
 *
 * @returns how many positions it had
 */
export function trace(context: Pen2D, frame: Frame, pack: Pack, slot: number, closed: boolean): number {
  const perMm = 1 / frame.mmPerPx;
  const dx = (pack.originX - frame.left) * perMm;
  const dy = (frame.top - pack.originY) * perMm;
  const { coords, runs } = pack;
  const last = pack.firstRun[slot + 1] as number;
  let count = 0;
  for (let run = pack.firstRun[slot] as number; run < last; run++) {
    const from = runs[run] as number;
    const to = runs[run + 1] as number;
    // Short rings are drawn whole: leaving out a corner of a house shows.
    const near = to - from > 24 ? 0.5 : 0;
    let px = dx + (coords[from] as number) * perMm;
    let py = dy - (coords[from + 1] as number) * perMm;
    context.moveTo(px, py);
    for (let i = from + 2; i < to; i += 2) {
      const x = dx + (coords[i] as number) * perMm;
      const y = dy - (coords[i + 1] as number) * perMm;
      if (near > 0 && i + 2 < to && Math.abs(x - px) < near && Math.abs(y - py) < near) continue;
      context.lineTo(x, y);
      px = x;
      py = y;
    }
    if (closed) context.closePath();
    count += (to - from) >> 1;
  }
  return count;
}
