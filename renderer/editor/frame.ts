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

/** Device pixels of the map in a CSS pixel: more than two would only cost time. */
export function mapPixelRatio(): number {
  return Math.min(2, globalThis.devicePixelRatio);
}

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

/**
 * Pixels left free around ground that is fitted into the map: above, to the right, below, to the left. The columns of
 * tools and views stand over its sides.
 */
export const FIT_PADDING = [32, 60, 44, 62] as const;

/** Ground to show for a box: a lone point with what lies around it. */
export function roomAround(box: Box): Box {
  const pad = Math.max(0, 20_000 - Math.max(box[2] - box[0], box[3] - box[1])) / 2;
  return [box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad];
}

/** The frame of a map of some size (CSS pixels) that a box is fitted into. */
export function frameFitting(box: Box, [width, height]: readonly [number, number]): Frame {
  const [top, right, bottom, left] = FIT_PADDING;
  const [west, south, east, north] = roomAround(box);
  const mmPerPx = Math.max((east - west) / (width - left - right), (north - south) / (height - top - bottom));
  const centre: Position = [
    (west + east) / 2 + ((right - left) / 2) * mmPerPx,
    (south + north) / 2 + ((top - bottom) / 2) * mmPerPx,
  ];
  return frameAround(centre, mmPerPx, width, height);
}

/** How much thinner than on a 1:2500 plan lines and signs are drawn: 1 up close, down to 0.3 far out. */
export function thinning(scale: number): number {
  return Math.min(1, Math.max(0.3, (2500 / scale) ** 0.4));
}

/** Whether a picture reaches a share of the view's size beyond each of its edges. */
export function covers(picture: Frame, view: Frame, share: number): boolean {
  const px = (mm: number): number => mm / view.mmPerPx;
  const left = px(view.left - picture.left);
  const top = px(picture.top - view.top);
  return (
    left >= view.width * share - 0.5 &&
    top >= view.height * share - 0.5 &&
    left + view.width * (1 + share) <= picture.width + 0.5 &&
    top + view.height * (1 + share) <= picture.height + 0.5
  );
}
