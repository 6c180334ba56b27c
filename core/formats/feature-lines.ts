import type { Feature } from "#core/model/feature";

/**
 * Features on their way between threads and windows: one JSON text a line, UTF-8, so that who reads them can do it in
 * slices. Only for what Maillage itself made: outside files go through their readers.
 */
export function encodeFeatureLines(features: readonly Feature[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  let size = 0;
  let text = "";
  features.forEach((feature, i) => {
    text += `${i === 0 ? "" : "\n"}${JSON.stringify(feature)}`;
    if (text.length < PIECE && i < features.length - 1) return;
    const piece = encoder.encode(text);
    pieces.push(piece);
    size += piece.length;
    text = "";
  });
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Reads back `encodeFeatureLines`, feature by feature. */
export function* decodeFeatureLines(bytes: Uint8Array): Generator<Feature, void> {
  const decoder = new TextDecoder();
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start);
    const stop = end < 0 ? bytes.length : end;
    yield JSON.parse(decoder.decode(bytes.subarray(start, stop))) as Feature;
    start = stop + 1;
  }
}

const NEWLINE = 10;
/** Text is turned into bytes in pieces of about this length: never all of it as one text. */
const PIECE = 1 << 18;
