import type { EdgeInsertion } from "#core/derived/split-polygon";
import type { Position } from "#core/geometry/geometry";

/**
 * Vertices put into the edges of one polygon by several cuts, one after another: a later cut meets pieces of an edge
 * that an earlier one has parted, and both belong to the edge as the neighbour knows it.
 */
export class EdgeInsertions {
  /** Whole edges: their vertices from a to b, those put in between. */
  readonly #runs: number[][] = [];

  /** Takes in what a cut inserted, in whole edges or in pieces of edges parted before. */
  add(inserted: readonly EdgeInsertion[]): void {
    for (const { a, b, points } of inserted) {
      if (this.#put(a, b, points)) continue;
      const back: number[] = [];
      for (let i = points.length - 2; i >= 0; i -= 2) back.push(points[i] as number, points[i + 1] as number);
      if (!this.#put(b, a, back)) this.#runs.push([...a, ...points, ...b]);
    }
  }

  /** All insertions, each in a whole edge. */
  list(): EdgeInsertion[] {
    return this.#runs.map((run) => ({
      a: [run[0] as number, run[1] as number],
      b: [run.at(-2) as number, run.at(-1) as number],
      points: run.slice(2, -2),
    }));
  }

  #put(a: Position, b: Position, points: readonly number[]): boolean {
    for (const run of this.#runs) {
      for (let i = 0; i + 3 < run.length; i += 2) {
        if (run[i] !== a[0] || run[i + 1] !== a[1] || run[i + 2] !== b[0] || run[i + 3] !== b[1]) continue;
        run.splice(i + 2, 0, ...points);
        return true;
      }
    }
    return false;
  }
}
