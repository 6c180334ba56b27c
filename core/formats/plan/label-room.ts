/** A rectangle that may be turned: middle, half sizes, angle clockwise in degrees. Millimetres on paper. */
export interface Slab {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly angleDeg: number;
}

const CELL_MM = 10;

/** The corners of a slab, flat. */
export function cornersOf(slab: Slab): number[] {
  const angle = (slab.angleDeg * Math.PI) / 180;
  const ux = Math.cos(angle) * slab.halfWidth;
  const uy = Math.sin(angle) * slab.halfWidth;
  const vx = -Math.sin(angle) * slab.halfHeight;
  const vy = Math.cos(angle) * slab.halfHeight;
  const { x, y } = slab;
  return [x - ux - vx, y - uy - vy, x + ux - vx, y + uy - vy, x + ux + vx, y + uy + vy, x - ux + vx, y - uy + vy];
}

/** Where labels stand already. No two slabs it has taken overlap; what is to be avoided is only avoided. */
export class LabelRoom {
  readonly #cells: Cells = new Map();
  readonly #avoided: Cells = new Map();
  readonly #frame: readonly [number, number, number, number];

  /** @param frame no label may leave it: x, y, width, height */
  constructor(frame: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }) {
    this.#frame = [frame.x, frame.y, frame.x + frame.width, frame.y + frame.height];
  }

  /** Whether a slab lies in the frame and touches no other. */
  free(slab: Slab): boolean {
    const corners = cornersOf(slab);
    const [minX, minY, maxX, maxY] = this.#frame;
    for (let i = 0; i < 8; i += 2) {
      const x = corners[i] as number;
      const y = corners[i + 1] as number;
      if (x < minX || x > maxX || y < minY || y > maxY) return false;
    }
    return !meets(this.#cells, corners);
  }

  /** Marks a slab as taken, whatever is there. */
  take(slab: Slab): void {
    keep(this.#cells, cornersOf(slab));
  }

  /** Marks what a label covers only where there is no other place: a house, a boundary, a cross of the grid. */
  avoid(slab: Slab): void {
    keep(this.#avoided, cornersOf(slab));
  }

  /** Whether a slab is free and covers nothing to be avoided. */
  clear(slab: Slab): boolean {
    return this.free(slab) && !meets(this.#avoided, cornersOf(slab));
  }

  /** Takes the first free slab that covers nothing to be avoided, else the first free one. */
  pick(slabs: readonly Slab[]): Slab | undefined {
    const free = slabs.filter((slab) => this.free(slab));
    const found = free.find((slab) => !meets(this.#avoided, cornersOf(slab))) ?? free[0];
    if (found) this.take(found);
    return found;
  }

  /** Takes a slab if it is free. */
  claim(slab: Slab): boolean {
    if (!this.free(slab)) return false;
    this.take(slab);
    return true;
  }
}

type Cells = Map<string, number[][]>;

function keep(cells: Cells, corners: number[]): void {
  for (const key of cellsOf(corners)) {
    const held = cells.get(key);
    if (held) held.push(corners);
    else cells.set(key, [corners]);
  }
}

function meets(cells: Cells, corners: readonly number[]): boolean {
  for (const key of cellsOf(corners))
    for (const other of cells.get(key) ?? []) if (overlap(corners, other)) return true;
  return false;
}

function* cellsOf(corners: readonly number[]): Generator<string> {
  const xs = corners.filter((_, i) => i % 2 === 0);
  const ys = corners.filter((_, i) => i % 2 === 1);
  const toX = Math.floor(Math.max(...xs) / CELL_MM);
  const toY = Math.floor(Math.max(...ys) / CELL_MM);
  for (let i = Math.floor(Math.min(...xs) / CELL_MM); i <= toX; i++) {
    for (let j = Math.floor(Math.min(...ys) / CELL_MM); j <= toY; j++) yield `${i} ${j}`;
  }
}

/** Two rectangles meet unless a side of one parts them (separating axis). */
function overlap(a: readonly number[], b: readonly number[]): boolean {
  return !parted(a, b) && !parted(b, a);
}

function parted(a: readonly number[], b: readonly number[]): boolean {
  for (const [i, j] of [
    [0, 2],
    [2, 4],
  ] as const) {
    const dx = (a[j] as number) - (a[i] as number);
    const dy = (a[j + 1] as number) - (a[i + 1] as number);
    const [minA, maxA] = reach(a, dx, dy);
    const [minB, maxB] = reach(b, dx, dy);
    if (maxA <= minB || maxB <= minA) return true;
  }
  return false;
}

function reach(corners: readonly number[], dx: number, dy: number): [number, number] {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < 8; i += 2) {
    const along = (corners[i] as number) * dx + (corners[i + 1] as number) * dy;
    min = Math.min(min, along);
    max = Math.max(max, along);
  }
  return [min, max];
}
