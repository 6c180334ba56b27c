/** Lines of a DXF file: group codes and values, handles given in order. */
export class DxfTags {
  #lines: string[] = [];
  #handle = 0x100;

  /** Writes group codes with their values, in pairs. Numbers are written with three decimals when they are not whole. */
  put(...pairs: (number | string)[]): void {
    for (let i = 0; i < pairs.length; i += 2) {
      const code = pairs[i] as number;
      const value = pairs[i + 1] as number | string;
      this.#lines.push(String(code).padStart(3), typeof value === "string" ? value : numberText(code, value));
    }
  }

  /** A handle not given before, hexadecimal. */
  nextHandle(): string {
    return (++this.#handle).toString(16).toUpperCase();
  }

  /** The highest handle given, for `$HANDSEED`. */
  get seed(): string {
    return (this.#handle + 1).toString(16).toUpperCase();
  }

  /** The lines since the last time, each ended. */
  take(): string {
    const text = this.#lines.length > 0 ? `${this.#lines.join("\r\n")}\r\n` : "";
    this.#lines = [];
    return text;
  }
}

/** Codes 60–79, 90–99, 170–179, 270–289, 370–389 and 1060–1071 hold integers, the others with numbers decimals. */
function numberText(code: number, value: number): string {
  const real = (code >= 10 && code <= 59) || (code >= 140 && code <= 147) || code === 1040;
  return real ? value.toFixed(3) : String(value);
}

/**
 * A text as DXF R2000 takes it: one line, letters of Latin-1 as they are, any other as `\U+XXXX`. Cut where it would
 * take more than `limit` bytes, never inside an escape.
 */
export function dxfText(text: string, limit = 250): string {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const plain = isPlain(code) ? text.charAt(i) : `\\U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    const letter = code < 32 || code === 127 ? " " : plain;
    if (out.length + letter.length > limit) break;
    out += letter;
  }
  return out;
}

/** Whether a text needs escapes. GDAL, and so QGIS, reads those in MTEXT only. */
export function needsEscapes(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!isPlain(text.charCodeAt(i))) return true;
  return false;
}

/** ASCII, and what Windows-1252 and Latin-1 have alike: readers differ on the 32 places between. */
function isPlain(code: number): boolean {
  return code < 0x80 || (code >= 0xa0 && code <= 0xff);
}

/** The bytes of a text whose letters are all of Latin-1. */
export function latin1(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** A name as a DXF table takes it: none of the signs that mean something there. */
export function dxfName(name: string): string {
  return dxfText(name.replace(/[<>/\\":;?*|=`,]/g, "_").trim() || "0", 200);
}
