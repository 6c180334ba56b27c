import { type AltitudeGrid, altitudeIn } from "#core/derived/elevation";
import type { Box } from "#core/geometry/box";
import type { Position } from "#core/geometry/geometry";

/** Altitudes over a site at equal steps, in the project CRS. Rows from the north, as in every altitude grid. */
export interface ReliefGrid {
  /** Place of the first altitude, north-west, millimetres. */
  readonly origin: Position;
  readonly stepMm: number;
  readonly grid: AltitudeGrid;
}

/** Ground between two altitudes asked for: about what satellites see, millimetres. */
const STEP_MM = 30_000;
/** Altitudes along a side at the most; the step grows to keep to it. */
const MOST = 60;

/** The places whose altitudes a relief grid over a box is made of: flat, row by row from the north. */
export function reliefPlaces(box: Box): Omit<ReliefGrid, "grid"> & {
  readonly columns: number;
  readonly rows: number;
  readonly places: readonly number[];
} {
  const [width, height] = [box[2] - box[0], box[3] - box[1]];
  const stepMm = Math.max(STEP_MM, Math.ceil(Math.max(width, height) / (MOST - 3)));
  // One step beyond the box all round: slopes at its edge have two sides.
  const columns = Math.ceil(width / stepMm) + 3;
  const rows = Math.ceil(height / stepMm) + 3;
  const origin: Position = [box[0] - stepMm, box[3] + stepMm];
  const places: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) places.push(origin[0] + column * stepMm, origin[1] - row * stepMm);
  }
  return { origin, stepMm, columns, rows, places };
}

/**
 * A relief grid of the altitudes at `reliefPlaces`, each the mean of it and its eight neighbours: satellites are off by
 * a metre or two from one point to the next, which on flat ground is more than the fall.
 *
 * @param altitudes metres; `NaN` where there is none
 * @returns nothing when fewer than half of the places have an altitude
 */
export function reliefGridOf(
  at: ReturnType<typeof reliefPlaces>,
  altitudes: readonly number[],
): ReliefGrid | undefined {
  const { origin, stepMm, columns, rows } = at;
  const known = altitudes.filter((altitude) => !Number.isNaN(altitude)).length;
  if (known < (columns * rows) / 2) return undefined;
  const values = new Float32Array(columns * rows).fill(Number.NaN);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let [sum, count] = [0, 0];
      for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
        for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
          const altitude = altitudes[r * columns + c] as number;
          if (Number.isNaN(altitude)) continue;
          sum += altitude;
          count++;
        }
      }
      if (count > 0) values[row * columns + column] = sum / count;
    }
  }
  return { origin, stepMm, grid: { columns, rows, values } };
}

/** Altitude at a place, metres; `NaN` or `undefined` where there is none. */
export function altitudeAt({ origin, stepMm, grid }: ReliefGrid, [x, y]: Position): number | undefined {
  return altitudeIn(grid, (x - origin[0]) / stepMm, (origin[1] - y) / stepMm);
}
