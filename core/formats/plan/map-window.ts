import type { Run } from "#core/formats/plan/sheet-marks";
import type { Box } from "#core/geometry/box";
import type { Ring } from "#core/geometry/geometry";
import { type Refusal, refuse } from "#core/model/refusal";

/** The part of the sheet that shows the ground, and how the ground comes onto it. Grid north is up. */
export interface MapWindow {
  /** Upper left corner and size on paper, millimetres. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Denominator: one millimetre on paper is `scale` millimetres in the plan. */
  readonly scale: number;
  /** What of the ground it shows, millimetres in the project CRS. */
  readonly ground: Box;
  paperX(x: number): number;
  paperY(y: number): number;
  /** A ring or path of the ground on paper. */
  run(ring: Ring, closed: boolean): Run;
}

/** Scales used on French plans, finest first; coarser ones follow 1, 2, 5. */
const SCALES = [
  ...[100, 200, 250, 500, 1000, 1250, 2000, 2500, 3000, 4000, 5000, 7500, 10_000],
  ...[15_000, 20_000, 25_000, 50_000, 100_000, 200_000],
];

/** The scales a planner is offered for a plan. */
export const offeredScales: readonly number[] = SCALES.filter((scale) => scale >= 500 && scale <= 25_000);

/** White left between what is shown and the edge of the window, millimetres on paper. */
const MARGIN_MM = 4;

/**
 * Fits a window on the ground: at the scale asked for, or at the finest round scale that holds `shown`.
 *
 * @param shown what must be seen whole, millimetres in the project CRS
 * @returns the window, or a refusal `print.does-not-fit` with the scale that would do
 */
export function fitWindow(
  frame: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  shown: Box,
  asked: number | undefined,
): MapWindow | Refusal {
  const need = Math.max(
    (shown[2] - shown[0]) / (frame.width - 2 * MARGIN_MM),
    (shown[3] - shown[1]) / (frame.height - 2 * MARGIN_MM),
  );
  const fits = roundScaleFrom(need);
  if (asked !== undefined && asked < need) return refuse("print.does-not-fit", { params: { scale: asked, fits } });
  const scale = asked ?? fits;
  const centreX = Math.round((shown[0] + shown[2]) / 2);
  const centreY = Math.round((shown[1] + shown[3]) / 2);
  const middleX = frame.x + frame.width / 2;
  const middleY = frame.y + frame.height / 2;
  const paperX = (x: number) => middleX + (x - centreX) / scale;
  const paperY = (y: number) => middleY - (y - centreY) / scale;
  return {
    ...frame,
    scale,
    ground: [
      centreX - (frame.width / 2) * scale,
      centreY - (frame.height / 2) * scale,
      centreX + (frame.width / 2) * scale,
      centreY + (frame.height / 2) * scale,
    ],
    paperX,
    paperY,
    run(ring, closed) {
      const at = new Array<number>(ring.length);
      for (let i = 0; i < ring.length; i += 2) {
        at[i] = paperX(ring[i] as number);
        at[i + 1] = paperY(ring[i + 1] as number);
      }
      return { at, closed };
    },
  };
}

/** The finest usual scale that is `need` or coarser. */
export function roundScaleFrom(need: number): number {
  const usual = SCALES.find((scale) => scale >= need);
  if (usual) return usual;
  for (let power = 1e5; ; power *= 10) for (const step of [1, 2, 5]) if (step * power >= need) return step * power;
}
