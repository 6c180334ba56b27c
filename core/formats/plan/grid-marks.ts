import { colourOf } from "#core/features/palette";
import type { MapWindow } from "#core/formats/plan/map-window";
import type { PlanWords } from "#core/formats/plan/plan-words";
import { type Ink, line, type Mark } from "#core/formats/plan/sheet-marks";
import { CAP_HEIGHT } from "#core/formats/plan/text-width";

/** Half the length of a cross, and the length of a tick on the frame, millimetres. */
const ARM_MM = 1.6;
const TICK_MM = 1.4;
/** Crosses stand no nearer than this on paper, millimetres. */
const LEAST_MM = 45;
const SIZE_MM = 1.75;

/** Step of the grid of a scale, metres on the ground: 1, 2 or 5 times a power of ten. */
export function gridStepM(scale: number): number {
  const least = (LEAST_MM * scale) / 1000;
  for (let power = 1; ; power *= 10) for (const step of [1, 2, 5]) if (step * power >= least) return step * power;
}

/** Where lines of the grid cross, on paper. */
export function gridCrossing(window: MapWindow): (readonly [x: number, y: number])[] {
  const ys = stepsWithin(window.ground[1], window.ground[3], window);
  return stepsWithin(window.ground[0], window.ground[2], window).flatMap((x) =>
    ys.map((y) => [window.paperX(x), window.paperY(y)] as const),
  );
}

/** Crosses of the carroyage, inside the window. */
export function gridCrosses(window: MapWindow): Mark[] {
  const runs = gridCrossing(window).flatMap(([x, y]) => [
    { at: [x - ARM_MM, y, x + ARM_MM, y], closed: false },
    { at: [x, y - ARM_MM, x, y + ARM_MM], closed: false },
  ]);
  return runs.length > 0 ? [{ kind: "path", runs, ink: { stroke: colourOf("indigo"), widthMm: 0.12 } }] : [];
}

/** Ticks and coordinates of the carroyage around the window, metres in the project CRS. */
export function gridLabels(window: MapWindow, words: PlanWords): Mark[] {
  const { x, y, width, height } = window;
  const ink: Ink = { stroke: colourOf("ink"), widthMm: 0.18 };
  const colour = colourOf("ink");
  const marks: Mark[] = [];
  const cap = SIZE_MM * CAP_HEIGHT;
  for (const east of stepsWithin(window.ground[0], window.ground[2], window)) {
    const px = window.paperX(east);
    if (px < x + 8 || px > x + width - 8) continue;
    const text = `E ${words.number(east / 1000)}`;
    marks.push(line([px, y, px, y - TICK_MM], ink), line([px, y + height, px, y + height + TICK_MM], ink));
    marks.push({ kind: "text", text, x: px, y: y - TICK_MM - 0.6, sizeMm: SIZE_MM, colour, anchor: "middle" });
    const below = y + height + TICK_MM + 0.6 + cap;
    marks.push({ kind: "text", text, x: px, y: below, sizeMm: SIZE_MM, colour, anchor: "middle" });
  }
  for (const north of stepsWithin(window.ground[1], window.ground[3], window)) {
    const py = window.paperY(north);
    if (py < y + 10 || py > y + height - 10) continue;
    const text = `N ${words.number(north / 1000)}`;
    const upright = { sizeMm: SIZE_MM, colour, anchor: "middle", angleDeg: -90 } as const;
    marks.push(line([x, py, x - TICK_MM, py], ink), line([x + width, py, x + width + TICK_MM, py], ink));
    marks.push({ kind: "text", text, x: x - TICK_MM - 0.6, y: py, ...upright });
    marks.push({ kind: "text", text, x: x + width + TICK_MM + 0.6 + cap, y: py, ...upright });
  }
  return marks;
}

/** Multiples of the grid's step inside a range, millimetres. */
function stepsWithin(from: number, to: number, window: MapWindow): number[] {
  const step = gridStepM(window.scale) * 1000;
  const found = [];
  for (let value = Math.ceil(from / step) * step; value <= to; value += step) found.push(value);
  return found;
}
