import { encodingNamed, guessedEncoding } from "#core/formats/code-pages";
import { RefusalError, refuse } from "#core/model/refusal";

/** A text, and the encoding its bytes were read in, as people know it. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
  /** Whether the encoding was guessed from the letters, and nothing says it. */
  readonly guessed: boolean;
}

/** What is said about the encoding of a text. */
export interface SaidEncoding {
  /** By the planner, who is always right; in any spelling. */
  readonly asked?: string | undefined;
  /** By the file itself; not followed where the bytes are UTF-8 with letters of its own. */
  readonly declared?: string | undefined;
}

/**
 * The text of a file in whatever encoding is met in practice. What the planner says counts; then a byte-order mark;
 * then UTF-8 where the bytes are; then what the file declares; else Windows-1252 or CP850 by their letters.
 *
 * @throws RefusalError `import.too-long` for a text no office machine holds, `read.null-bytes` for bytes that are no text
 */
export function decodeText(bytes: Uint8Array, file: string, said: SaidEncoding = {}): DecodedText {
  if (bytes.length > MOST_TEXT_BYTES) {
    const params = { megabytes: Math.ceil(bytes.length / 1e6), most: MOST_TEXT_BYTES / 1e6 };
    throw new RefusalError(refuse("import.too-long", { file, line: 1, params }));
  }
  const asked = encodingNamed(said.asked ?? "");
  if (asked) return { text: asked.decode(bytes), encoding: asked.name, guessed: false };
  const wide = wideEncoding(bytes);
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: wide.toUpperCase(), guessed: false };
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw new RefusalError(refuse("read.null-bytes", { file, line: lineAt(bytes, nul) }));
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF-8", guessed: false };
  } catch {
    const declared = encodingNamed(said.declared ?? "");
    const known = declared && declared.name !== "UTF-8" ? declared : undefined;
    const encoding = known ?? encodingNamed(guessedEncoding(bytes));
    if (!encoding) throw new RefusalError(refuse("read.null-bytes", { file, line: 1 }));
    return { text: encoding.decode(bytes), encoding: encoding.name, guessed: !known };
  }
}

const MOST_TEXT_BYTES = 200_000_000;

/** UTF-16 by its mark, or without one where every other byte of the first hundred is zero. */
export function wideEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const end = Math.min(bytes.length & ~1, 100);
  let [even, odd] = [0, 0];
  for (let i = 0; i < end; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  if (end < 8 || Math.min(even, odd) > 0) return undefined;
  if (odd > end * 0.4) return "utf-16le";
  return even > end * 0.4 ? "utf-16be" : undefined;
}

function lineAt(bytes: Uint8Array, end: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < end; at = bytes.indexOf(10, at + 1)) line++;
  return line;
}
