/** A file in a tar archive. */
export interface TarEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;

/**
 * The plain files of a tar archive; `undefined` where a head does not sum up, with the byte.
 *
 * @see POSIX 1003.1-1990, ustar
 */
export function tarEntries(bytes: Uint8Array): TarEntry[] | { readonly badAt: number } {
  const entries: TarEntry[] = [];
  const decoder = new TextDecoder("utf-8");
  const text = (from: number, size: number): string => {
    const held = bytes.subarray(from, from + size);
    const end = held.indexOf(0);
    return decoder.decode(end < 0 ? held : held.subarray(0, end));
  };
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    if (!sumsUp(bytes, at)) return { badAt: at };
    const size = Number.parseInt(text(at + 124, 12).trim() || "0", 8);
    if (!(size >= 0) || at + BLOCK + size > bytes.length) return { badAt: at };
    const kind = bytes[at + 156];
    const prefix = text(at + 257, 5) === "ustar" ? text(at + 345, 155) : "";
    const name = `${prefix === "" ? "" : `${prefix}/`}${text(at, 100)}`.replace(/^\.\//, "");
    if (kind === 0 || kind === 0x30) {
      entries.push({ name, bytes: bytes.subarray(at + BLOCK, at + BLOCK + size) });
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

/** Whether a head's bytes add up to the sum it tells, its own eight taken for spaces. */
function sumsUp(bytes: Uint8Array, at: number): boolean {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : (bytes[at + i] as number);
  const told = Number.parseInt(String.fromCharCode(...bytes.subarray(at + 148, at + 156)).replace(/[\0 ]+/g, ""), 8);
  return sum === told;
}
