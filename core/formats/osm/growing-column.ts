/** A column of 64-bit floats that grows as values come: ids and degrees of millions of nodes without an object each. */
export class FloatColumn {
  length = 0;
  #held = new Float64Array(1024);

  push(value: number): void {
    if (this.length === this.#held.length) {
      const wider = new Float64Array(this.length * 2);
      wider.set(this.#held);
      this.#held = wider;
    }
    this.#held[this.length++] = value;
  }

  /** What was pushed, without the spare room. The column is done with after this. */
  finish(): Float64Array {
    return this.#held.slice(0, this.length);
  }
}

/** A column of unsigned 32-bit integers that grows as values come. */
export class IndexColumn {
  length = 0;
  #held = new Uint32Array(1024);

  push(value: number): void {
    if (this.length === this.#held.length) {
      const wider = new Uint32Array(this.length * 2);
      wider.set(this.#held);
      this.#held = wider;
    }
    this.#held[this.length++] = value;
  }

  /** What was pushed, without the spare room. The column is done with after this. */
  finish(): Uint32Array {
    return this.#held.slice(0, this.length);
  }
}
