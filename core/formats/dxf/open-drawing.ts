import { encodingNamed, type TextEncoding } from "#core/formats/code-pages";
import { BINARY_SIGN, DxfBinaryScanner } from "#core/formats/dxf/dxf-binary-scanner";
import { type DxfScanner, DxfTextScanner } from "#core/formats/dxf/dxf-scanner";
import type { ReaderWarnings } from "#core/formats/reader-warnings";
import { decodeText } from "#core/formats/text-encoding";

/** The scanner for the bytes of a drawing, text or binary, and the encoding of its words. */
export function openDrawing(
  bytes: Uint8Array,
  file: string,
  version: string | undefined,
  asked: string | undefined,
  warnings: ReaderWarnings,
): { readonly scanner: DxfScanner; readonly encoding: string } {
  const unicode = version !== undefined && /^AC10(2[1-9]|[3-9]\d)$/.test(version);
  const page = encodingNamed(headerText(bytes, "$DWGCODEPAGE") ?? "");
  if (startsWith(bytes, BINARY_SIGN)) {
    const encoding = encodingNamed(asked ?? "") ?? (unicode ? UTF8 : (page ?? WINDOWS));
    return { scanner: new DxfBinaryScanner(bytes, file, encoding), encoding: encoding.name };
  }
  // Letters of a page of two bytes may look like UTF-8.
  const wide = !unicode && page !== undefined && !/^(Windows|CP|ISO)/.test(page.name);
  const { text, encoding, guessed } = decodeText(bytes, file, {
    asked: asked ?? (wide ? page.name : undefined),
    declared: page?.name,
  });
  if (guessed || (unicode && encoding !== "UTF-8")) warnings.add("encoding.guessed", { params: { encoding } });
  return { scanner: new DxfTextScanner(text, file), encoding };
}

const UTF8: TextEncoding = { name: "UTF-8", decode: (bytes) => new TextDecoder("utf-8").decode(bytes) };
const WINDOWS: TextEncoding = {
  name: "Windows-1252",
  decode: (bytes) => new TextDecoder("windows-1252").decode(bytes),
};

/** A text variable of the header, before anything is read: the encoding depends on it. */
export function headerText(bytes: Uint8Array, name: string): string | undefined {
  const head = WINDOWS.decode(bytes.subarray(0, 65_536));
  const at = head.indexOf(name);
  if (at < 0) return undefined;
  // In a binary drawing the group code between is a control sign.
  const after = Array.from(head.slice(at + name.length, at + name.length + 60), (sign) => (sign < " " ? " " : sign));
  return /^\s+(?:[13]\s+)?([\w.-]+)/.exec(after.join(""))?.[1];
}

function startsWith(bytes: Uint8Array, sign: string): boolean {
  for (let i = 0; i < sign.length; i++) if (bytes[i] !== sign.charCodeAt(i)) return false;
  return true;
}
