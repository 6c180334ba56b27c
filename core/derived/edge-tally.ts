/** Edges between numbered nodes, whichever way round, with a number each and a sum that runs along them. */
export class EdgeTally {
  #low: Int32Array;
  #high: Int32Array;
  #sums: Int32Array;
  #slots: Int32Array;
  #mask: number;
  #count = 0;

  /** @param expected about how many edges will come */
  constructor(expected = 64) {
    let size = 256;
    while (size < expected * 2) size *= 2;
    this.#slots = new Int32Array(size).fill(-1);
    this.#mask = size - 1;
    this.#low = new Int32Array(size / 2);
    this.#high = new Int32Array(size / 2);
    this.#sums = new Int32Array(size / 2);
  }

  /** Edges so far. */
  get count(): number {
    return this.#count;
  }

  /** Runs along the edge from a to b, which counts 1 from the lower node to the higher and -1 back. @returns the edge */
  run(a: number, b: number): number {
    const [low, high] = a < b ? [a, b] : [b, a];
    const seat = this.#seat(low, high);
    let edge = this.#slots[seat] as number;
    if (edge < 0) {
      edge = this.#count++;
      this.#low[edge] = low;
      this.#high[edge] = high;
      this.#slots[seat] = edge;
      if (this.#count === this.#low.length) this.#grow();
    }
    this.#sums[edge] = (this.#sums[edge] as number) + (a < b ? 1 : -1);
    return edge;
  }

  /** How much oftener an edge was run from its lower node to its higher than back. */
  sum(edge: number): number {
    return this.#sums[edge] as number;
  }

  low(edge: number): number {
    return this.#low[edge] as number;
  }

  high(edge: number): number {
    return this.#high[edge] as number;
  }

  #seat(low: number, high: number): number {
    let h = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca77);
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    let seat = (h ^ (h >>> 13)) & this.#mask;
    for (;;) {
      const edge = this.#slots[seat] as number;
      if (edge < 0 || (this.#low[edge] === low && this.#high[edge] === high)) return seat;
      seat = (seat + 1) & this.#mask;
    }
  }

  #grow(): void {
    const size = this.#slots.length * 2;
    this.#mask = size - 1;
    this.#slots = new Int32Array(size).fill(-1);
    [this.#low, this.#high, this.#sums] = [this.#low, this.#high, this.#sums].map((column) => {
      const longer = new Int32Array(size / 2);
      longer.set(column);
      return longer;
    }) as [Int32Array, Int32Array, Int32Array];
    for (let edge = 0; edge < this.#count; edge++) {
      this.#slots[this.#seat(this.#low[edge] as number, this.#high[edge] as number)] = edge;
    }
  }
}
