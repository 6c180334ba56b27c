import Flatbush from "flatbush";
import type { Ring } from "#core/geometry/geometry";
import { crossingShare } from "#core/geometry/path";

/** Answers fast whether a position lies inside a bag of rings (even-odd). */
export class RegionIndex {
  readonly #index: Flatbush | undefined;
  readonly #edges: number[] = [];
  readonly #maxX: number = -Infinity;

  constructor(rings: readonly Ring[]) {
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        this.#edges.push(ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number);
      }
    }
    if (this.#edges.length === 0) return;
    this.#index = new Flatbush(this.#edges.length / 4);
    for (let i = 0; i < this.#edges.length; i += 4) {
      const [ax, ay, bx, by] = this.#edges.slice(i, i + 4) as [number, number, number, number];
      this.#index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
      this.#maxX = Math.max(this.#maxX, ax, bx);
    }
    this.#index.finish();
  }

  /** Whether something of the region lies in a box; a little too often rather than too seldom. */
  meetsBox(minX: number, minY: number, maxX: number, maxY: number): boolean {
    if (!this.#index) return false;
    return this.#index.search(minX, minY, maxX, maxY).length > 0 || this.contains(minX, minY);
  }

  /** Shares of the way from a to b at which it crosses an edge of the region. */
  crossings(ax: number, ay: number, bx: number, by: number): number[] {
    const found = this.#index?.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)) ?? [];
    return found.flatMap((item) => {
      const [cx, cy, dx, dy] = this.#edges.slice(4 * item, 4 * item + 4) as [number, number, number, number];
      return crossingShare(ax, ay, bx, by, cx, cy, dx, dy) ?? [];
    });
  }

  contains(x: number, y: number): boolean {
    if (!this.#index || x > this.#maxX) return false;
    let inside = false;
    for (const item of this.#index.search(x, y, this.#maxX, y)) {
      const i = 4 * item;
      const ay = this.#edges[i + 1] as number;
      const by = this.#edges[i + 3] as number;
      if (ay > y === by > y) continue;
      const ax = this.#edges[i] as number;
      if (ax + (((this.#edges[i + 2] as number) - ax) * (y - ay)) / (by - ay) > x) inside = !inside;
    }
    return inside;
  }
}
