import { type Box, boxesMeet } from "#core/geometry/box";

/** Side of a cell: a few parcels wide. */
const CELL_MM = 64_000;
/** A box over more cells than this is kept apart: long streets. */
const MOST_CELLS = 100;
/** Columns of cells are this far apart in the table; no plan is so high. */
const STRIDE = 2 ** 24;

/** Boxes by id, found by place and changed one at a time: each change costs the cells it touches. */
export class BoxGrid {
  readonly #boxes = new Map<string, Box>();
  readonly #cells = new Map<number, string[]>();
  readonly #wide = new Set<string>();

  /** Puts a box, in place of the one the id had. */
  put(id: string, box: Box): void {
    this.drop(id);
    this.#boxes.set(id, box);
    const cells = cellsOf(box);
    if (!cells) this.#wide.add(id);
    for (const cell of cells ?? []) {
      const held = this.#cells.get(cell);
      if (held) held.push(id);
      else this.#cells.set(cell, [id]);
    }
  }

  drop(id: string): void {
    const box = this.#boxes.get(id);
    if (!box) return;
    this.#boxes.delete(id);
    this.#wide.delete(id);
    for (const cell of cellsOf(box) ?? []) {
      const left = this.#cells.get(cell)?.filter((other) => other !== id) ?? [];
      if (left.length > 0) this.#cells.set(cell, left);
      else this.#cells.delete(cell);
    }
  }

  /** Ids of the boxes that meet a box (touching counts), sorted. */
  idsIn(box: Box): string[] {
    const found = new Set<string>();
    const look = (id: string): void => {
      if (boxesMeet(this.#boxes.get(id) as Box, box)) found.add(id);
    };
    const cells = cellsOf(box);
    if (!cells) for (const id of this.#boxes.keys()) look(id);
    else {
      for (const cell of cells) for (const id of this.#cells.get(cell) ?? []) look(id);
      for (const id of this.#wide) look(id);
    }
    return [...found].sort();
  }
}

/** The cells a box lies over; `undefined` for too many of them. */
function cellsOf([minX, minY, maxX, maxY]: Box): number[] | undefined {
  const [west, south] = [Math.floor(minX / CELL_MM), Math.floor(minY / CELL_MM)];
  const [east, north] = [Math.floor(maxX / CELL_MM), Math.floor(maxY / CELL_MM)];
  if (!((east - west + 1) * (north - south + 1) <= MOST_CELLS)) return undefined;
  const cells: number[] = [];
  for (let x = west; x <= east; x++) for (let y = south; y <= north; y++) cells.push(x * STRIDE + y);
  return cells;
}
