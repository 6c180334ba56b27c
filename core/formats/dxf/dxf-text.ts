import { encodingNamed } from "#core/formats/code-pages";

/** Pages of the letters written `\M+nXXXX`. */
const MIF_PAGES: Readonly<Record<string, string>> = { 1: "Shift_JIS", 2: "Big5", 3: "EUC-KR", 4: "EUC-KR", 5: "GBK" };

const SIGNS: Readonly<Record<string, string>> = { c: "⌀", d: "°", p: "±", "%": "%" };

/** The words of a TEXT, an ATTRIB or a name: letters written `\U+XXXX`, `\M+nXXXX`, `%%d` or `^J` as what they stand for. */
export function plainText(raw: string): string {
  if (!/[\\%^]/.test(raw)) return raw;
  return carets(
    letters(raw).replace(/%%(\d{3}|.)/g, (all, sign: string) => {
      if (sign.length === 3) return String.fromCharCode(Number(sign));
      return /[uok]/i.test(sign) ? "" : (SIGNS[sign.toLowerCase()] ?? all);
    }),
  );
}

/**
 * The words of an MTEXT without their dress: colours, fonts, heights and the like are left out, paragraphs are lines.
 *
 * @see AutoCAD DXF reference, "MTEXT"
 */
export function plainMText(raw: string): string {
  const text = carets(letters(raw));
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const sign = text.charAt(i);
    if (sign === "{" || sign === "}") continue;
    if (sign === "%" && text.charAt(i + 1) === "%") {
      const number = /^\d{3}/.exec(text.slice(i + 2, i + 5))?.[0];
      if (number) out += String.fromCharCode(Number(number));
      else out += SIGNS[text.charAt(i + 2).toLowerCase()] ?? "";
      i += number ? 4 : 2;
      continue;
    }
    if (sign !== "\\") {
      out += sign;
      continue;
    }
    const order = text.charAt(++i);
    if (order === "P" || order === "N" || order === "X") out += "\n";
    else if (order === "~") out += " ";
    else if (order === "\\" || order === "{" || order === "}") out += order;
    else if (order === "S") {
      const end = endOf(text, i);
      out += text
        .slice(i + 1, end)
        .replace(/\\(.)/g, "$1")
        .replace(/[#^]\s*/, "/");
      i = end;
    } else if (/[ACcFfHpQTW]/.test(order)) i = endOf(text, i);
    else if (!/[LlOoKk]/.test(order)) out += order;
  }
  return out;
}

/** Where an order ends: its semicolon, or where the text does. */
function endOf(text: string, from: number): number {
  const end = text.indexOf(";", from);
  return end < 0 ? text.length : end;
}

function letters(raw: string): string {
  if (!raw.includes("\\")) return raw;
  return raw
    .replace(/(?:\\U\+[0-9a-fA-F]{4})+/g, (run) =>
      String.fromCharCode(
        ...run
          .slice(3)
          .split("\\U+")
          .map((hex) => Number.parseInt(hex, 16)),
      ),
    )
    .replace(
      /\\M\+([1-5])([0-9a-fA-F]{2})([0-9a-fA-F]{2})/g,
      (all, page: string, high: string, low: string) =>
        encodingNamed(MIF_PAGES[page] ?? "")?.decode(
          Uint8Array.of(Number.parseInt(high, 16), Number.parseInt(low, 16)),
        ) ?? all,
    );
}

/** `^J` is the control sign of that letter, `^ ` a caret. */
function carets(text: string): string {
  return text.replace(/\^(.)/g, (all, sign: string) => {
    if (sign === " ") return "^";
    if (sign === "J") return "\n";
    if (sign === "I") return "\t";
    return sign === "M" ? "" : all;
  });
}
