import { placesAlong } from "#core/derived/elevation";
import { altitudeAt, type ReliefGrid } from "#core/derived/relief-grid";
import type { Path, Position } from "#core/geometry/geometry";

/** Slopes are taken over so much street, millimetres: less says more of the satellite than of the ground. */
const PIECE_MM = 60_000;

/**
 * Share of the length of some streets along which water runs off and does not scour: slopes from `least` to `most`.
 *
 * @returns 0 to 1; nothing when less than half of the length has altitudes
 */
export function drainingShare(
  paths: readonly Path[],
  relief: ReliefGrid,
  least: number,
  most: number,
): number | undefined {
  let [good, known, all] = [0, 0, 0];
  for (const path of paths) {
    const { places, alongMm } = placesAlong(path, PIECE_MM, Infinity);
    let before: { readonly z: number; readonly along: number } | undefined;
    for (const [i, along] of alongMm.entries()) {
      const z = altitudeAt(relief, [places[2 * i] as number, places[2 * i + 1] as number]);
      const length = along - (alongMm[i - 1] ?? along);
      all += length;
      if (z === undefined || Number.isNaN(z)) {
        before = undefined;
        continue;
      }
      if (before && along > before.along) {
        const run = along - before.along;
        const slope = Math.abs(z - before.z) / (run / 1000);
        known += run;
        if (slope >= least && slope <= most) good += run;
      }
      before = { z, along };
    }
  }
  return all > 0 && known >= all / 2 ? good / known : undefined;
}

/** A step of running water: from one place of the grid to the next one down, and the land that drains through it. */
export interface TalwegStep {
  readonly from: Position;
  readonly to: Position;
  readonly drainedM2: number;
}

/**
 * Where water gathers: the steps of the talwegs that drain at least so much land. Hollows are filled first to where
 * they run over (priority flood), then each place drains to its steepest neighbour.
 *
 * @param leastM2 land drained, square metres
 */
export function talwegsOf(relief: ReliefGrid, leastM2: number): TalwegStep[] {
  const { columns, rows, values } = relief.grid;
  const down = drainsTo(values, columns, rows);
  const count = values.length;
  const inflow = new Int32Array(count);
  for (const to of down.to) if (to >= 0) inflow[to] = (inflow[to] as number) + 1;
  const drained = new Float64Array(count).fill(1);
  const ready: number[] = [];
  for (let i = 0; i < count; i++) if (inflow[i] === 0) ready.push(i);
  const cellM2 = (relief.stepMm / 1000) ** 2;
  const steps: TalwegStep[] = [];
  const at = (i: number): Position => [
    relief.origin[0] + (i % columns) * relief.stepMm,
    relief.origin[1] - Math.floor(i / columns) * relief.stepMm,
  ];
  for (let i = ready.pop(); i !== undefined; i = ready.pop()) {
    const to = down.to[i] as number;
    if (to < 0) continue;
    const drainedM2 = (drained[i] as number) * cellM2;
    if (drainedM2 >= leastM2) steps.push({ from: at(i), to: at(to), drainedM2 });
    drained[to] = (drained[to] as number) + (drained[i] as number);
    inflow[to] = (inflow[to] as number) - 1;
    if (inflow[to] === 0) ready.push(to);
  }
  return steps;
}

/** The place each place drains to, -1 at the rim and where there is no altitude: floods from the rim inwards, lowest first. */
function drainsTo(values: Float32Array, columns: number, rows: number): { readonly to: Int32Array } {
  const count = values.length;
  const to = new Int32Array(count).fill(-1);
  const seen = new Uint8Array(count);
  const level = Float64Array.from(values);
  const queue: number[] = [];
  const put = (i: number): void => {
    // Insertion by bisection: grids are small, and equal levels keep the order they came in.
    let [low, high] = [0, queue.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((level[queue[middle] as number] as number) >= (level[i] as number)) low = middle + 1;
      else high = middle;
    }
    queue.splice(low, 0, i);
  };
  const neighbours = (i: number): number[] => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    const out: number[] = [];
    for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
        if (r !== row || c !== column) out.push(r * columns + c);
      }
    }
    return out;
  };
  for (let i = 0; i < count; i++) {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    const isRim = column === 0 || row === 0 || column === columns - 1 || row === rows - 1;
    if (Number.isNaN(values[i])) seen[i] = 1;
    else if (isRim || neighbours(i).some((n) => Number.isNaN(values[n]))) {
      seen[i] = 1;
      put(i);
    }
  }
  for (let i = queue.pop(); i !== undefined; i = queue.pop()) {
    for (const next of neighbours(i)) {
      if (seen[next]) continue;
      seen[next] = 1;
      to[next] = i;
      level[next] = Math.max(level[next] as number, level[i] as number);
      put(next);
    }
  }
  return { to };
}
