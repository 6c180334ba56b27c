import { type Random, randomOf } from "#core/engines/synthetic/random";

/** Rights-of-way of the synthetic town, metres: every eighth line, every fourth, the others. */
export const STREET_WIDTHS_M = { primary: 30, secondary: 20, access: 12 } as const;

/** Rank of the street on grid line `line`. */
export function rankOfLine(line: number): keyof typeof STREET_WIDTHS_M {
  return line % 8 === 0 ? "primary" : line % 4 === 0 ? "secondary" : "access";
}

/**
 * The drawing board of a synthetic town: a grid of îlots in plan metres, and the smooth bend that carries it to
 * the project grid. Two calls with the same plan position give the same vertex, which is what makes neighbours
 * share it exactly.
 */
export interface TownPlan {
  readonly columns: number;
  readonly rows: number;
  /** West and east edge of the right-of-way on each of the `columns + 1` vertical lines, plan metres. */
  readonly west: readonly number[];
  readonly east: readonly number[];
  /** South and north edge of the right-of-way on each of the `rows + 1` horizontal lines, plan metres. */
  readonly south: readonly number[];
  readonly north: readonly number[];
  /** Lots of the îlot in a column and row; over all îlots they add up to the count asked for. */
  lotsOf(column: number, row: number): number;
  /** Plan metres to integer millimetres of the project CRS. */
  vertex(x: number, y: number): Vertex;
}

/** One vertex, integer millimetres; the same object wherever it is shared. */
export type Vertex = readonly [x: number, y: number];

/** South-west of Bamako, UTM 29N, millimetres. */
const ORIGIN: Vertex = [619_500_000, 1_382_000_000];
const LOTS_AN_ILOT = 16;
const FRONTAGE_M = 17;
const DEPTH_M = { least: 46, most: 54 };

/**
 * Lays out the grid for a number of lots: îlots of about sixteen in two rows, the town about square.
 *
 * @throws RangeError below four lots
 */
export function townPlan(lots: number, seed: number): TownPlan {
  if (!Number.isInteger(lots) || lots < 4) throw new RangeError("a synthetic town has four lots or more");
  const random = randomOf(seed, 1);
  const columns = Math.max(1, Math.round(Math.sqrt(lots / LOTS_AN_ILOT / 2.6)));
  const rows = Math.max(1, Math.round(lots / LOTS_AN_ILOT / columns));
  const weights = Array.from({ length: columns }, () => random.between(0.85, 1.15));
  const sum = weights.reduce((a, b) => a + b, 0);
  const lotsARow = lots / rows;
  const shares = weights.map((weight) => weight / sum);

  const vertical = lines(shares.map((share) => (share * lotsARow * FRONTAGE_M) / 2));
  const horizontal = lines(Array.from({ length: rows }, () => random.between(DEPTH_M.least, DEPTH_M.most)));
  const before: number[] = [0];
  for (const share of shares) before.push((before.at(-1) as number) + share);
  const bend = bendOf(random, (vertical.far.at(-1) as number) / 2, (horizontal.far.at(-1) as number) / 2);

  return {
    columns,
    rows,
    west: vertical.near,
    east: vertical.far,
    south: horizontal.near,
    north: horizontal.far,
    lotsOf(column, row) {
      const upTo = (share: number) => Math.round((row + Math.min(1, share)) * lotsARow);
      const end = column + 1 === columns ? 1 : (before[column + 1] as number);
      return upTo(end) - upTo(before[column] as number);
    },
    vertex: bend,
  };
}

/** Edges of the rights-of-way around cells of the given sizes. */
function lines(sizes: readonly number[]): { near: number[]; far: number[] } {
  const near = [0];
  const far: number[] = [STREET_WIDTHS_M[rankOfLine(0)]];
  sizes.forEach((size, i) => {
    const start = (far[i] as number) + size;
    near.push(start);
    far.push(start + STREET_WIDTHS_M[rankOfLine(i + 1)]);
  });
  return { near, far };
}

/**
 * A turn and four gentle waves. Amplitudes follow the wavelengths so that the bend changes no length by more than
 * a few hundredths and never folds.
 */
function bendOf(random: Random, midX: number, midY: number): (x: number, y: number) => Vertex {
  const waves = Array.from({ length: 4 }, () => {
    const length = random.between(500, 2600);
    const heading = random.between(0, 2 * Math.PI);
    return {
      kx: (2 * Math.PI * Math.cos(heading)) / length,
      ky: (2 * Math.PI * Math.sin(heading)) / length,
      ax: length * random.between(-0.009, 0.009),
      ay: length * random.between(-0.009, 0.009),
      phase: random.between(0, 2 * Math.PI),
    };
  });
  const turn = random.between(-0.4, 0.4);
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  return (x, y) => {
    let px = x - midX;
    let py = y - midY;
    for (const wave of waves) {
      const s = Math.sin(wave.kx * x + wave.ky * y + wave.phase);
      px += wave.ax * s;
      py += wave.ay * s;
    }
    return [ORIGIN[0] + Math.round((px * cos - py * sin) * 1000), ORIGIN[1] + Math.round((px * sin + py * cos) * 1000)];
  };
}
