/** A function known by pieces, each linear in density: area left of `u`, or frontage left of `u`. */
export class Running {
  readonly #at: number[] = [0];
  readonly #sum: number[] = [0];
  readonly #density: number[] = [];
  readonly #slope: number[] = [];

  /**
   * @param edges flat `[u1, d1, u2, d2, …]`: from `u1` to `u2` (u1 < u2) density runs from d1 to d2; they add up
   */
  constructor(edges: readonly number[]) {
    const events: { u: number; a: number; b: number }[] = [];
    for (let i = 0; i + 3 < edges.length; i += 4) {
      const [u1, d1, u2, d2] = edges.slice(i, i + 4) as [number, number, number, number];
      const b = (d2 - d1) / (u2 - u1);
      events.push({ u: u1, a: d1 - b * u1, b }, { u: u2, a: -(d1 - b * u1), b: -b });
    }
    events.sort((p, q) => p.u - q.u);
    if (events.length === 0) return;
    this.#at = [(events[0] as { u: number }).u];
    let a = 0;
    let b = 0;
    let sum = 0;
    for (let i = 0; i < events.length; ) {
      const u = (events[i] as { u: number }).u;
      for (; i < events.length && (events[i] as { u: number }).u === u; i++) {
        const event = events[i] as { a: number; b: number };
        a += event.a;
        b += event.b;
      }
      const next = events[i]?.u;
      if (next === undefined) break;
      const width = next - u;
      this.#density.push(a + b * u);
      this.#slope.push(b);
      sum += (a + b * u) * width + (b * width * width) / 2;
      this.#at.push(next);
      this.#sum.push(sum);
    }
  }

  get from(): number {
    return this.#at[0] as number;
  }

  get to(): number {
    return this.#at.at(-1) as number;
  }

  get total(): number {
    return this.#sum.at(-1) as number;
  }

  /** Sum left of `u`. */
  upTo(u: number): number {
    if (u <= this.from) return 0;
    if (u >= this.to) return this.total;
    const i = this.#slab(this.#at, u);
    const w = u - (this.#at[i] as number);
    return (this.#sum[i] as number) + (this.#density[i] as number) * w + ((this.#slope[i] as number) * w * w) / 2;
  }

  /** Density at `u`. */
  at(u: number): number {
    if (u < this.from || u > this.to || this.#density.length === 0) return 0;
    const i = Math.min(this.#density.length - 1, this.#slab(this.#at, u));
    return (this.#density[i] as number) + (this.#slope[i] as number) * (u - (this.#at[i] as number));
  }

  /** Where the sum reaches a value: the root of the slab's quadratic, in its stable form. */
  where(sum: number): number {
    if (sum <= 0) return this.from;
    if (sum >= this.total) return this.to;
    const i = this.#slab(this.#sum, sum);
    const rest = sum - (this.#sum[i] as number);
    const d = this.#density[i] as number;
    const root = Math.sqrt(Math.max(0, d * d + 2 * (this.#slope[i] as number) * rest));
    const w = d + root === 0 ? 0 : (2 * rest) / (d + root);
    return Math.min(this.#at[i + 1] as number, (this.#at[i] as number) + w);
  }

  #slab(values: readonly number[], value: number): number {
    let low = 0;
    let high = values.length - 1;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if ((values[middle] as number) <= value) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** A row to be cut by lines of constant `u`. */
export interface RowToCut {
  /** Area left of `u`, square millimetres. */
  readonly area: Running;
  /** Street frontage left of `u`, millimetres. */
  readonly front: Running;
  /** Houses: the stretch of `u` each takes with its clearance. */
  readonly houses: readonly (readonly [from: number, to: number])[];
  readonly areaMm2: number;
  readonly frontMm: number;
  readonly leastFrontMm: number;
  readonly depthMm: number;
}

/** A stretch of a row. `open` is land left out of the lots. */
export interface Slot {
  readonly from: number;
  readonly to: number;
  readonly open: boolean;
}

/** Open land below this share of a lot is a leftover, not a space. */
const DECENT_OPEN = 0.5;

/** Candidate cuts a lot's frontage holds. */
const CUTS_PER_LOT = 12;

/**
 * Cuts a row into lots of the area asked for: dynamic programming over cut positions that pass no house, then the
 * free runs are cut again to exactly equal areas.
 */
export function cutRow(row: RowToCut): Slot[] {
  const { from, to } = row.area;
  if (!(to > from) || row.area.total <= 0) return [];
  const walls = mergedStretches(row.houses);
  const positions = cutPositions(row, walls);
  const n = positions.length;
  const least = new Float64Array(n).fill(Infinity);
  const before = new Int32Array(n).fill(-1);
  const kind = new Uint8Array(n);
  least[0] = 0;
  const sums = positions.map((u) => row.area.upTo(u));
  const fronts = positions.map((u) => row.front.upTo(u));
  const houseStarts = walls.map(([start]) => start);
  for (let i = 0; i + 1 < n; i++) {
    if (least[i] === Infinity) continue;
    const a = positions[i] as number;
    let within = 0;
    for (let j = i + 1; j < n; j++) {
      const b = positions[j] as number;
      const area = (sums[j] as number) - (sums[i] as number);
      const homes = countBetween(houseStarts, a, b);
      const front = (fronts[j] as number) - (fronts[i] as number);
      const lot = lotCost(row, a, b, area, front, homes);
      if ((least[i] as number) + lot < (least[j] as number)) {
        least[j] = (least[i] as number) + lot;
        before[j] = i;
        kind[j] = 0;
      }
      if (homes === 0) {
        const open = openCost(row, a, b, area, front);
        if ((least[i] as number) + open < (least[j] as number)) {
          least[j] = (least[i] as number) + open;
          before[j] = i;
          kind[j] = 1;
        }
      }
      if (area > 2.2 * row.areaMm2) within++;
      if (within > 1 && area > 2.2 * row.areaMm2) break;
    }
  }
  const slots: Slot[] = [];
  for (let j = n - 1; j > 0; ) {
    const i = before[j] as number;
    if (i < 0) return [{ from, to, open: houseStarts.length === 0 }];
    slots.push({ from: positions[i] as number, to: positions[j] as number, open: kind[j] === 1 });
    j = i;
  }
  return gathered(row, evened(row, slots.reverse(), walls), walls);
}

function lotCost(row: RowToCut, a: number, b: number, area: number, front: number, homes: number): number {
  const off = area / row.areaMm2 - 1;
  // Far too small or large: no need to look at the shape.
  if (off < -0.8) return 30;
  const middle = (a + b) / 2;
  const tallest = Math.max(row.area.at(a + 1), row.area.at(b - 1), row.area.at(middle));
  const fill = tallest > 0 ? area / (tallest * (b - a)) : 0;
  let cost = off > 0 ? 2 * Math.min(off, 0.1) : -2.5 * Math.max(off, -0.1);
  if (off > 0.1) cost += 0.8 + 3 * (off - 0.1);
  if (off < -0.1) cost += 0.9 + 6 * (-off - 0.1);
  if (off < -0.5) cost += 4;
  if (front < row.leastFrontMm) cost += 25;
  else if (front < 0.75 * row.frontMm) cost += 0.6;
  if (fill < 0.88) cost += 4 * (0.88 - fill);
  if (homes > 1) cost += 0.4 * (homes - 1);
  return cost;
}

function openCost(row: RowToCut, a: number, b: number, area: number, front: number): number {
  const share = area / row.areaMm2;
  const inner = a > row.area.from + 1 && b < row.area.to - 1;
  // A strip between lots is of no use to anybody: better wider lots all along the row.
  // Narrow land on a street is not land without a street.
  const behind = front < Math.min(row.leastFrontMm, 0.5 * (b - a));
  if (share < DECENT_OPEN) return (inner ? 3 : behind ? 0.4 : 2.2) + share;
  if (behind) return 0.05 + 0.3 * share;
  if (front < row.leastFrontMm) return 0.3 + 0.5 * share + (inner ? 0.4 : 0);
  return 0.5 + 1.1 * share + (inner ? 1.6 : 0);
}

function mergedStretches(houses: readonly (readonly [number, number])[]): [number, number][] {
  const out: [number, number][] = [];
  for (const [from, to] of [...houses].sort((p, q) => p[0] - q[0])) {
    const last = out.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

function cutPositions(row: RowToCut, walls: readonly (readonly [number, number])[]): number[] {
  const { from, to } = row.area;
  const step = Math.max(row.frontMm / CUTS_PER_LOT, (to - from) / 3000);
  const count = Math.max(1, Math.ceil((to - from) / step));
  const all = [from, to];
  for (let i = 1; i < count; i++) all.push(from + ((to - from) * i) / count);
  for (const [a, b] of walls) all.push(a, b);
  all.sort((p, q) => p - q);
  const out: number[] = [];
  let w = 0;
  for (const u of all) {
    if (u < from || u > to) continue;
    while (w < walls.length && (walls[w] as readonly [number, number])[1] <= u) w++;
    const wall = walls[w];
    if (wall && u > wall[0] && u < wall[1] && u !== from && u !== to) continue;
    if (out.length > 0 && u - (out.at(-1) as number) < 10 && u !== to) continue;
    out.push(u);
  }
  if (out.length > 1 && (out.at(-1) as number) - (out.at(-2) as number) < 10) out.splice(-2, 1);
  return out;
}

function countBetween(sorted: readonly number[], a: number, b: number): number {
  let count = 0;
  for (const value of sorted) if (value >= a - 1 && value < b - 1) count++;
  return count;
}

/** Runs of lots cut again to equal areas (or to the area asked for, where open land takes the rest). */
function evened(row: RowToCut, slots: readonly Slot[], walls: readonly (readonly [number, number])[]): Slot[] {
  const out: Slot[] = [];
  const free = (u: number): boolean => !walls.some(([a, b]) => u > a && u < b);
  const even = (cuts: number[], i: number, j: number): void => {
    // cuts[i] and cuts[j] stay; those between are moved.
    const m = j - i;
    if (m < 2) return;
    const base = row.area.upTo(cuts[i] as number);
    const total = row.area.upTo(cuts[j] as number) - base;
    const wanted = Array.from({ length: m - 1 }, (_, k) => row.area.where(base + (total * (k + 1)) / m));
    const bad = wanted.findIndex((u) => !free(u));
    if (bad < 0) {
      wanted.forEach((u, k) => {
        if (sameHouses(walls, cuts[i + k + 1] as number, u)) cuts[i + k + 1] = u;
      });
      return;
    }
    even(cuts, i, i + bad + 1);
    even(cuts, i + bad + 1, j);
  };
  for (let start = 0; start < slots.length; ) {
    const first = slots[start] as Slot;
    if (first.open) {
      out.push(first);
      start++;
      continue;
    }
    let end = start;
    while (end + 1 < slots.length && !(slots[end + 1] as Slot).open) end++;
    const cuts = [first.from, ...slots.slice(start, end + 1).map((slot) => slot.to)];
    const next = slots[end + 1];
    const lots = end - start + 1;
    const total = row.area.upTo(cuts.at(-1) as number) - row.area.upTo(first.from);
    if (next?.open && Math.abs(total / lots / row.areaMm2 - 1) < 0.1) {
      // The open land beyond takes up what is over.
      const exact = row.area.where(row.area.upTo(first.from) + lots * row.areaMm2);
      if (free(exact) && sameHouses(walls, exact, cuts.at(-1) as number) && exact < next.to - 1000) {
        cuts[cuts.length - 1] = exact;
        (slots as Slot[])[end + 1] = { ...next, from: exact };
      }
    }
    even(cuts, 0, cuts.length - 1);
    for (let k = 0; k + 1 < cuts.length; k++) {
      out.push({ from: cuts[k] as number, to: cuts[k + 1] as number, open: false });
    }
    start = end + 1;
  }
  return out;
}

/**
 * Open land between lots brought to the ends of the row, where it makes a corner of green rather than a gap: lots
 * before the first house move up to it, lots after the last one too. Kept only when the lots are no worse for it.
 */
function gathered(row: RowToCut, slots: readonly Slot[], walls: readonly (readonly [number, number])[]): Slot[] {
  const firstWall = walls[0];
  const lastWall = walls.at(-1);
  const lotsOf = (list: readonly Slot[]): number => list.filter(({ open }) => !open).length;
  const worth = (list: readonly Slot[]): number =>
    list.reduce((sum, { from, to, open }) => {
      const area = row.area.upTo(to) - row.area.upTo(from);
      const front = row.front.upTo(to) - row.front.upTo(from);
      return sum + (open ? openCost(row, from, to, area, front) : lotCost(row, from, to, area, front, 0));
    }, 0);
  /** Whole lots from `start`, the rest open; or from the other end. */
  const packed = (start: number, end: number, count: number, openLast: boolean): Slot[] => {
    const base = openLast ? row.area.upTo(start) : row.area.upTo(end) - count * row.areaMm2;
    const cuts = Array.from({ length: count + 1 }, (_, k) => row.area.where(base + k * row.areaMm2));
    if (openLast) cuts[0] = start;
    else cuts[count] = end;
    const lots = cuts.slice(1).map((to, k): Slot => ({ from: cuts[k] as number, to, open: false }));
    const last = cuts[count] as number;
    const first = cuts[0] as number;
    return openLast
      ? [...lots, { from: last, to: end, open: true }]
      : [{ from: start, to: first, open: true }, ...lots];
  };
  const better = (part: readonly Slot[], ways: readonly boolean[]): Slot[] => {
    const inner = part.findIndex(({ open }, i) => open && i > 0 && i + 1 < part.length);
    const count = lotsOf(part);
    if (inner < 0 || count === 0) return [...part];
    const start = (part[0] as Slot).from;
    const end = (part.at(-1) as Slot).to;
    let best: Slot[] = [...part];
    let least = worth(part) + 0.6;
    for (const openLast of ways) {
      const next = packed(start, end, count, openLast);
      if (next.some(({ from, to }) => to - from < 10)) continue;
      const cost = worth(next);
      if (cost < least - 0.05) {
        least = cost;
        best = next;
      }
    }
    return best;
  };
  if (!firstWall || !lastWall) return better(slots, [true, false]);
  const before = slots.filter(({ to }) => to <= firstWall[0] + 1);
  const after = slots.filter(({ from }) => from >= lastWall[1] - 1);
  const middle = slots.slice(before.length, slots.length - after.length);
  return [...better(before, [false]), ...middle, ...better(after, [true])];
}

/** Whether no house lies between two cuts, so that the one may stand for the other. */
function sameHouses(walls: readonly (readonly [number, number])[], u: number, w: number): boolean {
  const low = Math.min(u, w);
  const high = Math.max(u, w);
  return !walls.some(([a, b]) => a < high && b > low);
}
