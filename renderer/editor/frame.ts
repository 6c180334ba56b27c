import type { Box } from "#core/geometry/box";
import type { Position } from "#core/geometry/geometry";

/** A window on the ground, in CSS pixels: what a picture of the map shows and at which scale. */
export interface Frame {
  /** Ground at the left and the top edge, millimetres. */
  readonly left: number;
  readonly top: number;
  readonly mmPerPx: number;
  /** Size, CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** CSS pixels in a millimetre of paper at 96 dpi. */
export const PX_PER_MM = 96 / 25.4;

/** The scale's denominator of a frame at 96 dpi: 2500 for 1:2500. */
export function scaleOf(mmPerPx: number): number {
  return mmPerPx * PX_PER_MM;
}

/** The ground a frame shows. */
export function groundOf(frame: Frame): Box {
  return [frame.left, frame.top - frame.height * frame.mmPerPx, frame.left + frame.width * frame.mmPerPx, frame.top];
}

/** Where a position falls in a frame, CSS pixels from its upper left corner. */
export function toPx(frame: Frame, at: Position): [x: number, y: number] {
  return [(at[0] - frame.left) / frame.mmPerPx, (frame.top - at[1]) / frame.mmPerPx];
}

/** A frame around a centre (millimetres), of a size in CSS pixels. */
export function frameAround(centre: Position, mmPerPx: number, width: number, height: number): Frame {
  return {
    left: centre[0] - (width / 2) * mmPerPx,
    top: centre[1] + (height / 2) * mmPerPx,
    mmPerPx,
    width,
    height,
  };
}

/** How much thinner than on a 1:2500 plan lines and signs are drawn: 1 up close, down to 0.3 far out. */
export function thinning(scale: number): number {
  return Math.min(1, Math.max(0.3, (2500 / scale) ** 0.4));
}
