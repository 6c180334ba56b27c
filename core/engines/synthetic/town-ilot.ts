import { type Random, randomOf } from "#core/engines/synthetic/random";
import type { TownPlan, Vertex } from "#core/engines/synthetic/town-plan";

/** One lot of an îlot: its boundary counter-clockwise, and its middle in plan metres. */
export interface Lot {
  readonly ring: readonly Vertex[];
  readonly middle: readonly [x: number, y: number];
  /** Room around the middle, plan metres: half the least width and depth. */
  readonly room: readonly [halfWidth: number, halfDepth: number];
}

/** An îlot cut into two rows of lots, with the vertices that the streets around it share. */
export interface IlotCut {
  readonly lots: readonly Lot[];
  /** West to east, corners included. */
  readonly southSide: readonly Vertex[];
  readonly northSide: readonly Vertex[];
  /** Where the line between the rows meets the west and the east street; absent with one row. */
  readonly westMiddle?: Vertex;
  readonly eastMiddle?: Vertex;
}

/** Limits of the two rows that come closer than this meet, metres. */
const LEAST_OFFSET_M = 1;

interface Limit {
  /** Plan metres along the îlot. */
  readonly x: number;
  readonly front: Vertex;
  readonly back: Vertex;
  /** A bend on the way from front to back. */
  readonly bend?: Vertex;
}

/**
 * Cuts the îlot of a column and row into its lots. Limits of the two rows do not face each other; the line between
 * the rows has a vertex wherever one ends, on both sides. Some limits bend, some fronts have a vertex of their own.
 */
export function cutIlot(plan: TownPlan, seed: number, column: number, row: number): IlotCut {
  const random = randomOf(seed, 7, column, row);
  const x0 = plan.east[column] as number;
  const x1 = plan.west[column + 1] as number;
  const y0 = plan.north[row] as number;
  const y1 = plan.south[row + 1] as number;
  const count = plan.lotsOf(column, row);
  const southCount = Math.ceil(count / 2);
  const yMiddle = y0 + (y1 - y0) * random.between(0.46, 0.54);
  const southX = limitsAlong(random, x0, x1, southCount);
  const northX = limitsAlong(random, x0, x1, count - southCount).map(
    (x) => southX.find((other) => Math.abs(other - x) < LEAST_OFFSET_M) ?? x,
  );

  const middleX = [...new Set([...southX, ...northX])].sort((a, b) => a - b);
  const middle = new Map<number, Vertex>();
  for (const x of middleX) {
    const edge = x === x0 || x === x1;
    middle.set(x, plan.vertex(x, edge ? yMiddle : yMiddle + random.between(-0.8, 0.8)));
  }

  const lots: Lot[] = [];
  const side = (xs: readonly number[], yFront: number): Vertex[] => {
    const inward = Math.sign(yMiddle - yFront);
    const depth = Math.abs(yMiddle - yFront);
    const limits = xs.map((x, i): Limit => {
      const limit = { x, front: plan.vertex(x, yFront), back: middle.get(x) as Vertex };
      const inner = i > 0 && i + 1 < xs.length;
      if (!inner || !random.chance(0.2)) return limit;
      const bend = plan.vertex(x + random.between(-0.6, 0.6), yFront + inward * depth * random.between(0.3, 0.6));
      return { ...limit, bend };
    });
    const run: Vertex[] = [(limits[0] as Limit).front];
    for (let i = 0; i + 1 < limits.length; i++) {
      const from = limits[i] as Limit;
      const to = limits[i + 1] as Limit;
      const width = to.x - from.x;
      const ring: Vertex[] = [from.front];
      if (random.chance(0.25)) {
        const kink = plan.vertex(from.x + width * random.between(0.3, 0.7), yFront);
        ring.push(kink);
        run.push(kink);
      }
      ring.push(to.front);
      run.push(to.front);
      if (to.bend) ring.push(to.bend);
      for (let k = middleX.length - 1; k >= 0; k--) {
        const x = middleX[k] as number;
        if (x >= from.x && x <= to.x) ring.push(middle.get(x) as Vertex);
      }
      if (from.bend) ring.push(from.bend);
      if (inward < 0) ring.reverse();
      lots.push({
        ring,
        middle: [(from.x + to.x) / 2, (yFront + yMiddle) / 2],
        room: [width / 2 - 0.6, depth / 2 - 0.8],
      });
    }
    return run;
  };
  return {
    lots,
    southSide: side(southX, y0),
    northSide: side(northX, y1),
    westMiddle: middle.get(x0) as Vertex,
    eastMiddle: middle.get(x1) as Vertex,
  };
}

/** Where lots begin and end along a row, plan metres: ends included, no lot under two thirds of the mean. */
function limitsAlong(random: Random, x0: number, x1: number, count: number): number[] {
  const step = (x1 - x0) / count;
  const xs = [x0];
  for (let i = 1; i < count; i++) xs.push(x0 + step * (i + random.between(-0.16, 0.16)));
  xs.push(x1);
  return xs;
}
