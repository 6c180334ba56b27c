import type { Feature } from "#core/model/feature";

/**
 * Features on their way between threads and windows: one JSON text a line, UTF-8, so that who reads them can do it in
 * slices. Only for what Maillage itself made: outside files go through their readers.
 */
export function encodeFeatureLines(features: readonly Feature[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(features.map((feature) => JSON.stringify(feature)).join("\n"));
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
