import { type Refusal, RefusalError, refuse } from "#core/model/refusal";

/** Walks the tags of a drawing, one group code with its value at a time. */
export interface DxfScanner {
  /** Goes to the next tag; false at the end of the file. @throws RefusalError where no tag can be read */
  next(): boolean;
  readonly code: number;
  /** The value as text, untrimmed; numbers of a binary drawing as text too. */
  readonly value: string;
  /** Line of the group code; 0 in a binary drawing. */
  readonly line: number;
  /** Where the tag stands, for a refusal: its line, or its byte in a binary drawing. */
  place(): Pick<Refusal, "line" | "params">;
}

/** Walks the lines of a text drawing. Comments (999) are passed over. */
export class DxfTextScanner implements DxfScanner {
  code = 0;
  value = "";
  line = 0;
  readonly #text: string;
  readonly #file: string;
  #at = 0;
  #read = 0;

  /** @param text the whole file; any line ends */
  constructor(text: string, file: string) {
    // Drawings from an old Macintosh end their lines with CR alone.
    this.#text = text.includes("\n") ? text : text.replaceAll("\r", "\n");
    this.#file = file;
  }

  next(): boolean {
    do {
      const code = this.#takeLine();
      if (code === undefined) return false;
      this.line = this.#read;
      this.code = codeOf(code);
      if (Number.isNaN(this.code)) {
        if (code.trim() === "" && this.#onlyBlanksLeft()) return false;
        throw new RefusalError(
          refuse("dxf.not-a-code", { file: this.#file, line: this.line, params: { found: code.trim().slice(0, 40) } }),
        );
      }
      const value = this.#takeLine();
      if (value === undefined) return false;
      this.value = value;
    } while (this.code === 999);
    return true;
  }

  place(): Pick<Refusal, "line"> {
    return { line: this.line };
  }

  #takeLine(): string | undefined {
    const text = this.#text;
    if (this.#at >= text.length) return undefined;
    const end = text.indexOf("\n", this.#at);
    const stop = end < 0 ? text.length : end;
    const line = text.slice(this.#at, text.charCodeAt(stop - 1) === 13 && stop > this.#at ? stop - 1 : stop);
    this.#at = stop + 1;
    this.#read++;
    return line;
  }

  #onlyBlanksLeft(): boolean {
    return this.#text.slice(this.#at).trim() === "";
  }
}

/** A group code: a whole number, blanks around it. */
function codeOf(line: string): number {
  let value = 0;
  let digits = 0;
  let sign = 1;
  for (let i = 0; i < line.length; i++) {
    const unit = line.charCodeAt(i);
    if (unit >= 48 && unit <= 57) {
      value = value * 10 + unit - 48;
      digits++;
    } else if (unit === 45 && digits === 0 && sign === 1) sign = -1;
    else if (unit !== 32 && unit !== 9 && unit !== 13 && unit !== 0xfeff) return Number.NaN;
    else if (digits > 0 && line.slice(i).trim() !== "") return Number.NaN;
  }
  return digits > 0 && digits < 6 ? sign * value : Number.NaN;
}
