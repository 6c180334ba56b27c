import { naturalKey } from "#core/derived/table/natural-key";
import type { FieldValue } from "#core/model/feature";

/** A column of numbers; what is not known is NaN. */
export interface NumberCells {
  readonly kind: "number";
  readonly values: Float64Array;
}

/** A column of words: each distinct word once, a code a row; code 0 is what is not known. */
export class WordCells {
  readonly kind = "words";
  readonly codes: Uint32Array;
  readonly words: string[] = [""];
  readonly #codeOf = new Map<string, number>([["", 0]]);
  #ranks: Uint32Array | undefined;

  constructor(rows: number) {
    this.codes = new Uint32Array(rows);
  }

  /** Writes a row; `true` and `false` stand as words. */
  set(row: number, value: FieldValue | undefined): void {
    const word = value === undefined ? "" : String(value);
    let code = this.#codeOf.get(word);
    if (code === undefined) {
      code = this.words.push(word) - 1;
      this.#codeOf.set(word, code);
      this.#ranks = undefined;
    }
    this.codes[row] = code;
  }

  /** The word of a row, "" where none is known. */
  at(row: number): string {
    return this.words[this.codes[row] ?? 0] ?? "";
  }

  /** Place of each code in the order people count in, from 1; 0 for the empty one. Worked out at the first question. */
  get ranks(): Uint32Array {
    if (this.#ranks) return this.#ranks;
    const keys = this.words.map(naturalKey);
    const order = Uint32Array.from({ length: this.words.length - 1 }, (_, i) => i + 1).sort((a, b) => {
      const one = keys[a] as string;
      const other = keys[b] as string;
      if (one !== other) return one < other ? -1 : 1;
      return (this.words[a] as string) < (this.words[b] as string) ? -1 : 1;
    });
    const ranks = new Uint32Array(this.words.length);
    order.forEach((code, place) => {
      ranks[code] = place + 1;
    });
    this.#ranks = ranks;
    return ranks;
  }
}

export type Cells = NumberCells | WordCells;
