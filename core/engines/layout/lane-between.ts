import type { Pad } from "#core/engines/layout/ground-types";
import { RegionIndex } from "#core/engines/layout/region-index";
import { emptyBox, growBox } from "#core/geometry/box";

import { grownBy } from "#core/geometry/clip";
import type { Position, Ring } from "#core/geometry/geometry";

/** Side of a search cell, millimetres. */
const CELL = 1000;
/** How far a lane may stray from the box of its two ends, millimetres. */
const STRAY = 45_000;
const MOST_CELLS = 160_000;

/**
 * The shortest way between two street ends through a built-up place: between the houses, never through one.
 *
 * @param widthMm width of the lane; houses keep their clearance beside it
 * @returns a path with few vertices, local millimetres, or `undefined` when there is no way (or it is four times
 * the straight line)
 */
export function laneBetween(
  from: Position,
  to: Position,
  widthMm: number,
  pads: readonly Pad[],
  zone: readonly Ring[],
): number[] | undefined {
  const minX = Math.min(from[0], to[0]) - STRAY;
  const minY = Math.min(from[1], to[1]) - STRAY;
  const columns = Math.ceil((Math.max(from[0], to[0]) + STRAY - minX) / CELL);
  const rows = Math.ceil((Math.max(from[1], to[1]) + STRAY - minY) / CELL);
  if (columns * rows > MOST_CELLS) return undefined;
  const closed = closedCells(minX, minY, columns, rows, widthMm / 2, pads, zone);
  const cellOf = ([x, y]: Position): number => Math.floor((y - minY) / CELL) * columns + Math.floor((x - minX) / CELL);
  const start = cellOf(from);
  const goal = cellOf(to);
  for (const end of [start, goal]) openAround(closed, end, columns, rows);
  const straight = Math.hypot(to[0] - from[0], to[1] - from[1]) / CELL;
  const cells = shortest(closed, columns, rows, start, goal, 4 * straight + 20);
  if (!cells) return undefined;
  const kept = pulled(cells, closed, columns);
  const out = kept.flatMap((cell) => [
    minX + ((cell % columns) + 0.5) * CELL,
    minY + (Math.floor(cell / columns) + 0.5) * CELL,
  ]);
  out.splice(0, 2, from[0], from[1]);
  out.splice(-2, 2, to[0], to[1]);
  return out.map(Math.round);
}

/**
 * Cells of a field no lane may pass: outside the zone, or nearer to a house than `room`.
 *
 * @param room half the width of the lane, millimetres
 * @param cell side of a cell, millimetres
 * @returns 1 for a closed cell, row by row from `minX`, `minY`
 */
export function closedCells(
  minX: number,
  minY: number,
  columns: number,
  rows: number,
  room: number,
  pads: readonly Pad[],
  zone: readonly Ring[],
  cell = CELL,
): Uint8Array {
  const closed = new Uint8Array(columns * rows);
  const inside = new RegionIndex(zone);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      if (!inside.contains(minX + (c + 0.5) * cell, minY + (r + 0.5) * cell)) closed[r * columns + c] = 1;
    }
  }
  for (const pad of pads) {
    const box = growBox(emptyBox(), pad.ring as number[]);
    if (box[0] > minX + columns * cell || box[2] < minX || box[1] > minY + rows * cell || box[3] < minY) continue;
    const grown = grownBy([pad.ring], room);
    const index = new RegionIndex(grown);
    const fromC = Math.max(0, Math.floor((box[0] - 2 * room - minX) / cell));
    const toC = Math.min(columns - 1, Math.ceil((box[2] + 2 * room - minX) / cell));
    const fromR = Math.max(0, Math.floor((box[1] - 2 * room - minY) / cell));
    const toR = Math.min(rows - 1, Math.ceil((box[3] + 2 * room - minY) / cell));
    for (let r = fromR; r <= toR; r++) {
      for (let c = fromC; c <= toC; c++) {
        if (index.contains(minX + (c + 0.5) * cell, minY + (r + 0.5) * cell)) closed[r * columns + c] = 1;
      }
    }
  }
  return closed;
}

/** A street may end right at a house: the few cells round its end count as open. */
function openAround(closed: Uint8Array, cell: number, columns: number, rows: number): void {
  const c0 = cell % columns;
  const r0 = Math.floor(cell / columns);
  for (let r = Math.max(0, r0 - 3); r <= Math.min(rows - 1, r0 + 3); r++) {
    for (let c = Math.max(0, c0 - 3); c <= Math.min(columns - 1, c0 + 3); c++) closed[r * columns + c] = 0;
  }
}

function shortest(
  closed: Uint8Array,
  columns: number,
  rows: number,
  start: number,
  goal: number,
  most: number,
): number[] | undefined {
  const cost = new Float64Array(columns * rows).fill(Infinity);
  const before = new Int32Array(columns * rows).fill(-1);
  // Buckets of half a cell: steps cost 1 or √2, so a bucket queue keeps the order well enough and never lies idle.
  const buckets: number[][] = [[start]];
  cost[start] = 0;
  for (let b = 0; b < buckets.length && b <= 2 * most; b++) {
    const bucket = buckets[b] ?? [];
    for (let i = 0; i < bucket.length; i++) {
      const cell = bucket[i] as number;
      if (Math.floor((cost[cell] as number) * 2) < b) continue;
      if (cell === goal) {
        const cells: number[] = [];
        for (let at = goal; at >= 0; at = before[at] as number) cells.push(at);
        return cells.reverse();
      }
      const c = cell % columns;
      const r = Math.floor(cell / columns);
      for (let dr = -1; dr <= 1; dr++) {
        for (let dc = -1; dc <= 1; dc++) {
          if ((dr === 0 && dc === 0) || r + dr < 0 || r + dr >= rows || c + dc < 0 || c + dc >= columns) continue;
          const next = cell + dr * columns + dc;
          if (closed[next]) continue;
          const sum = (cost[cell] as number) + (dr !== 0 && dc !== 0 ? Math.SQRT2 : 1);
          if (sum >= (cost[next] as number) - 1e-9) continue;
          cost[next] = sum;
          before[next] = cell;
          const at = Math.floor(sum * 2);
          while (buckets.length <= at) buckets.push([]);
          (buckets[at] as number[]).push(next);
        }
      }
    }
  }
  return undefined;
}

/** Cells where the way must turn: as few as see each other past the closed ones. */
export function pulled(cells: readonly number[], closed: Uint8Array, columns: number): number[] {
  const out = [cells[0] as number];
  for (let at = 0; at + 1 < cells.length; ) {
    let far = at + 1;
    for (let k = Math.min(cells.length - 1, at + 120); k > at + 1; k--) {
      if (clear(cells[at] as number, cells[k] as number, closed, columns)) {
        far = k;
        break;
      }
    }
    out.push(cells[far] as number);
    at = far;
  }
  return out;
}

function clear(a: number, b: number, closed: Uint8Array, columns: number): boolean {
  const [ax, ay, bx, by] = [a % columns, Math.floor(a / columns), b % columns, Math.floor(b / columns)];
  const steps = Math.max(1, 3 * Math.max(Math.abs(bx - ax), Math.abs(by - ay)));
  for (let k = 0; k <= steps; k++) {
    const c = Math.floor(ax + 0.5 + ((bx - ax) * k) / steps);
    const r = Math.floor(ay + 0.5 + ((by - ay) * k) / steps);
    if (closed[r * columns + c]) return false;
  }
  return true;
}
