import type { TextEncoding } from "#core/formats/code-pages";
import type { DxfScanner } from "#core/formats/dxf/dxf-scanner";
import { type Refusal, RefusalError, refuse } from "#core/model/refusal";

/** What every binary drawing begins with, before its first tag. */
export const BINARY_SIGN = "AutoCAD Binary DXF\r\n\u001a\0";

/**
 * Walks the tags of a binary drawing. Group codes take one byte up to R12 (two after 255) and two from R13 on; the
 * code tells how the value is written.
 *
 * @see AutoCAD DXF reference, "Binary DXF files" and "Group codes in numerical order"
 */
export class DxfBinaryScanner implements DxfScanner {
  code = 0;
  value = "";
  readonly line = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #file: string;
  readonly #encoding: TextEncoding;
  readonly #wide: boolean;
  #at = BINARY_SIGN.length;
  #from = BINARY_SIGN.length;

  constructor(bytes: Uint8Array, file: string, encoding: TextEncoding) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#file = file;
    this.#encoding = encoding;
    // The first tag is `0 SECTION`: after the code comes its S, or the second byte of the code.
    this.#wide = bytes[BINARY_SIGN.length + 1] === 0;
  }

  next(): boolean {
    do {
      if (this.#at >= this.#bytes.length) return false;
      this.#from = this.#at;
      this.code = this.#takeCode();
      this.value = this.#takeValue();
    } while (this.code === 999);
    return true;
  }

  place(): Pick<Refusal, "params"> {
    return { params: { byte: this.#from } };
  }

  #takeCode(): number {
    if (this.#wide) return this.#view.getInt16(this.#take(2), true);
    const code = this.#bytes[this.#take(1)] as number;
    return code === 255 ? this.#view.getInt16(this.#take(2), true) : code;
  }

  #takeValue(): string {
    const kind = kindOf(this.code);
    if (kind === "real") return String(this.#view.getFloat64(this.#take(8), true));
    if (kind === "int16") return String(this.#view.getInt16(this.#take(2), true));
    if (kind === "int32") return String(this.#view.getInt32(this.#take(4), true));
    if (kind === "int64") return String(this.#view.getBigInt64(this.#take(8), true));
    if (kind === "bool") return String(this.#bytes[this.#take(1)]);
    if (kind === "bytes") {
      this.#take(this.#bytes[this.#take(1)] as number);
      return "";
    }
    const end = this.#bytes.indexOf(0, this.#at);
    if (kind === undefined || end < 0 || end - this.#at > LONGEST_TEXT) return this.#broken();
    const text = this.#encoding.decode(this.#bytes.subarray(this.#at, end));
    this.#at = end + 1;
    return text;
  }

  /** Goes on by so many bytes; where they begin. */
  #take(count: number): number {
    const from = this.#at;
    if (from + count > this.#bytes.length) this.#broken();
    this.#at += count;
    return from;
  }

  #broken(): never {
    throw new RefusalError(refuse("dxf.binary-broken", { file: this.#file, params: { byte: this.#from } }));
  }
}

const LONGEST_TEXT = 1 << 20;

type Kind = "text" | "real" | "int16" | "int32" | "int64" | "bool" | "bytes";

/** How the value of a group code is written: the last code of each run. */
const RUNS: readonly (readonly [last: number, kind: Kind])[] = [
  [9, "text"],
  [59, "real"],
  [79, "int16"],
  [99, "int32"],
  [105, "text"],
  [149, "real"],
  [169, "int64"],
  [179, "int16"],
  [239, "real"],
  [289, "int16"],
  [299, "bool"],
  [309, "text"],
  [319, "bytes"],
  [369, "text"],
  [389, "int16"],
  [399, "text"],
  [409, "int16"],
  [419, "text"],
  [429, "int32"],
  [439, "text"],
  [459, "int32"],
  [469, "real"],
  [481, "text"],
  [999, "text"],
  [1003, "text"],
  [1004, "bytes"],
  [1009, "text"],
  [1059, "real"],
  [1070, "int16"],
  [1071, "int32"],
];

function kindOf(code: number): Kind | undefined {
  return code < 0 ? undefined : RUNS.find(([last]) => code <= last)?.[1];
}
