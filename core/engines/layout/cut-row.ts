/** Edges shorter along `u` are left out of a running sum, millimetres. */
const LEAST_STRETCH_MM = 0.05;

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
      // So steep that its slope would swallow the digits of all others; what it covers is next to nothing.
      if (u2 - u1 < LEAST_STRETCH_MM) continue;
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

/** Candidate cuts in the area of a lot. */
const CUTS_PER_LOT = 12;
/** A free lot further off the area asked for than this share is no lot to offer. */
const CONFORMS = 0.1;
/** A house lot gives land to its neighbours down to this share of a lot. */
const LEAST_COMPOUND = 0.7;

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
  const tall = positions.map((u) => Math.max(row.area.at(u - 1), row.area.at(u + 1)));
  const homesBefore = countsBefore(walls, positions);
  for (let i = 0; i + 1 < n; i++) {
    if (least[i] === Infinity) continue;
    const a = positions[i] as number;
    let within = 0;
    let tallest = row.area.at(a + 1);
    for (let j = i + 1; j < n; j++) {
      const b = positions[j] as number;
      const area = (sums[j] as number) - (sums[i] as number);
      const homes = (homesBefore[j] as number) - (homesBefore[i] as number);
      const front = (fronts[j] as number) - (fronts[i] as number);
      const fill = area / (Math.max(tallest, row.area.at(b - 1), 1) * (b - a));
      tallest = Math.max(tallest, tall[j] as number);
      const lot = lotCost(row, area, front, homes, fill);
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
    if (i < 0) return [{ from, to, open: walls.length === 0 }];
    slots.push({ from: positions[i] as number, to: positions[j] as number, open: kind[j] === 1 });
    j = i;
  }
  return gathered(row, evened(row, slots.reverse(), walls), walls);
}

/** @param fill share of its box a lot fills */
function lotCost(row: RowToCut, area: number, front: number, homes: number, fill: number): number {
  const off = area / row.areaMm2 - 1;
  // Far too small: no need to look at the shape.
  if (off < -0.8) return 30;
  let cost = front < row.leastFrontMm ? 25 : front < 0.75 * row.frontMm ? 0.6 : 0;
  if (homes > 0) {
    // A compound takes what it needs: what no free lot can use goes to it.
    cost += 0.7 * Math.abs(off) + 3 * Math.max(0, off - 0.5) + 6 * Math.max(0, -0.3 - off);
    return cost + 2 * Math.max(0, 0.85 - fill) + 0.4 * (homes - 1);
  }
  cost += 2 * Math.abs(off);
  if (Math.abs(off) > CONFORMS) cost += 5 + 6 * (Math.abs(off) - CONFORMS);
  return cost + 16 * Math.max(0, 0.96 - fill);
}

function openCost(row: RowToCut, a: number, b: number, area: number, front: number): number {
  const share = area / row.areaMm2;
  const inner = a > row.area.from + 1 && b < row.area.to - 1;
  // Land without a street is best left open; narrow land on a street is not land without a street.
  const behind = front < Math.min(row.leastFrontMm, 0.5 * (b - a));
  // A strip between lots is of no use to anybody: better a larger compound beside it.
  if (share < 0.5) return (inner ? 3 : behind ? 0.4 : 1.2) + 0.2 * share;
  if (behind) return 0.05 + 0.3 * share;
  if (front < row.leastFrontMm) return 0.3 + 0.5 * share + (inner ? 0.4 : 0);
  return 0.7 + 1.1 * share + (inner ? 1.6 : 0);
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
  const { from, to, total } = row.area;
  const step = Math.max(row.areaMm2 / CUTS_PER_LOT, total / 3000);
  const all = [from, to];
  for (let sum = step; sum < total; sum += step) all.push(row.area.where(sum));
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

/** For each position, how many houses start before it. */
function countsBefore(walls: readonly (readonly [number, number])[], positions: readonly number[]): number[] {
  let count = 0;
  return positions.map((u) => {
    while (count < walls.length && (walls[count] as readonly [number, number])[0] < u - 1) count++;
    return count;
  });
}

/**
 * Runs of free lots cut again: exactly the area asked for where a compound or open land beside them takes the rest,
 * else equal shares.
 */
function evened(row: RowToCut, slots: readonly Slot[], walls: readonly (readonly [number, number])[]): Slot[] {
  const cuts = [row.area.from, ...slots.map(({ to }) => to)];
  const sum = (u: number): number => row.area.upTo(u);
  const wallsIn = (s: number): (readonly [number, number])[] => {
    const { from, to } = slots[s] as Slot;
    return walls.filter(([a, b]) => a < to - 1 && b > from + 1);
  };
  const free = (s: number): boolean => slots[s] !== undefined && !slots[s].open && wallsIn(s).length === 0;
  for (let first = 0; first < slots.length; first++) {
    if (!free(first)) continue;
    let last = first;
    while (free(last + 1)) last++;
    const lots = last - first + 1;
    const wanted = lots * row.areaMm2;
    let low = sum(cuts[first] as number);
    let high = sum(cuts[last + 1] as number);
    const middle = (low + high) / 2;
    const before = slots[first - 1];
    const after = slots[last + 1];
    // How far each end may move: into open land, and into a compound up to its houses.
    const spare = (s: number, side: 0 | 1): number => {
      const { open } = slots[s] as Slot;
      const [a, b] = [cuts[s] as number, cuts[s + 1] as number];
      const held = sum(b) - sum(a);
      if (open) return Math.max(0, held - 0.3 * row.areaMm2);
      const house = wallsIn(s);
      const room =
        side === 0
          ? sum(b) - sum(Math.max(...house.map((wall) => wall[1])))
          : sum(Math.min(...house.map((wall) => wall[0]))) - sum(a);
      const front = (row.front.upTo(b) - row.front.upTo(a) - row.leastFrontMm) / row.frontMm;
      return Math.max(0, Math.min(room, held - LEAST_COMPOUND * row.areaMm2, front * row.areaMm2));
    };
    const held = high - low;
    if (before && held < wanted) low -= spare(first - 1, 0);
    if (after && held < wanted) high += spare(last + 1, 1);
    if (before || after) {
      const size = Math.min(wanted, high - low);
      const start = !before ? low : !after ? high - size : Math.min(Math.max(middle - size / 2, low), high - size);
      low = start;
      high = start + size;
    }
    for (let k = 0; k <= lots; k++) {
      const at = first + k;
      if ((k > 0 || before) && (k < lots || after)) cuts[at] = row.area.where(low + ((high - low) * k) / lots);
    }
    first = last;
  }
  return slots.map(({ open }, s) => ({ from: cuts[s] as number, to: cuts[s + 1] as number, open }));
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
      const tallest = Math.max(row.area.at(from + 1), row.area.at((from + to) / 2), row.area.at(to - 1), 1);
      const fill = area / (tallest * (to - from));
      return sum + (open ? openCost(row, from, to, area, front) : lotCost(row, area, front, 0, fill));
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
