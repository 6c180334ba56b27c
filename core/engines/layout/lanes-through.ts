import type { Pad } from "#core/engines/layout/ground-types";
import { closedCells, pulled } from "#core/engines/layout/lane-between";
import type { RegionIndex } from "#core/engines/layout/region-index";
import type { NewStreet } from "#core/engines/layout/zone-types";
import { emptyBox, growBox } from "#core/geometry/box";
import { bandAlong, intersectionOf } from "#core/geometry/clip";
import type { Path, Position, Ring } from "#core/geometry/geometry";

/** Widths tried for a lane between compounds, widest first, millimetres. */
const WIDTHS_MM = [6000, 4000, 3000];
/** Side of a search cell, millimetres. */
const CELL = 1000;
/** No larger field is searched, cells. */
const MOST_CELLS = 400_000;
/** Land this near to a street needs no lane, cells. */
const NEAR = 14;
/** A lane goes on to a second street when that is no longer than this many times the way in, and so many cells more. */
const ONWARDS = 3;
const ONWARDS_MORE = 40;
/** What a cell on a footpath costs beside one off it. */
const TRODDEN = 0.5;

export interface LaneGround {
  readonly pads: readonly Pad[];
  readonly site: readonly Ring[];
  readonly streets: RegionIndex;
  /** Footpaths: where people walk already a lane comes cheap. */
  readonly paths: readonly Path[];
}

/**
 * The lane that opens crowded land: from the street to the place farthest from any, between the houses, and on to
 * another street where there is one.
 *
 * @param rings the land, with houses on it, local millimetres
 * @returns nothing when no house is far from a street, or no way leads through
 * @see Brelsford et al., Toward cities without slums: topology and the spatial evolution of neighborhoods, 2018
 */
export function laneThrough(rings: readonly Ring[], ground: LaneGround): NewStreet | undefined {
  const [minX, minY, maxX, maxY] = growBox(emptyBox(), rings[0] as number[]);
  const columns = Math.ceil((maxX - minX) / CELL) + 1;
  const rows = Math.ceil((maxY - minY) / CELL) + 1;
  if (columns * rows > MOST_CELLS) return undefined;
  const cellAt = (x: number, y: number): number =>
    Math.floor((y - minY) / CELL) * columns + Math.floor((x - minX) / CELL);
  const middleOf = (cell: number): Position => [
    minX + ((cell % columns) + 0.5) * CELL,
    minY + (Math.floor(cell / columns) + 0.5) * CELL,
  ];
  const doors = doorsOf(rings, ground.streets);
  if (doors.length === 0) return undefined;
  const trodden = troddenCells(ground.paths, columns, rows, cellAt, [minX, minY, maxX, maxY]);
  for (const widthMm of WIDTHS_MM) {
    const closed = closedCells(minX, minY, columns, rows, widthMm / 2, ground.pads, rings);
    const open = new Map<number, Position>();
    for (const { at, out } of doors) {
      const cell = cellAt(at[0] - 1.5 * out[0] * CELL, at[1] - 1.5 * out[1] * CELL);
      if (cell >= 0 && cell < closed.length && !closed[cell])
        open.set(cell, [at[0] + 2000 * out[0], at[1] + 2000 * out[1]]);
    }
    const field = spread([...open.keys()], closed, trodden, columns, rows);
    let deep = -1;
    for (let cell = 0; cell < field.cost.length; cell++) {
      const cost = field.cost[cell] as number;
      if (cost < Infinity && cost > (deep < 0 ? NEAR : (field.cost[deep] as number))) deep = cell;
    }
    if (deep < 0) continue;
    const inward = wayTo(deep, field.before);
    const door = inward[0] as number;
    const back = spread([deep], closed, trodden, columns, rows);
    const way = field.cost[deep] as number;
    const [dx, dy] = middleOf(door);
    let other = -1;
    for (const cell of open.keys()) {
      const [x, y] = middleOf(cell);
      if (Math.hypot(x - dx, y - dy) < Math.max(30, 0.8 * way) * CELL) continue;
      const cost = back.cost[cell] as number;
      if (cost > ONWARDS * way + ONWARDS_MORE) continue;
      if (other < 0 || cost < (back.cost[other] as number)) other = cell;
    }
    const onward = other < 0 ? [] : wayTo(other, back.before).slice(1);
    const cells = [
      ...pulled(inward, closed, columns),
      ...(onward.length > 0 ? pulled([deep, ...onward], closed, columns).slice(1) : []),
    ];
    const places = cells.map(middleOf);
    const first = open.get(door);
    const last = open.get(other);
    const path = [...(first ? [first] : []), ...places, ...(last ? [last] : [])].flat().map(Math.round);
    const region = intersectionOf(bandAlong(path, widthMm), ground.site);
    return { path, rank: "access", widthMm, region };
  }
  return undefined;
}

interface Door {
  readonly at: Position;
  /** Unit vector into the street. */
  readonly out: Position;
}

/** Places every few metres along the border where a street lies beyond. */
function doorsOf(rings: readonly Ring[], streets: RegionIndex): Door[] {
  const doors: Door[] = [];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ax, ay] = [ring[j] as number, ring[j + 1] as number];
      const [dx, dy] = [(ring[i] as number) - ax, (ring[i + 1] as number) - ay];
      const length = Math.hypot(dx, dy);
      const out: Position = [dy / (length || 1), -dx / (length || 1)];
      for (let along = 1500; along < length - 1000; along += 2000) {
        const at: Position = [ax + (dx * along) / length, ay + (dy * along) / length];
        if (streets.contains(at[0] + 400 * out[0], at[1] + 400 * out[1])) doors.push({ at, out });
      }
    }
  }
  return doors;
}

function troddenCells(
  paths: readonly Path[],
  columns: number,
  rows: number,
  cellAt: (x: number, y: number) => number,
  [minX, minY, maxX, maxY]: readonly [number, number, number, number],
): Uint8Array {
  const trodden = new Uint8Array(columns * rows);
  for (const path of paths) {
    for (let i = 0; i + 3 < path.length; i += 2) {
      const [ax, ay, bx, by] = path.slice(i, i + 4) as [number, number, number, number];
      if (Math.max(ax, bx) < minX || Math.min(ax, bx) > maxX || Math.max(ay, by) < minY || Math.min(ay, by) > maxY)
        continue;
      const steps = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / (CELL / 2)));
      for (let k = 0; k <= steps; k++) {
        const [x, y] = [ax + ((bx - ax) * k) / steps, ay + ((by - ay) * k) / steps];
        if (x < minX || x > maxX || y < minY || y > maxY) continue;
        trodden[cellAt(x, y)] = 1;
      }
    }
  }
  return trodden;
}

interface Field {
  readonly cost: Float64Array;
  readonly before: Int32Array;
}

/** Cost, in cells, of the cheapest way from some cells to every other. */
export function spread(
  starts: readonly number[],
  closed: Uint8Array,
  trodden: Uint8Array,
  columns: number,
  rows: number,
): Field {
  const cost = new Float64Array(columns * rows).fill(Infinity);
  const before = new Int32Array(columns * rows).fill(-1);
  // Buckets of a quarter of a cell: no step costs less than a half.
  const buckets: number[][] = [[...starts]];
  for (const start of starts) cost[start] = 0;
  for (let b = 0; b < buckets.length; b++) {
    const bucket = buckets[b] ?? [];
    for (let i = 0; i < bucket.length; i++) {
      const cell = bucket[i] as number;
      if (Math.floor((cost[cell] as number) * 4) < b) continue;
      const c = cell % columns;
      const r = Math.floor(cell / columns);
      for (let dr = -1; dr <= 1; dr++) {
        for (let dc = -1; dc <= 1; dc++) {
          if ((dr === 0 && dc === 0) || r + dr < 0 || r + dr >= rows || c + dc < 0 || c + dc >= columns) continue;
          const next = cell + dr * columns + dc;
          if (closed[next]) continue;
          const step = (dr !== 0 && dc !== 0 ? Math.SQRT2 : 1) * (trodden[next] ? TRODDEN : 1);
          const sum = (cost[cell] as number) + step;
          if (sum >= (cost[next] as number) - 1e-9) continue;
          cost[next] = sum;
          before[next] = cell;
          const at = Math.floor(sum * 4);
          while (buckets.length <= at) buckets.push([]);
          (buckets[at] as number[]).push(next);
        }
      }
    }
  }
  return { cost, before };
}

/** The cells of the way to a cell, from where it was spread. */
export function wayTo(cell: number, before: Int32Array): number[] {
  const out: number[] = [];
  for (let at = cell; at >= 0; at = before[at] as number) out.push(at);
  return out.reverse();
}
