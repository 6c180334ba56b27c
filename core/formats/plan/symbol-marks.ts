import type { Style } from "#core/features/feature-class";
import { area, type Ink, type Mark } from "#core/formats/plan/sheet-marks";

type Shape = NonNullable<Style["symbol"]>["shape"];

/** A point symbol of the class declarations, centred on `x, y`, `sizeMm` across. */
export function symbolMark(shape: Shape, sizeMm: number, x: number, y: number, ink: Ink): Mark {
  const r = sizeMm / 2;
  if (shape === "circle") return { kind: "circle", x, y, radius: r, ink };
  return area(
    outlines[shape].map((share, i) => (i % 2 === 0 ? x : y) + share * r),
    ink,
  );
}

/** Outlines in a box from -1 to 1, y down. */
const outlines: Readonly<Record<Exclude<Shape, "circle">, readonly number[]>> = {
  square: [-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9],
  triangle: [0, -1, 1, 0.8, -1, 0.8],
  cross: [
    -0.3, -1, 0.3, -1, 0.3, -0.3, 1, -0.3, 1, 0.3, 0.3, 0.3, 0.3, 1, -0.3, 1, -0.3, 0.3, -1, 0.3, -1, -0.3, -0.3, -0.3,
  ],
  drop: dropOutline(),
  bubble: [-1, -0.9, 1, -0.9, 1, 0.4, -0.1, 0.4, -0.55, 1, -0.55, 0.4, -1, 0.4],
  camera: [-1, -0.5, -0.45, -0.5, -0.25, -0.8, 0.25, -0.8, 0.45, -0.5, 1, -0.5, 1, 0.75, -1, 0.75],
};

/** A drop: a point above, a round belly below. */
function dropOutline(): number[] {
  const at = [0, -1];
  for (let i = 0; i <= 16; i++) {
    const angle = ((-35 + (250 * i) / 16) * Math.PI) / 180;
    at.push(0.68 * Math.cos(angle), 0.32 + 0.68 * Math.sin(angle));
  }
  return at;
}
