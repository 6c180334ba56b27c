/** Box of something that stands, `[minU, minV, maxU, maxV]` in the frame, millimetres. */
export type Obstacle = readonly [minU: number, minV: number, maxU: number, maxV: number];

export interface BendRequest {
  /** `u` of the first column. */
  readonly start: number;
  /** Distance between columns. */
  readonly step: number;
  /** Where the line would like to run, one `v` a column. */
  readonly targets: ArrayLike<number>;
  /** Half the width to keep free. */
  readonly half: number;
  /** Half the width it may shrink to beside a house. */
  readonly narrowHalf: number;
  /** How far it may leave its target. */
  readonly shift: number;
  readonly obstacles: readonly Obstacle[];
}

export interface Bent {
  readonly vs: Float64Array;
  /** 1 where the line could not pass even when narrow. */
  readonly blocked: Uint8Array;
}

const OFFSET_STEP = 500;
const SLOPES = 7;
/** Half the width of the lane a street may be reduced to where nothing wider passes, millimetres. */
const LANE_HALF = 1800;

/** What the slightest bend costs. */
const LEAST_BEND = 3.6;
/** What a column costs when a line passes freely, narrowed, as a lane, or not at all. */
const TIER_COST = [0, 2.5, 7, 40];

/**
 * Leads a line past houses: the cheapest run over columns, where leaving the target, every bend, a narrowing and
 * (dearest) a blocked column cost. Slopes stay under 31° at the usual step of 2.5 m.
 */
export function bendAround(request: BendRequest): Bent {
  const { start, step, targets, half, obstacles } = request;
  const n = targets.length;
  const vs = Float64Array.from({ length: n }, (_, i) => targets[i] as number);
  const blocked = new Uint8Array(n);
  const laneHalf = Math.min(request.narrowHalf, LANE_HALF);
  const reach = request.shift + half;
  const meeting = obstacles.filter(([minU, minV, maxU, maxV]) => {
    const from = Math.max(0, Math.floor((minU - start) / step));
    const to = Math.min(n - 1, Math.ceil((maxU - start) / step));
    for (let i = from; i <= to; i++) {
      const at = targets[i] as number;
      if (minV < at + reach && maxV > at - reach) return true;
    }
    return false;
  });
  if (n === 0 || meeting.length === 0) return { vs, blocked };

  const side = Math.max(1, Math.ceil(request.shift / OFFSET_STEP));
  const width = 2 * side + 1;
  const unit = request.shift / side;
  const cell = new Float64Array(n * width);
  for (let i = 0; i < n; i++) for (let k = 0; k < width; k++) cell[i * width + k] = 0.015 * Math.abs(k - side);
  const closed = new Uint8Array(n * width);
  for (const [minU, minV, maxU, maxV] of meeting) {
    const from = Math.max(0, Math.floor((minU - start) / step));
    const to = Math.min(n - 1, Math.ceil((maxU - start) / step));
    for (let i = from; i <= to; i++) {
      for (let k = 0; k < width; k++) {
        const v = (targets[i] as number) + (k - side) * unit;
        const at = i * width + k;
        const tier = (room: number): boolean => minV < v + room && maxV > v - room;
        const degree = tier(laneHalf) ? 3 : tier(request.narrowHalf) ? 2 : tier(half) ? 1 : 0;
        if (degree > (closed[at] as number)) closed[at] = degree;
      }
    }
  }
  for (let at = 0; at < cell.length; at++) {
    cell[at] = (cell[at] as number) + (TIER_COST[closed[at] as number] as number);
  }

  const middle = (SLOPES - 1) / 2;
  const states = width * SLOPES;
  let cost = new Float64Array(states).fill(Infinity);
  for (let k = 0; k < width; k++) cost[k * SLOPES + middle] = cell[k] as number;
  const lows = new Float64Array(width);
  const from = new Int16Array(n * states).fill(-1);
  for (let i = 1; i < n; i++) {
    const nextCost = new Float64Array(states).fill(Infinity);
    for (let k = 0; k < width; k++) {
      let low = Infinity;
      for (let t = 0; t < SLOPES; t++) low = Math.min(low, cost[k * SLOPES + t] as number);
      lows[k] = low;
    }
    for (let k = 0; k < width; k++) {
      for (let s = 0; s < SLOPES; s++) {
        const slope = s - middle;
        const before = k - slope;
        if (before < 0 || before >= width) continue;
        let least = cost[before * SLOPES + s] as number;
        let how = least === Infinity ? -1 : s;
        // Running on straight is best wherever no other slope is cheaper by a bend: mostly.
        const bent = least >= (lows[before] as number) + LEAST_BEND;
        for (let t = 0; bent && t < SLOPES; t++) {
          if (t === s) continue;
          const sum = (cost[before * SLOPES + t] as number) + 3 + 0.6 * Math.abs(t - s);
          if (sum < least) {
            least = sum;
            how = t;
          }
        }
        const at = k * SLOPES + s;
        nextCost[at] = least + (cell[i * width + k] as number) + 0.3 * Math.abs(slope);
        from[i * states + at] = how;
      }
    }
    cost = nextCost;
  }
  let at = 0;
  for (let state = 1; state < states; state++) if ((cost[state] as number) < (cost[at] as number)) at = state;
  for (let i = n - 1; i >= 0; i--) {
    const k = Math.floor(at / SLOPES);
    const slope = (at % SLOPES) - middle;
    vs[i] = (targets[i] as number) + (k - side) * unit;
    if (closed[i * width + k] === 3) blocked[i] = 1;
    const how = from[i * states + at] as number;
    at = (k - slope) * SLOPES + how;
  }
  return { vs, blocked };
}

/** A column line as a path with few vertices: those nearer than `toleranceMm` to the straight line are left out. */
export function columnPath(
  start: number,
  step: number,
  vs: ArrayLike<number>,
  from: number,
  to: number,
  toleranceMm: number,
): number[] {
  const out: number[] = [start + from * step, vs[from] as number];
  const walk = (a: number, b: number): void => {
    let worst = toleranceMm;
    let at = -1;
    for (let i = a + 1; i < b; i++) {
      const straight = (vs[a] as number) + (((vs[b] as number) - (vs[a] as number)) * (i - a)) / (b - a);
      const off = Math.abs((vs[i] as number) - straight);
      if (off > worst) {
        worst = off;
        at = i;
      }
    }
    if (at < 0) return;
    walk(a, at);
    out.push(start + at * step, vs[at] as number);
    walk(at, b);
  };
  if (to > from) {
    walk(from, to);
    out.push(start + to * step, vs[to] as number);
  }
  return out;
}
