import { RefusalError, refuse } from "#core/model/refusal";

/**
 * The text of a whole file that must be UTF-8.
 *
 * @param code of the refusal, which names the line (from 1) of the first bytes that are no UTF-8
 * @throws RefusalError `code`; `import.too-long` for a text no string can hold
 */
export function decodeUtf8(bytes: Uint8Array, file: string, code: string): string {
  if (bytes.length > MOST_TEXT_BYTES) {
    const params = { megabytes: Math.ceil(bytes.length / 1e6), most: MOST_TEXT_BYTES / 1e6 };
    throw new RefusalError(refuse("import.too-long", { file, line: 1, params }));
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new RefusalError(refuse(code, { file, line: lineOfBadByte(bytes) }));
  }
}

/** Text formats that are read whole stop here: more would not fit the memory of an office machine. */
const MOST_TEXT_BYTES = 200_000_000;

/** The line (from 1) of the first bytes that are not UTF-8. */
export function lineOfBadByte(bytes: Uint8Array): number {
  let line = 1;
  for (let at = 0; at < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, at);
    const stop = end < 0 ? bytes.length : end;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(at, stop));
    } catch {
      return line;
    }
    at = stop + 1;
  }
  return Math.max(1, line - 1);
}
