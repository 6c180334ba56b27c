import type { Pad } from "#core/engines/layout/ground-types";
import { closedCells, pulled } from "#core/engines/layout/lane-between";
import { spread, wayTo } from "#core/engines/layout/lanes-through";
import type { RegionIndex } from "#core/engines/layout/region-index";
import { emptyBox, growBox } from "#core/geometry/box";

import type { Position, Ring } from "#core/geometry/geometry";
import { sideOfRing, signedAreaMm2 } from "#core/geometry/ring";

/** A cut that winds between houses: land on both sides of it, and the pads on each. */
export interface BentCut {
  readonly segments: number[];
  readonly sides: readonly [Side, Side];
}

interface Side {
  readonly ring: Ring;
  readonly pads: readonly number[];
}

export interface BentCutRules {
  /** How ill at ease the land is as it stands. */
  readonly now: number;
  /** How ill at ease a side would be, by its area and houses; it may be cut again. */
  readonly unease: (areaMm2: number, pads: readonly number[]) => number;
  readonly leastAreaMm2: number;
  readonly leastFrontMm: number;
}

/** Side of a search cell, and room left beside a clearance, millimetres. */
const CELL = 500;
const ROOM = 100;
/** Distance between places on the border, millimetres. */
const STEP = 1500;
/** Every so many places one is a start. */
const STARTS = 4;
const MOST_CELLS = 60_000;
/** Cuts worked out in full, the most promising first. */
const TRIED = 6;
/** What a cut must gain, in shares of a lot's area. */
const GAIN = 0.15;
/** Overshoot at both ends, millimetres. */
const OVERSHOOT = 100;

interface Place {
  readonly at: Position;
  /** Number of the ring's edge it lies on. */
  readonly edge: number;
  readonly cell: number;
  /** Street along the ring up to it, millimetres. */
  readonly front: number;
}

/**
 * The best way to part land by a line from border to border that goes round the houses: where no straight cut passes.
 *
 * @param ring land without holes, local millimetres
 * @param inPads numbers of the pads in it
 */
export function bentCut(
  ring: Ring,
  inPads: readonly number[],
  pads: readonly Pad[],
  streets: RegionIndex,
  rules: BentCutRules,
): BentCut | undefined {
  const [minX, minY, maxX, maxY] = growBox(emptyBox(), ring as number[]);
  const columns = Math.ceil((maxX - minX) / CELL) + 1;
  const rows = Math.ceil((maxY - minY) / CELL) + 1;
  if (columns * rows > MOST_CELLS) return undefined;
  const own = inPads.map((pad) => pads[pad] as Pad);
  const closed = closedCells(minX, minY, columns, rows, ROOM, own, [ring], CELL);
  const { places, front } = placesOn(ring, streets, (x, y) => {
    const cell = Math.floor((y - minY) / CELL) * columns + Math.floor((x - minX) / CELL);
    return closed[cell] ? -1 : cell;
  });
  const middleOf = (cell: number): Position => [
    minX + ((cell % columns) + 0.5) * CELL,
    minY + (Math.floor(cell / columns) + 0.5) * CELL,
  ];
  const whole = signedAreaMm2(ring);
  const easy = new Uint8Array(closed.length);
  const found: { a: Place; b: Place; cost: number; cells: number[] }[] = [];
  for (let s = 0; s < places.length; s += STARTS) {
    const a = places[s] as Place;
    const field = spread([a.cell], closed, easy, columns, rows);
    for (let t = s + 1; t < places.length; t++) {
      const b = places[t] as Place;
      const length = (field.cost[b.cell] as number) * CELL;
      const beside = b.front - a.front;
      if (length === Infinity || beside < rules.leastFrontMm || front - beside < rules.leastFrontMm) continue;
      // Until the way is known its straight line stands for it.
      const chain = ringBetween(ring, a, b);
      const area = signedAreaMm2(chain);
      if (area < rules.leastAreaMm2 || whole - area < rules.leastAreaMm2) continue;
      const inside = inPads.filter((pad) => holds(chain, (pads[pad] as Pad).center));
      const outside = inPads.filter((pad) => !inside.includes(pad));
      if (inside.length === 0 || outside.length === 0) continue;
      const cost = rules.unease(area, inside) + rules.unease(whole - area, outside) + (0.1 * length) / Math.sqrt(whole);
      found.push({ a, b, cost, cells: wayTo(b.cell, field.before) });
    }
  }
  found.sort((p, q) => p.cost - q.cost);
  for (const { a, b, cells } of found.slice(0, TRIED)) {
    const way = pulled(cells, closed, columns).map(middleOf);
    const run = [a.at, ...way, b.at].map(([x, y]): Position => [Math.round(x), Math.round(y)]);
    const left = [...ringBetween(ring, a, b), ...run.slice(1, -1).reverse().flat()];
    const right = [...ringBetween(ring, b, a), ...run.slice(1, -1).flat()];
    const areas = [signedAreaMm2(left), signedAreaMm2(right)] as const;
    if (Math.min(...areas) < rules.leastAreaMm2) continue;
    const inLeft = inPads.filter((pad) => holds(left, (pads[pad] as Pad).center));
    const inRight = inPads.filter((pad) => !inLeft.includes(pad));
    if (inLeft.length === 0 || inRight.length === 0) continue;
    if (rules.unease(areas[0], inLeft) + rules.unease(areas[1], inRight) > rules.now - GAIN) continue;
    return {
      segments: segmentsOf(run),
      sides: [
        { ring: left, pads: inLeft },
        { ring: right, pads: inRight },
      ],
    };
  }
  return undefined;
}

function holds(ring: Ring, [x, y]: Position): boolean {
  return sideOfRing(ring, Math.round(x), Math.round(y)) > 0;
}

/** Places along a ring where a cut may start, and the length of street along all of it. */
function placesOn(
  ring: Ring,
  streets: RegionIndex,
  cellAt: (x: number, y: number) => number,
): { places: Place[]; front: number } {
  const places: Place[] = [];
  let front = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const k = (i + 2) % ring.length;
    const [ax, ay] = [ring[i] as number, ring[i + 1] as number];
    const [dx, dy] = [(ring[k] as number) - ax, (ring[k + 1] as number) - ay];
    const length = Math.hypot(dx, dy);
    const [ux, uy] = [dx / (length || 1), dy / (length || 1)];
    const parts = Math.max(1, Math.round(length / STEP));
    for (let p = 0; p < parts; p++) {
      const along = (length * (p + 0.5)) / parts;
      const at: Position = [ax + ux * along, ay + uy * along];
      if (streets.contains(at[0] + uy * 300, at[1] - ux * 300)) front += length / parts;
      const cell = cellAt(at[0] - uy * 1.2 * CELL, at[1] + ux * 1.2 * CELL);
      if (length > 400 && cell >= 0)
        places.push({ at: [Math.round(at[0]), Math.round(at[1])], edge: i / 2, cell, front });
    }
  }
  return { places, front };
}

/** The run of a ring from one place on it to another, forward. */
function ringBetween(ring: Ring, a: Place, b: Place): number[] {
  const n = ring.length / 2;
  const out = [...a.at];
  const steps = a.edge === b.edge && a.front <= b.front && isBefore(ring, a, b) ? 0 : (b.edge - a.edge + n) % n || n;
  for (let k = 1; k <= steps; k++) {
    const i = 2 * ((a.edge + k) % n);
    out.push(ring[i] as number, ring[i + 1] as number);
  }
  out.push(...b.at);
  return out;
}

function isBefore(ring: Ring, a: Place, b: Place): boolean {
  const [x, y] = [ring[2 * a.edge] as number, ring[2 * a.edge + 1] as number];
  return Math.hypot(a.at[0] - x, a.at[1] - y) < Math.hypot(b.at[0] - x, b.at[1] - y);
}

/** A run as segments, its ends led a little over the border. */
function segmentsOf(run: readonly Position[]): number[] {
  const out: number[] = [];
  for (let i = 0; i + 1 < run.length; i++) out.push(...(run[i] as Position), ...(run[i + 1] as Position));
  const over = (from: number, to: number): void => {
    const [dx, dy] = [(out[to] as number) - (out[from] as number), (out[to + 1] as number) - (out[from + 1] as number)];
    const length = Math.hypot(dx, dy) || 1;
    out[to] = Math.round((out[to] as number) + (dx / length) * OVERSHOOT);
    out[to + 1] = Math.round((out[to + 1] as number) + (dy / length) * OVERSHOOT);
  };
  over(2, 0);
  over(out.length - 4, out.length - 2);
  return out;
}
