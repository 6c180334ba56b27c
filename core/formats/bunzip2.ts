/** Why a bzip2 file cannot be opened. */
export class Bzip2Error extends Error {
  readonly why: "damaged" | "too-large";
  constructor(why: Bzip2Error["why"]) {
    super(why);
    this.why = why;
  }
}

const BLOCK = 0x314159265359;
const END = 0x177245385090;
/** Symbols of one Huffman group. */
const GROUP = 50;
const MOST_BITS = 20;

/**
 * Opens a bzip2 file, in which the cadastre of France is handed out. Its checksums are not compared: what is in it has
 * its own.
 *
 * @param most bytes it may open to
 * @throws Bzip2Error
 * @see Julian Seward's bzip2 1.0, as described by Joe Tsai, "BZIP2: Format Specification", 2016
 */
export function bunzip2(bytes: Uint8Array, most: number): Uint8Array {
  const bits = new Bits(bytes);
  const parts: Uint8Array[] = [];
  let total = 0;
  do {
    if (bits.take(24) !== 0x425a68) throw new Bzip2Error("damaged");
    const level = bits.take(8) - 0x30;
    if (level < 1 || level > 9) throw new Bzip2Error("damaged");
    for (;;) {
      const sign = bits.take(24) * 0x1000000 + bits.take(24);
      bits.take(32);
      if (sign === END) break;
      if (sign !== BLOCK) throw new Bzip2Error("damaged");
      const part = readBlock(bits, level * 100_000, most - total);
      total += part.length;
      parts.push(part);
    }
    bits.align();
  } while (bits.left > 9);
  const out = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

class Bits {
  readonly #bytes: Uint8Array;
  #at = 0;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(count: number): number {
    let value = 0;
    for (let rest = count; rest > 0; ) {
      if (this.#count === 0) {
        const byte = this.#bytes[this.#at++];
        if (byte === undefined) throw new Bzip2Error("damaged");
        this.#held = byte;
        this.#count = 8;
      }
      const some = Math.min(rest, this.#count);
      value = value * 2 ** some + ((this.#held >> (this.#count - some)) & ((1 << some) - 1));
      this.#count -= some;
      rest -= some;
    }
    return value;
  }

  align(): void {
    this.#count = 0;
  }
}

function readBlock(bits: Bits, size: number, most: number): Uint8Array {
  if (bits.take(1) === 1) throw new Bzip2Error("damaged");
  const origin = bits.take(24);
  const symbols = usedBytes(bits);
  const { trees, choices } = readTrees(bits, symbols.length + 2);
  const last = unsorted(readSymbols(bits, symbols, trees, choices, size), origin);
  return unrepeated(last, most);
}

/** Bytes the block holds, in their order. */
function usedBytes(bits: Bits): number[] {
  const ranges = bits.take(16);
  const used: number[] = [];
  for (let range = 0; range < 16; range++) {
    if (!((ranges >> (15 - range)) & 1)) continue;
    const row = bits.take(16);
    for (let i = 0; i < 16; i++) if ((row >> (15 - i)) & 1) used.push(range * 16 + i);
  }
  if (used.length === 0) throw new Bzip2Error("damaged");
  return used;
}

/** A Huffman tree by length: the first code of each, the place of its first symbol, and the symbols. */
interface Tree {
  readonly limit: Int32Array;
  readonly base: Int32Array;
  readonly symbols: Uint16Array;
}

function readTrees(bits: Bits, symbols: number): { trees: Tree[]; choices: Uint8Array } {
  const count = bits.take(3);
  const selectors = bits.take(15);
  if (count < 2 || count > 6 || selectors < 1) throw new Bzip2Error("damaged");
  const order = Array.from({ length: count }, (_, i) => i);
  const choices = new Uint8Array(selectors);
  for (let i = 0; i < selectors; i++) {
    let place = 0;
    while (bits.take(1) === 1) if (++place >= count) throw new Bzip2Error("damaged");
    const [chosen = 0] = order.splice(place, 1);
    order.unshift(chosen);
    choices[i] = chosen;
  }
  const trees = order.map(() => {
    const lengths = new Uint8Array(symbols);
    let length = bits.take(5);
    for (let i = 0; i < symbols; i++) {
      while (bits.take(1) === 1) length += bits.take(1) === 1 ? -1 : 1;
      if (length < 1 || length > MOST_BITS) throw new Bzip2Error("damaged");
      lengths[i] = length;
    }
    return treeOf(lengths);
  });
  return { trees, choices };
}

function treeOf(lengths: Uint8Array): Tree {
  const counts = new Int32Array(MOST_BITS + 2);
  for (const length of lengths) counts[length] = (counts[length] as number) + 1;
  const symbols = new Uint16Array(lengths.length);
  let place = 0;
  for (let bits = 1; bits <= MOST_BITS; bits++) {
    for (let i = 0; i < lengths.length; i++) if (lengths[i] === bits) symbols[place++] = i;
  }
  const limit = new Int32Array(MOST_BITS + 1);
  const base = new Int32Array(MOST_BITS + 1);
  let code = 0;
  let first = 0;
  for (let bits = 1; bits <= MOST_BITS; bits++) {
    base[bits] = first - code;
    code += counts[bits] as number;
    limit[bits] = code;
    first += counts[bits] as number;
    code *= 2;
  }
  return { limit, base, symbols };
}

/** The block before its sorting is undone: zeros in runs, the others by move-to-front. */
function readSymbols(
  bits: Bits,
  bytes: readonly number[],
  trees: readonly Tree[],
  choices: Uint8Array,
  size: number,
): Uint8Array {
  const front = [...bytes];
  const out = new Uint8Array(size);
  const end = bytes.length + 1;
  let count = 0;
  let run = 0;
  let weight = 1;
  for (let read = 0; ; read++) {
    const tree = trees[choices[Math.floor(read / GROUP)] ?? -1];
    if (!tree) throw new Bzip2Error("damaged");
    const symbol = nextSymbol(bits, tree);
    if (symbol <= 1) {
      run += weight << symbol;
      weight *= 2;
      if (run > size) throw new Bzip2Error("damaged");
      continue;
    }
    if (run > 0) {
      if (count + run > size) throw new Bzip2Error("damaged");
      out.fill(front[0] as number, count, count + run);
      count += run;
      run = 0;
      weight = 1;
    }
    if (symbol === end) return out.subarray(0, count);
    const [moved = 0] = front.splice(symbol - 1, 1);
    front.unshift(moved);
    if (count >= size) throw new Bzip2Error("damaged");
    out[count++] = moved;
  }
}

function nextSymbol(bits: Bits, { limit, base, symbols }: Tree): number {
  let code = 0;
  for (let length = 1; length <= MOST_BITS; length++) {
    code = code * 2 + bits.take(1);
    if (code < (limit[length] as number)) {
      const symbol = symbols[(base[length] as number) + code];
      if (symbol === undefined) break;
      return symbol;
    }
  }
  throw new Bzip2Error("damaged");
}

/** Undoes the Burrows–Wheeler sorting. */
function unsorted(sorted: Uint8Array, origin: number): Uint8Array {
  if (sorted.length > 0 && origin >= sorted.length) throw new Bzip2Error("damaged");
  const starts = new Int32Array(257);
  for (const byte of sorted) starts[byte + 1] = (starts[byte + 1] as number) + 1;
  for (let i = 1; i < 257; i++) starts[i] = (starts[i] as number) + (starts[i - 1] as number);
  const next = new Int32Array(sorted.length);
  for (let i = 0; i < sorted.length; i++) {
    const byte = sorted[i] as number;
    const place = starts[byte] as number;
    next[place] = i;
    starts[byte] = place + 1;
  }
  const out = new Uint8Array(sorted.length);
  let at = next[origin] ?? 0;
  for (let i = 0; i < out.length; i++) {
    out[i] = sorted[at] as number;
    at = next[at] as number;
  }
  return out;
}

/** Undoes the first packing: four equal bytes are followed by how many more there are. */
function unrepeated(packed: Uint8Array, most: number): Uint8Array {
  let size = 0;
  let same = 0;
  for (let i = 0; i < packed.length; i++) {
    same = i > 0 && same > 0 && packed[i] === packed[i - 1] ? same + 1 : 1;
    size++;
    if (same === 4) {
      size += packed[++i] ?? 0;
      same = 0;
    }
  }
  if (size > most) throw new Bzip2Error("too-large");
  const out = new Uint8Array(size);
  let at = 0;
  same = 0;
  for (let i = 0; i < packed.length; i++) {
    same = i > 0 && same > 0 && packed[i] === packed[i - 1] ? same + 1 : 1;
    out[at++] = packed[i] as number;
    if (same === 4) {
      const more = packed[++i] ?? 0;
      out.fill(packed[i - 1] as number, at, at + more);
      at += more;
      same = 0;
    }
  }
  return out;
}
