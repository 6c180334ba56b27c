import Flatbush from "flatbush";
import { emptyBox, growBox } from "#core/geometry/box";

import type { Ring } from "#core/geometry/geometry";
import { sideOfRing } from "#core/geometry/ring";

/** Finds which of many small polygons a position lies in. */
export class PolygonFinder {
  readonly #polygons: readonly (readonly Ring[])[];
  readonly #index: Flatbush | undefined;

  constructor(polygons: readonly (readonly Ring[])[]) {
    this.#polygons = polygons;
    if (polygons.length === 0) return;
    this.#index = new Flatbush(polygons.length);
    for (const rings of polygons) this.#index.add(...growBox(emptyBox(), rings[0] as number[]));
    this.#index.finish();
  }

  /** Number of the first polygon that holds a position (border counts), or -1. */
  find(x: number, y: number): number {
    for (const item of this.near(x, y, x, y)) {
      const rings = this.#polygons[item] as readonly Ring[];
      if (sideOfRing(rings[0] as Ring, x, y) < 0) continue;
      if (rings.slice(1).every((hole) => sideOfRing(hole, x, y) <= 0)) return item;
    }
    return -1;
  }

  /** Numbers of the polygons whose box meets a box, ascending. */
  near(minX: number, minY: number, maxX: number, maxY: number): number[] {
    return (this.#index?.search(minX, minY, maxX, maxY) ?? []).sort((a, b) => a - b);
  }
}
