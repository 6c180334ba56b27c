import { RefusalError, refuse } from "#core/model/refusal";

/**
 * Refuses XML that brings a document type of its own: entities in it can swell without end or read other files. Looked
 * for as text, before any reader of XML sees it.
 *
 * @throws RefusalError `xml.dtd`, with the line
 */
export function refuseDtd(bytes: Uint8Array, file: string): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, MOST_BYTES));
  const wide = bytes[0] === 0xff || bytes[0] === 0xfe || bytes[0] === 0 || bytes[1] === 0;
  const head = wide ? withoutZeros(text) : text;
  // What stands in comments, and in text after the root has begun, declares nothing.
  const at = declarationIn(head.toString("latin1"));
  if (at === undefined) return;
  const line = head.subarray(0, at).toString("latin1").split("\n").length;
  throw new RefusalError(refuse("xml.dtd", { file, line }));
}

/** Before the root there is nothing but declarations, comments and space; more than this is no honest file. */
const MOST_BYTES = 4_000_000;

/** UTF-16 as the ASCII that matters here. */
function withoutZeros(bytes: Buffer): Buffer {
  return Buffer.from(bytes.filter((byte) => byte !== 0));
}

function declarationIn(text: string): number | undefined {
  const tag = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE|<!ENTITY|<[^!?]/gi;
  for (let found = tag.exec(text); found; found = tag.exec(text)) {
    if (/^<!(DOCTYPE|ENTITY)/i.test(found[0])) return found.index;
    if (/^<[^!?]/.test(found[0])) return undefined;
  }
  return undefined;
}
