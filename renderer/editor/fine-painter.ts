import type { Box } from "#core/geometry/box";
import type { Pen } from "#editor/class-style";
import type { Met } from "#editor/feature-arrays";
import { type Frame, PX_PER_MM, scaleOf } from "#editor/frame";
import type { Pack, ShapedFeature } from "#editor/pack";
import type { Pen2D } from "#editor/pen-2d";
import { inkOf, PixelSheet } from "#editor/pixel-sheet";

/**
 * At least so many surfaces with lines no wider than this go straight into pixels where they are on average no larger
 * than this (pixels), and from this scale (its denominator) on whatever their size.
 */
const MANY = 400;
const FINE_LINE_PX = 1.2;
const FINE_PX = 24;
const ALL_FINE_FROM = 9_000;
/** Surfaces noted between two chances for the window to breathe. */
const NOTED_AT_ONCE = 500;

/** Whether surfaces are so many and so small on screen that they are better drawn straight into pixels. */
export function areFine(met: readonly Met[], frame: Frame, pen: Pen, thin: number): boolean {
  const count = countOf(met);
  if (count < MANY || pen.dashMm || met[0]?.pack.kind !== "polygon") return false;
  if (pen.stroke && pen.widthMm * PX_PER_MM * thin > FINE_LINE_PX) return false;
  if (scaleOf(frame.mmPerPx) > ALL_FINE_FROM) return true;
  const sizes = met.map(({ pack, slots }) => meanSizePx(pack, slots, 1 / frame.mmPerPx) * slots.length);
  return sizes.reduce((sum, each) => sum + each, 0) / count < FINE_PX;
}

/** Many small surfaces and their outlines. */
export function* paintFine(
  context: Pen2D,
  frame: Frame,
  met: readonly Met[],
  pen: Pen,
  thin: number,
  box: Box,
): Generator<void, void> {
  const sheet = sheetOver(context, frame, box);
  if (!sheet) return;
  const { pixels, perMm, ratio, left, top } = sheet;
  const lineAlpha = met.map(({ pack, slots }) => outlineAlpha(pack, slots, 1 / frame.mmPerPx));
  const lineShare = Math.max(...lineAlpha);
  const lineWidth = pen.stroke && lineShare > 0.05 ? Math.max(0.4, pen.widthMm * PX_PER_MM * thin) * ratio : 0;
  let noted = 0;
  for (const { pack, slots } of met) {
    const dx = (pack.originX - frame.left) * perMm - left;
    const dy = (frame.top - pack.originY) * perMm - top;
    const { coords, runs, firstRun } = pack;
    for (const slot of slots) {
      const last = firstRun[slot + 1] as number;
      for (let run = firstRun[slot] as number; run < last; run++) {
        const from = runs[run] as number;
        const to = runs[run + 1] as number;
        let px = dx + (coords[to - 2] as number) * perMm;
        let py = dy - (coords[to - 1] as number) * perMm;
        for (let i = from; i < to; i += 2) {
          const x = dx + (coords[i] as number) * perMm;
          const y = dy - (coords[i + 1] as number) * perMm;
          pixels.edge(px, py, x, y);
          if (lineWidth > 0) pixels.line(px, py, x, y, lineWidth);
          px = x;
          py = y;
        }
      }
      if (++noted % NOTED_AT_ONCE === 0) yield;
    }
  }
  const alpha = context.globalAlpha;
  const fill = pen.fill ? inkOf(pen.fill, alpha) : undefined;
  yield* pixels.flush(context, left, top, fill, pen.stroke ? inkOf(pen.stroke, alpha * lineShare) : undefined);
  spareSheet = pixels;
}

/** Whether lines are so many, at so coarse a scale, that they are better drawn straight into pixels. */
export function areFineLines(met: readonly Met[], frame: Frame): boolean {
  return scaleOf(frame.mmPerPx) > ALL_FINE_FROM && countOf(met) >= MANY;
}

function countOf(met: readonly Met[]): number {
  return met.reduce((sum, { slots }) => sum + slots.length, 0);
}

/** Many lines that are wider than a pixel, of one colour: those given no width (CSS pixels) are left out. */
export function* paintFineLines(
  context: Pen2D,
  frame: Frame,
  met: readonly Met[],
  box: Box,
  pen: { readonly colour: string; readonly widthPx: (feature: ShapedFeature) => number | undefined },
): Generator<void, void> {
  const sheet = sheetOver(context, frame, box);
  if (!sheet) return;
  const { pixels, perMm, ratio, left, top } = sheet;
  let noted = 0;
  for (const { pack, slots } of met) {
    const dx = (pack.originX - frame.left) * perMm - left;
    const dy = (frame.top - pack.originY) * perMm - top;
    const { coords, runs, firstRun } = pack;
    for (const slot of slots) {
      const widthPx = pen.widthPx(pack.feature(slot));
      if (widthPx === undefined) continue;
      const run = firstRun[slot] as number;
      const last = runs[run + 1] as number;
      for (let i = (runs[run] as number) + 2; i < last; i += 2) {
        pixels.band(
          dx + (coords[i - 2] as number) * perMm,
          dy - (coords[i - 1] as number) * perMm,
          dx + (coords[i] as number) * perMm,
          dy - (coords[i + 1] as number) * perMm,
          widthPx * ratio,
        );
      }
      if (++noted % NOTED_AT_ONCE === 0) yield;
    }
  }
  yield* pixels.flush(context, left, top, inkOf(pen.colour, context.globalAlpha), undefined);
  spareSheet = pixels;
}

/** Outlines fade as surfaces shrink on screen: below a few pixels they would drown the fill. */
export function outlineAlpha(pack: Pack, slots: readonly number[], perMm: number): number {
  return Math.min(1, Math.max(0, (meanSizePx(pack, slots, perMm) - 1.5) / 9));
}

/** Mean of the sizes of some surfaces on screen, of a sample, large ones counted as 40 pixels. */
function meanSizePx(pack: Pack, slots: readonly number[], perMm: number): number {
  let sum = 0;
  const step = Math.max(1, Math.floor(slots.length / 64));
  let n = 0;
  for (let i = 0; i < slots.length; i += step) {
    sum += Math.min(40, (pack.sizes[slots[i] as number] as number) * perMm);
    n++;
  }
  return sum / n;
}

/** A sheet that was used up: the next drawing of the same size takes it over. */
let spareSheet: PixelSheet | undefined;

/** An empty sheet over the part of a picture that shows a box; `undefined` when none does. */
function sheetOver(context: Pen2D, frame: Frame, box: Box) {
  const ratio = context.getTransform().a;
  const perMm = ratio / frame.mmPerPx;
  const left = Math.max(0, Math.floor((box[0] - frame.left) * perMm));
  const top = Math.max(0, Math.floor((frame.top - box[3]) * perMm));
  const width = Math.min(context.canvas.width, Math.ceil((box[2] - frame.left) * perMm)) - left;
  const height = Math.min(context.canvas.height, Math.ceil((frame.top - box[1]) * perMm)) - top;
  if (width <= 0 || height <= 0) return undefined;
  const suits = spareSheet?.width === width && spareSheet.height === height;
  const pixels = suits && spareSheet ? spareSheet : new PixelSheet(width, height);
  spareSheet = undefined;
  return { pixels, perMm, ratio, left, top };
}
