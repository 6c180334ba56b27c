/** Largest file that can be attached, bytes. */
export const MOST_ATTACHMENT_BYTES = 50 * 1024 * 1024;

/** Most a project's attachments may take together, bytes: it must still be written as one file. */
export const MOST_ATTACHED_BYTES = 800 * 1024 * 1024;

/** Office files are told from other archives by their name: they are kept, never opened. */
const IN_ZIP: Readonly<Record<string, string>> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  odp: "application/vnd.oasis.opendocument.presentation",
};
const IN_OLE: Readonly<Record<string, string>> = {
  doc: "application/msword",
  xls: "application/vnd.ms-excel",
  ppt: "application/vnd.ms-powerpoint",
};
const TEXTS: Readonly<Record<string, string>> = { txt: "text/plain", csv: "text/csv" };

/**
 * What a file is, by its content: PDF, JPEG, PNG, WebP, TIFF, office files, plain text. `undefined` for all else,
 * pages and drawings that can hold scripts (HTML, SVG, XML) among them.
 *
 * @param name file name; its ending only tells office files and texts apart
 */
export function mediaTypeOf(bytes: Uint8Array, name: string): string | undefined {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  if (starts(bytes, "%PDF-")) return "application/pdf";
  if (starts(bytes, "\u00ff\u00d8\u00ff")) return "image/jpeg";
  if (starts(bytes, "\u0089PNG\r\n\u001a\n")) return "image/png";
  if (starts(bytes, "RIFF") && starts(bytes.subarray(8), "WEBP")) return "image/webp";
  if (starts(bytes, "II*\0") || starts(bytes, "MM\0*")) return "image/tiff";
  if (starts(bytes, "PK\u0003\u0004")) return own(IN_ZIP, ending);
  if (starts(bytes, "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")) return own(IN_OLE, ending);
  const text = own(TEXTS, ending);
  return text && isPlainText(bytes) ? text : undefined;
}

/** Whether a file is shown inside the window as a picture. */
export function isPicture(mediaType: string): boolean {
  return mediaType === "image/jpeg" || mediaType === "image/png" || mediaType === "image/webp";
}

function own(types: Readonly<Record<string, string>>, ending: string): string | undefined {
  return Object.hasOwn(types, ending) ? types[ending] : undefined;
}

function starts(bytes: Uint8Array, sign: string): boolean {
  if (bytes.length < sign.length) return false;
  for (let i = 0; i < sign.length; i++) if (bytes[i] !== sign.charCodeAt(i)) return false;
  return true;
}

/** Words without control signs, and no page in disguise. An encoding of one byte a letter is text too. */
function isPlainText(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) return false;
  const head = new TextDecoder("utf-8").decode(bytes.subarray(0, 1024));
  return bytes.length > 0 && !/^\s*<(\?xml|!doctype|!--|html|svg|script|head|body)/i.test(head);
}
