import type { Style } from "#core/features/feature-class";
import type { Pen2D } from "#editor/pen-2d";

/** A speech bubble in a box from -1 to 1, y down. */
const BUBBLE = [
  [-1, -0.9],
  [1, -0.9],
  [1, 0.4],
  [-0.1, 0.4],
  [-0.55, 1],
  [-0.55, 0.4],
  [-1, 0.4],
] as const;

/** A camera's body, likewise. */
const CAMERA = [
  [-1, -0.5],
  [-0.45, -0.5],
  [-0.25, -0.85],
  [0.25, -0.85],
  [0.45, -0.5],
  [1, -0.5],
  [1, 0.75],
  [-1, 0.75],
] as const;

/** Draws a declared point symbol around a position with the context's fill and stroke; `size` in CSS pixels. */
export function paintSymbol(
  context: Pen2D,
  shape: NonNullable<Style["symbol"]>["shape"],
  x: number,
  y: number,
  size: number,
): void {
  const r = size / 2;
  context.beginPath();
  if (shape === "circle") context.arc(x, y, r, 0, 2 * Math.PI);
  else if (shape === "square") context.rect(x - r, y - r, size, size);
  else if (shape === "triangle") {
    context.moveTo(x, y - r);
    context.lineTo(x + r, y + r * 0.8);
    context.lineTo(x - r, y + r * 0.8);
    context.closePath();
  } else if (shape === "drop") {
    context.moveTo(x, y - r * 1.2);
    context.bezierCurveTo(x + r * 0.5, y - r * 0.4, x + r, y, x + r * 0.85, y + r * 0.45);
    context.arc(x, y + r * 0.3, r * 0.86, 0.18, Math.PI - 0.18);
    context.bezierCurveTo(x - r, y, x - r * 0.5, y - r * 0.4, x, y - r * 1.2);
    context.closePath();
  } else if (shape === "bubble") {
    for (const [i, j] of BUBBLE) context.lineTo(x + i * r, y + j * r);
    context.closePath();
  } else if (shape === "camera") {
    for (const [i, j] of CAMERA) context.lineTo(x + i * r, y + j * r);
    context.closePath();
    // The lens is a hole: the line of the body shows around it.
    context.moveTo(x + r * 0.38, y + r * 0.12);
    context.arc(x, y + r * 0.12, r * 0.38, 0, 2 * Math.PI, true);
  } else {
    const w = r * 0.34;
    context.rect(x - w, y - r, 2 * w, size);
    context.rect(x - r, y - w, size, 2 * w);
  }
  if (context.lineWidth > 0) context.stroke();
  context.fill();
}

/**
 * Draws the field a camera at a position looked over, behind its symbol: a wedge of 50°, in the context's fill.
 *
 * @param bearingDeg degrees from north, clockwise
 * @param reach how far the wedge goes, CSS pixels
 */
export function paintDirection(context: Pen2D, bearingDeg: number, x: number, y: number, reach: number): void {
  const middle = ((bearingDeg - 90) * Math.PI) / 180;
  const half = (25 * Math.PI) / 180;
  const opacity = context.globalAlpha;
  context.beginPath();
  context.moveTo(x, y);
  context.arc(x, y, reach, middle - half, middle + half);
  context.closePath();
  context.globalAlpha = opacity * 0.45;
  context.fill();
  context.globalAlpha = opacity;
}
