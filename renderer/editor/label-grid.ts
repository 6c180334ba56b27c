const CELL = 64;

/** Remembers where words stand in a picture, so that the next ones keep clear of them. Pixels. */
export class LabelGrid {
  readonly #cells = new Map<number, [number, number, number, number][]>();
  readonly #placed = new Map<string, [number, number][]>();

  /** Takes a box for a word when it is free. Whether it was. */
  take(x1: number, y1: number, x2: number, y2: number): boolean {
    const keys: number[] = [];
    for (let cx = Math.floor(x1 / CELL); cx <= Math.floor(x2 / CELL); cx++) {
      for (let cy = Math.floor(y1 / CELL); cy <= Math.floor(y2 / CELL); cy++) {
        const key = cx * 100_003 + cy;
        for (const box of this.#cells.get(key) ?? []) {
          if (x1 < box[2] && box[0] < x2 && y1 < box[3] && box[1] < y2) return false;
        }
        keys.push(key);
      }
    }
    for (const key of keys) {
      const boxes = this.#cells.get(key);
      if (boxes) boxes.push([x1, y1, x2, y2]);
      else this.#cells.set(key, [[x1, y1, x2, y2]]);
    }
    return true;
  }

  /** Whether the same words stand within a distance already (a street of many pieces is named once in a while). */
  repeats(text: string, x: number, y: number, distancePx: number): boolean {
    return (this.#placed.get(text) ?? []).some(([px, py]) => Math.hypot(px - x, py - y) < distancePx);
  }

  remember(text: string, x: number, y: number): void {
    const places = this.#placed.get(text);
    if (places) places.push([x, y]);
    else this.#placed.set(text, [[x, y]]);
  }
}
