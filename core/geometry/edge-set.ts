import { NodeTable } from "#core/geometry/node-table";

/** More positions than this a table never holds: two numbers make one key. */
const MOST_NODES = 2 ** 26;

/** Directed edges between positions on the grid, asked for by their ends. */
export class EdgeSet {
  readonly #nodes = new NodeTable(4096);
  readonly #keys = new Set<number>();

  add(ax: number, ay: number, bx: number, by: number): void {
    this.#keys.add(this.#nodes.add(ax, ay) * MOST_NODES + this.#nodes.add(bx, by));
  }

  has(ax: number, ay: number, bx: number, by: number): boolean {
    const a = this.#nodes.find(ax, ay);
    const b = a < 0 ? -1 : this.#nodes.find(bx, by);
    return b >= 0 && this.#keys.has(a * MOST_NODES + b);
  }
}
