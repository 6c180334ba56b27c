import { isLocked, lockableClasses } from "#core/features/locks";
import { colourOf, type Tone } from "#core/features/palette";
import type { Box } from "#core/geometry/box";
import type { ClassId } from "#core/model/feature";
import type { ClassStyle } from "#editor/class-style";
import type { FeatureArrays } from "#editor/feature-arrays";
import { type Frame, scaleOf, toPx } from "#editor/frame";
import type { Pen2D } from "#editor/pen-2d";

/** Coarsest scale (its denominator) that locks are marked at, and the least size of what bears one, pixels. */
const UNTIL = 8_000;
const LEAST_PX = 16;

/** A small padlock on what is locked, beside its words: quiet, and the same in every theme but for its colour. */
export function* paintLocks(
  context: Pen2D,
  frame: Frame,
  layer: FeatureArrays,
  shown: readonly ClassStyle[],
  box: Box,
  tone: Tone,
): Generator<void, void> {
  if (scaleOf(frame.mmPerPx) > UNTIL) return;
  const ids = shown.map(({ id }) => id).filter((id: ClassId) => lockableClasses.has(id));
  let since = 0;
  for (const id of ids) {
    for (const { pack, slots } of layer.meeting(id, box)) {
      for (const slot of slots) {
        if (++since % 2_000 === 0) yield;
        const feature = pack.feature(slot);
        if (!isLocked(feature) || (pack.sizes[slot] as number) / frame.mmPerPx < LEAST_PX) continue;
        const [x, y] = toPx(
          frame,
          feature.geometry.kind === "line" ? middleOf(feature.geometry.path) : pack.anchor(slot),
        );
        padlock(context, x, feature.geometry.kind === "line" ? y : y + 13, tone);
      }
    }
  }
}

/** The middle of the longest stretch of a line. */
function middleOf(path: readonly number[]): readonly [number, number] {
  let [longest, at] = [-1, 0];
  for (let i = 0; i + 3 < path.length; i += 2) {
    const length = Math.hypot(
      (path[i + 2] as number) - (path[i] as number),
      (path[i + 3] as number) - (path[i + 1] as number),
    );
    if (length > longest) [longest, at] = [length, i];
  }
  const [ax, ay, bx, by] = path.slice(at, at + 4) as [number, number, number, number];
  return [(ax + bx) / 2, (ay + by) / 2];
}

function padlock(context: Pen2D, x: number, y: number, tone: Tone): void {
  context.save();
  context.lineWidth = 1.4;
  context.strokeStyle = colourOf("ink", tone);
  context.beginPath();
  context.arc(x, y - 3, 2.6, Math.PI, 2 * Math.PI);
  context.stroke();
  context.fillStyle = colourOf("ink", tone);
  context.fillRect(x - 4, y - 3, 8, 6);
  context.restore();
}
