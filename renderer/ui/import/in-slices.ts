import { decodeFeatureLines } from "#core/formats/feature-lines";
import type { Feature } from "#core/model/feature";

/** Longest the window is held, milliseconds. */
const SLICE_MS = 8;

/** Reads features that came as bytes, without holding the window: a slice, then whatever waits, then the next. */
export async function decodedInSlices(bytes: Uint8Array, signal: AbortSignal): Promise<Feature[]> {
  const features: Feature[] = [];
  let begun = performance.now();
  for (const feature of decodeFeatureLines(bytes)) {
    features.push(feature);
    if (performance.now() - begun < SLICE_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    begun = performance.now();
  }
  return features;
}
