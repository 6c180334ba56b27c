/**
 * Numbers for positions: the same position always gets the same number, from 0 up, for the life of the table.
 * Open addressing on the two coordinates; no text key is ever made.
 */
export class NodeTable {
  #x: Float64Array;
  #y: Float64Array;
  #slots: Int32Array;
  #mask: number;
  #count = 0;

  /** @param expected about how many positions will come */
  constructor(expected = 64) {
    let size = 256;
    while (size < expected * 2) size *= 2;
    this.#slots = new Int32Array(size).fill(-1);
    this.#mask = size - 1;
    this.#x = new Float64Array(size / 2);
    this.#y = new Float64Array(size / 2);
  }

  /** Numbers given so far. */
  get count(): number {
    return this.#count;
  }

  x(node: number): number {
    return this.#x[node] as number;
  }

  y(node: number): number {
    return this.#y[node] as number;
  }

  /** The number of a position, or -1 when it never got one. */
  find(x: number, y: number): number {
    return this.#slots[this.#seat(x, y)] as number;
  }

  /** The number of a position; a new one if it had none. */
  add(x: number, y: number): number {
    const seat = this.#seat(x, y);
    const known = this.#slots[seat] as number;
    if (known >= 0) return known;
    const node = this.#count++;
    this.#x[node] = x;
    this.#y[node] = y;
    this.#slots[seat] = node;
    if (this.#count === this.#x.length) this.#grow();
    return node;
  }

  #seat(x: number, y: number): number {
    // `| 0` keeps the low 32 bits of coordinates that need more; the mixing spreads regular grids.
    let h = Math.imul(x | 0, 0x9e3779b1) ^ Math.imul(y | 0, 0x85ebca77);
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    let seat = (h ^ (h >>> 13)) & this.#mask;
    for (;;) {
      const node = this.#slots[seat] as number;
      if (node < 0 || (this.#x[node] === x && this.#y[node] === y)) return seat;
      seat = (seat + 1) & this.#mask;
    }
  }

  #grow(): void {
    const size = this.#slots.length * 2;
    this.#mask = size - 1;
    this.#slots = new Int32Array(size).fill(-1);
    this.#x = grown(this.#x, size / 2);
    this.#y = grown(this.#y, size / 2);
    for (let node = 0; node < this.#count; node++) {
      this.#slots[this.#seat(this.#x[node] as number, this.#y[node] as number)] = node;
    }
  }
}

function grown(from: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const to = new Float64Array(length);
  to.set(from);
  return to;
}
