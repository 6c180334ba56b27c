/** The upper halves of the code pages that DOS programs wrote French in; browsers and Node do not bring them. */
const UPPER: Readonly<Record<string, string>> = {
  CP437:
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0",
  CP850:
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0",
};

/** Encodings by the names files give them, without spaces, dashes and case. */
const NAMES: readonly (readonly [pattern: RegExp, name: string, label: string])[] = [
  [/^(utf8|65001|cp65001)$/, "UTF-8", "utf-8"],
  [/^(ansi_?|cp|windows_?|win|oem)?1252$|^ansi$/, "Windows-1252", "windows-1252"],
  [/^(iso)?8859_?1$|^iso_?8859_?1$|^latin_?1$|^l1$|^885910?$/, "ISO-8859-1", "latin1"],
  [/^(iso)?8859_?15$|^885915$|^latin_?9$/, "ISO-8859-15", "iso-8859-15"],
  [/^(oem|cp|ibm|dos)?850$/, "CP850", "CP850"],
  [/^(oem|cp|ibm|dos)?437$/, "CP437", "CP437"],
  [/^(oem|cp|ibm)?866$/, "CP866", "ibm866"],
  [/^(ansi_?|cp|windows_?|win)?1250$/, "Windows-1250", "windows-1250"],
  [/^(ansi_?|cp|windows_?|win)?1251$/, "Windows-1251", "windows-1251"],
  [/^(ansi_?|cp|windows_?|win)?1253$/, "Windows-1253", "windows-1253"],
  [/^(ansi_?|cp|windows_?|win)?1254$/, "Windows-1254", "windows-1254"],
  [/^(ansi_?|cp|windows_?|win)?1256$/, "Windows-1256", "windows-1256"],
  [/^(ansi_?|cp|windows_?|win)?874$/, "Windows-874", "windows-874"],
  [/^(ansi_?|cp|windows_?|win)?1255$/, "Windows-1255", "windows-1255"],
  [/^(ansi_?|cp|windows_?|win)?1257$/, "Windows-1257", "windows-1257"],
  [/^(ansi_?|cp|windows_?|win)?1258$/, "Windows-1258", "windows-1258"],
  [/^(iso)?8859_?2$|^88592$/, "ISO-8859-2", "iso-8859-2"],
  [/^(ansi_|cp)?932$|^shift_?jis$|^sjis$/, "Shift_JIS", "shift_jis"],
  [/^(ansi_|cp)?936$|^gbk$|^gb2312$/, "GBK", "gbk"],
  [/^(ansi_|cp)?950$|^big5$/, "Big5", "big5"],
  [/^(ansi_|cp)?949$|^euckr$|^johab$|^(ansi_|cp)?1361$/, "EUC-KR", "euc-kr"],
];

/** A way of turning bytes into text. */
export interface TextEncoding {
  /** As people know it: "Windows-1252", "CP850". */
  readonly name: string;
  decode(bytes: Uint8Array): string;
}

/** The encoding of a name, as `.cpg` files, code pages and people write it; `undefined` when it is none of them. */
export function encodingNamed(name: string): TextEncoding | undefined {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "");
  for (const [pattern, known, label] of NAMES) {
    if (!pattern.test(plain)) continue;
    const upper = UPPER[known];
    if (upper !== undefined) return { name: known, decode: (bytes) => decodeUpper(bytes, upper) };
    if (known === "ISO-8859-1") return { name: known, decode: decodeLatin1 };
    const decoder = new TextDecoder(label);
    return { name: known, decode: (bytes) => decoder.decode(bytes) };
  }
  return undefined;
}

/**
 * The likeliest encoding of text that does not say: UTF-8 where the bytes allow no doubt, else CP850 or Windows-1252
 * by where the accents of French lie in each.
 *
 * @returns its name; "ASCII" when nothing but ASCII is there, so that any would do
 */
export function guessedEncoding(bytes: Uint8Array): string {
  let dos = 0;
  let windows = 0;
  for (const byte of bytes) {
    if (byte < 0x80) continue;
    if (DOS_ACCENTS.has(byte)) dos++;
    else if (byte >= 0xc0 || byte === 0xa0 || byte === 0xb0 || byte === 0x92) windows++;
  }
  if (dos + windows === 0 && bytes.every((byte) => byte < 0x80)) return "ASCII";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "UTF-8";
  } catch {
    return dos > windows ? "CP850" : "Windows-1252";
  }
}

/** Ç ü é â à ç ê ë è ï î É ô ö û ù of CP850, which are controls or signs in Windows-1252. */
const DOS_ACCENTS: ReadonlySet<number> = new Set([
  0x80, 0x81, 0x82, 0x83, 0x85, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x90, 0x93, 0x94, 0x96, 0x97,
]);

function decodeUpper(bytes: Uint8Array, upper: string): string {
  let text = "";
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : (upper[byte - 0x80] as string);
  return text;
}

function decodeLatin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
