import { RefusalError, refuse } from "#core/model/refusal";

/** A text, and the encoding its bytes were read in, as people know it. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
  /** Whether the encoding was guessed from the letters, and nothing in the file says it. */
  readonly guessed: boolean;
}

/**
 * The text of a file that may be in any encoding met in practice. A byte-order mark decides; then UTF-8 where the bytes
 * are; then what the file declares; then Windows-1252 or CP850, whichever makes words of the letters.
 *
 * @param declared the encoding the file itself names, by its WHATWG or DOS label
 * @throws RefusalError `import.too-long` for a text no office machine holds, `read.null-bytes` for bytes that are no text
 */
export function decodeText(bytes: Uint8Array, file: string, declared?: string): DecodedText {
  if (bytes.length > MOST_TEXT_BYTES) {
    const params = { megabytes: Math.ceil(bytes.length / 1e6), most: MOST_TEXT_BYTES / 1e6 };
    throw new RefusalError(refuse("import.too-long", { file, line: 1, params }));
  }
  const marked = markOf(bytes) ?? wideOf(bytes);
  if (marked) return { text: textIn(bytes, marked), encoding: marked, guessed: false };
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw new RefusalError(refuse("read.null-bytes", { file, line: lineAt(bytes, nul) }));
  const utf8 = strictUtf8(bytes);
  if (utf8 !== undefined) return { text: utf8, encoding: "UTF-8", guessed: false };
  const named = declared && !/^utf-?8$/i.test(declared) ? encodingNamed(declared) : undefined;
  const encoding = named ?? guessOf(bytes);
  return { text: textIn(bytes, encoding), encoding, guessed: named === undefined };
}

/** The text of UTF-8 bytes; `undefined` where they are not. */
export function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Text of bytes in an encoding as `decodeText` or `encodingNamed` names it; what no letter stands for becomes U+FFFD. */
export function textIn(bytes: Uint8Array, encoding: string): string {
  const upper = DOS_LETTERS[encoding];
  if (upper === undefined) return new TextDecoder(encoding.toLowerCase()).decode(bytes);
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    const units = Array.from(bytes.subarray(at, at + 8192), (byte) =>
      byte < 128 ? byte : upper.charCodeAt(byte - 128),
    );
    parts.push(String.fromCharCode(...units));
  }
  return parts.join("");
}

/** The encoding a label stands for (`latin1`, `ANSI_1252`, `dos850`); `undefined` for one nobody knows. */
export function encodingNamed(label: string): string | undefined {
  const plain = label
    .trim()
    .toLowerCase()
    .replace(/^(ansi[_-]?|cp|windows-?|dos|ibm)(?=\d)/, "");
  if (plain === "850" || plain === "437") return `CP${plain}`;
  const named = WINDOWS_PAGES[plain] ?? (/^125\d$/.test(plain) ? `windows-${plain}` : label.trim());
  try {
    const { encoding } = new TextDecoder(named);
    return encoding.replace(/^windows/, "Windows").replace(/^(utf|iso)/, (word) => word.toUpperCase());
  } catch {
    return undefined;
  }
}

const MOST_TEXT_BYTES = 200_000_000;

const WINDOWS_PAGES: Readonly<Record<string, string>> = {
  "874": "windows-874",
  "932": "shift_jis",
  "936": "gbk",
  "949": "euc-kr",
  "950": "big5",
  "866": "ibm866",
};

/** Letters of the bytes from 128 on, in the two DOS pages that browsers do not know. */
const DOS_LETTERS: Readonly<Record<string, string>> = {
  CP850:
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0",
  CP437:
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0",
};

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "UTF-16LE";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "UTF-16BE";
  return undefined;
}

/** UTF-16 without its mark: every other byte of the first hundred is zero. */
function wideOf(bytes: Uint8Array): string | undefined {
  const zeros = [0, 0];
  const end = Math.min(bytes.length & ~1, 100);
  for (let i = 0; i < end; i++) if (bytes[i] === 0) zeros[i & 1] = (zeros[i & 1] as number) + 1;
  const most = end / 2;
  if (end < 8) return undefined;
  if ((zeros[1] as number) > most * 0.8 && zeros[0] === 0) return "UTF-16LE";
  if ((zeros[0] as number) > most * 0.8 && zeros[1] === 0) return "UTF-16BE";
  return undefined;
}

/** Windows-1252 or CP850: which of them has a letter where the neighbours are letters. */
function guessOf(bytes: Uint8Array): string {
  let windows = 0;
  let dos = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte < 128 || !(isLetter(bytes[i - 1]) || isLetter(bytes[i + 1]))) continue;
    if (byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7) windows++;
    // In Windows-1252 those are quotes and dashes; 92 is the apostrophe of « l’eau », 9C the œ, 8C the Œ.
    else if (byte <= 0xa5 && byte !== 0x92 && byte !== 0x9c) dos++;
  }
  return dos > windows ? "CP850" : "Windows-1252";
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90));
}

function lineAt(bytes: Uint8Array, end: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < end; at = bytes.indexOf(10, at + 1)) line++;
  return line;
}
