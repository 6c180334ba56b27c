/** Something large that is given away once and not held any more: what is turned into another form need not be there twice. */
export class Once<T> {
  #held: T | undefined;

  constructor(held: T) {
    this.#held = held;
  }

  /** @throws RangeError the second time */
  take(): T {
    const held = this.#held;
    if (held === undefined) throw new RangeError("already taken");
    this.#held = undefined;
    return held;
  }
}
