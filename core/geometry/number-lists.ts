/**
 * Lists of whole numbers, numbered from 0 and read in the order they were put in: hundreds of thousands of short ones
 * in a few typed arrays, where an array each would take ten times the room.
 */
export class NumberLists {
  /** First and last link of each list, -1 while it is empty. */
  #first: Int32Array;
  #last: Int32Array;
  #sizes: Int32Array;
  #values: Int32Array;
  #next: Int32Array;
  #links = 0;

  /** @param expected about how many lists there will be */
  constructor(expected = 1024) {
    const room = Math.max(16, expected);
    this.#first = new Int32Array(room).fill(-1);
    this.#last = new Int32Array(room).fill(-1);
    this.#sizes = new Int32Array(room);
    this.#values = new Int32Array(room);
    this.#next = new Int32Array(room);
  }

  /** Puts a number behind the others of a list. */
  push(list: number, value: number): void {
    if (list >= this.#first.length) this.#widen(list);
    const link = this.#links++;
    if (link === this.#values.length) {
      this.#values = grown(this.#values, link * 2, 0);
      this.#next = grown(this.#next, link * 2, 0);
    }
    this.#values[link] = value;
    this.#next[link] = -1;
    const last = this.#last[list] as number;
    if (last < 0) this.#first[list] = link;
    else this.#next[last] = link;
    this.#last[list] = link;
    this.#sizes[list] = (this.#sizes[list] as number) + 1;
  }

  /** How many numbers a list holds. */
  sizeOf(list: number): number {
    return this.#sizes[list] ?? 0;
  }

  /** The number put into a list last; `undefined` of an empty one. */
  lastOf(list: number): number | undefined {
    const link = this.#last[list] ?? -1;
    return link < 0 ? undefined : this.#values[link];
  }

  has(list: number, value: number): boolean {
    for (let link = this.firstLink(list); link >= 0; link = this.nextLink(link)) {
      if (this.#values[link] === value) return true;
    }
    return false;
  }

  /** Whether two lists have a number in common. */
  meet(a: number, b: number): boolean {
    for (let link = this.firstLink(a); link >= 0; link = this.nextLink(link)) {
      if (this.has(b, this.valueAt(link))) return true;
    }
    return false;
  }

  /** The numbers of a list. */
  of(list: number): number[] {
    let link = this.firstLink(list);
    return Array.from({ length: this.sizeOf(list) }, () => {
      const value = this.valueAt(link);
      link = this.nextLink(link);
      return value;
    });
  }

  /** Where a walk along a list begins, for those in a hurry; below 0 at its end. */
  firstLink(list: number): number {
    return this.#first[list] ?? -1;
  }

  nextLink(link: number): number {
    return this.#next[link] as number;
  }

  valueAt(link: number): number {
    return this.#values[link] as number;
  }

  #widen(list: number): void {
    const room = Math.max(list + 1, this.#first.length * 2);
    this.#first = grown(this.#first, room, -1);
    this.#last = grown(this.#last, room, -1);
    this.#sizes = grown(this.#sizes, room, 0);
  }
}

function grown(from: Int32Array, length: number, filling: number): Int32Array {
  const to = new Int32Array(length);
  to.set(from);
  if (filling !== 0) to.fill(filling, from.length);
  return to;
}
