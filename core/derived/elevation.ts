/** Altitudes of a piece of ground, metres, rows from the top; `NaN` where the source has none. */
export interface AltitudeGrid {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
}

/**
 * Altitude between the four nearest points of a grid, weighed by their nearness. Where one of the four has no altitude
 * the nearest of them answers, if it has one: a hole in the source is never filled from afar.
 *
 * @param column position in the grid, 0 at the first point and `columns - 1` at the last
 * @param row likewise, from the top
 * @returns metres; `NaN` where the source has no altitude; `undefined` outside the grid
 */
export function altitudeIn(grid: AltitudeGrid, column: number, row: number): number | undefined {
  const { columns, rows, values } = grid;
  if (!(column >= 0 && row >= 0 && column <= columns - 1 && row <= rows - 1)) return undefined;
  const left = Math.min(Math.floor(column), Math.max(0, columns - 2));
  const top = Math.min(Math.floor(row), Math.max(0, rows - 2));
  const right = Math.min(left + 1, columns - 1);
  const bottom = Math.min(top + 1, rows - 1);
  const u = column - left;
  const v = row - top;
  const at = (c: number, r: number): number => values[r * columns + c] as number;
  const mixed =
    at(left, top) * (1 - u) * (1 - v) +
    at(right, top) * u * (1 - v) +
    at(left, bottom) * (1 - u) * v +
    at(right, bottom) * u * v;
  if (!Number.isNaN(mixed)) return mixed;
  return at(u < 0.5 ? left : right, v < 0.5 ? top : bottom);
}

/** One place of a profile. */
export interface ProfilePoint {
  /** Along the line from its start, on the ground, metres. */
  readonly distanceM: number;
  /** Absent where the source has none. */
  readonly altitudeM?: number;
}

/** What a profile amounts to. Metres and shares; absent where fewer than two places have an altitude. */
export interface ProfileFigures {
  readonly lowestM: number;
  readonly highestM: number;
  readonly climbM: number;
  readonly descentM: number;
  /** Sum of climbs and descents over the length that has altitudes: 0.02 for 2 %. */
  readonly meanSlope: number;
  /** From the first altitude to the last, over the distance between them; below 0 when it falls. */
  readonly overallSlope: number;
  /** Length along which there is no altitude. */
  readonly missingM: number;
}

/**
 * Sums of a profile. Ups and downs smaller than `noiseM` are not counted: on flat ground, satellite altitudes go up
 * and down by a metre or two of their own.
 *
 * @param noiseM least rise or fall that counts, metres
 */
export function profileFigures(points: readonly ProfilePoint[], noiseM: number): ProfileFigures | undefined {
  const known = points.filter((point): point is Required<ProfilePoint> => point.altitudeM !== undefined);
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last || last.distanceM <= first.distanceM) return undefined;
  let missingM = 0;
  for (let i = 1; i < points.length; i++) {
    const from = points[i - 1] as ProfilePoint;
    const to = points[i] as ProfilePoint;
    if (from.altitudeM === undefined || to.altitudeM === undefined) missingM += to.distanceM - from.distanceM;
  }
  let climbM = 0;
  let descentM = 0;
  let turn = first.altitudeM;
  for (const { altitudeM } of known) {
    const rise = altitudeM - turn;
    if (Math.abs(rise) < noiseM) continue;
    if (rise > 0) climbM += rise;
    else descentM -= rise;
    turn = altitudeM;
  }
  const altitudes = known.map(({ altitudeM }) => altitudeM);
  const lengthM = (points.at(-1)?.distanceM ?? 0) - (points[0]?.distanceM ?? 0) - missingM;
  return {
    lowestM: altitudes.reduce((a, b) => Math.min(a, b)),
    highestM: altitudes.reduce((a, b) => Math.max(a, b)),
    climbM,
    descentM,
    meanSlope: lengthM > 0 ? (climbM + descentM) / lengthM : 0,
    overallSlope: (last.altitudeM - first.altitudeM) / (last.distanceM - first.distanceM),
    missingM,
  };
}

/**
 * Places at equal steps along a line, its own vertices among them.
 *
 * @param run flat positions, millimetres; two or more
 * @param stepMm largest distance between two places
 * @param most at most about so many places; the step grows to keep to it
 * @returns flat positions, and how far along the line each is, millimetres in the plan
 */
export function placesAlong(
  run: readonly number[],
  stepMm: number,
  most: number,
): { readonly places: number[]; readonly alongMm: number[] } {
  let lengthMm = 0;
  for (let i = 2; i < run.length; i += 2) lengthMm += segmentMm(run, i);
  const step = Math.max(stepMm, lengthMm / Math.max(1, most));
  const places = [run[0] as number, run[1] as number];
  const alongMm = [0];
  let before = 0;
  for (let i = 2; i < run.length; i += 2) {
    const length = segmentMm(run, i);
    const pieces = Math.max(1, Math.ceil(length / step - 1e-9));
    for (let k = 1; k <= pieces; k++) {
      const share = k / pieces;
      places.push(
        (run[i - 2] as number) + ((run[i] as number) - (run[i - 2] as number)) * share,
        (run[i - 1] as number) + ((run[i + 1] as number) - (run[i - 1] as number)) * share,
      );
      alongMm.push(before + length * share);
    }
    before += length;
  }
  return { places, alongMm };
}

function segmentMm(run: readonly number[], i: number): number {
  return Math.hypot((run[i] as number) - (run[i - 2] as number), (run[i + 1] as number) - (run[i - 1] as number));
}
